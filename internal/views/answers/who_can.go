package answers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// whoCan is every user who has a permission, a role or a group, and by which
// path.
type whoCan struct {
	ui.Plain
	*desk.Listing
	work   *changes.Workspace
	target rbac.Ref
	reach  rbac.Reach
	data   *desk.Data // that the answer is of, or will be
	Answer *whoCanResult
	loader *ui.Loader[*whoCanResult]
	paths  bool     // a row is a way, not a user
	only   rbac.Ref // the way whose users alone are listed; zero for all
	height int      // of the screen: heading and listing
}

// WhoCanRoute leads to those who have a thing.
func WhoCanRoute(target rbac.Ref) ui.Route {
	return ui.Route{Kind: desk.RouteWhoCan, ID: target.ID, More: text.New(string(target.Kind))}
}

// NewWhoCan makes the screen of who has a thing.
func NewWhoCan(d *changes.Workspace, target rbac.Ref) *whoCan {
	s := &whoCan{work: d, target: target, data: d.Data}
	s.loader = ui.NewLoader[*whoCanResult](s, d.Now)
	s.Listing = desk.NewListing(s, d.Desk, (&whoCanResult{}).columns(), nil)
	return s
}

func (s *whoCan) Init() ui.Cmd { return s.ask() }

// ask answers the question anew: beside the program, where many may have it.
func (s *whoCan) ask() ui.Cmd {
	s.data = s.Desk.Data
	s.Preview.Describe = s.ways()
	data, target, reach := s.data, s.target, s.reach
	s.Browser.SetEmpty(s.emptyLines()...)
	if data.Size() < desk.ManyRows {
		s.loader.Cancel()
		return s.take(NewWhoCanResult(data, target, reach))
	}
	return s.loader.Start("searching for holders", func(context.Context) (*whoCanResult, error) {
		return NewWhoCanResult(data, target, reach), nil
	})
}

func (s *whoCan) take(h *whoCanResult) ui.Cmd {
	s.Answer = h
	s.Preview.Describe = s.ways()
	s.Preview.Clear()
	s.Browser.SetEmpty(s.emptyLines()...)
	s.SetSize(s.W, s.height)
	return s.show()
}

// show lists the users, or the ways by which they have it.
func (s *whoCan) show() ui.Cmd {
	columns, model := s.Answer.columns(), s.Answer.Model
	if s.paths {
		columns, model = s.Answer.pathColumns(), func(rbac.Ref) *desk.ListModel { return s.Answer.pathModel() }
	}
	s.Browser.Table.SetColumns(desk.WidgetColumns(columns))
	return ui.Batch(s.Browser.Show(model(s.only)), s.Rest())
}

// turn goes from the users to the ways, and back to all users.
func (s *whoCan) turn() ui.Cmd {
	s.paths, s.only = !s.paths && s.only == rbac.Ref{}, rbac.Ref{}
	s.Browser.EscapeStep()
	s.SetSize(s.W, s.height)
	return s.show()
}

func (s *whoCan) emptyLines() []widget.Spans {
	if lines := s.Desk.NotYet(); lines != nil {
		return lines
	}
	th := s.Desk.Theme
	switch {
	case s.Answer == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Searching…")}}
	case !s.data.Exists(s.target):
		return []widget.Spans{append(widget.Spans{widget.Sayf(th.Warn, "This %s no longer exists. ", widget.Words(s.target.Kind))}, widget.Keyed(th, th.Warn, "{escape} goes back.")...)}
	case s.reach.Login == nil:
		return []widget.Spans{
			{widget.Say(th.Muted, "Nobody has it.")},
			widget.Keyed(th, th.Muted, "{simulate_login} simulates a login, where a mapping may grant it"),
		}
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, "No known user has it. {simulate_login} simulates another login.")}
}

func (s *whoCan) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data == s.Desk.Data {
			return s.Rest()
		}
		return s.ask()
	}
	if h, _, ok := s.loader.Take(msg); ok {
		return s.take(h)
	}
	cmd, _ := s.Listing.Update(msg)
	return cmd
}

