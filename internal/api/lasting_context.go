package api

import (
	"context"
	"time"
)

// callerKey is for the context of who waits, in one that lasts longer.
type callerKey struct{}

// Lasting is a context for what should be finished once it was begun: it ends a grace
// after ctx does, and the pauses that a tenant asks for end with ctx itself.
func Lasting(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithValue(context.WithoutCancel(ctx), callerKey{}, ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return longer, func() { stop(); cancel() }
}

func callerOf(ctx context.Context) context.Context {
	if caller, ok := ctx.Value(callerKey{}).(context.Context); ok {
		return caller
	}
	return ctx
}
