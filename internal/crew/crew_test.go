package crew_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"authzx/internal/crew"
)

func stumble() { panic("stumbled") }

func TestAPanicComesOutWhereSomebodyWaits(t *testing.T) {
	var all crew.Crew
	var worked atomic.Int32
	for i := range 10 {
		all.Go(func() {
			if i == 3 {
				stumble()
			}
			worked.Add(1)
		})
	}
	fault := crew.Catch(all.Wait)
	if fault == nil || fault.Value != "stumbled" || !strings.Contains(string(fault.Stack), "crew_test.stumble") {
		t.Fatalf("caught %v", fault)
	}
	if worked.Load() != 9 {
		t.Errorf("%d of the others worked", worked.Load())
	}
	if again := crew.Catch(fault.Raise); again != fault {
		t.Errorf("raised again it is %v", again)
	}
}

func TestWithoutAPanicNothingIsRaised(t *testing.T) {
	var all crew.Crew
	all.Go(func() {})
	if fault := crew.Catch(all.Wait); fault != nil {
		t.Error(fault)
	}
}