// ways lists all ways by which a user has the thing.
func (s *whoCan) ways() desk.Describe {
	th, target, reach, answer := s.Desk.Theme, s.target, s.reach, s.Answer
	return func(d *desk.Data, user rbac.Ref) desk.DetailText {
		if user.Kind == kindPath {
			p, _ := answer.by(user)
			return desk.DetailText{
				Head:     []widget.Spans{desk.Path(th, p.how), widget.Keyed(th, th.Muted, "{list.open} lists who has it this way.")},
				Sections: []desk.Section{p.section(th, d)},
			}
		}
		lines := []widget.Spans{{widget.Foreign(th.User, d.Name(user))}}
		if note := d.BadgeOf(user); !note.Text.IsZero() {
			style := desk.StyleOf(th, desk.CellOf(note).Tone, user.Kind)
			lines = append(lines, widget.Spans{widget.Say(style, th.Glyphs.Warning+" "), widget.Foreign(style, note.Text)})
		}
		return desk.DetailText{Head: append(lines, kinds.WayLines(th, d.Graph.Access(queryOf(user, reach)), target)...)}
	}
}

// queryOf is the question about one user that one about all holds.
func queryOf(user rbac.Ref, reach rbac.Reach) rbac.Query {
	return rbac.Query{User: desk.UserID(user), Application: reach.Application, Login: reach.Login}
}

func (s *whoCan) SetSize(w, h int) {
	s.height = h
	s.Listing.SetSize(w, max(h-len(s.heading()), 0))
}

func (s *whoCan) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.Desk.Theme, s.W, l...))
	}
	return strings.TrimSuffix(strings.Join(append(lines, s.Listing.View()), "\n"), "\n")
}

// heading says the question with its answer in short, then what it rests on.
func (s *whoCan) heading() []widget.Spans {
	th := s.Desk.Theme
	app := &s.reach.Application
	if !s.perApplication() {
		app = nil
	}
	lines := []widget.Spans{s.question(), kinds.Conditions(th, s.data, app, s.reach.Login)}
	if s.Answer != nil && s.Answer.everyone {
		lines = append(lines, widget.Spans{
			widget.Say(th.Warn, " "+th.Glyphs.Warning+" anyone who logs in like this has it, listed or not"),
		})
	}
	if remarks := loginRemarks(th, s.data, s.reach.Login); s.W > 1 {
		lines = append(lines, desk.Hanging(remarks, s.W)...)
	}
	return lines
}

// perApplication reports whether an application can matter: one is in a group
// whatever the application.
func (s *whoCan) perApplication() bool { return s.target.Kind != rbac.KindGroup }

