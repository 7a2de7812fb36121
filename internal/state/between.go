package state

import (
	"errors"
	"fmt"
	"slices"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Between is what lies between a state and another.
type Between struct {
	// Changes bring the first to the second, in an order in which they can be made.
	// Things to be made have placeholders.
	Changes []rbac.Change
	// After is the second in the ids of the first: with its names.
	After *rbac.Graph
	// Unmatched are the things of the second that can't be found in the first, and
	// why. They are safe to draw, as remarks are.
	Unmatched []string
	// Unmapped are those of them that a map would find: applications and connections,
	// by what they are called there.
	Unmapped []rbac.Ref
	Remarks  []string

	all []rbac.Change // those that are not wanted too
}

// FewChanges is up to how many changes it is quick to work out their effect: what they
// can't concern is not looked at.
const FewChanges = 500

// Effect is who gains and who loses what from the first state to the second.
func (b Between) Effect(here Source) rbac.Effect {
	if len(b.all) <= FewChanges {
		if after, _, err := rbac.ApplyAll(here.Graph, b.all); err == nil {
			return rbac.Diff(here.Graph, after)
		}
	}
	return rbac.Diff(here.Graph, b.After)
}

// Compare finds what lies between the state here and the one there.
func Compare(here, there Source, o Options) Between {
	a := &aligner{
		here: here, there: there, o: o,
		apps: make(map[rbac.ClientID]rbac.ClientID), ids: make(map[rbac.Ref]text.Text),
	}
	to := a.aligned()
	c := &comparison{a: a, now: here.Graph.Document(), to: to, made: a.made, prune: o.Prune}
	b := Between{After: rbac.Index(to)}
	m := here.Graph.Missing()
	b.all = c.all()
	for _, one := range b.all {
		if o.wants(one) {
			b.Changes = append(b.Changes, one)
		}
	}
	if set, ok := switchesBetween(here, there); ok && o.wants(set) {
		b.Changes = append(b.Changes, set)
	}
	b.Unmapped = unique(a.unmapped)
	b.Unmatched, b.Remarks = unique(a.unmatched), remarks(here, there)
	if m.Any() {
		b.Remarks = append(b.Remarks, m.Words()+", so the difference is incomplete")
	}
	return b
}

// switchesBetween sets the switches that the other state has otherwise.
func switchesBetween(here, there Source) (rbac.SetConfiguration, bool) {
	set := rbac.SetConfiguration{Values: make(map[rbac.Switch]bool)}
	for s, on := range there.Switches {
		if here.Switches != nil && here.Switches[s] != on {
			set.Values[s] = on
		}
	}
	return set, len(set.Values) > 0
}

func remarks(here, there Source) []string {
	var list []string
	m := there.Graph.Missing()
	for _, one := range []struct {
		name string
		err  error
	}{{"groups", m.Groups}, {"roles", m.Roles}, {"permissions", m.Permissions}} {
		if one.err != nil {
			list = append(list, fmt.Sprintf("the %s are left as they are: the state doesn't have them: %v", one.name, one.err))
		}
	}
	if there.Switches != nil && here.Switches == nil {
		list = append(list, "the switches here are not known, so they are left as they are")
	}
	return list
}

func unique[T comparable](list []T) []T {
	var out []T
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// most is how many of the changes that can't be made are told.
const most = 20

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
