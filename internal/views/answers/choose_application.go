package answers

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// chooseApplication offers the applications in which anything exists, and all.
func chooseApplication(d *desk.Desk, take func(rbac.ClientID) ui.Cmd) ui.Dialog {
	th := d.Theme
	choices := []desk.Choice{{
		Label: widget.Spans{widget.Say(th.Text, "all applications")}, Words: []text.Text{text.New("all applications")},
	}}
	for _, app := range catalog.Of(rbac.KindApplication).Refs(&d.Data.Data) {
		name := d.Data.Name(app)
		choices = append(choices, desk.Choice{
			ID: app.ID, Label: widget.Spans{widget.Foreign(th.Application, name)}, Words: []text.Text{name, app.ID},
		})
	}
	return desk.NewChooser(th, "Application", choices, func(id text.Text) ui.Cmd { return take(rbac.ClientID{Text: id}) })
}

// taking is how the screen of a question takes a part of it from a dialog, and asks anew.
func taking[T any](part *T, ask func() ui.Cmd) func(T) ui.Cmd {
	return func(value T) ui.Cmd {
		*part = value
		return ask()
	}
}
