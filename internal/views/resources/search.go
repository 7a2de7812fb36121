package resources

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
	"authzx/internal/views/desk"
)

// search is the server's own search in the list of users: it finds those whom
// the list does not give.
type search struct {
	list   *list
	desk   *desk.Desk
	loader *ui.Loader[tenant.Found]
	asked  text.Text
	Query  text.Text // of what is shown; zero while the whole list is
	found  tenant.Found
}

func newSearch(l *list, d *desk.Desk) *search {
	return &search{list: l, desk: d, loader: ui.NewLoader[tenant.Found](l, d.Now)}
}

// on reports whether the list shows what a search found.
func (s *search) on() bool { return !s.Query.IsZero() }

func (s *search) clear() { s.Query, s.asked, s.found = text.Text{}, text.Text{}, tenant.Found{} }

// ask asks the server at once for words that stand in the filter, or else asks
// the person for some.
func (s *search) ask(words text.Text) ui.Cmd {
	if !words.IsZero() {
		return s.start(words)
	}
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, "Search users on the server", s.asked, []widget.Words{
		"Words match names, emails and ids.",
		`Fields: email:"ann@acme.test"  name:ann*`,
		`        user_id:"auth0|…"  identities.connection:corp`,
		"        blocked:true  logins_count:[10 TO *]",
	}, func(words text.Text) ui.Cmd { return s.start(words) })})
}

// whyNot says why there is nobody to ask; empty where there is.
func (s *search) whyNot() widget.Words {
	if s.list.kind.Kind != rbac.KindUser {
		return "the server searches users only: {filter} filters this list"
	}
	if s.list.Desk.Can.Search == nil {
		return s.list.Desk.NoServer("a snapshot has no server to search: {filter} filters it", "no server to search as of %s: {filter} filters this list")
	}
	return ""
}

func (s *search) start(words text.Text) ui.Cmd {
	searcher := s.desk.Can.Search
	if searcher == nil || words.IsZero() {
		return nil
	}
	s.asked = words
	return s.loader.Start("searching on the server", func(ctx context.Context) (tenant.Found, error) {
		return searcher.SearchUsers(ctx, words)
	})
}

// update takes what the server found.
func (s *search) update(msg tea.Msg) (ui.Cmd, bool) {
	found, err, ok := s.loader.Take(msg)
	if !ok {
		return nil, false
	}
	if err != nil {
		return ui.Tell(ui.Say{Text: "search for " + s.asked.String() + ": " + SearchFault(err), Bad: true}), true
	}
	s.Query, s.found = s.asked, found
	s.list.Browser.Filter.Clear()
	s.list.SetSize(s.list.W, s.list.H)
	return s.list.Fill(), true
}

// SearchFault says plainly what the tenant's search made of the words.
func SearchFault(err error) string {
	switch {
	case tenant.Throttled(err):
		return "too many requests (429): try again in a moment"
	case tenant.Unavailable(err):
		return "the server is not answering (503): narrow the search, or try again"
	case tenant.Refused(err):
		return "the server rejects this query: " + SearchedFor(err)
	}
	return SearchedFor(err)
}

// SearchedFor is an error of a search without the request, in which the words
// stand in a form that nobody entered.
func SearchedFor(err error) string {
	var fault *tenant.Fault
	if errors.As(err, &fault) {
		return text.Escape(desk.PlainFault(fault))
	}
	return desk.SafeError(err)
}

func (s *search) rows() []desk.Row {
	rows := make([]desk.Row, len(s.found.Users))
	for i, p := range s.found.Users {
		rows[i] = desk.Row{Ref: p.ID.Ref()}
	}
	return rows
}

// words say what was found, for the bottom line.
func (s *search) words() string {
	if n := len(s.found.Users); s.found.Cut {
		return fmt.Sprintf("first %d of %d for %s: the server returns no more", n, s.found.Total, s.Query)
	}
	return fmt.Sprintf("%d on the server for %s", len(s.found.Users), s.Query)
}

// nothing says that the server found nobody.
func (s *search) nothing() []widget.Spans {
	th := s.desk.Theme
	return []widget.Spans{
		{widget.Say(th.Muted, "No match on the server for "), widget.Foreign(th.Text, s.Query)},
		widget.Keyed(th, th.Muted, "{search_server} changes the query, {escape} returns to the list."),
	}
}
