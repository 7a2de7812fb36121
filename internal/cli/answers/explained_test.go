package answers

import (
	"context"
	"slices"
	"testing"

	"authzx/internal/cli/command"
	"authzx/internal/rbac"
)

func TestComputingEndsWithAnInterruption(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	var got []int
	for n := range until(ctx, slices.Values([]int{1, 2, 3, 4})) {
		got = append(got, n)
		if n == 2 {
			cancel(command.ErrSignal)
		}
	}
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
	g := offices(t)
	for e := range explain(ctx, g.Access(rbac.Query{User: g.Users()[0]}), nil) {
		t.Fatalf("explained %v", e.ref)
	}
}
