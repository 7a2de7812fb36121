package wayout

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Screen shows how the login rule stands and what each way out loses, writes the
// files of one, and verifies a folder.
type Screen struct {
	ui.Plain
	desk     *desk.Desk
	options  Options
	data     *desk.Data   // that is surveyed
	survey   *exit.Survey // nil until it is known
	looker   *ui.Loader[exit.Survey]
	unknown  *desk.UnknownUsers
	table    *widget.Table[exit.Target]
	verifier *ui.Loader[folder.Verified]
	progress *progress
	dir      text.Text        // written or verified last; zero for none
	proof    *folder.Verified // of dir; nil while there is none
	w, h     int
}

// New makes the screen.
func New(d *desk.Desk, o Options) *Screen {
	s := &Screen{desk: d, options: o, data: &desk.Data{Data: catalog.Data{Graph: rbac.Index(rbac.Document{})}}}
	s.looker = ui.NewLoader[exit.Survey](s, d.Now)
	s.verifier = ui.NewLoader[folder.Verified](s, d.Now)
	s.unknown = desk.NewUnknownUsers(s, d)
	s.table = widget.NewTable[exit.Target](d.Theme, wayColumns())
	return s
}

// Init looks at the tenant.
func (s *Screen) Init() ui.Cmd { return s.reload() }

// fewUnknown is up to how many members whom no list gives are read of the screen's
// own accord: only then is it known whether they are gone.
const fewUnknown = 50

// reload looks again where the tenant has changed.
func (s *Screen) reload() ui.Cmd {
	if s.desk.NotYet() != nil || s.data.Graph == s.desk.Data.Graph && s.data.Directory == s.desk.Data.Directory {
		s.arrange()
		return nil
	}
	s.data = s.desk.Data
	return ui.Batch(s.look(), s.readUnknown())
}

func (s *Screen) readUnknown() ui.Cmd {
	if s.data.Directory.UsersExtent().At.IsZero() {
		return nil // the list itself is still on its way
	}
	var ids []rbac.UserID
	for _, id := range s.data.Graph.Users() {
		if _, known := s.data.Directory.User(id); !known && !s.unknown.Asked[id] {
			ids = append(ids, id)
		}
	}
	if len(ids) > fewUnknown {
		return nil
	}
	return s.unknown.Read(ids)
}

// unlisted is how many members nothing is known of.
func (s *Screen) unlisted() int {
	if s.data.Directory.UsersExtent().At.IsZero() {
		return 0
	}
	n := 0
	for _, id := range s.data.Graph.Users() {
		if _, known := s.data.Directory.User(id); !known {
			n++
		}
	}
	return n
}

// Update takes the survey, and what a proof came to.
func (s *Screen) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	if survey, _, ok := s.looker.Take(msg); ok {
		s.survey = &survey
		s.table.SetRows(wayRows{s}, nil, nil)
		s.arrange()
		return nil
	}
	if v, err, ok := s.verifier.Take(msg); ok {
		return s.verified(v, err)
	}
	cmd, _ := s.unknown.Take(msg)
	return cmd
}

// Act moves, and does what a key means to the way under the cursor.
func (s *Screen) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.table.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter, ui.Into:
		return s.openLosses(), true
	case ui.Write:
		return s.askFiles(), true
	case ui.Verify:
		return s.askFolder(), true
	}
	return nil, false
}

// current is the way under the cursor.
func (s *Screen) current() (exit.Way, bool) {
	at, ok := s.table.Current()
	if !ok || s.survey == nil {
		return exit.Way{}, false
	}
	for _, way := range s.survey.Ways {
		if way.Target == at {
			return way, true
		}
	}
	return exit.Way{}, false
}

// openLosses leads to the list of who loses what.
func (s *Screen) openLosses() ui.Cmd {
	way, _ := s.current()
	return ui.Tell(desk.OpenScreen(RouteLosses, text.New(string(way.Target))))
}

// Title is the screen's name.
func (s *Screen) Title() string { return "Way out" }

// Layers are the keys in force.
func (s *Screen) Layers() []ui.Layer { return []ui.Layer{ui.WayOutLayer, ui.GlobalLayer} }

// Hints are the keys that matter here.
func (s *Screen) Hints() []ui.Action {
	way, ok := s.current()
	switch {
	case !ok:
		return []ui.Action{ui.Refresh}
	case way.Refused != "":
		return []ui.Action{ui.Verify}
	}
	return []ui.Action{ui.Enter, ui.Write, ui.Verify}
}

// WhyNot is about what the way under the cursor does not have.
func (s *Screen) WhyNot(a ui.Action) widget.Words {
	way, ok := s.current()
	opens := a == ui.Enter || a == ui.Into
	switch {
	case a == ui.Verify && s.survey == nil:
		return "still checking the tenant"
	case !ok && (opens || a == ui.Write):
		return "no row selected"
	case opens && !way.Ready:
		return "no figures yet: authzx can't write this way"
	case opens && len(way.Losses) == 0:
		return "nobody loses anything this way"
	case a == ui.Write && !way.Ready:
		return "authzx can't write this way yet, only action and engine"
	}
	return desk.OnePane(a)
}

// Busy is since when a folder is verified, or the tenant is looked at.
func (s *Screen) Busy() (time.Time, string) {
	return ui.FirstBusy(s.verifier, s.unknown.Loader, s.looker)
}

// Cancel ends what Busy tells.
func (s *Screen) Cancel() {
	switch since, _ := s.verifier.Busy(); {
	case !since.IsZero():
		s.verifier.Cancel()
	default:
		s.unknown.Leave()
		s.looker.Cancel()
	}
	s.arrange()
}

// Close ends what runs.
func (s *Screen) Close() {
	s.verifier.Cancel()
	s.unknown.Leave()
	s.looker.Cancel()
}

// Mouse is the screen itself.
func (s *Screen) Mouse() ui.Clicker { return s }

// Click puts the cursor on a way, or moves it.
func (s *Screen) Click(_, y, lines int) ui.Cmd {
	if lines != 0 {
		s.table.Move(lines)
	} else {
		s.table.SelectLine(y - len(s.head()))
	}
	return nil
}
