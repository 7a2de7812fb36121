package tenant

import (
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Merged is what another authzx did to what is staged meanwhile.
type Merged struct {
	Added   []rbac.Change // it staged, which are staged here now too
	Removed []rbac.Change // it applied or dropped, which are staged no longer
	// Note says that what it had written could not be read, and where that is
	// kept; empty otherwise. It is safe to draw.
	Note string
}

// merge puts together what two programs made of the changes that were known to
// both: known, what is kept now, and what this program has.
func merge(known, kept, ours []rbac.Change) ([]rbac.Change, Merged) {
	gone := Without(known, kept)
	rest := Without(ours, gone)
	came := Without(Without(kept, known), Without(ours, known))
	came = apart(came, rest)
	all := append(append([]rbac.Change(nil), rest...), came...)
	return all, Merged{Added: came, Removed: Without(ours, rest)}
}

// Without is the list without those changes, each taken away once.
func Without(list, those []rbac.Change) []rbac.Change {
	if len(those) == 0 {
		return list
	}
	count := make(map[string]int, len(those))
	for _, c := range those {
		count[rbac.ChangeKey(c)]++
	}
	var rest []rbac.Change
	for _, c := range list {
		if key := rbac.ChangeKey(c); count[key] > 0 {
			count[key]--
			continue
		}
		rest = append(rest, c)
	}
	return rest
}

// apart gives what changes create other placeholders where beside has the same
// ones for something else.
func apart(changes, beside []rbac.Change) []rbac.Change {
	taken := map[text.Text]bool{}
	for _, c := range beside {
		taken[plan.Created(c)] = true
	}
	ids := make(plan.IDs)
	all := append(append([]rbac.Change(nil), beside...), changes...)
	for _, c := range changes {
		if id := plan.Created(c); !id.IsZero() && taken[id] {
			ids[id] = plan.NextID(all)
			all = append(all, plan.Rename(c, plan.IDs{id: ids[id]}))
		}
	}
	return plan.RenameAll(changes, ids)
}
