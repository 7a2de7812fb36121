package answers

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// wayColumns are what a way changes, and what comes with it.
func wayColumns() []widget.Column {
	return []widget.Column{
		{Title: "Way", Min: 24, Weight: 3},
		{Title: "Side effects", Min: 13, Max: 15, Priority: 2},
		{Title: "Others", Min: 8, Max: 13, Priority: 1},
	}
}

// Len, Key and Cell make the rows of the table.
func (s *makeItSo) Len() int {
	if s.found == nil {
		return 0
	}
	return len(s.found.ways)
}

// Key is the rank of a way.
func (s *makeItSo) Key(i int) int { return i }

// Cell is what a way changes, and in numbers what else it does.
func (s *makeItSo) Cell(i, column int) widget.Spans {
	th, way := s.desk.Theme, s.found.ways[i]
	counted := func(n int, none widget.Words, noun string) widget.Spans {
		if n == 0 {
			return widget.Spans{widget.Say(th.Muted, none)}
		}
		return widget.Spans{widget.Sayf(th.Text, "%s", text.Counted(n, noun))}
	}
	switch column {
	case 1:
		return counted(way.own, "nothing", "permission")
	case 2:
		return counted(way.others, "nobody", "user")
	}
	var said []string
	after := rbac.WithMade(s.data.Graph, way.Changes...)
	for _, c := range way.Changes {
		said = append(said, s.short(after, c))
	}
	return widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(strings.Join(said, ", ")))}
}

// short says what a change does without what the title says already: the user and
// what is given or taken.
func (s *makeItSo) short(after *rbac.Graph, c rbac.Change) string {
	tie, ok := c.(rbac.Tie)
	if !ok {
		return c.Sentence(after, s.data.Directory)
	}
	name := rbac.Naming{Graph: after, Directory: s.data.Directory}.Of
	left, right := tie.Ends()
	var words [2]string
	switch {
	case tie.Of == rbac.TieMember && right == s.goal.User.Ref():
		words = [2]string{"join group ", "leave group "}
	case tie.Of == rbac.TieAssignment && left == s.goal.User.Ref():
		words, left = [2]string{"assign role ", "unassign role "}, right
	case tie.Of == rbac.TiePermission && right == s.goal.Thing:
		words = [2]string{"add it to role ", "remove it from role "}
	default:
		return c.Sentence(after, s.data.Directory)
	}
	if tie.Cut {
		return words[1] + name(left)
	}
	return words[0] + name(left)
}

// compose makes all of what is known; the cursor stays where it is.
func (s *makeItSo) compose() {
	s.table.SetEmpty(s.emptyLines()...)
	s.table.SetRows(s, nil, nil)
	s.SetSize(s.w, s.h)
}

// pointless says why there is nothing to look for; nil where there is.
func (s *makeItSo) pointless() []widget.Spans {
	th := s.desk.Theme
	if lines := s.desk.NotYet(); lines != nil {
		return lines
	}
	lacked := s.lacked(s.data)
	user := widget.Foreign(th.User, s.data.Name(s.goal.User.Ref()))
	switch missing := s.data.Graph.Missing(); {
	case missing.Any():
		return []widget.Spans{
			{widget.Sayf(th.Warn, "%s, so the effect of a change is unknown.", desk.Wording(missing.Words()))},
			widget.Keyed(th, th.Muted, "{ways.refresh} reads the tenant again."),
		}
	case !s.data.Exists(s.goal.Thing):
		return []widget.Spans{{widget.Sayf(th.Warn, "This %s no longer exists.", widget.Words(s.goal.Thing.Kind))}}
	case s.goal.Take && lacked:
		return []widget.Spans{append(widget.Spans{user, widget.Say(th.Muted, " does not have it: ")},
			widget.Keyed(th, th.Muted, "{ways.next_pane} shows how to give it.")...)}
	case !s.goal.Take && !lacked:
		return []widget.Spans{append(widget.Spans{user, widget.Say(th.Muted, " already has it: ")},
			widget.Keyed(th, th.Muted, "{ways.next_pane} shows how to take it.")...)}
	}
	return nil
}

