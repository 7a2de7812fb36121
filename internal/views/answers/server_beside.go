package answers

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// serverWord sets what authzx works out for a user beside what the server says: at a
// login of each application, without a login what the server calculates.
type serverWord struct {
	*desk.Notice
	desk   *desk.Desk
	data   *desk.Data
	query  rbac.Query
	loader *ui.Loader[[]answered]
	said   []answered
	failed error
	keep   func([]answered)
}

// answered is what the server said of one application, or without a login of all.
type answered struct {
	app    rbac.ClientID
	policy tenant.Policy
	err    error
	at     time.Time
}

// mostAsked is how many applications are asked about: each is a request.
const mostAsked = 50

// askedAbout are the applications to ask about: at a login the one that is chosen, else
// all in which there is anything. Without a login one answer is about all of them.
func askedAbout(g *rbac.Graph, q rbac.Query) []rbac.ClientID {
	switch {
	case q.Login == nil:
		return []rbac.ClientID{{}}
	case !q.Application.IsZero():
		return []rbac.ClientID{q.Application}
	}
	all := g.Applications()
	return all[:min(len(all), mostAsked)]
}

// askServer asks about each application in turn.
func askServer(ctx context.Context, asker desk.Policies, q rbac.Query, apps []rbac.ClientID, now func() time.Time) ([]answered, error) {
	var said []answered
	for _, app := range apps {
		one := answered{app: app}
		if q.Login == nil {
			one.policy, one.err = asker.Calculated(ctx, q.User)
		} else {
			one.policy, one.err = asker.Policy(ctx, rbac.Query{User: q.User, Application: app, Login: q.Login})
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		one.at = now()
		said = append(said, one)
	}
	return said, nil
}

// newServerWord makes the dialog; what the server said is kept as well.
func newServerWord(d *desk.Desk, q rbac.Query, keep func([]answered)) *serverWord {
	title := widget.Spans{widget.Say(d.Theme.Title, "The server on "), widget.Foreign(d.Theme.User, d.Data.Name(q.User.Ref()))}
	s := &serverWord{Notice: desk.NewNotice(d.Theme, title, nil), desk: d, data: d.Data, query: q, keep: keep}
	s.loader = ui.NewLoader[[]answered](s, d.Now)
	return s
}

// Init asks.
func (s *serverWord) Init() ui.Cmd {
	asker, q, apps, now := s.desk.Can.Policies, s.query, askedAbout(s.data.Graph, s.query), s.desk.Now
	cmd := s.loader.Start("asking the server", func(ctx context.Context) ([]answered, error) {
		return askServer(ctx, asker, q, apps, now)
	})
	s.tell()
	return cmd
}

// Update takes what the server said.
func (s *serverWord) Update(msg tea.Msg) ui.Cmd {
	if said, err, ok := s.loader.Take(msg); ok {
		s.said, s.failed = said, err
		if err == nil {
			s.keep(said)
		}
		s.tell()
	}
	return nil
}

// Want is room for what is still to come.
func (s *serverWord) Want(w, h int) (int, int) { return min(w, 90), min(h, 22) }

// Busy is since when it is asked.
func (s *serverWord) Busy() (time.Time, string) { return s.loader.Busy() }

// Cancel ends that.
func (s *serverWord) Cancel() {
	s.loader.Cancel()
	s.tell()
}

// Close ends what runs.
func (s *serverWord) Close() { s.loader.Cancel() }

// Act scrolls; enter and escape close.
func (s *serverWord) Act(a ui.Action) (ui.Cmd, bool) {
	if a == ui.Enter || a == ui.Escape {
		return ui.Tell(ui.Close{Dialog: s}), true
	}
	return s.Notice.Act(a)
}

// tell makes the lines anew.
func (s *serverWord) tell() {
	th := s.desk.Theme
	since, _ := s.loader.Busy()
	s.Lines = []widget.Spans{kinds.Conditions(th, s.data, &s.query.Application, s.query.Login), nil}
	switch {
	case s.failed != nil:
		s.Lines = append(s.Lines, desk.FaultLines(th, s.failed)...)
	case !since.IsZero():
		s.Lines = append(s.Lines, widget.Keyed(th, th.Muted, "Asking the server… {interrupt} cancels"))
	case s.said == nil:
		s.Lines = append(s.Lines, widget.Keyed(th, th.Muted, "The check was cut short: {verify} in access asks the server again."))
	default:
		s.Lines = append(s.Lines, widget.Spans{widget.Sayf(th.Muted, "authzx: data read %s · server: asked %s",
			desk.Ago(s.desk.Now(), s.data.Graph.At()), desk.Ago(s.desk.Now(), s.said[len(s.said)-1].at))})
	}
	for _, one := range s.said {
		s.Lines = append(s.Lines, s.answerLines(one)...)
	}
	if all := len(s.data.Graph.Applications()); s.query.Login != nil && s.query.Application.IsZero() && all > mostAsked {
		s.Lines = append(s.Lines, widget.Keyed(th, th.Muted, "The server was asked about the first applications only: {choose_application} in access chooses one."))
	}
	s.SetSize(s.W, s.H)
}

// answerLines say of one answer whether it is the same, else the difference item by
// item, with the reason for what only authzx has.
func (s *serverWord) answerLines(one answered) []widget.Spans {
	th := s.desk.Theme
	ours := s.data.Graph.Access(rbac.Query{User: s.query.User, Application: one.app, Login: s.query.Login})
	about := widget.Spans{widget.Say(th.Text, "Groups and roles without a login")}
	if !one.app.IsZero() {
		about = widget.Spans{widget.Foreign(th.Application, s.data.ApplicationName(one.app))}
	}
	if one.err != nil {
		return []widget.Spans{append(append(widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" ")}, about...),
			widget.Sayf(th.Muted, ": no answer from the server: %s", widget.Words(desk.SafeError(one.err))))}
	}
	parts := one.against(s.data.Graph, s.query)
	var lines []widget.Spans
	counts := ""
	for _, part := range parts {
		if counts += ", "; len(counts) == 2 {
			counts = ""
		}
		counts += text.Counted(len(part.ours), string(part.of))
		for _, name := range part.missing {
			lines = append(lines, widget.Spans{widget.Sayf(th.DiffAdd, "    + %s ", widget.Words(part.of)), widget.Foreign(th.Text, name), widget.Say(th.Muted, "  only the server has it")})
		}
		for _, name := range part.extra {
			line := widget.Spans{widget.Sayf(th.DiffDel, "    - %s ", widget.Words(part.of)), widget.Foreign(th.Text, name), widget.Say(th.Muted, "  only authzx has it: ")}
			lines = append(lines, append(line, s.reason(ours, part.of, name)...))
		}
	}
	if len(lines) == 0 {
		return []widget.Spans{append(append(widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" ")}, about...), widget.Sayf(th.Muted, ": the same, %s", widget.Words(counts)))}
	}
	head := append(append(widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" ")}, about...), widget.Say(th.Bad, ": the server differs"))
	return append([]widget.Spans{head}, lines...)
}

