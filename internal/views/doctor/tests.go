package doctor

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/rulebook"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// tests lists what became of a file of tests and rules: each failure, which leads to its
// reason, then what holds.
type tests struct {
	desk.Filtered
	desk   *desk.Desk
	file   string // empty: none is named yet
	data   *desk.Data
	loader *ui.Loader[desk.Judged]
	judged *desk.Judged // nil until the file was run
	failed error
	rows   map[rbac.Ref]outcomeRow
	broken int // how many don't hold
	w, h   int
}

// outcomeRow is a failure of a test or rule, or that it holds.
type outcomeRow struct {
	rulebook.Outcome
	failure *rulebook.Failure
}

// kindOutcome is the kind of a row that is an outcome.
const kindOutcome rbac.Kind = "outcome"

// NewTests makes the screen of a route: its id is the file, that of the profile where
// it is zero.
func NewTests(d *desk.Desk, r ui.Route) *tests {
	s := &tests{desk: d, file: r.ID.Raw()}
	if s.file == "" {
		s.file = d.Source.Identity().Rules
	}
	s.loader = ui.NewLoader[desk.Judged](s, d.Now)
	s.Waits = []ui.Busy{s.loader}
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	return s
}

func (s *tests) columns() []desk.Column {
	of := func(show func(outcomeRow) desk.Cell) func(*desk.Data, desk.Row) desk.Cell {
		rows := s.rows
		return func(_ *desk.Data, r desk.Row) desk.Cell { return show(rows[r.Ref]) }
	}
	th := s.desk.Theme
	return []desk.Column{
		{Column: widget.Column{Title: "Result", Min: 7, Max: 7}, Cell: of(func(o outcomeRow) desk.Cell {
			if o.failure == nil {
				return desk.WordCell(string(th.Glyphs.Check)+" holds", desk.Good)
			}
			return desk.WordCell(string(th.Glyphs.Cross)+" fails", desk.Bad)
		})},
		{Column: widget.Column{Title: "Test", Min: 16, Max: 24, Weight: 3}, Names: true,
			Cell: of(func(o outcomeRow) desk.Cell { return desk.TextCell(o.Name, desk.Plain) })},
		{Column: widget.Column{Title: "User", Min: 12, Max: 16, Weight: 1}, Cell: func(d *desk.Data, r desk.Row) desk.Cell {
			if o := s.rows[r.Ref]; o.failure != nil {
				return desk.TextCell(d.Name(o.failure.User.Ref()), desk.Named)
			}
			return desk.Cell{}
		}},
		{Column: widget.Column{Title: "Finding", Min: 20, Weight: 3}, Cell: of(func(o outcomeRow) desk.Cell {
			if o.failure == nil {
				return desk.Cell{}
			}
			return saidCell(o.failure.Says, desk.Plain)
		})},
		{Column: widget.Column{Title: "Line", Min: 4, Max: 6, Priority: 2}, Cell: of(func(o outcomeRow) desk.Cell {
			return desk.WordCell(strconv.Itoa(o.Line), desk.Muted)
		})},
	}
}

// Init runs the file.
func (s *tests) Init() ui.Cmd { return s.run() }

func (s *tests) run() ui.Cmd {
	s.data = s.desk.Data
	if waiting, err := s.desk.Loading(); s.file == "" || waiting || err != nil || s.desk.People.Coming() {
		s.explain()
		return nil
	}
	data, file, people := s.data, s.file, s.desk.People
	cmd := s.loader.Start("running the tests", func(ctx context.Context) (desk.Judged, error) { return people.Judge(ctx, data, file) })
	s.explain()
	return cmd
}

func (s *tests) explain() {
	s.Browser.SetEmpty(s.emptyLines()...)
	s.SetSize(s.w, s.h)
}

func (s *tests) emptyLines() []widget.Spans {
	th := s.desk.Theme
	switch lines := s.desk.NotYet(); {
	case lines != nil:
		return lines
	case s.file == "":
		return []widget.Spans{widget.Keyed(th, th.Muted, "The profile has no rules file: {run_tests} runs a test file.")}
	case s.failed != nil:
		lines := []widget.Spans{{widget.Say(th.Bad, th.Glyphs.Cross+" The file is invalid, or names something that doesn't exist:")}}
		for line := range strings.SplitSeq(s.failed.Error(), "\n") {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", widget.Words(text.Escape(line)))})
		}
		return append(lines, widget.Keyed(th, th.Muted, "{tests.refresh} runs it again, {run_tests} another one."))
	case s.judged == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Running the tests…")}}
	}
	return []widget.Spans{{widget.Say(th.Muted, "The file has no tests or rules.")}}
}

