package tenant

import (
	"testing"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
)

func TestWhatIsPredictedIsWhatIsStoredAndUndoBringsItBack(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	admin := w.other()
	seeds := uint64(40)
	if testing.Short() {
		seeds = 10
	}
	for seed := range seeds {
		g := newGambler(seed)
		w.load(admin, g.tenant())
		tenant := w.openIn(t.TempDir())
		before := w.stored()
		changes := g.changes(t, tenant.State().Graph, 1+g.IntN(20))
		p := w.compile(tenant, changes...)
		report := w.apply(tenant, changes...)
		if !rbac.Equal(p.After, w.stored(), idsOf(t, tenant, report.Run)) {
			t.Fatalf("seed %d: %v\npredicted %+v\nstored %+v", seed, changes, p.After.Document(), w.stored().Document())
		}
		u, err := tenant.PlanUndo(t.Context(), report.Run)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if left := unreturnable(p); len(u.Blocked) != left {
			t.Fatalf("seed %d: blocked %v, of which %d were announced", seed, u.Blocked, left)
		} else if left > 0 || len(u.Plan.Items) == 0 {
			continue
		}
		w.complete(tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil))
		if got := w.stored(); !rbac.Equal(anonymous(before), anonymous(got), nil) {
			t.Fatalf("seed %d: %v\nbefore %+v\nafter undo %+v", seed, changes, before.Document(), got.Document())
		}
	}
}

// unreturnable counts what the plan says can't be undone at all: taking a group
// out of itself.
func unreturnable(p *plan.Plan) int {
	n := 0
	for _, item := range p.Items {
		for _, step := range item.Steps {
			for _, c := range step.Changes {
				if r, ok := c.(rbac.Tie); ok && r.Of == rbac.TieNested && r.Cut && r.Left == r.Right {
					n++
				}
			}
		}
	}
	return n
}