func (s *whoCan) question() widget.Spans {
	th := s.Desk.Theme
	spans := widget.Spans{
		widget.Sayf(th.Muted, " Who %s ", widget.Words(verbOf(s.target.Kind))),
		widget.Foreign(desk.KindStyle(th, s.target.Kind), s.data.Name(s.target)),
	}
	if app := s.data.ApplicationOf(s.target); !app.IsZero() {
		spans = append(spans, widget.Say(th.Muted, " of "), widget.Foreign(th.Application, s.data.ApplicationName(app)))
	}
	if s.Answer == nil {
		return spans
	}
	spans = append(spans, widget.Say(th.Muted, ": "), widget.Say(th.Strong, widget.Words(text.Counted(len(s.Answer.Rows), "user"))))
	if p, ok := s.Answer.by(s.only); ok {
		return append(append(spans, widget.Sayf(th.Muted, ", of whom %d through ", len(p.rows))), desk.Path(th, p.how)...)
	}
	if n := s.Answer.direct; n > 0 {
		spans = append(spans, widget.Sayf(th.Muted, ", %d direct", n))
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
	return fmt.Sprintf("Who %s %s", verbOf(s.target.Kind), s.Desk.Data.Name(s.target))
}

func (s *whoCan) Layers() []ui.Layer { return s.Browser.Layers(ui.WhoCanLayer) }
func (s *whoCan) Capturing() bool    { return s.Listing.Capturing() }

func (s *whoCan) Entry(msg tea.Msg) ui.Cmd { return s.Listing.Entry(msg) }

// EscapeStep clears the filter, else the marks, else goes back to the ways.
func (s *whoCan) EscapeStep() (ui.Cmd, bool) {
	if s.Browser.EscapeStep() {
		return nil, true
	}
	if s.only != (rbac.Ref{}) {
		s.paths = true // from where it was chosen
		s.only = rbac.Ref{}
		s.SetSize(s.W, s.height)
		return s.show(), true
	}
	return nil, false
}

// Busy is since when the answer, or the list, is being worked out.
func (s *whoCan) Busy() (time.Time, string) {
	return ui.FirstBusy(s.loader, s.Browser.Loader)
}

// Cancel ends what runs.
func (s *whoCan) Cancel() {
	s.loader.Cancel()
	s.Listing.Cancel()
}

// Close ends what runs.
func (s *whoCan) Close() { s.Cancel() }

func (s *whoCan) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.NextTab, ui.Login, ui.Application, ui.Filter}
}

// Word is what the next tab shows.
func (s *whoCan) Word(a ui.Action) string {
	if a == ui.NextTab && s.paths {
		return "by user"
	}
	return ""
}

// Pending says how much is marked.
func (s *whoCan) Pending() string {
	return s.Browser.Marked()
}

func (s *whoCan) Act(a ui.Action) (ui.Cmd, bool) {
	if a == ui.NextTab || a == ui.PrevTab {
		return s.turn(), true
	}
	if cmd, ok := s.Listing.Act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into, ui.ShowAccess:
		r, _ := s.Browser.Current()
		if s.paths {
			s.paths, s.only = false, r.Ref
			s.SetSize(s.W, s.height)
			return s.show(), true
		}
		return ui.Tell(ui.Open{Route: desk.AccessRoute(queryOf(r.Ref, s.reach), s.target)}), true
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: chooseApplication(s.Desk, taking(&s.reach.Application, s.ask))}), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.Desk, s.reach.Login, taking(&s.reach.Login, s.ask))}), true
	case ui.Export:
		return s.Desk.Export(s.Browser, s.Title()), true
	case ui.MakeItSo:
		return MakeItSo(s.work, append(slices.Clone(s.Browser.Chosen()), s.target), s.reach.Login), true
	}
	return s.Desk.Actions.Act(a, s.Browser.Chosen())
}

// Mouse is the screen itself.
func (s *whoCan) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *whoCan) Click(_, y, lines int) ui.Cmd {
	return s.Listing.Click(y-len(s.heading()), lines)
}

// ofUsers is what is done to users, and not to the ways by which they have a thing.
func ofUsers() []ui.Action {
	return []ui.Action{
		ui.ShowAccess, ui.AddLink, ui.Edit, ui.Unlink, ui.Delete, ui.WhoCan, ui.Compare, ui.CopyID, ui.CopyMenu,
		ui.Search, ui.Mark, ui.Range, ui.MarkAll,
	}
}

// WhyNot is about what can't be done to users; of a group also why no application is
// chosen.
func (s *whoCan) WhyNot(a ui.Action) widget.Words {
	if a == ui.Application && !s.perApplication() {
		return "a group has the same members in every application"
	}
	if a == ui.NextTab || a == ui.PrevTab {
		if s.Answer == nil {
			return "still searching"
		}
		return ""
	}
	if s.paths && slices.Contains(ofUsers(), a) {
		return "this row is a path: {list.open} lists who has it this way"
	}
	if a == ui.MakeItSo {
		return "" // who is not listed can be given it
	}
	return cmp.Or(s.Desk.Actions.WhyNot(a, rbac.KindUser, s.Browser.Count()), s.Listing.WhyNot(a))
}