// take lists what became of the file: what fails first.
func (s *tests) take(j desk.Judged, err error) ui.Cmd {
	s.judged, s.failed, s.broken, s.rows = &j, err, 0, make(map[rbac.Ref]outcomeRow)
	var failing, holding []desk.Row
	add := func(to *[]desk.Row, o outcomeRow) {
		ref := rbac.Ref{Kind: kindOutcome, ID: text.New(strconv.Itoa(len(s.rows)))}
		s.rows[ref] = o
		*to = append(*to, desk.Row{Ref: ref})
	}
	for _, o := range j.Outcomes {
		if o.Held() {
			add(&holding, outcomeRow{o, nil})
			continue
		}
		s.broken++
		for i := range o.Failures {
			add(&failing, outcomeRow{o, &o.Failures[i]})
		}
	}
	s.explain()
	return s.Browser.Show(desk.NewListModel(s.data, s.columns(), append(failing, holding...)))
}

// open runs another file.
func (s *tests) open(given text.Text) ui.Cmd {
	file, err := private.Expand(given.Raw())
	if err != nil {
		return desk.Complain(desk.SafeError(err))
	}
	s.file = file
	return s.run()
}

// Update takes newer data, and what became of the file.
func (s *tests) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data != s.desk.Data {
			return s.run()
		}
		return nil
	}
	if j, err, ok := s.loader.Take(msg); ok {
		return s.take(j, err)
	}
	s.Browser.Update(msg)
	return nil
}

// current is the row under the cursor.
func (s *tests) current() (outcomeRow, bool) {
	r, ok := s.Browser.Current()
	return s.rows[r.Ref], ok
}

// Act leads to the reason, runs again or another file, and does what a list does.
func (s *tests) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Enter, ui.Into:
		o, _ := s.current()
		return ui.Tell(ui.Open{Route: desk.AccessRoute(o.failure.Query, o.failure.Thing)}), true
	case ui.Refresh:
		s.desk.People.Forget()
		return ui.Batch(s.run(), s.desk.Reload()), true
	case ui.RunTests:
		return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, "Which test file?", text.New(s.file), []widget.Words{
			"A TOML file of [[test]] and [[rule]] tables, as for authzx test.",
		}, func(file text.Text) ui.Cmd { return s.open(file) })}), true
	case ui.Export:
		return s.desk.Export(s.Browser, "tests"), true
	}
	return s.Browser.Act(a)
}

// WhyNot is about what holds, which has no reason to lead to.
func (s *tests) WhyNot(a ui.Action) widget.Words {
	if why := s.Browser.WhyNot(a); why != "" {
		return why
	}
	switch o, _ := s.current(); {
	case (a == ui.Enter || a == ui.Into) && o.failure == nil:
		return "it passed: there is nothing to explain"
	case a == ui.CopyID:
		return "results have no id: {list.export} exports all of them"
	}
	return ""
}

// SetSize gives it its room.
func (s *tests) SetSize(w, h int) {
	s.w, s.h = w, h
	s.Browser.SetSize(w, max(h-1-s.footLines(), 0))
}

// footLines are those that say the row under the cursor in full; a low screen has none.
func (s *tests) footLines() int {
	if s.h < 9 {
		return 0
	}
	return 2
}

// View is how many hold, above the list.
func (s *tests) View() string {
	lines := []string{widget.Line(s.desk.Theme, s.w, s.summary()...), s.Browser.View()}
	for i := range s.footLines() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, s.foot(i)...))
	}
	return strings.Join(lines, "\n")
}

// foot is what the row under the cursor says: the test, then who has or lacks what, and
// by which path.
func (s *tests) foot(line int) widget.Spans {
	th := s.desk.Theme
	o, ok := s.current()
	switch {
	case !ok:
		return nil
	case line == 0:
		return widget.Spans{widget.Sayf(th.Muted, " %s ", widget.Words(o.Kind)), widget.Foreign(th.Text, o.Name)}
	case o.failure == nil:
		return widget.Spans{widget.Say(th.Good, " holds")}
	}
	spans := widget.Spans{
		widget.Say(th.Text, " "), widget.Foreign(th.User, s.data.Name(o.failure.User.Ref())),
		widget.Sayf(th.Bad, " %s", widget.Words(o.failure.Says)),
	}
	if o.failure.Path == nil {
		return spans
	}
	return append(append(spans, widget.Say(th.Muted, ": ")), desk.Path(th, catalog.Between(o.failure.Path))...)
}

func (s *tests) summary() widget.Spans {
	th := s.desk.Theme
	if s.file == "" {
		return nil
	}
	spans := widget.Spans{widget.Sayf(th.Strong, " %s", widget.Words(text.Escape(filepath.Base(s.file))))}
	if s.judged == nil || s.failed != nil {
		return spans
	}
	style := th.Bad
	if s.broken == 0 {
		style = th.Good
	}
	all := text.Counted(len(s.judged.Outcomes), "test")
	return append(spans, widget.Sayf(th.Muted, ": %s, ", widget.Words(all)), widget.Sayf(style, "%d failed", s.broken))
}

// Title names it.
func (s *tests) Title() string { return "Tests" }

// Layers are its keys.
func (s *tests) Layers() []ui.Layer { return s.Browser.PlainLayers(ui.TestsLayer) }

// Hints are the keys that matter here.
func (s *tests) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.RunTests, ui.Filter, ui.Export}
}

// Mouse is the screen itself.
func (s *tests) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *tests) Click(_, y, lines int) ui.Cmd {
	s.Browser.Click(y-1, lines)
	return nil
}
