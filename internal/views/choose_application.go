package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// chooseApplication offers the applications in which anything exists, and all.
func (d *Desk) chooseApplication(take func(rbac.ClientID) tea.Msg) ui.Dialog {
	th := d.Theme
	choices := []choice{{
		label: widget.Spans{widget.Say(th.Text, "all applications")}, words: []text.Text{text.New("all applications")},
	}}
	for _, r := range applicationRows(d.data) {
		name := d.data.name(r.ref)
		choices = append(choices, choice{
			id: r.ref.ID, label: widget.Spans{widget.Foreign(th.Application, name)}, words: []text.Text{name, r.ref.ID},
		})
	}
	return newChooser(th, "Application", choices, func(id text.Text) tea.Msg { return take(rbac.ClientID{Text: id}) })
}
