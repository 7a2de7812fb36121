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
	*listing
	target rbac.Ref
	reach  rbac.Reach
	data   *Data // that the answer is of, or will be
	answer *holding
	loader *ui.Loader[*holding]
	height int // of the screen: heading and listing
}

// whoCanRoute leads to those who have a thing.
func whoCanRoute(target rbac.Ref) ui.Route {
	return ui.Route{Kind: routeWhoCan, ID: target.ID, More: text.New(string(target.Kind))}
}

func newWhoCan(d *Desk, target rbac.Ref) *whoCan {
	s := &whoCan{target: target, data: d.data}
	s.loader = ui.NewLoader[*holding](s, d.Now)
	s.listing = newListing(s, d, (&holding{}).columns(), nil)
	return s
}

func (s *whoCan) Init() tea.Cmd { return s.ask() }

// ask answers the question anew: beside the program, where many may have it.
func (s *whoCan) ask() tea.Cmd {
	s.data = s.desk.data
	s.preview.tell = s.ways()
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
	s.preview.clear()
	s.browser.setEmpty(s.emptyLines()...)
	s.SetSize(s.w, s.height)
	return ui.Batch(s.browser.show(h.sheet()), s.rest())
}

func (s *whoCan) emptyLines() []widget.Spans {
	if lines := s.desk.notYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	switch {
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
			return s.rest()
		}
		return s.ask()
	case whoCanReach:
		s.reach = msg.reach
		return s.ask()
	}
	if h, _, ok := s.loader.Take(msg); ok {
		return s.take(h)
	}
	cmd, _ := s.update(msg)
	return cmd
}

// ways lists all ways by which a user has the thing.
func (s *whoCan) ways() tale {
	th, target, reach := s.desk.Theme, s.target, s.reach
	return func(d *Data, user rbac.Ref) story {
		lines := []widget.Spans{{widget.Foreign(th.User, d.name(user))}}
		if note := d.noteOf(user); !note.text.IsZero() {
			style := styleOf(th, note.tone, user.Kind)
			lines = append(lines, widget.Spans{widget.Say(style, th.Glyphs.Warning+" "), widget.Foreign(style, note.text)})
		}
		return story{head: append(lines, wayLines(th, d.Graph.Access(queryOf(user, reach)), target)...)}
	}
}

// queryOf is the question about one user that one about all holds.
func queryOf(user rbac.Ref, reach rbac.Reach) rbac.Query {
	return rbac.Query{User: userID(user), Application: reach.Application, Login: reach.Login}
}

func (s *whoCan) SetSize(w, h int) {
	s.height = h
	s.setSize(w, max(h-len(s.heading()), 0))
}

func (s *whoCan) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	return strings.TrimSuffix(strings.Join(append(lines, s.view()), "\n"), "\n")
}

// heading says the question with its answer in short, then what it rests on.
func (s *whoCan) heading() []widget.Spans {
	th := s.desk.Theme
	app := &s.reach.Application
	if !s.perApplication() {
		app = nil
	}
	lines := []widget.Spans{s.question(), conditions(th, s.data, app, s.reach.Login)}
	if s.answer != nil && s.answer.everyone {
		lines = append(lines, widget.Spans{
			widget.Say(th.Warn, " "+th.Glyphs.Warning+" whoever logs in so has it, whether listed here or not"),
		})
	}
	if remarks := loginRemarks(th, s.data, s.reach.Login); s.w > 1 {
		lines = append(lines, hanging(remarks, s.w)...)
	}
	return lines
}

// perApplication reports whether an application can matter: one is in a group
// whatever the application.
func (s *whoCan) perApplication() bool { return s.target.Kind != rbac.KindGroup }

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
func (s *whoCan) Capturing() bool    { return s.capturing() }

func (s *whoCan) Type(k tea.KeyPressMsg) tea.Cmd { return s.entry(k) }
func (s *whoCan) Paste(v string) tea.Cmd         { return s.entry(tea.PasteMsg{Content: v}) }

// Rung clears the filter, else the marks.
func (s *whoCan) Rung() (tea.Cmd, bool) { return nil, s.browser.rung() }

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
	s.cancel()
}

// Close ends what runs.
func (s *whoCan) Close() { s.Cancel() }

func (s *whoCan) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return s.browser.present(ui.Enter, ui.Login, ui.Application, ui.Filter)
}

// Pending says how much is marked.
func (s *whoCan) Pending() string {
	return s.browser.marked()
}

func (s *whoCan) Act(a ui.Action) (tea.Cmd, bool) {
	if cmd, ok := s.act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into, ui.ShowAccess:
		if r, ok := s.browser.current(); ok {
			return ui.Tell(ui.Open{Route: accessRoute(queryOf(r.ref, s.reach), s.target)}), true
		}
	case ui.Application:
		if !s.perApplication() {
			return say("a group has the same members in every application"), true
		}
		return ui.Tell(ui.Show{Dialog: s.desk.chooseApplication(s.takeApplication)}), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk, s.reach.Login, s.takeLogin)}), true
	case ui.Export:
		return s.desk.export(s.browser, s.Title()), true
	default:
		return s.desk.actOn(a, s.browser)
	}
	return nil, true
}

// Click puts the cursor on a row, or scrolls.
func (s *whoCan) Click(_, y, lines int) tea.Cmd {
	return s.click(y-len(s.heading()), lines)
}
