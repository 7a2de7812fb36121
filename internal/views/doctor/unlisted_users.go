package doctor

import (
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
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

func (s *doctor) lookUpFew() ui.Cmd {
	if s.looked || len(s.Found.Unknown) > fewUnknown || s.notLookedUp() == 0 {
		return nil
	}
	s.looked = true
	return s.unknown.Read(s.Unasked(fewUnknown))
}

// whyNoLookup says why nobody is to be asked about; empty where somebody is.
func (s *doctor) whyNoLookup() widget.Words {
	since, _ := s.unknown.Loader.Busy()
	switch {
	case s.desk.Can.Users == nil:
		return s.desk.NoServer("a snapshot has no server to ask about users", "no server to ask as of %s: {go_history} goes back to now")
	case s.Found == nil:
		return "still checking the tenant"
	case !since.IsZero():
		return "already looking up users: {interrupt} cancels"
	case len(s.Unasked(1)) == 0:
		return "every listed user has been looked up"
	}
	return ""
}

// LookUp asks the server about users whom its list does not have: only then is
// it known whether they are gone.
func (s *doctor) LookUp() ui.Cmd {
	ids := s.Unasked(manyUnknown)
	s.start(&lookup{ids: ids})
	return s.unknown.Read(s.round.part())
}

// start begins a round; nil ends one. The heading may take more lines then, or
// fewer.
func (s *doctor) start(round *lookup) {
	s.round = round
	s.SetSize(s.w, s.h)
}

// part is what is asked about next.
func (l *lookup) part() []rbac.UserID { return l.ids[l.done:min(l.done+partUnknown, len(l.ids))] }

// LookOn goes on with the round after a part of it, and at its end says what
// came out.
func (s *doctor) LookOn() ui.Cmd {
	if s.round == nil {
		return nil
	}
	s.round.done += len(s.round.part())
	s.SetSize(s.w, s.h)
	if part := s.round.part(); len(part) > 0 {
		return s.unknown.Read(part)
	}
	words := s.outcome()
	s.start(nil)
	return desk.Say(words)
}

// outcome is how many of a round are gone, and how many have not been asked
// about yet.
func (s *doctor) outcome() string {
	gone, state := 0, s.desk.Source.State() // the data on screen may come later
	for _, id := range s.round.ids {
		if state.Directory.Gone(id) {
			gone++
		}
	}
	words := fmt.Sprintf("looked up %s: %d gone", text.Counted(len(s.round.ids), "user"), gone)
	switch left := len(s.Unasked(len(s.Found.Unknown))); {
	case left > manyUnknown:
		return s.desk.Theme.Wordsf("%s; press {search_server} again for the next %d of %d", words, manyUnknown, left)
	case left > 0:
		return s.desk.Theme.Wordsf("%s; press {search_server} again for the last %d", words, left)
	}
	return words + "; all looked up"
}

// Unasked are users to look up, at most n.
func (s *doctor) Unasked(n int) []rbac.UserID {
	var ids []rbac.UserID
	for _, id := range s.Found.Unknown {
		if _, known := s.data.Directory.User(id); known || s.unknown.Asked[id] {
			continue
		}
		if ids = append(ids, id); len(ids) == n {
			break
		}
	}
	return ids
}

// WhoIsGone says how it can be found out which of n users are gone, or that it
// can't.
func (s *doctor) WhoIsGone(n int) widget.Spans {
	th := s.desk.Theme
	spans := widget.Spans{widget.Sayf(th.Warn, " %s %s not in the list", th.Glyphs.Warning, widget.Words(text.Counted(n, "member")))}
	switch {
	case s.desk.Can.Users == nil:
		return append(spans, widget.Say(th.Muted, s.desk.NoServer("; a snapshot can't tell who is gone", "; who is gone as of %s can't be told")))
	case s.round != nil:
		return append(append(spans, widget.Sayf(th.Muted, ": looking up %d, %d done, ", len(s.round.ids), s.round.done)),
			widget.Keyed(th, th.Muted, "{interrupt} cancels")...)
	}
	return append(spans, widget.Keyed(th, th.Muted, ": {search_server} looks them up on the server")...)
}
