package desk

import (
	"authzx/internal/catalog"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Path draws the words of a path, each in the colour of its kind.
func Path(th *theme.Theme, words []catalog.Word) widget.Spans {
	return pathWith(th, words, func(style theme.Style, t text.Text) widget.Spans {
		return widget.Spans{widget.Foreign(style, t)}
	})
}

// pathWith is Path with each word drawn by say.
func pathWith(th *theme.Theme, words []catalog.Word, say func(theme.Style, text.Text) widget.Spans) widget.Spans {
	spans := make(widget.Spans, 0, 2*len(words))
	for i, w := range words {
		switch {
		case w.Kind == catalog.WordMore:
			spans = append(spans, widget.Say(th.Muted, catalog.BeforeMore))
		case i > 0:
			spans = append(spans, widget.NextStep(th))
		}
		spans = append(spans, say(wordStyle(th, w), w.Text)...)
	}
	return spans
}

// wordStyle is the colour of what a word names; a mapping has that of its connection.
func wordStyle(th *theme.Theme, w catalog.Word) theme.Style {
	switch w.Kind {
	case catalog.WordMapping:
		return th.Connection
	case catalog.WordMore:
		return th.Muted
	}
	return KindStyle(th, w.Thing.Kind)
}
