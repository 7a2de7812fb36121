package apiref

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// token tells of the token what it may do, what it lacks and where it comes from, never
// what it is.
type token struct {
	ui.Plain
	desk   *desk.Desk
	rights *rights
	facts  *desk.Prose // beside the scopes, where there is room
	scopes *desk.Prose
	w, h   int
}

// NewToken makes the screen of the token.
func NewToken(d *desk.Desk) *token {
	s := &token{desk: d, facts: desk.NewProse(d.Theme, "{token.down}"), scopes: desk.NewProse(d.Theme, "{token.down}")}
	s.rights = NewRights(s, d)
	s.Waits = []ui.Busy{s.rights.loader}
	return s
}

func (s *token) Init() ui.Cmd {
	s.fill()
	return s.rights.ask()
}

// Update takes what is known of the token.
func (s *token) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok || s.rights.update(msg) {
		s.fill()
	}
	return nil
}

// fill puts the facts beside the scopes, or above them.
func (s *token) fill() {
	facts, scopes := s.tell(), s.rights.lines()
	if s.beside() {
		s.facts.SetLines(desk.Hanging(facts, max(tokenFacts-2, 1)))
	} else {
		scopes = append(append(facts, nil), scopes...)
		s.facts.SetLines(nil)
	}
	s.scopes.SetLines(desk.Hanging(scopes, max(s.scopesWidth()-1, 1)))
}

// factCells is how wide the names of the facts are.
const factCells = 9

// tell says where the token comes from, how long it lasts, and where more is granted.
func (s *token) tell() []widget.Spans {
	th, id := s.desk.Theme, s.desk.Source.Identity()
	var lines []widget.Spans
	fact := func(name string, value ...widget.Span) {
		lines = append(lines, append(widget.Spans{widget.Sayf(th.Muted, "%-*s ", factCells, name)}, value...))
	}
	if s.desk.Can.Scopes == nil {
		return nil
	}
	if id.TokenURL.IsZero() {
		fact("Token", widget.Say(th.Text, widget.Words(id.Credentials)))
	} else {
		fact("Issued by", widget.Foreign(th.Text, id.TokenURL))
		fact("Client", widget.Foreign(th.Text, id.ClientID))
		fact("Secret", widget.Say(th.Text, "from "), widget.Foreign(th.Text, text.New(id.Credentials)))
		fact("Audience", widget.Foreign(th.Text, id.Audience))
	}
	if !s.rights.asked || s.rights.err != nil {
		return lines
	}
	fact("Expires", s.expiry())
	if s.rights.facts.Kept {
		fact("Kept", widget.Say(th.Text, "on this machine, used again until it expires"))
	}
	if missing := s.missing(); len(missing) > 0 {
		lines = append(lines, nil, widget.Spans{
			widget.Sayf(th.Warn, "%s ", th.Glyphs.Warning), widget.Sayf(th.Strong, "%s missing", text.Counted(len(missing), "scope")),
		}, widget.Spans{widget.Say(th.Text, "Granted under Dashboard > APIs > "+endpoint.APIName+", Machine to Machine: expand the client.")},
			widget.Keyed(th, th.Muted, "A token keeps its scopes: {token.new} gets a new one, {token.copy_id} copies the missing ones."))
	}
	return lines
}

// expiry is when the token ends, by the local clock.
func (s *token) expiry() widget.Span {
	th, ends := s.desk.Theme, s.rights.facts.Ends
	left := ends.Sub(s.desk.Now())
	switch {
	case ends.IsZero():
		return widget.Say(th.Muted, "unknown")
	case left <= 0:
		return widget.Say(th.Bad, widget.Words(s.desk.Clock(ends)+": expired"))
	case left < time.Minute:
		return widget.Sayf(th.Warn, "%s, within a minute", s.desk.Clock(ends))
	case left > 48*time.Hour:
		return widget.Sayf(th.Text, "%s, in %s", s.desk.Clock(ends), ui.Age(left))
	}
	return widget.Sayf(th.Text, "%s, in %s", s.desk.Clock(ends), strings.TrimSuffix(left.Truncate(time.Minute).String(), "0s"))
}

// missing are the scopes that the token lacks; none where it doesn't say.
func (s *token) missing() []string {
	if s.rights.scopes == nil {
		return nil
	}
	var list []string
	for _, scope := range endpoint.Scopes() {
		if !slices.Contains(s.rights.scopes, scope.Name) {
			list = append(list, scope.Name)
		}
	}
	return list
}

// Act scrolls, gets another token, copies.
func (s *token) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.scopes.Go(m)
		return nil, true
	}
	switch a {
	case ui.New:
		return s.rights.renew(), true
	case ui.Refresh:
		return ui.Batch(s.rights.ask(), s.desk.Reload()), true
	case ui.CopyID:
		missing := s.missing()
		return ui.Tell(ui.Copy{What: text.Counted(len(missing), "missing scope"), Value: strings.Join(missing, "\n")}), true
	}
	return nil, false
}

// WhyNot is about tokens that can't be had, or lack nothing.
func (s *token) WhyNot(a ui.Action) widget.Words {
	switch {
	case a == ui.New && s.desk.Can.Scopes == nil:
		return s.rights.doubt()
	case a == ui.New && s.desk.Source.Identity().TokenURL.IsZero():
		return "the token was given by hand: there is no other"
	case a == ui.CopyID && s.rights.scopes == nil:
		return "the scopes are unknown"
	case a == ui.CopyID && len(s.missing()) == 0:
		return "no scope is missing"
	}
	return ""
}

// tokenFacts is how wide the facts are beside the scopes.
const tokenFacts = 62

func (s *token) beside() bool {
	return !s.desk.Theme.Linear && s.w >= tokenFacts+90 && s.desk.Can.Scopes != nil
}

func (s *token) scopesWidth() int {
	if s.beside() {
		return s.w - tokenFacts - 1
	}
	return s.w
}

// SetSize gives the screen its room.
func (s *token) SetSize(w, h int) {
	s.w, s.h = w, h
	s.facts.SetSize(tokenFacts-1, h)
	s.scopes.SetSize(max(s.scopesWidth()-1, 0), h)
	s.fill()
}

// View draws the facts and the scopes.
func (s *token) View() string {
	if s.beside() {
		return desk.Beside(s.desk.Theme, indented(s.facts.View(), tokenFacts), tokenFacts, s.scopes.View(), s.scopesWidth())
	}
	return indented(s.scopes.View(), s.w)
}

func (s *token) Title() string      { return "Scopes and token" }
func (s *token) Layers() []ui.Layer { return []ui.Layer{ui.TokenLayer, ui.GlobalLayer} }
func (s *token) Hints() []ui.Action { return []ui.Action{ui.New, ui.CopyID, ui.Refresh} }

// Pending says how much the token may.
func (s *token) Pending() string {
	if s.rights.scopes == nil {
		return ""
	}
	return fmt.Sprintf("%d of %d scopes", s.rights.known(endpoint.Scopes()), len(endpoint.Scopes()))
}
