package views

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// userSearcher is a source with a search of its own for users.
type userSearcher interface {
	SearchUsers(ctx context.Context, words text.Text) (tenant.Found, error)
}

// search is the server's own search in the list of users: it finds those whom
// the list does not give.
type search struct {
	list   *list
	desk   *Desk
	loader *ui.Loader[tenant.Found]
	asked  text.Text
	query  text.Text // of what is shown; zero while the whole list is
	found  tenant.Found
}

func newSearch(l *list, d *Desk) *search {
	return &search{list: l, desk: d, loader: ui.NewLoader[tenant.Found](l, d.Now)}
}

// on reports whether the list shows what a search found.
func (s *search) on() bool { return !s.query.IsZero() }

func (s *search) clear() { s.query, s.asked, s.found = text.Text{}, text.Text{}, tenant.Found{} }

// ask asks the server at once for words that stand in the filter, or else asks
// the person for some.
func (s *search) ask(words text.Text) tea.Cmd {
	if s.list.kind.kind != rbac.KindUser {
		return say("the server searches users only: / filters this list")
	}
	if _, ok := s.desk.Source.(userSearcher); !ok {
		return say("a saved document can't be searched on a server: / filters it")
	}
	if !words.IsZero() {
		return s.start(words)
	}
	return ui.Tell(ui.Show{Dialog: newPrompt(s.desk.Theme, "Search users on the server", s.asked, []widget.Words{
		"A word is looked for in names, emails and ids.",
		`Fields: email:"ann@acme.test"  name:ann*`,
		`        user_id:"auth0|…"  identities.connection:corp`,
		"        blocked:true  logins_count:[10 TO *]",
	}, func(words text.Text) tea.Msg { return searchFor{s.list, words} })})
}

// searchFor is what was entered to be searched for.
type searchFor struct {
	list  *list
	words text.Text
}

func (m searchFor) To() any { return m.list }

func (s *search) start(words text.Text) tea.Cmd {
	searcher, ok := s.desk.Source.(userSearcher)
	if !ok || words.IsZero() {
		return nil
	}
	s.asked = words
	return s.loader.Start("searching on the server", func(ctx context.Context) (tenant.Found, error) {
		return searcher.SearchUsers(ctx, words)
	})
}

// update takes what was entered, and what the server found.
func (s *search) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(searchFor); ok {
		return s.start(m.words), true
	}
	found, err, ok := s.loader.Take(msg)
	if !ok {
		return nil, false
	}
	if err != nil {
		return ui.Tell(ui.Say{Text: "search for " + s.asked.String() + ": " + searchFault(err), Bad: true}), true
	}
	s.query, s.found = s.asked, found
	s.list.browser.filter.Clear()
	s.list.SetSize(s.list.w, s.list.h)
	return s.list.fill(), true
}

// searchFault says plainly what the tenant's search made of the words.
func searchFault(err error) string {
	switch {
	case tenant.Throttled(err):
		return "the tenant is asked too much just now (429): try again in a moment"
	case tenant.Unavailable(err):
		return "the tenant gives no answer just now (503): use narrower words, or try again"
	case tenant.Refused(err):
		return "the tenant does not understand these words: " + searchedFor(err)
	}
	return searchedFor(err)
}

// searchedFor is an error of a search without the request, in which the words
// stand in a form that nobody entered.
func searchedFor(err error) string {
	var fault *tenant.Fault
	if errors.As(err, &fault) {
		return text.Escape(plainFault(fault))
	}
	return safe(err)
}

func (s *search) rows() []row {
	rows := make([]row, len(s.found.Users))
	for i, p := range s.found.Users {
		rows[i] = row{ref: p.ID.Ref()}
	}
	return rows
}

// words say what was found, for the bottom line.
func (s *search) words() string {
	if n := len(s.found.Users); s.found.Cut {
		return fmt.Sprintf("the first %d of %d for %s: the server gives no more", n, s.found.Total, s.query)
	}
	return fmt.Sprintf("%d on the server for %s", len(s.found.Users), s.query)
}

// nothing says that the server found nobody.
func (s *search) nothing() []widget.Spans {
	th := s.desk.Theme
	return []widget.Spans{
		{widget.Say(th.Muted, "The server finds nobody for "), widget.Foreign(th.Text, s.query)},
		{widget.Say(th.Key, "ctrl+f"), widget.Say(th.Muted, " changes the words, "), widget.Say(th.Key, "esc"), widget.Say(th.Muted, " goes back to the list.")},
	}
}