// emptyLines say why no way is listed.
func (s *makeItSo) emptyLines() []widget.Spans {
	if lines := s.pointless(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	since, _ := s.loader.Busy()
	switch {
	case s.failed != nil:
		return desk.FaultLines(th, s.failed)
	case s.found != nil:
		return []widget.Spans{{widget.Say(th.Muted, "No way that the server would accept.")}}
	case since.IsZero():
		return []widget.Spans{widget.Keyed(th, th.Muted, "The search was cut short: {ways.refresh} searches again.")}
	}
	return []widget.Spans{{widget.Say(th.Muted, "Searching…")}}
}

// tell says below the list what the way under the cursor does.
func (s *makeItSo) tell() {
	if way, ok := s.current(); ok {
		s.told.SetLines(s.hung(way))
	}
}

func (s *makeItSo) hung(way seenWay) []widget.Spans {
	return desk.Hanging(s.wayLines(way), max(s.w-2, 1))
}

// toldUsers is how many users, and permissions of each, are named below the list.
const toldUsers = 30

func (s *makeItSo) wayLines(way seenWay) []widget.Spans {
	th := s.desk.Theme
	var lines []widget.Spans
	after := rbac.WithMade(s.data.Graph, way.Changes...)
	for _, c := range way.Changes {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, " %s", desk.Wording(c.Sentence(after, s.data.Directory)))})
	}
	lines = append(lines, widget.Spans{widget.Sayf(th.Strong, " %s", way.seen.EffectSentence())})
	lines = append(lines, way.seen.EffectLinesOf(th, toldUsers)...)
	if n := way.Score.Holders - 1; n > 0 {
		verb := "gain"
		if s.goal.Take {
			verb = "lose"
		}
		lines = append(lines, widget.Spans{widget.Sayf(th.Warn, " %s %s the %s too", widget.Words(text.Counted(n, "other user")), widget.Words(verb), widget.Words(s.goal.Thing.Kind))})
	}
	if s.goal.Login != nil {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, " Counts leave out group mappings, which apply at login.")})
	}
	if why := s.desk.Lock.Ahead(); why != "" {
		lines = append(lines, widget.Spans{widget.Sayf(th.Warn, " %s %s", th.Glyphs.Warning, desk.Wording(why))})
	}
	return lines
}

func (s *makeItSo) title() widget.Spans {
	th, thing := s.desk.Theme, s.goal.Thing
	verb, towards := widget.Words("Give "), widget.Words(" to ")
	if s.goal.Take {
		verb, towards = "Take ", " from "
	}
	if thing.Kind != rbac.KindPermission {
		verb += widget.Words(thing.Kind) + " "
	}
	return widget.Spans{
		widget.Say(th.Title, verb), widget.Foreign(desk.KindStyle(th, thing.Kind), s.data.Name(thing)), widget.Say(th.Title, towards),
		widget.Foreign(th.User, s.data.Name(s.goal.User.Ref())),
	}
}

// lead says of which application the permission is, where it is judged, and how many
// ways there are.
func (s *makeItSo) lead() widget.Spans {
	th := s.desk.Theme
	spans := widget.Spans{widget.Say(th.Muted, " a group")}
	if app := s.data.ApplicationOf(s.goal.Thing); !app.IsZero() {
		spans = widget.Spans{widget.Say(th.Muted, " of "), widget.Foreign(th.Application, s.data.ApplicationName(app))}
	}
	if s.staged > 0 {
		spans = append(spans, widget.Sayf(th.Warn, ", with %s staged", text.Counted(s.staged, "change")))
	}
	if l := s.goal.Login; l != nil {
		spans = append(spans, widget.Say(th.Muted, ", login via "), widget.Foreign(th.Connection, l.Connection))
	}
	if s.found == nil || len(s.found.ways) == 0 {
		return spans
	}
	ways := text.Counted(len(s.found.ways), "way")
	if s.found.more {
		ways = "the first " + ways
	}
	return append(spans, widget.Sayf(th.Muted, ": %s, smallest effect first", ways))
}

// SetSize gives the list what it needs of the room, at most half where there is as much
// to say of a way.
func (s *makeItSo) SetSize(w, h int) {
	s.w, s.h = w, h
	rest := max(h-4, 0) // without frame, lead and rule
	below := 0
	if n := s.Len(); n > 0 {
		for _, way := range s.found.ways {
			below = max(below, len(s.hung(way)))
		}
		below = max(min(below, rest/2), rest-(n+1))
	} else {
		rest++ // there is no rule
	}
	s.table.SetSize(max(w-3, 0), rest-below)
	s.told.SetSize(max(w-2, 0), below)
	s.tell()
}

// View draws it.
func (s *makeItSo) View() string {
	th, w := s.desk.Theme, max(s.w-2, 0)
	parts := []string{widget.Line(th, w, s.lead()...), s.table.View()}
	if s.Len() > 0 {
		parts = append(parts, widget.Line(th, w, widget.Say(th.Border, widget.Words(strings.Repeat(string(th.Glyphs.Horizontal), w)))), s.told.View())
	}
	return widget.Box(th, s.title(), strings.Join(parts, "\n"), s.w, s.h, true)
}

// halves are the user among things and what is to be given, and whether there are
// several of either. A permission goes before a role, and that before a group: things
// are a row and what it is listed in.
func halves(things []rbac.Ref) (user rbac.UserID, thing rbac.Ref, several bool) {
	first := make(map[rbac.Kind]rbac.Ref)
	for _, ref := range things {
		if was, twice := first[ref.Kind]; twice && was != ref {
			several = true
		}
		first[ref.Kind] = ref
	}
	for _, k := range given() {
		if ref, ok := first[k]; ok && thing.ID.IsZero() {
			thing = ref
		}
	}
	return desk.UserID(first[rbac.KindUser]), thing, several
}

// besides counts what an effect brings beside what is wished for.
func besides(goal suggest.Goal, e rbac.Effect) (own, others int) {
	for _, u := range e.Users {
		if u.User != goal.User {
			others++
			continue
		}
		for _, id := range slices.Concat(u.Gained, u.Lost) {
			if id.Ref() != goal.Thing {
				own++
			}
		}
	}
	return own, others
}
