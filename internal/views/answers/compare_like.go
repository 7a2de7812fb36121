package answers

import (
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// likeExtent is how far a user is to become like another.
type likeExtent string

const (
	likeRows    likeExtent = "rows"    // the rows that are chosen
	likeAll     likeExtent = "all"     // everything that the model has
	likeExactly likeExtent = "exactly" // and nothing else
)

// askLike offers to make one user like the other.
func (s *compare) askLike() ui.Cmd {
	th := s.desk.Theme
	var choices []desk.Choice
	ways := make(map[text.Text]func() ui.Cmd)
	offer := func(model int, extent likeExtent, words string) {
		id := text.New(fmt.Sprint(model, extent))
		ways[id] = func() ui.Cmd { return s.review(model, extent) }
		choices = append(choices, desk.Choice{ID: id, Label: widget.Spans{widget.Say(th.Text, widget.Words(words))}, Words: []text.Text{text.New(words)}})
	}
	for _, model := range []int{0, 1} {
		if rows := s.pane().Chosen(); s.tabs.Active() == model && len(rows) > 0 {
			what := s.answer.data.Name(rows[0]).String()
			if len(rows) > 1 {
				what = fmt.Sprintf("the %d marked rows", len(rows))
			}
			offer(model, likeRows, fmt.Sprintf("Give %s %s", s.answer.names[1-model], what))
		}
	}
	for _, model := range []int{0, 1} {
		a, b := s.answer.names[model], s.answer.names[1-model]
		offer(model, likeAll, fmt.Sprintf("Give %s what %s has", b, a))
		offer(model, likeExactly, fmt.Sprintf("Make %s like %s", b, a))
	}
	return ui.Tell(ui.Show{Dialog: desk.NewChooser(th, "Make them alike", choices, func(id text.Text) ui.Cmd { return ways[id]() })})
}

// whyNotLike says why nobody can be made like another.
func (s *compare) whyNotLike() widget.Words {
	switch {
	case s.alone():
		return "both are the same user: {compare} compares with another"
	case s.answer == nil:
		return "the comparison isn't ready yet"
	case s.answer.data.Graph.Missing().Any():
		return "what could not be read may matter: {refresh} reads the tenant again"
	}
	return ""
}

// review shows what the fewest changes bring along that make the one user like the other,
// whose access is the model.
func (s *compare) review(model int, extent likeExtent) ui.Cmd {
	g, user := s.answer.data.Graph, s.users[1-model]
	var made []rbac.Change
	if extent == likeRows {
		made = suggest.LikeIn(g, user, s.query(model), s.pane().Chosen())
	} else {
		made = suggest.Like(g, user, s.users[model], extent == likeExactly)
	}
	switch {
	case len(made) > 0:
		return s.desk.Review(nil, made)
	case s.login != nil && extent != likeRows:
		return s.desk.Say("nothing to change: what mappings grant at login is given row by row")
	}
	return s.desk.Say("nothing to change: already so")
}