// reason is by which path a user has what is called so.
func (s *serverWord) reason(ours *rbac.Access, of rbac.Kind, name text.Text) widget.Spans {
	for _, ref := range s.data.ByName(of, name) {
		if ours.Has(ref) {
			return kinds.ShortestWay(s.desk.Theme, ours, ref, rbac.NewEffort())
		}
	}
	return nil
}

// difference is what of one kind an answer of the server has and authzx has not, and
// the other way round, by names.
type difference struct {
	of             rbac.Kind
	ours           []text.Text
	missing, extra []text.Text
}

// against sets the answer beside what a graph says to the same question.
func (a answered) against(g *rbac.Graph, q rbac.Query) []difference {
	q.Application = a.app
	parts := differences(g.Access(q), a.policy)
	if q.Login == nil {
		return parts[1:] // the server calculates no permissions
	}
	return parts
}

// differences are those of permissions, roles and groups.
func differences(ours *rbac.Access, theirs tenant.Policy) []difference {
	groups, roles, permissions := ours.PolicyNames()
	without := func(list, other []text.Text) []text.Text {
		return slices.DeleteFunc(slices.Clone(list), func(name text.Text) bool { return slices.Contains(other, name) })
	}
	var all []difference
	for _, part := range []struct {
		of           rbac.Kind
		ours, theirs []text.Text
	}{{rbac.KindPermission, permissions, theirs.Permissions}, {rbac.KindRole, roles, theirs.Roles}, {rbac.KindGroup, groups, theirs.Groups}} {
		all = append(all, difference{part.of, part.ours, without(part.theirs, part.ours), without(part.ours, part.theirs)})
	}
	return all
}
