package views

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui/widget"
)

// The doctor reads few unlisted users of its own accord, and many only when
// asked to, so many at a time: each is a request. It tells of them part by part.
const (
	fewUnknown  = 50
	manyUnknown = 500
	partUnknown = 100
)

// lookup is a round of users that the server is asked about.
type lookup struct {
	ids  []rbac.UserID
	done int // of ids
}

func (s *doctor) lookUpFew() tea.Cmd {
	if s.looked || len(s.found.unknown) > fewUnknown || s.data.Directory.UsersExtent().At.IsZero() {
		return nil
	}
	s.looked = true
	return s.strangers.read(s.unasked(fewUnknown))
}

// lookUp asks the server about users whom its list does not have: only then is
// it known whether they are gone.
func (s *doctor) lookUp() tea.Cmd {
	if _, ok := s.desk.Source.(userReader); !ok {
		return say("a saved document has no server to ask about users")
	}
	if s.found == nil {
		return say("the tenant is still being looked over")
	}
	if since, _ := s.strangers.loader.Busy(); !since.IsZero() {
		return say("users are being looked up already: ctrl+c ends that")
	}
	ids := s.unasked(manyUnknown)
	if len(ids) == 0 {
		return say("all users whom groups and roles list have been looked up")
	}
	s.start(&lookup{ids: ids})
	return s.strangers.read(s.round.part())
}

// start begins a round; nil ends one. The heading may take more lines then, or
// fewer.
func (s *doctor) start(round *lookup) {
	s.round = round
	s.SetSize(s.w, s.h)
}

// part is what is asked about next.
func (l *lookup) part() []rbac.UserID { return l.ids[l.done:min(l.done+partUnknown, len(l.ids))] }

// lookOn goes on with the round after a part of it, and at its end says what
// came out.
func (s *doctor) lookOn() tea.Cmd {
	if s.round == nil {
		return nil
	}
	s.round.done += len(s.round.part())
	s.SetSize(s.w, s.h)
	if part := s.round.part(); len(part) > 0 {
		return s.strangers.read(part)
	}
	words := s.outcome()
	s.start(nil)
	return say(words)
}

// outcome is how many of a round are gone, and how many have not been asked
// about yet.
func (s *doctor) outcome() string {
	gone, state := 0, s.desk.Source.State() // the data on screen may come later
	for _, id := range s.round.ids {
		if p, _ := state.Directory.User(id); p.Status == rbac.StatusGone {
			gone++
		}
	}
	words := fmt.Sprintf("asked about %s: %d gone", counted(len(s.round.ids), "user"), gone)
	switch left := len(s.unasked(len(s.found.unknown))); {
	case left > manyUnknown:
		return fmt.Sprintf("%s; press ctrl+f again for the next %d of %d", words, manyUnknown, left)
	case left > 0:
		return fmt.Sprintf("%s; press ctrl+f again for the last %d", words, left)
	}
	return words + "; all have been looked up"
}

// unasked are users to look up, at most n.
func (s *doctor) unasked(n int) []rbac.UserID {
	var ids []rbac.UserID
	for _, id := range s.found.unknown {
		if _, known := s.data.Directory.User(id); known || s.strangers.asked[id] {
			continue
		}
		if ids = append(ids, id); len(ids) == n {
			break
		}
	}
	return ids
}

// whoIsGone says how it can be found out which of n users are gone, or that it
// can't.
func (s *doctor) whoIsGone(n int) widget.Spans {
	th := s.desk.Theme
	spans := widget.Spans{widget.Sayf(th.Warn, " %s %s not in the list", th.Glyphs.Warning, widget.Words(counted(n, "member")))}
	_, ok := s.desk.Source.(userReader)
	switch {
	case !ok:
		return append(spans, widget.Say(th.Muted, "; a saved document can't tell who is gone"))
	case s.round != nil:
		return append(spans, widget.Sayf(th.Muted, ": asking about %d, %d done, ", len(s.round.ids), s.round.done),
			widget.Say(th.Key, "ctrl+c"), widget.Say(th.Muted, " ends that"))
	}
	return append(spans, widget.Say(th.Muted, ": "), widget.Say(th.Key, "ctrl+f"), widget.Say(th.Muted, " asks the server who is gone"))
}
