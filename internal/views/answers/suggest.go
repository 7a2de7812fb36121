package answers

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// makeItSo lists the ways to give a permission, a role or a group to a user, or to take
// it away, smallest effect first; below stands in full what the one under the
// cursor does. What is staged counts as done.
type makeItSo struct {
	ui.Plain
	desk   *changes.Workspace
	goal   suggest.Goal
	data   *desk.Data // in which ways are looked for
	now    *desk.Data // of which that was made
	ahead  *changes.Impact
	staged int // how many staged changes are counted as done in it
	loader *ui.Loader[foundWays]
	found  *foundWays // nil until they are known
	failed error
	table  *widget.Table[int]
	told   *desk.Prose
	w, h   int
}

// foundWays are the first ways to reach a goal.
type foundWays struct {
	ways []seenWay
	more bool // there are others
}

// seenWay is a way with its effect as a question shows it.
type seenWay struct {
	suggest.Way
	seen changes.Impact
	// own are the other permissions of the user's that it alters, others the other users
	// who gain or lose any, or the role or group itself.
	own, others int
}

// maxWays is how many ways are listed: those that follow alter more.
const maxWays = 20

func newMakeItSo(d *changes.Workspace, goal suggest.Goal) *makeItSo {
	s := &makeItSo{desk: d, goal: goal}
	s.begin()
	s.goal.Take = !s.lacked(s.data)
	s.loader = ui.NewLoader[foundWays](s, d.Now)
	s.table = widget.NewTable[int](d.Theme, wayColumns())
	s.told = desk.NewProse(d.Theme, "{ways.page_down}")
	return s
}

// lacked reports whether the user lacks the permission.
func (s *makeItSo) lacked(d *desk.Data) bool {
	give := s.goal
	give.Take = false
	return !give.Granted(d.Graph)
}

// Init looks for the ways.
func (s *makeItSo) Init() ui.Cmd { return s.look() }

// begin takes the tenant as it would be with all that is staged, where that is known.
func (s *makeItSo) begin() {
	s.now, s.ahead = s.desk.Data, s.desk.Staged.Seen
	s.data, s.staged = s.now, 0
	if after, ok := s.desk.Staged.After(); ok {
		s.data, s.staged = after, len(s.desk.Staged.Changes)
	}
}

func (s *makeItSo) look() ui.Cmd {
	s.begin()
	s.found, s.failed = nil, nil
	data, goal := s.data, s.goal
	if s.pointless() != nil {
		s.loader.Cancel()
		s.compose()
		return nil
	}
	cmd := s.loader.Start("searching", func(ctx context.Context) (foundWays, error) { return findWays(ctx, data, goal) })
	s.compose()
	return cmd
}

// findWays looks for the ways, each with its effect, which names the goal's user first.
func findWays(ctx context.Context, d *desk.Data, goal suggest.Goal) (foundWays, error) {
	ways, err := suggest.Ways(ctx, d.Graph, goal, maxWays+1)
	if err != nil {
		return foundWays{}, err
	}
	f := foundWays{more: len(ways) > maxWays}
	for _, way := range ways[:min(len(ways), maxWays)] {
		if ctx.Err() != nil {
			return foundWays{}, context.Cause(ctx)
		}
		one := seenWay{Way: way, seen: changes.ImpactWith(d, way.Changes, first(way.Effect, goal.User))}
		one.own, one.others = besides(goal, way.Effect)
		one.others = max(one.others, way.Score.Holders-1)
		f.ways = append(f.ways, one)
	}
	return f, nil
}

// first is an effect that names a user before all others.
func first(e rbac.Effect, user rbac.UserID) rbac.Effect {
	own, others := make([]rbac.UserEffect, 0, len(e.Users)), []rbac.UserEffect(nil)
	for _, u := range e.Users {
		if u.User == user {
			own = append(own, u)
		} else {
			others = append(others, u)
		}
	}
	e.Users = append(own, others...)
	return e
}

// Update takes the ways, and looks again when the tenant is read anew.
func (s *makeItSo) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.now != s.desk.Data || s.ahead != s.desk.Staged.Seen {
			return s.look()
		}
		return nil
	}
	if f, err, ok := s.loader.Take(msg); ok {
		s.found, s.failed = &f, err
		s.compose()
	}
	return nil
}

// Want is most of the screen: what a way does takes some words.
func (s *makeItSo) Want(w, h int) (int, int) { return min(w, 110), min(h, 26) }

// Title is what is wished for.
func (s *makeItSo) Title() string      { return s.title().Plain() }
func (s *makeItSo) Layers() []ui.Layer { return []ui.Layer{ui.WaysLayer} }

// Hints are what can be done with a way, and where the others are.
func (s *makeItSo) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Stage, ui.NextPane, ui.CopyMenu, ui.Escape}
}

// WhyNot says that there is no way to do anything with, and that it is looked already.
func (s *makeItSo) WhyNot(a ui.Action) widget.Words {
	_, some := s.current()
	switch since, _ := s.loader.Busy(); {
	case a == ui.Refresh && !since.IsZero():
		return "busy: {interrupt} cancels"
	case !some && (a == ui.Enter || a == ui.Stage || a == ui.CopyMenu):
		return "there is nothing to choose"
	}
	return ""
}

// Busy is since when it looks.
func (s *makeItSo) Busy() (time.Time, string) { return s.loader.Busy() }

// Cancel ends that.
func (s *makeItSo) Cancel() {
	s.loader.Cancel()
	s.compose()
}

// Close ends what runs.
func (s *makeItSo) Close() { s.loader.Cancel() }

// current is the way under the cursor.
func (s *makeItSo) current() (seenWay, bool) {
	i, ok := s.table.Current()
	if !ok || s.found == nil || i >= len(s.found.ways) {
		return seenWay{}, false
	}
	return s.found.ways[i], true
}

// Act does what a key means.
func (s *makeItSo) Act(a ui.Action) (ui.Cmd, bool) {
	way, _ := s.current()
	switch a {
	case ui.Enter:
		seen := way.seen
		return s.desk.ReviewForeseen(s, s.desk.Numbered(way.Changes), &seen), true
	case ui.Stage:
		return ui.Answer(s, s.desk.Stage(s.desk.Numbered(way.Changes))), true
	case ui.CopyMenu:
		return s.desk.CopyRequests(way.Changes), true
	case ui.NextPane:
		s.goal.Take = !s.goal.Take
		return s.look(), true
	case ui.Refresh:
		if s.data.Graph.Missing().Any() {
			return s.desk.Reload(), true
		}
		return s.look(), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: s}), true
	}
	m, ok := ui.Motions(a)
	switch {
	case !ok:
		return nil, false
	case m == widget.PageDown || m == widget.PageUp:
		s.told.Go(m)
	default:
		s.table.Go(m)
		s.tell()
	}
	return nil, true
}

// Mouse is the dialog itself.
func (s *makeItSo) Mouse() ui.Clicker { return s }

// Click puts the cursor on a way, or moves it.
func (s *makeItSo) Click(_, y, lines int) ui.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	if s.table.SelectLine(y - 2) { // below the frame and the lead
		s.tell()
	}
	return nil
}
