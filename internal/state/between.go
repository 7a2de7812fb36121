package state

import (
	"slices"

	"authzx/internal/rbac"
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
