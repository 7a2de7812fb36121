package rbac_test

import (
	"math/rand/v2"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
)

// fixed are the rules whose findings are gone when all fixes are applied.
var fixed = []lint.Rule{
	lint.RuleRedundantGrant, lint.RuleRedundantAssignment, // first, while there are circles
	lint.RuleCycle, lint.RuleSelfNesting, lint.RuleDanglingGroup, lint.RuleDanglingRole, lint.RuleDuplicateMapping,
}

func TestFixesLeaveNothingToFind(t *testing.T) {
	rbac.Seeded(rbac.Tenants, func(seed uint64, r *rand.Rand) {
		g := rbac.Index(rbac.OddTenant(r))
		for _, rule := range fixed {
			next := g
			for _, f := range lint.Tenant(g, nil) {
				if f.Rule != rule {
					continue
				}
				var err error
				if next, _, err = rbac.ApplyAll(next, f.Changes); err != nil {
					t.Fatalf("seed %d, %s: %v", seed, rule, err)
				}
			}
			for _, f := range lint.Tenant(next, nil) {
				if f.Rule == rule {
					t.Fatalf("seed %d: still there: %+v", seed, f)
				}
			}
			if e := rbac.Diff(g, next); (rule == lint.RuleRedundantGrant || rule == lint.RuleRedundantAssignment) && len(e.Users) > 0 {
				t.Fatalf("seed %d: taking away what is redundant has an effect: %v", seed, e)
			}
			g = next
		}
		// Without circles all empty groups can be deleted, one after another.
		for _, f := range lint.Tenant(g, nil) {
			if f.Rule != lint.RuleEmptyGroup {
				continue
			}
			next, _, err := rbac.ApplyAll(g, f.Changes)
			if err != nil {
				t.Fatalf("seed %d: %v: %v", seed, f, err)
			}
			g = next
		}
	})
}
