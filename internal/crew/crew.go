// Package crew runs functions side by side whose panics come out where somebody
// waits for them. A panic that leaves a goroutine ends the program at once: the
// terminal would not be given back, and a trace would be printed over it.
package crew

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Fault is a panic and where it came from.
type Fault struct {
	Value any
	Stack []byte
}

// Error names the value, as it came.
func (f *Fault) Error() string { return fmt.Sprint(f.Value) }

// Raise panics with the fault; a nil one does nothing.
func (f *Fault) Raise() {
	if f != nil {
		panic(f)
	}
}

// Caught makes a fault of what recover gave, which is not nil; one that was
// raised stays the same.
func Caught(recovered any) *Fault {
	if f, ok := recovered.(*Fault); ok {
		return f
	}
	return &Fault{recovered, debug.Stack()}
}

// Catch calls f and gives its panic; nil when there is none.
func Catch(f func()) (fault *Fault) {
	defer func() {
		if v := recover(); v != nil {
			fault = Caught(v)
		}
	}()
	f()
	return nil
}

// Crew is a sync.WaitGroup whose Wait raises the first panic of its functions.
// The zero value is ready.
type Crew struct {
	working sync.WaitGroup
	fault   atomic.Pointer[Fault]
}

// Go calls f in a goroutine of its own.
func (c *Crew) Go(f func()) {
	c.working.Go(func() {
		if fault := Catch(f); fault != nil {
			c.fault.CompareAndSwap(nil, fault)
		}
	})
}

// Wait waits for all functions.
func (c *Crew) Wait() {
	c.working.Wait()
	c.fault.Load().Raise()
}
