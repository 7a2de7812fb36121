// Package routine is the one place where goroutines begin. A panic that leaves a
// goroutine ends the program at once: the terminal would not be given back, and a
// trace would be printed over it. Here it comes out where somebody waits.
package routine

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Panic is what a function panicked with and where it came from.
type Panic struct {
	Value any
	Stack []byte
}

// Error names the value, as it came.
func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Raise panics again; a nil one does nothing.
func (p *Panic) Raise() {
	if p != nil {
		panic(p)
	}
}

// Caught makes a Panic of what recover gave, which is not nil; one that was
// raised stays the same.
func Caught(recovered any) *Panic {
	if p, ok := recovered.(*Panic); ok {
		return p
	}
	return &Panic{recovered, debug.Stack()}
}

// Catch calls f and gives its panic; nil when there is none.
func Catch(f func()) (caught *Panic) {
	defer func() {
		if v := recover(); v != nil {
			caught = Caught(v)
		}
	}()
	f()
	return nil
}

// Go calls f in a goroutine of its own and hands its panic, should there be one,
// to failed, which must not panic itself.
func Go(f func(), failed func(*Panic)) {
	go func() {
		if caught := Catch(f); caught != nil {
			failed(caught)
		}
	}()
}

// Await gives what f gives, and raises its panic, unless ctx ends first: then f goes
// on alone, and what becomes of it is told to nobody.
func Await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type outcome struct {
		value  T
		err    error
		caught *Panic
	}
	done := make(chan outcome, 1)
	Go(func() {
		value, err := f()
		done <- outcome{value: value, err: err}
	}, func(p *Panic) { done <- outcome{caught: p} })
	select {
	case o := <-done:
		o.caught.Raise()
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// Group is a sync.WaitGroup whose Wait raises the first panic of its functions.
// The zero value is ready.
type Group struct {
	working sync.WaitGroup
	caught  atomic.Pointer[Panic]
}

// Go calls f in a goroutine of its own.
func (g *Group) Go(f func()) {
	g.working.Add(1)
	Go(func() {
		defer g.working.Done()
		g.keep(Catch(f))
	}, g.keep)
}

func (g *Group) keep(p *Panic) {
	if p != nil {
		g.caught.CompareAndSwap(nil, p)
	}
}

// Wait waits for all functions.
func (g *Group) Wait() {
	g.working.Wait()
	g.caught.Load().Raise()
}

// Share calls f for parts of n things, on as many processors as there are, and gives what
// it gave of each in their order.
func Share[T any](n int, f func(from, to int) T) []T {
	given := make([]T, min(runtime.GOMAXPROCS(0), n))
	var all Group
	for i := range given {
		all.Go(func() { given[i] = f(i*n/len(given), (i+1)*n/len(given)) })
	}
	all.Wait()
	return given
}

// ahead is how many things are worked out before they are asked for.
const ahead = 64

// Ahead yields what f gives of each thing of a list, worked out beside what is done with the
// things before.
func Ahead[A, B any](list []A, f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		rest := list
		for ready := []B(nil); len(rest) > 0 || len(ready) > 0; {
			part := rest[:min(ahead, len(rest))]
			rest = rest[len(part):]
			next := make([]B, len(part))
			var working Group
			working.Go(func() {
				for i, v := range part {
					next[i] = f(v)
				}
			})
			for _, v := range ready {
				if !yield(v) {
					working.Wait()
					return
				}
			}
			working.Wait()
			ready = next
		}
	}
}
