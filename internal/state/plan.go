package state

import (
	"errors"
	"fmt"
	"slices"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Plan compiles what lies between. What the API would refuse, or can't do, is told
// in refused, and there is no plan then. What is so already is not in it.
func (b Between) Plan(here Source) (p *plan.Plan, refused []string) {
	changes := slices.DeleteFunc(slices.Clone(b.Changes), unmakeable)
	for {
		p, err := plan.Compile(here.Graph, rbac.Settings{Switches: here.Switches, StorageSize: -1}, changes)
		if err == nil {
			if len(refused) > 0 {
				return nil, refused
			}
			return p, nil
		}
		at, why := failing(err)
		refused = append(refused, fmt.Sprintf("%s: %s", changes[at].Sentence(b.After, here.Directory), why))
		if len(refused) == most {
			return nil, append(refused, "and perhaps more")
		}
		made := plan.Created(changes[at])
		changes = independent(slices.Delete(changes, at, at+1), made)
	}
}

func failing(err error) (at int, why string) {
	var failed *plan.ChangeError
	if !errors.As(err, &failed) {
		return 0, err.Error()
	}
	return failed.Index, failed.Err.Error()
}

// independent leaves out what uses a thing that can't be made: it fails for the
// same reason.
func independent(changes []rbac.Change, made text.Text) []rbac.Change {
	if made.IsZero() {
		return changes
	}
	return slices.DeleteFunc(changes, func(c rbac.Change) bool {
		return slices.ContainsFunc(c.Targets(), func(ref rbac.Ref) bool { return ref.ID == made })
	})
}

// unmakeable is the one tie that the API can't make. Nothing follows from it.
func unmakeable(c rbac.Change) bool {
	t, _ := c.(rbac.Tie)
	return NestsItself(c) && !t.Cut
}

// NestsItself reports whether a change nests a group in itself, or takes it out.
func NestsItself(c rbac.Change) bool {
	t, ok := c.(rbac.Tie)
	return ok && t.Of == rbac.TieNested && t.Left == t.Right
}
