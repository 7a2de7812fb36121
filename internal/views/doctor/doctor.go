package doctor

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// doctor lists what deserves a look in the tenant, with the change that fixes
// it.
type doctor struct {
	desk.Filtered
	desk    *changes.Workspace
	data    *desk.Data
	Found   *desk.Diagnosis // nil until the tenant was looked over
	staged  stagedFixes     // as the list shows them
	unknown *desk.UnknownUsers
	round   *lookup         // that the server is being asked about; nil for none
	writing *ui.Loader[int] // to the file of rules
	rules   ruleCounts
	looked  bool // unlisted users were looked up once without being asked to
	w, h    int
}

// New makes the screen of findings.
func New(d *changes.Workspace) *doctor {
	s := &doctor{desk: d, data: d.Data}
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, findingColumns((&desk.Diagnosis{}), d.Theme, nil))
	s.unknown = desk.NewUnknownUsers(s, d.Desk)
	s.writing = ui.NewLoader[int](s, d.Now)
	return s
}

func (s *doctor) Init() ui.Cmd { return s.reload() }

func (s *doctor) reload() ui.Cmd {
	cmd := s.take()
	s.SetSize(s.w, s.h) // the heading may be longer now
	return cmd
}

func (s *doctor) take() ui.Cmd {
	s.data = s.desk.Data
	s.Browser.SetEmpty(s.emptyLines()...)
	staged := stagedOf(s.desk.Staged.Changes)
	if s.data.Diagnosis == nil || s.data.Diagnosis == s.Found && maps.Equal(staged, s.staged) {
		return nil
	}
	s.Found, s.staged, s.rules = s.data.Diagnosis, staged, countRules(s.data.Diagnosis)
	s.Browser.SetEmpty(s.emptyLines()...)
	return ui.Batch(s.Browser.Show(findingModel(s.Found, s.desk.Theme, s.staged)), s.lookUpFew())
}

func (s *doctor) emptyLines() []widget.Spans {
	th := s.desk.Theme
	waiting, err := s.desk.Loading()
	switch {
	case err != nil:
		return desk.ErrorLines(th, err, s.desk.Data.Causes()...)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	case s.Found == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Checking the tenant…")}}
	case s.notLookedAt() != "":
		return []widget.Spans{widget.Keyed(th, th.Text, "No findings in what could be read. {refresh} reloads it.")}
	}
	return []widget.Spans{append(widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" ")}, widget.Keyed(th, th.Text, "No findings. {refresh} reloads the tenant.")...)}
}

func (s *doctor) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	if n, err, ok := s.writing.Take(msg); ok {
		return accepted(s.desk.Desk, n, err)
	}
	if cmd, ok := s.unknown.Take(msg); ok {
		if cmd != nil { // they could not be read
			s.start(nil)
			return cmd
		}
		return s.LookOn()
	}
	cmd, _ := s.Browser.Update(msg)
	return cmd
}

func (s *doctor) SetSize(w, h int) {
	s.w, s.h = w, h
	s.Browser.SetSize(w, max(h-len(s.heading())-s.rules.rows(w, h)-s.footLines(), 0))
}

func (s *doctor) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	if body := s.Browser.View(); body != "" {
		lines = append(lines, body)
	}
	for _, l := range append(s.rules.lines(s.desk.Theme, s.w, s.h), s.foot()...) {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	return strings.Join(lines, "\n")
}

// current is the finding under the cursor.
func (s *doctor) current() (lint.Finding, bool) {
	r, ok := s.Browser.Current()
	if !ok || s.Found == nil {
		return lint.Finding{}, false
	}
	return s.Found.Finding(r.Ref)
}

func (s *doctor) Title() string      { return "Doctor" }
func (s *doctor) Layers() []ui.Layer { return s.Browser.Layers(ui.DoctorLayer) }

// Busy is since when users are looked up, or the tenant is looked over.
func (s *doctor) Busy() (time.Time, string) {
	return ui.FirstBusy(s.unknown.Loader, s.Browser.Loader, s.desk.Lint)
}

// Cancel ends what the screen has running.
func (s *doctor) Cancel() {
	s.start(nil)
	s.unknown.Leave()
	s.Browser.Loader.Cancel()
}

// Close ends what runs.
func (s *doctor) Close() { s.Cancel() }

func (s *doctor) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Fix, ui.MarkAll, ui.Filter, ui.GoWayOut}
}

// Pending says how much is marked.
func (s *doctor) Pending() string {
	return s.Browser.Marked()
}

func (s *doctor) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.MarkAll:
		s.markRule()
		return nil, true
	case ui.Enter, ui.Into:
		return s.goThere(), true
	case ui.Fix:
		return s.fix(), true
	case ui.AcceptKnown:
		return s.askAccept(), true
	case ui.Search:
		return s.LookUp(), true
	case ui.Export:
		return s.desk.Export(s.Browser, "findings"), true
	case ui.CopyMenu:
		return clipboard.MenuWith(s.desk.Desk, s.subjects(), s.fixCalls()), true
	}
	if cmd, ok := s.Browser.Act(a); ok {
		return cmd, true
	}
	return s.desk.Actions.Act(a, s.subjects())
}

// goThere opens what the finding is about.
func (s *doctor) goThere() ui.Cmd {
	f, ok := s.current()
	if !ok {
		return nil
	}
	switch {
	case f.Rule == exit.RuleLogin || f.Rule == exit.RuleClaims:
		return ui.Tell(ui.Jump{Route: ui.Route{Kind: desk.RouteWayOut}})
	case f.Subject.Kind == rbac.KindConfiguration:
		return ui.Tell(ui.Jump{Route: ui.Route{Kind: desk.RouteConfig}})
	}
	return s.desk.Open(f.Subject)
}

// subjects are what the chosen findings are about, each once.
func (s *doctor) subjects() []rbac.Ref {
	var refs []rbac.Ref
	if s.Found == nil {
		return refs
	}
	for _, ref := range s.Browser.Chosen() {
		f, ok := s.Found.Finding(ref)
		if ok && !f.Subject.ID.IsZero() && !slices.Contains(refs, f.Subject) {
			refs = append(refs, f.Subject)
		}
	}
	return refs
}

// Mouse is the screen itself.
func (s *doctor) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *doctor) Click(_, y, lines int) ui.Cmd {
	s.Browser.Click(y-len(s.heading()), lines)
	return nil
}

// WhyNot is about what nothing can be done about, and what the subject of the finding
// has no part in.
func (s *doctor) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Preview:
		return "no preview here: {doctor.open} opens the object"
	case ui.AcceptKnown:
		return s.whyNoAccept()
	case ui.Search:
		return s.whyNoLookup()
	case ui.Fix:
		return cmp.Or(s.Browser.WhyNoRow(), s.whyNoFix())
	case ui.CopyMenu:
		return s.Browser.WhyNoRow()
	}
	if why := s.Browser.WhyNot(a); why != "" {
		return why
	}
	refs := s.subjects()
	if len(refs) == 0 {
		return s.desk.Actions.WhyNot(a, rbac.KindConfiguration, 0)
	}
	return s.desk.Actions.WhyNot(a, refs[0].Kind, len(refs))
}
