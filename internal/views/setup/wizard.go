package setup

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// wizard makes a profile: it asks for what reaches a tenant, tests that, writes
// it down and opens the tenant.
type wizard struct {
	ui.Plain
	o      Tenants
	setup  Setup
	form   *widget.Form
	kept   Draft // the parts that the form as it stands does not ask for
	trier  *ui.Loader[trial]
	opener *ui.Loader[desk.Source]
	trial  *trial // what came of the last try; nil while the form is filled in
	pager  *widget.Pager
	w, h   int
}

// trial is what came of a try.
type trial struct {
	checks []Check
	draft  Draft
	saved  bool
	err    error // why it was not saved
}

// NewWizard makes the form of a new profile.
func NewWizard(o Tenants) *wizard {
	setup, _ := o.Profiles.(Setup)
	s := &wizard{o: o, setup: setup, pager: widget.NewPager(o.Theme, true)}
	s.trier = ui.NewLoader[trial](s, o.Now)
	s.opener = ui.NewLoader[desk.Source](s, o.Now)
	s.Waits = []ui.Busy{s.trier, s.opener}
	s.begin()
	return s
}

func (s *wizard) begin() {
	s.kept = Draft{Place: PlaceKeyring, Region: text.New(config.Regions()[0].Name)}
	if s.setup != nil {
		s.kept.Place = s.setup.Place()
	}
	s.compose(false, fieldProfile)
}

// Update takes what came of a try, and the tenant that was opened.
func (s *wizard) Update(msg tea.Msg) ui.Cmd {
	if t, err, ok := s.trier.Take(msg); ok {
		if err != nil {
			t.err = err
		}
		return s.tried(t)
	}
	if source, err, ok := s.opener.Take(msg); ok {
		if err != nil {
			s.trial.err = err
			s.tell()
			return nil
		}
		return ui.Tell(ui.Leave{Title: "Switch to the new profile?", Then: func() ui.Cmd {
			return ui.Tell(ui.SwitchHost{Host: s.o.Open(source), From: s})
		}})
	}
	return nil
}

// try tests the draft, and saves it when all went well.
func (s *wizard) try() ui.Cmd {
	s.form.ClearFaults()
	draft, setup := s.submitted(), s.setup
	return s.trier.Start("testing the connection", func(ctx context.Context) (trial, error) {
		t := trial{draft: draft}
		if t.checks, t.err = setup.Try(ctx, draft); t.err != nil || !passed(t.checks) {
			return t, ctx.Err()
		}
		t.err = setup.Save(ctx, draft)
		t.saved = t.err == nil
		return t, nil
	})
}

// save writes the draft though the test failed.
func (s *wizard) save() ui.Cmd {
	t, setup := *s.trial, s.setup
	return s.trier.Start("saving", func(ctx context.Context) (trial, error) {
		t.err = setup.Save(ctx, t.draft)
		t.saved = t.err == nil
		return t, nil
	})
}

// tried shows what came of a try: at its fields what is wrong with them.
func (s *wizard) tried(t trial) ui.Cmd {
	var wrong *DraftError
	if errors.As(t.err, &wrong) && s.point(wrong) {
		s.trial = nil
		return nil
	}
	s.trial = &t
	if t.saved {
		// The secret is where it belongs now.
		s.trial.draft.Secret = secret.Secret{}
		s.begin()
		s.tell()
		return s.open()
	}
	s.tell()
	return nil
}

// point says at each field what is wrong with it; false where no field is to
// blame.
func (s *wizard) point(wrong *DraftError) bool {
	for _, f := range wrong.Faults {
		s.form.SetFault(widget.Words(f.Field), widget.Spans{widget.Sayf(s.o.Theme.Bad, "%s", f.Words)})
	}
	return s.form.FocusFault()
}

// open opens the tenant of the profile that was saved.
func (s *wizard) open() ui.Cmd {
	name, book := s.trial.draft.Name, s.o.Profiles
	return s.opener.Start("opening "+name.String(), func(ctx context.Context) (desk.Source, error) {
		return book.Connect(ctx, name)
	})
}

