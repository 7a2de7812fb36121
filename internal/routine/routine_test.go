package routine_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"authzx/internal/routine"
)

func stumble() { panic("stumbled") }

func TestAPanicComesOutWhereSomebodyWaits(t *testing.T) {
	var all routine.Group
	var worked atomic.Int32
	for i := range 10 {
		all.Go(func() {
			if i == 3 {
				stumble()
			}
			worked.Add(1)
		})
	}
	caught := routine.Catch(all.Wait)
	if caught == nil || caught.Value != "stumbled" || !strings.Contains(string(caught.Stack), "routine_test.stumble") {
		t.Fatalf("caught %v", caught)
	}
	if worked.Load() != 9 {
		t.Errorf("%d of the others worked", worked.Load())
	}
	if again := routine.Catch(caught.Raise); again != caught {
		t.Errorf("raised again it is %v", again)
	}
}

func TestWithoutAPanicNothingIsRaised(t *testing.T) {
	var all routine.Group
	all.Go(func() {})
	if caught := routine.Catch(all.Wait); caught != nil {
		t.Error(caught)
	}
}

func TestAPanicIsHandedToWhoeverStartedIt(t *testing.T) {
	failed := make(chan *routine.Panic, 1)
	routine.Go(stumble, func(p *routine.Panic) { failed <- p })
	if p := <-failed; p.Value != "stumbled" {
		t.Errorf("caught %v", p)
	}
}

func TestAwaitGivesWhatCameOrWhyNothingDid(t *testing.T) {
	background := context.Background()
	if got, err := routine.Await(background, func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	why := errors.New("asked to end")
	ended, end := context.WithCancelCause(background)
	end(why)
	forever := make(chan struct{})
	defer close(forever)
	if _, err := routine.Await(ended, func() (int, error) { <-forever; return 0, nil }); !errors.Is(err, why) {
		t.Errorf("after the end: %v", err)
	}
	caught := routine.Catch(func() { _, _ = routine.Await(background, func() (int, error) { stumble(); return 0, nil }) })
	if caught == nil || caught.Value != "stumbled" {
		t.Errorf("caught %v", caught)
	}
}

func TestSharesAreAllThingsInTheirOrder(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		next := 0
		for _, part := range routine.Share(n, func(from, to int) [2]int { return [2]int{from, to} }) {
			if part[0] != next || part[1] < part[0] {
				t.Errorf("of %d, %v follows %d", n, part, next)
			}
			next = part[1]
		}
		if next != n {
			t.Errorf("of %d, the parts end at %d", n, next)
		}
	}
}

func TestWhatIsWorkedOutAheadComesInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000} {
		list := make([]int, n)
		for i := range list {
			list[i] = i
		}
		doubled := routine.Ahead(list, func(i int) int { return 2 * i })
		for range 2 { // as often as it is asked for
			got := slices.Collect(doubled)
			if len(got) != n {
				t.Errorf("%d of %d", len(got), n)
			}
			for i, v := range got {
				if v != 2*i {
					t.Fatalf("%d at place %d of %d", v, i, n)
				}
			}
		}
	}
	for v := range routine.Ahead(make([]int, 1000), func(int) int { return 1 }) {
		if v == 1 {
			break
		}
	}
	caught := routine.Catch(func() {
		for range routine.Ahead(make([]int, 3), func(int) int { stumble(); return 0 }) {
		}
	})
	if caught == nil || caught.Value != "stumbled" {
		t.Errorf("caught %v", caught)
	}
}
