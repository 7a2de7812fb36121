package wayout

import (
	"strings"

	"authzx/internal/exit"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

func wayColumns() []widget.Column {
	return []widget.Column{
		{Title: "Way", Min: 6, Max: 6},
		{Title: "Loses", Min: 14, Max: 24},
		{Title: "Code", Min: 7, Max: 8, Align: widget.Right, Priority: 2},
		{Title: "Description", Min: 24, Weight: 1, Priority: 1},
	}
}

// wayRows are the ways as rows.
type wayRows struct{ screen *Screen }

// Len is how many ways there are.
func (r wayRows) Len() int { return len(r.screen.survey.Ways) }

// Key is the target of a way.
func (r wayRows) Key(i int) exit.Target { return r.screen.survey.Ways[i].Target }

// Cell draws one.
func (r wayRows) Cell(i, col int) widget.Spans {
	th, way := r.screen.desk.Theme, r.screen.survey.Ways[i]
	what, _, _ := strings.Cut(way.Keeps, ": ")
	switch {
	case col == 0 && way.Ready:
		return widget.Spans{widget.Say(th.Strong, widget.Words(way.Target))}
	case col == 0:
		return widget.Spans{widget.Say(th.Muted, widget.Words(way.Target))}
	case col == 1:
		return r.screen.loses(way)
	case col == 2 && way.Bytes > 0:
		return widget.Spans{widget.Say(th.Muted, widget.Words(kilobytes(way.Bytes)))}
	case col == 3:
		return widget.Spans{widget.Say(th.Muted, widget.Words(what))}
	}
	return nil
}

// loses is in a word what a way loses.
func (s *Screen) loses(way exit.Way) widget.Spans {
	th := s.desk.Theme
	users := map[string]bool{}
	for _, l := range way.Losses {
		for _, id := range l.Users {
			users[id.Raw()] = true
		}
	}
	switch {
	case !way.Ready:
		return widget.Spans{widget.Say(th.Muted, "no figures yet")}
	case way.Refused != "":
		return widget.Spans{widget.Say(th.Bad, "not possible")}
	case len(way.Losses) == 0:
		return widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" nothing")}
	}
	return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "+widget.Words(text.Counted(len(users), "user")))}
}

func lossNoun(l exit.Loss) string {
	if len(l.Users) == l.Count {
		return "user"
	}
	return "case"
}