// Act does what a key means.
func (s *wizard) Act(a ui.Action) (ui.Cmd, bool) {
	if since, _ := s.Busy(); !since.IsZero() {
		if a == ui.Escape {
			s.Cancel()
		}
		return nil, a != ui.Suspend && a != ui.Redraw
	}
	if a == ui.Guide {
		return ui.Tell(ui.Open{Route: ui.Route{Kind: desk.RouteGuide}}), true
	}
	if s.trial != nil {
		return s.actOnTrial(a)
	}
	switch a {
	case ui.NextPane:
		s.form.Next()
	case ui.PrevPane:
		s.form.Prev()
	case ui.Enter:
		s.Entry(tea.KeyPressMsg{Code: tea.KeyEnter})
	case ui.Review:
		return s.try(), true
	case ui.Escape:
		return ui.Tell(ui.Back{}), true
	case ui.Stage, ui.Editor, ui.CopyMenu:
	default:
		return nil, false
	}
	return nil, true
}

func (s *wizard) actOnTrial(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextPane:
		s.pager.Go(widget.Down)
	case ui.PrevPane:
		s.pager.Go(widget.Up)
	case ui.Enter:
		if s.trial.saved {
			return s.open(), true
		}
	case ui.Review:
		if !s.trial.saved {
			return s.save(), true
		}
	case ui.Escape:
		if s.trial.saved {
			return ui.Tell(ui.Back{}), true
		}
		s.trial = nil
	case ui.Stage, ui.Editor:
	default:
		return nil, false
	}
	return nil, true
}

// Entry gives a key to the form; another way to say where, or where the secret
// is kept, asks for other fields.
func (s *wizard) Entry(msg tea.Msg) ui.Cmd {
	if s.form.Update(msg) != widget.FormChanged {
		return nil
	}
	if focus := s.form.Focused(); focus == fieldWhere || focus == fieldPlace {
		s.kept = s.draft()
		s.compose(s.byAddress(), focus)
	}
	return nil
}

func (s *wizard) Title() string      { return "New profile" }
func (s *wizard) Layers() []ui.Layer { return []ui.Layer{ui.WizardLayer, ui.FormLayer} }

// Capturing reports whether letters are text: not while a result is read.
func (s *wizard) Capturing() bool {
	since, _ := s.Busy()
	return s.trial == nil && since.IsZero()
}

// Word is what keys do to a try that is not saved.
func (s *wizard) Word(a ui.Action) string {
	switch {
	case s.trial == nil || s.trial.saved:
		return ""
	case a == ui.Review:
		return "save anyway"
	case a == ui.Escape:
		return "back"
	}
	return ""
}

// Hints are those worth a place at the bottom.
func (s *wizard) Hints() []ui.Action {
	since, _ := s.Busy()
	switch {
	case !since.IsZero():
		return []ui.Action{ui.Escape}
	case s.trial != nil && s.trial.saved:
		return []ui.Action{ui.Enter, ui.Escape}
	case s.trial != nil:
		return []ui.Action{ui.Review, ui.Guide, ui.Escape}
	}
	return []ui.Action{ui.Review, ui.Guide, ui.NextPane, ui.Escape}
}

// WhyNot is about what a profile has no use for.
func (s *wizard) WhyNot(a ui.Action) widget.Words {
	since, _ := s.Busy()
	switch {
	case a == ui.Stage, a == ui.Editor, a == ui.CopyMenu:
		return "a profile is tested, then saved: {form.review} continues"
	case !since.IsZero() && a != ui.Escape:
		return "testing the connection: {form.escape} cancels"
	case s.trial != nil && s.trial.saved && a == ui.Review:
		return "saved: {form.open} opens the tenant"
	case s.trial != nil && !s.trial.saved && a == ui.Enter:
		return "not saved yet: {form.review} saves it, {form.escape} goes back"
	}
	return ""
}

// Unsaved is what would be lost.
func (s *wizard) Unsaved() string {
	if s.trial != nil && s.trial.saved || !s.form.Dirty() && s.kept.empty() {
		return ""
	}
	return "What you entered"
}
