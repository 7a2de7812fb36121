package views

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// doctor lists what deserves a look in the tenant, with the change that mends
// it.
type doctor struct {
	desk      *Desk
	data      *Data
	found     *diagnosis // nil until the tenant was looked over
	browser   *browser
	strangers *strangers
	round     *lookup // that the server is being asked about; nil for none
	looked    bool    // unlisted users were looked up once without being asked to
	w, h      int
}

func newDoctor(d *Desk) *doctor {
	s := &doctor{desk: d, data: d.data}
	s.browser = newBrowser(s, d.Theme, d.Now, (&diagnosis{}).columns(d.Theme))
	s.strangers = newStrangers(s, d)
	return s
}

func (s *doctor) Init() tea.Cmd { return s.reload() }

func (s *doctor) reload() tea.Cmd {
	cmd := s.take()
	s.SetSize(s.w, s.h) // the heading may be longer now
	return cmd
}

func (s *doctor) take() tea.Cmd {
	s.data = s.desk.data
	s.browser.setEmpty(s.emptyLines()...)
	if s.data.diagnosis == nil || s.data.diagnosis == s.found {
		return nil
	}
	s.found = s.data.diagnosis
	s.browser.setEmpty(s.emptyLines()...)
	return ui.Batch(s.browser.show(s.found.sheet(s.desk.Theme)), s.lookUpFew())
}

func (s *doctor) emptyLines() []widget.Spans {
	th := s.desk.Theme
	waiting, err := s.desk.loading()
	switch {
	case err != nil:
		return errorLines(th, err)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	case s.found == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Looking the tenant over…")}}
	case s.notLookedAt() != "":
		return []widget.Spans{{widget.Say(th.Text, "Nothing found in what could be read. r reads it anew.")}}
	}
	return []widget.Spans{{widget.Say(th.Good, th.Glyphs.Check+" "), widget.Say(th.Text, "Nothing is wrong. r reads the tenant anew.")}}
}

func (s *doctor) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	if cmd, ok := s.strangers.take(msg); ok {
		if cmd != nil { // they could not be read
			s.start(nil)
			return cmd
		}
		return s.lookOn()
	}
	s.browser.update(msg)
	return nil
}

func (s *doctor) SetSize(w, h int) {
	s.w, s.h = w, h
	s.browser.setSize(w, max(h-len(s.heading())-s.footLines(), 0))
}

func (s *doctor) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	if body := s.browser.view(); body != "" {
		lines = append(lines, body)
	}
	for _, l := range s.foot() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	return strings.Join(lines, "\n")
}

// current is the finding under the cursor.
func (s *doctor) current() (rbac.Finding, bool) {
	r, ok := s.browser.current()
	if !ok || s.found == nil {
		return rbac.Finding{}, false
	}
	return s.found.finding(r.ref)
}

func (s *doctor) Title() string      { return "Doctor" }
func (s *doctor) Layers() []ui.Layer { return s.browser.layers(ui.DoctorLayer) }
func (s *doctor) Capturing() bool    { return s.browser.filter.Active() }

func (s *doctor) Type(k tea.KeyPressMsg) tea.Cmd { s.browser.entry(k); return nil }

func (s *doctor) Paste(v string) tea.Cmd {
	s.browser.entry(tea.PasteMsg{Content: v})
	return nil
}

// Rung clears the filter, else the marks.
func (s *doctor) Rung() (tea.Cmd, bool) { return nil, s.browser.rung() }

// Busy is since when users are looked up, or the tenant is looked over.
func (s *doctor) Busy() (time.Time, string) {
	for _, busy := range []func() (time.Time, string){s.strangers.loader.Busy, s.browser.loader.Busy, s.desk.lint.Busy} {
		if since, what := busy(); !since.IsZero() {
			return since, what
		}
	}
	return time.Time{}, ""
}

// Cancel ends what the screen has running.
func (s *doctor) Cancel() {
	s.start(nil)
	s.strangers.leave()
	s.browser.loader.Cancel()
}

// Close ends what runs.
func (s *doctor) Close() { s.Cancel() }

func (s *doctor) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return s.browser.present(ui.Enter, ui.Mend, ui.MarkAll, ui.Filter)
}

// Pending says how much is marked.
func (s *doctor) Pending() string {
	return s.browser.marked()
}

func (s *doctor) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.MarkAll:
		s.markRule()
		return nil, true
	case ui.Enter, ui.Into:
		return s.goThere(), true
	case ui.Mend:
		return s.mend(), true
	case ui.Search:
		return s.lookUp(), true
	case ui.Export:
		return s.desk.export(s.browser, "findings"), true
	case ui.CopyMenu:
		return s.desk.copyMenuWith(s.subjects(), s.mendCalls()), true
	}
	if cmd, ok := s.browser.act(a); ok {
		return cmd, true
	}
	return s.desk.act(a, s.subjects())
}

// goThere opens what the finding is about.
func (s *doctor) goThere() tea.Cmd {
	f, ok := s.current()
	if !ok {
		return nil
	}
	if f.Subject.Kind == rbac.KindConfiguration {
		if cmd, ok := s.desk.Act(ui.GoConfig); ok {
			return cmd
		}
		return say("this is about the extension's storage: C shows its configuration")
	}
	return s.desk.open(f.Subject)
}

// subjects are what the chosen findings are about, each once.
func (s *doctor) subjects() []rbac.Ref {
	var refs []rbac.Ref
	if s.found == nil {
		return refs
	}
	for _, ref := range s.browser.chosen() {
		f, ok := s.found.finding(ref)
		if ok && !f.Subject.ID.IsZero() && !slices.Contains(refs, f.Subject) {
			refs = append(refs, f.Subject)
		}
	}
	return refs
}

// Click puts the cursor on a row, or scrolls.
func (s *doctor) Click(_, y, lines int) tea.Cmd {
	s.browser.click(y-len(s.heading()), lines)
	return nil
}
