package paint

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// cell is one place of the screen. The second half of a glyph of two cells has no
// width. An empty text is a blank.
type cell struct {
	text  string
	width int8
	look  look
}

// look is a style by its number among the looks.
type look int

// plain is the look of what has no style.
const plain look = 0

// looks are the styles that were drawn with, as the terminal knows them.
type looks struct {
	profile colorprofile.Profile
	styles  []uv.Style // the first is plain
	numbers map[uv.Style]look
}

func newLooks(p colorprofile.Profile) *looks {
	return &looks{profile: p, styles: []uv.Style{{}}, numbers: map[uv.Style]look{{}: plain}}
}

// of is the number of a style.
func (l *looks) of(s uv.Style) look {
	n, known := l.numbers[s]
	if !known {
		n = look(len(l.styles))
		l.styles = append(l.styles, uv.ConvertStyle(s, l.profile))
		l.numbers[s] = n
	}
	return n
}

// onBlank is the look of a blank in a style: what a letter's colour and weight are is not
// to be seen there, and need not be sent.
func (l *looks) onBlank(n look) look {
	const seen = uv.AttrReverse | uv.AttrStrikethrough | uv.AttrBlink | uv.AttrRapidBlink
	s := l.styles[n]
	if s.Bg == nil && s.Underline == uv.UnderlineNone && s.Attrs&seen == 0 {
		return plain
	}
	return n
}

// change is what brings a terminal from one look to another.
func (l *looks) change(from, to look) string {
	if from == to {
		return ""
	}
	anew := ansi.ResetStyle + l.styles[to].String()
	if to == plain {
		return ansi.ResetStyle
	}
	if diff := uv.StyleDiff(&l.styles[from], &l.styles[to]); len(diff) <= len(anew) {
		return diff
	}
	return anew
}

// cells takes a styled line apart into w cells. Sequences that are no styles are dropped.
func (l *looks) cells(line string, w int) []cell {
	row := make([]cell, 0, w)
	parser := ansi.GetParser()
	defer ansi.PutParser(parser)
	var style uv.Style
	var state byte
	now := plain
	for len(line) > 0 && len(row) < w {
		sequence, width, n, next := ansi.DecodeSequenceWc(line, state, parser)
		switch {
		case width > 0 && len(row)+width > w:
			return blanked(row, w)
		case sequence == " ":
			row = append(row, cell{width: 1, look: l.onBlank(now)})
		case width > 0:
			row = append(row, cell{sequence, int8(width), now})
			for range width - 1 {
				row = append(row, cell{look: now})
			}
		case strings.HasPrefix(sequence, "\x1b[") && parser.Command() == 'm':
			uv.ReadStyle(parser.Params(), &style)
			now = l.of(style)
		}
		line, state = line[n:], next
	}
	return blanked(row, w)
}

// blanked is a row filled up to w cells.
func blanked(row []cell, w int) []cell {
	for len(row) < w {
		row = append(row, cell{width: 1})
	}
	return row
}

// blank reports whether nothing is to be seen in a cell.
func (c cell) blank() bool { return c == cell{width: 1} }
