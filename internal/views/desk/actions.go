package desk

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// Actions are what keys do to things wherever these stand. They lead to screens
// that the desk does not know, so they are handed in.
type Actions interface {
	// Act does what a key means to things; false where it means nothing.
	Act(a ui.Action, refs []rbac.Ref) (ui.Cmd, bool)
	// ActIn does the same in a tab of subject, where some keys are about the tie
	// that the tab shows.
	ActIn(a ui.Action, subject rbac.Ref, tab catalog.RelationID, refs []rbac.Ref) (ui.Cmd, bool)
	// Create asks for a new thing of a kind.
	Create(k rbac.Kind) ui.Cmd
	// WhyNot says why an action can't be done to n things of a kind; empty where it
	// can, or is none of these.
	WhyNot(a ui.Action, k rbac.Kind, n int) widget.Words
	// WhyNotIn says that of a tab in the detail of a kind; decided is false where it
	// depends on the thing of the row.
	WhyNotIn(a ui.Action, of rbac.Kind, tab catalog.RelationID) (why widget.Words, decided bool)
}

// Say tells something.
func Say(s string) ui.Cmd { return ui.Tell(ui.Say{Text: s}) }

// Say tells something in a sentence that may name actions, such as "{refresh} tries
// again", and have values set in.
func (d *Desk) Say(sentence widget.Words, args ...any) ui.Cmd {
	if len(args) == 0 {
		return Say(d.Theme.Words(sentence))
	}
	return Say(d.Theme.Wordsf(sentence, args...))
}

// CopyIDs copies the ids of things, a line each.
func (d *Desk) CopyIDs(refs []rbac.Ref) ui.Cmd {
	switch len(refs) {
	case 0:
		return nil
	case 1:
		return ui.Tell(Lined(refs, catalog.OwnID).Copy("id of " + d.Data.Name(refs[0]).String()))
	}
	return ui.Tell(Lined(refs, catalog.OwnID).Copy(text.Counted(len(refs), "id")))
}
