package past

import (
	"context"
	"path/filepath"
	"strings"

	"authzx/internal/history"
	"authzx/internal/state"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// Route leads to what lies between two states: from left to right, which is now where it
// is the zero text. Either is @ID, a file or profile:NAME.
func Route(left, right text.Text) ui.Route {
	return ui.Route{Kind: desk.RouteDifference, ID: left, More: right}
}

func opened(left, right text.Text) ui.Cmd { return ui.Tell(ui.Open{Route: Route(left, right)}) }

// AskSource asks with what state to compare the present one.
func AskSource(d *desk.Desk) ui.Dialog {
	return desk.NewPrompt(d.Theme, "Compare the present with which state?", text.Text{}, []widget.Words{
		"A file (state file, snapshot or export), profile:NAME, or the reference of a saved state, such as @~2 or @2026-11-01.",
	}, func(words text.Text) ui.Cmd { return opened(words, text.Text{}) })
}

// between is what was found between two states.
type between struct {
	list    []state.Difference // that make the right as the left
	impact  *changes.Impact    // of going from left to right
	effect  string             // the same in words
	remarks []string
}

// side is one of the two states.
type side struct {
	words text.Text // zero for now
	title string    // safe to draw
}

func (s side) saved() bool { return strings.HasPrefix(s.words.Raw(), "@") }

// sides are the two of a route. Saved states of one minute are told apart by seconds.
func sides(d *desk.Desk, r ui.Route) (left, right side) {
	left, right = titled(d, r.ID, minutes), titled(d, r.More, minutes)
	if left.title == right.title {
		left, right = titled(d, r.ID, seconds), titled(d, r.More, seconds)
	}
	return left, right
}

const (
	minutes = "2006-01-02 15:04"
	seconds = minutes + ":05"
)

// titled says what a side is: the time of a saved state, the last part of a path.
func titled(d *desk.Desk, words text.Text, clock string) side {
	s := side{words: words, title: words.String()}
	switch {
	case words.IsZero():
		s.title = "now"
	case s.saved():
		if at, ok := history.Moment(words.Raw()); ok {
			s.title = at.In(d.Now().Location()).Format(clock)
		}
	case !strings.HasPrefix(words.Raw(), "profile:"):
		s.title = text.Escape(filepath.Base(words.Raw()))
	}
	return s
}

func present(data *desk.Data) state.Source {
	settings, read := data.Directory.Settings()
	if read.At.IsZero() {
		settings.Switches = nil
	}
	return state.Source{Graph: data.Graph, Directory: data.Directory, Switches: settings.Switches}
}

// compared finds what lies between two states. It may take a while.
func compared(ctx context.Context, p desk.Past, data *desk.Data, left, right side) (*between, error) {
	read := func(s side) (state.Source, error) {
		if s.words.IsZero() {
			return present(data), nil
		}
		return p.Read(ctx, s.words)
	}
	there, err := read(left)
	if err != nil {
		return nil, err
	}
	here, err := read(right)
	if err != nil {
		return nil, err
	}
	o := state.Options{Prune: true}
	if !left.saved() {
		o.Applications, o.Connections = p.Maps()
	}
	b := state.Compare(here, there, o)
	found := &between{list: b.Differences(here, there), remarks: append(b.Remarks, b.Unmatched...)}
	effect := b.Effect(here).Reversed()
	before := &desk.Data{}
	before.Graph, before.Directory = b.After, data.Directory
	found.impact, found.effect = changes.Done(before, here.Graph, effect), effect.String()
	return found, ctx.Err()
}
