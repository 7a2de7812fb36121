package setup

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// askRemove asks whether the profile under the cursor is to be taken away.
func (s *profiles) askRemove() ui.Cmd {
	r, _ := s.Browser.Current()
	th, p := s.desk.Theme, s.of(r.Ref)
	lines := []widget.Spans{
		{widget.Say(th.Text, "Profile "), widget.Foreign(th.Strong, p.Name), widget.Say(th.Text, " is removed from")},
		{widget.Foreign(th.Text, s.tenants.Profiles.Path())},
		{widget.Say(th.Muted, "A secret in the keyring is cleared. The tenant itself stays as it is.")},
	}
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Delete this profile?")}, lines)
	q.Yes = func() ui.Cmd { return s.remove(p.Name) }
	return ui.Tell(ui.Show{Dialog: q})
}

// remove takes a profile away.
func (s *profiles) remove(name text.Text) ui.Cmd {
	remover, book := s.tenants.Profiles.(Remover), s.tenants.Profiles
	return s.loader.Start("deleting the profile", func(ctx context.Context) ([]Profile, error) {
		if err := remover.Remove(ctx, name); err != nil {
			return nil, err
		}
		return book.List()
	})
}

// edit opens the configuration file in the person's editor.
func (s *profiles) edit() ui.Cmd {
	cmd, err := s.desk.Editor(s.tenants.Profiles.Path().Raw())
	if err != nil {
		return desk.Complain("the editor was not opened: " + desk.SafeError(err))
	}
	return ui.Run(tea.Exec(s.desk.Lent(cmd.Run), func(err error) tea.Msg { return edited{s, err} }))
}

// edited says that the editor is closed, or why it was not opened.
type edited struct {
	screen *profiles
	err    error
}

// To is the screen that lists what the file holds.
func (m edited) To() any { return m.screen }

// whyNotAlter says why profiles can't be deleted or edited here; empty where they can.
func (s *profiles) whyNotAlter(a ui.Action) widget.Words {
	r, some := s.Browser.Current()
	_, removes := s.tenants.Profiles.(Remover)
	switch {
	case s.tenants.Profiles == nil:
		return "this run has no configuration file"
	case a == ui.Edit && s.desk.Editor == nil:
		return "no editor set: set EDITOR"
	case a == ui.Edit:
		return ""
	case !removes:
		return "profiles can't be deleted here"
	case !some:
		return "there is no profile to delete"
	case s.open(s.of(r.Ref)):
		return "it is open: switch to another one first"
	}
	return ""
}
