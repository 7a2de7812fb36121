package views

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// whoCan is every user who has a permission, a role or a group, and by which
// path.
type whoCan struct {
	desk      *Desk
	target    rbac.Ref
	reach     rbac.Reach
	data      *Data // that the answer is of, or will be
	answer    *holding
	loader    *ui.Loader[*holding]
	browser   *browser
	strangers *strangers
	ways      *widget.Pager // of the user under the cursor
	waysOf    rbac.Ref
	hidden    bool // the ways, by the person's wish
	turn      int  // of the cursor's rests
	w, h      int
}

// whoCanRoute leads to those who have a thing.
func whoCanRoute(target rbac.Ref) ui.Route {
	return ui.Route{Kind: routeWhoCan, ID: target.ID, More: text.New(string(target.Kind))}
}

func newWhoCan(d *Desk, target rbac.Ref) *whoCan {
	s := &whoCan{desk: d, target: target, data: d.data}
	s.loader = ui.NewLoader[*holding](s, d.Now)
	s.browser = newBrowser(s, d.Theme, d.Now, (&holding{}).columns())
	s.strangers = newStrangers(s, d)
	s.ways = widget.NewPager(d.Theme, true)
	return s
}

func (s *whoCan) Init() tea.Cmd { return s.ask() }

// ask answers the question anew: beside the program, where many may have it.
func (s *whoCan) ask() tea.Cmd {
	s.data = s.desk.data
	data, target, reach := s.data, s.target, s.reach
	s.browser.setEmpty(s.emptyLines()...)
	if data.size() < manyRows {
		s.loader.Cancel()
		return s.take(newHolding(data, target, reach))
	}
	return s.loader.Start("looking for who has it", func(context.Context) (*holding, error) {
		return newHolding(data, target, reach), nil
	})
}

func (s *whoCan) take(h *holding) tea.Cmd {
	s.answer = h
	s.waysOf = rbac.Ref{}
	s.browser.setEmpty(s.emptyLines()...)
	s.SetSize(s.w, s.h)
	return tea.Batch(s.browser.show(h.sheet()), s.rest())
}

func (s *whoCan) emptyLines() []widget.Spans {
	th := s.desk.Theme
	waiting, err := s.desk.loading()
	switch {
	case err != nil:
		return errorLines(th, err)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	case s.answer == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Looking…")}}
	case !s.data.exists(s.target):
		return []widget.Spans{{widget.Sayf(th.Warn, "There is no such %s any more. esc goes back.", widget.Words(s.target.Kind))}}
	case s.reach.Login == nil:
		return []widget.Spans{
			{widget.Say(th.Muted, "Nobody has it.")},
			{widget.Say(th.Key, "m"), widget.Say(th.Muted, " simulates a login: a mapping may give it then")},
		}
	}
	return []widget.Spans{{widget.Say(th.Muted, "Nobody known has it. m simulates another login.")}}
}

// whoCanReach alters the question.
type whoCanReach struct {
	screen *whoCan
	reach  rbac.Reach
}

func (m whoCanReach) To() any { return m.screen }

func (s *whoCan) takeApplication(app rbac.ClientID) tea.Msg {
	return whoCanReach{s, rbac.Reach{Application: app, Login: s.reach.Login}}
}

func (s *whoCan) takeLogin(login *rbac.Login) tea.Msg {
	return whoCanReach{s, rbac.Reach{Application: s.reach.Application, Login: login}}
}

func (s *whoCan) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.data == s.desk.data {
			return nil
		}
		return s.ask()
	case whoCanReach:
		s.reach = msg.reach
		return s.ask()
	case rested:
		if msg.turn == s.turn {
			s.showWays()
			return s.strangers.read(s.strangers.among(s.browser))
		}
		return nil
	}
	if h, _, ok := s.loader.Take(msg); ok {
		return s.take(h)
	}
	if _, _, ok := s.strangers.loader.Take(msg); ok {
		return nil
	}
	s.browser.update(msg)
	return s.rest()
}

// rest waits for the cursor to rest before the ways of the user are listed, and
// users on screen are read of whom nothing is known.
func (s *whoCan) rest() tea.Cmd {
	s.turn++
	_, room := s.split()
	r, ok := s.browser.current()
	if !ok {
		s.waysOf = rbac.Ref{}
		s.ways.SetLines(nil)
	}
	if ok && room > 0 && r.ref != s.waysOf || len(s.strangers.among(s.browser)) > 0 {
		return s.desk.Tick(restTime, rested{s, s.turn})
	}
	return nil
}

// showWays lists all ways by which the user under the cursor has the thing.
func (s *whoCan) showWays() {
	r, ok := s.browser.current()
	if _, room := s.split(); !ok || room == 0 || r.ref == s.waysOf {
		return
	}
	s.waysOf = r.ref
	th := s.desk.Theme
	lines := []widget.Spans{{widget.Foreign(th.User, s.data.name(r.ref))}}
	if note := s.data.noteOf(r.ref); !note.text.IsZero() {
		style := styleOf(th, note.tone, r.ref.Kind)
		lines = append(lines, widget.Spans{widget.Say(style, th.Glyphs.Warning+" "), widget.Foreign(style, note.text)})
	}
	lines = append(lines, wayLines(th, s.data.Graph.Access(s.query(r.ref)), s.target)...)
	s.ways.Go(widget.Top)
	s.ways.SetLines(lines)
}

