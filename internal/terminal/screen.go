//go:build unix

package terminal

import (
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Screen is what a terminal shows at one moment.
type Screen struct {
	Columns, Rows int
	Cells         []Cell // row by row, Columns of them each
	Title         string // of the window
	CursorX       int    // from 0
	CursorY       int
	CursorShown   bool
	Alternate     bool // the other screen, the one without history, is shown
}

// Cell is one place of a screen. Two cells are equal when they look the same.
type Cell struct {
	// Text is one character with all that belongs to it, a space where nothing
	// was written, empty in a cell that the wide character before it covers.
	Text  string
	Width int // columns that Text takes; 0 when Text is empty
	Style Style
}

// Style is how a cell is drawn. Foreground and Background are nil where the
// terminal's own colours show.
type Style struct {
	Foreground, Background                          color.Color
	Bold, Faint, Italic, Underline, Reverse, Strike bool
}

// Screen is what the terminal shows now.
func (p *Program) Screen() Screen {
	screen, _ := p.look()
	return screen
}

// look gives the screen and a channel that is closed when it may differ.
func (p *Program) look() (Screen, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.emulator
	cursor := e.CursorPosition()
	s := Screen{
		Columns: e.Width(), Rows: e.Height(), Title: p.title, Alternate: e.IsAltScreen(),
		CursorX: cursor.X, CursorY: cursor.Y, CursorShown: !e.CursorHidden(),
	}
	s.Cells = make([]Cell, 0, s.Columns*s.Rows)
	for y := range s.Rows {
		for x := range s.Columns {
			s.Cells = append(s.Cells, cellOf(e.CellAt(x, y)))
		}
	}
	return s, p.changed
}

func cellOf(c *uv.Cell) Cell {
	switch {
	case c == nil:
		return Cell{Text: " ", Width: 1}
	case c.Content == "" && c.Width > 0:
		return Cell{Text: " ", Width: c.Width, Style: styleOf(c.Style)}
	}
	return Cell{Text: c.Content, Width: c.Width, Style: styleOf(c.Style)}
}

func styleOf(s uv.Style) Style {
	has := func(attribute uint8) bool { return s.Attrs&attribute != 0 }
	return Style{
		Foreground: s.Fg, Background: s.Bg,
		Bold: has(uv.AttrBold), Faint: has(uv.AttrFaint), Italic: has(uv.AttrItalic),
		Reverse: has(uv.AttrReverse), Strike: has(uv.AttrStrikethrough), Underline: s.Underline != uv.UnderlineNone,
	}
}

// Cell is the one at a place, which counts from 0 and must lie on the screen.
func (s Screen) Cell(x, y int) Cell { return s.Cells[y*s.Columns+x] }

// Line is the text of one row without the spaces at its end.
func (s Screen) Line(y int) string {
	var b strings.Builder
	for _, c := range s.Cells[y*s.Columns : (y+1)*s.Columns] {
		b.WriteString(c.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// String is the text of the screen, its lines apart by line ends.
func (s Screen) String() string {
	lines := make([]string, s.Rows)
	for y := range lines {
		lines[y] = s.Line(y)
	}
	return strings.Join(lines, "\n")
}

// Contains reports whether each of the texts stands on one line of the screen.
func (s Screen) Contains(texts ...string) bool { return s.Missing(texts...) == "" }

// Missing is the first of the texts that no line of the screen holds, empty
// when there is none.
func (s Screen) Missing(texts ...string) string {
	all := s.String()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			return text
		}
	}
	return ""
}

// callbacks keep what the emulator has no question for. They are called while
// the lock is held.
func (p *Program) callbacks() vt.Callbacks {
	set := func(on bool) func(ansi.Mode) {
		return func(m ansi.Mode) { p.modes[modeName(m)] = on }
	}
	return vt.Callbacks{
		Title:       func(title string) { p.title = title },
		EnableMode:  set(true),
		DisableMode: set(false),
	}
}
