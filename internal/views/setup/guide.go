package setup

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// guide leads through what makes a tenant ready, step by step, and shows of a profile
// which of the steps are done.
type guide struct {
	ui.Plain
	theme   *theme.Theme
	desk    *desk.Desk // nil before any tenant is open
	tenants Tenants
	table   *widget.Table[config.Step]
	about   *desk.Prose
	loader  *ui.Loader[Profile]
	tester  *ui.Loader[tested]
	result  *tested // nil before a test
	err     error   // why nothing could be tested
	w, h    int
}

// NewGuide makes the guide; d is nil before any tenant is open.
func NewGuide(tenants Tenants, d *desk.Desk) *guide {
	s := &guide{theme: tenants.Theme, desk: d, tenants: tenants, about: desk.NewProse(tenants.Theme, "{set_up.page_down}")}
	s.loader = ui.NewLoader[Profile](s, tenants.Now)
	s.tester = ui.NewLoader[tested](s, tenants.Now)
	s.Waits = []ui.Busy{s.tester, s.loader}
	s.table = widget.NewTable[config.Step](s.theme, []widget.Column{
		{Title: "#", Min: 1, Max: 1}, {Title: "Step", Min: 48, Weight: 1}, {Title: "Done", Min: 7, Max: 7},
	})
	s.fill()
	return s
}

// fill draws the steps anew.
func (s *guide) fill() {
	s.table.SetRows(stepRows{s}, nil, nil)
	s.explain()
}

// stepRows are the steps as rows.
type stepRows struct{ guide *guide }

func (r stepRows) Len() int                         { return len(config.Steps()) }
func (r stepRows) Key(i int) config.Step            { return config.Steps()[i] }
func (r stepRows) Find(key config.Step) (int, bool) { return int(key) - 1, true }
func (r stepRows) Cell(i, col int) widget.Spans {
	th, step := r.guide.theme, r.Key(i)
	switch col {
	case 0:
		return widget.Spans{widget.Sayf(th.Muted, "%d", step)}
	case 1:
		return widget.Spans{widget.Say(th.Strong, widget.Words(step.Title()))}
	}
	switch r.guide.standing(step) {
	case stepDone:
		return widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" yes")}
	case stepFaulty:
		return widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" no")}
	}
	return nil
}

// Update takes what came of a test.
func (s *guide) Update(msg tea.Msg) ui.Cmd {
	if p, err, ok := s.loader.Take(msg); ok {
		if err != nil {
			s.fail(err)
			return nil
		}
		return withSecret(s, s.desk, s.tenants.Profiles, p, func() ui.Cmd { return s.try(p) })
	}
	if m, ok := msg.(GotSecret); ok {
		if m.Err != nil {
			s.fail(m.Err)
			return nil
		}
		return m.Then()
	}
	if t, err, ok := s.tester.Take(msg); ok && err == nil {
		s.result = &t
		for _, step := range config.Steps() {
			if s.standing(step) == stepFaulty {
				s.table.Select(step)
				break
			}
		}
		s.fill()
	}
	return nil
}

func (s *guide) fail(err error) {
	s.err = err
	s.explain()
}

// test tries the profile that is open, with a token that is issued now.
func (s *guide) test() ui.Cmd {
	s.err = nil
	name, list := s.desk.Source.Identity().Profile, s.tenants.Profiles.List
	return s.loader.Start("reading the profiles", func(context.Context) (Profile, error) {
		all, err := list()
		for _, p := range all {
			if p.Name == name {
				return p, p.Fault
			}
		}
		if err == nil {
			err = fmt.Errorf("profile %s is not in the configuration", name)
		}
		return Profile{}, err
	})
}

func (s *guide) try(p Profile) ui.Cmd {
	book := s.tenants.Profiles
	return s.tester.Start("testing "+p.Name.String(), func(ctx context.Context) (tested, error) {
		return tested{p.Name, book.Test(ctx, p.Name)}, ctx.Err()
	})
}

// Act does what a key means.
func (s *guide) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.PageDown, ui.PageUp:
		m, _ := ui.Motions(a)
		s.about.Go(m)
		return nil, true
	case ui.Enter:
		return s.goOn(), true
	case ui.New:
		return newProfile(), true
	case ui.Check:
		return s.test(), true
	case ui.CopyID:
		return s.copy(), true
	case ui.Escape:
		if since, _ := s.Busy(); !since.IsZero() {
			s.Cancel()
			return nil, true
		}
		return ui.Tell(ui.Back{}), true
	}
	if m, ok := ui.Motions(a); ok {
		s.table.Go(m)
		s.about.Go(widget.Top)
		s.explain()
		return nil, true
	}
	return nil, false
}

// goOn goes to the next step; the last one is the form.
func (s *guide) goOn() ui.Cmd {
	if s.step() == config.StepProfile {
		return newProfile()
	}
	s.table.Go(widget.Down)
	s.about.Go(widget.Top)
	s.explain()
	return nil
}

func newProfile() ui.Cmd { return ui.Tell(ui.Open{Route: ui.Route{Kind: desk.RouteNewProfile}}) }

// step is the one under the cursor.
func (s *guide) step() config.Step {
	at, _ := s.table.Current()
	return at
}

// copy copies what has to be entered or found elsewhere.
func (s *guide) copy() ui.Cmd {
	what, value := copiedOf(s.step())
	return ui.Tell(ui.Copy{What: what, Value: value})
}

// WhyNot is about what needs a profile, and what there is to copy.
func (s *guide) WhyNot(a ui.Action) widget.Words {
	_, adds := s.tenants.Profiles.(Setup)
	what, _ := copiedOf(s.step())
	switch {
	case a == ui.Check && (s.desk == nil || s.tenants.Profiles == nil || s.desk.Source.Identity().Offline):
		return "no profile to test: the form at the last step tests what is entered"
	case a == ui.CopyID && what == "":
		return "nothing to copy in this step"
	case (a == ui.New || a == ui.Enter && s.step() == config.StepProfile) && !adds:
		return "profiles can't be added here: use authzx config init"
	}
	return ""
}

func (s *guide) Title() string { return "Set-up guide" }

// Layers: before any tenant is open there is nowhere else to go.
func (s *guide) Layers() []ui.Layer {
	if s.desk == nil {
		return []ui.Layer{ui.GuideLayer, ui.WelcomeLayer}
	}
	return []ui.Layer{ui.GuideLayer, ui.GlobalLayer}
}

func (s *guide) Hints() []ui.Action {
	if s.WhyNot(ui.Check) == "" {
		return []ui.Action{ui.Check, ui.Enter, ui.CopyID}
	}
	return []ui.Action{ui.Enter, ui.CopyID, ui.New}
}

// Pending says what is being tested.
func (s *guide) Pending() string {
	if since, what := s.Busy(); !since.IsZero() {
		return what + "…"
	}
	return ""
}

// copiedOf is what a step has to copy, and what it is called; empty for nothing.
func copiedOf(step config.Step) (what, value string) {
	switch step {
	case config.StepChoose:
		return "the API's audience", config.DefaultAudience
	case config.StepScopes:
		return "the read scopes", strings.Join(endpoint.ScopeNames(endpoint.Purposes()[0].Scopes), "\n")
	}
	return "", ""
}