// query is the question about one user that this one holds.
func (s *whoCan) query(user rbac.Ref) rbac.Query {
	return rbac.Query{User: rbac.UserID{Text: user.ID}, Application: s.reach.Application, Login: s.reach.Login}
}

func (s *whoCan) split() (left, right int) {
	if s.hidden {
		return s.w, 0
	}
	return ui.Split(s.w)
}

func (s *whoCan) SetSize(w, h int) {
	s.w, s.h = w, h
	left, right := s.split()
	room := max(h-len(s.heading()), 0)
	s.browser.setSize(left, room)
	s.ways.SetSize(max(right-1, 0), room)
}

func (s *whoCan) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	body := s.browser.view()
	if left, right := s.split(); right > 0 && body != "" {
		body = beside(s.desk.Theme, body, left, s.ways.View(), right)
	}
	return strings.TrimSuffix(strings.Join(append(lines, body), "\n"), "\n")
}

// heading says the question with its answer in short, then what it rests on.
func (s *whoCan) heading() []widget.Spans {
	th := s.desk.Theme
	lines := []widget.Spans{s.question(), conditions(th, s.data, s.reach.Application, s.reach.Login)}
	if s.answer != nil && s.answer.everyone {
		lines = append(lines, widget.Spans{
			widget.Say(th.Warn, " "+th.Glyphs.Warning+" whoever logs in so has it, whether listed here or not"),
		})
	}
	return lines
}

func (s *whoCan) question() widget.Spans {
	th := s.desk.Theme
	spans := widget.Spans{
		widget.Sayf(th.Muted, " Who %s ", widget.Words(verbOf(s.target.Kind))),
		widget.Foreign(kindStyle(th, s.target.Kind), s.data.name(s.target)),
	}
	if app := s.data.applicationOf(s.target); !app.IsZero() {
		spans = append(spans, widget.Say(th.Muted, " of "), widget.Foreign(th.Application, s.data.applicationName(app)))
	}
	if s.answer == nil {
		return spans
	}
	spans = append(spans, widget.Say(th.Muted, ": "), widget.Say(th.Strong, widget.Words(counted(len(s.answer.rows), "user"))))
	if n := s.answer.direct; n > 0 {
		spans = append(spans, widget.Sayf(th.Muted, ", %d directly", n))
	}
	return spans
}

// verbOf is how one speaks of having a thing.
func verbOf(k rbac.Kind) string {
	switch k {
	case rbac.KindGroup:
		return "is in"
	case rbac.KindRole:
		return "has"
	}
	return "can"
}

func (s *whoCan) Title() string {
	return fmt.Sprintf("Who %s %s", verbOf(s.target.Kind), s.desk.data.name(s.target))
}

func (s *whoCan) Layers() []ui.Layer { return s.browser.layers(ui.WhoCanLayer) }
func (s *whoCan) Capturing() bool    { return s.browser.filter.Active() }

func (s *whoCan) Type(k tea.KeyPressMsg) tea.Cmd { s.browser.entry(k); return s.rest() }

func (s *whoCan) Paste(v string) tea.Cmd {
	s.browser.entry(tea.PasteMsg{Content: v})
	return s.rest()
}

// Rung clears the filter, else the marks.
func (s *whoCan) Rung() bool { return s.browser.rung() }

// Busy is since when the answer, or the list, is being worked out.
func (s *whoCan) Busy() (time.Time, string) {
	if since, what := s.loader.Busy(); !since.IsZero() {
		return since, what
	}
	return s.browser.loader.Busy()
}

// Cancel ends what runs.
func (s *whoCan) Cancel() {
	s.loader.Cancel()
	s.strangers.loader.Cancel()
	s.browser.loader.Cancel()
}

// Close ends what runs.
func (s *whoCan) Close() { s.Cancel() }

func (s *whoCan) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return []ui.Action{ui.Enter, ui.Login, ui.Application, ui.Filter}
}

// Pending says how much is marked.
func (s *whoCan) Pending() string {
	if n := s.browser.table.MarkCount(); n > 0 {
		return fmt.Sprintf("%d marked", n)
	}
	return ""
}

func (s *whoCan) Act(a ui.Action) (tea.Cmd, bool) {
	if cmd, ok := s.browser.act(a); ok {
		return tea.Batch(cmd, s.rest()), true
	}
	switch a {
	case ui.Enter, ui.Into, ui.ShowAccess:
		if r, ok := s.browser.current(); ok {
			return ui.Tell(ui.Open{Route: accessRoute(s.query(r.ref), s.target)}), true
		}
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: s.desk.chooseApplication(s.takeApplication)}), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk, s.reach.Login, s.takeLogin)}), true
	case ui.Export:
		return s.desk.export(s.browser, s.Title()), true
	case ui.Preview:
		s.hidden = !s.hidden
		s.SetSize(s.w, s.h)
		return s.rest(), true
	default:
		return s.desk.actOn(a, s.browser)
	}
	return nil, true
}

// Click puts the cursor on a row, or scrolls.
func (s *whoCan) Click(_, y, lines int) tea.Cmd {
	s.browser.click(y-len(s.heading()), lines)
	return s.rest()
}
