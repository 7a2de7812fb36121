package session

import (
	"fmt"

	"authzx/internal/state"
	"authzx/internal/tenant"
)

// whatChanged says in a line how a state differs from the one before.
func whatChanged(before []byte, s tenant.State) string {
	if before == nil {
		return "the first state"
	}
	old, err := tenant.ReadState(before, s.Graph.At())
	if err != nil {
		return ""
	}
	was, is := Sourced(old), Sourced(s)
	b := state.Compare(was, is, state.Options{Prune: true})
	if len(b.Changes) == 0 {
		return "names of people, applications or connections"
	}
	words := b.Sentence(b.Changes[0], was, is)
	if n := len(b.Changes); n > 1 {
		words += fmt.Sprintf(" and %d more", n-1)
	}
	if len(b.Changes) > state.FewChanges {
		return words // their effect is looked for when somebody asks
	}
	if e := b.Effect(was); len(e.Users) > 0 {
		words += "; " + e.String()
	}
	return words
}
