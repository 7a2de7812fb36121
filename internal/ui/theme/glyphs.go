package theme

import "strings"

// Glyphs are the signs of the explorer. Those that stand in a column of their
// own (Cursor to Cross) are one cell wide in both sets.
type Glyphs struct {
	// Cursor and Mark stand in the gutter of a list, Anchor where a range began, News
	// before what is not as it was.
	Cursor, Mark, Anchor, News Words
	// Folded and Open tell a branch's state, Leaf stands where nothing unfolds.
	Folded, Open, Leaf Words
	// Up and Down show which way a column is sorted.
	Up, Down Words
	// On and Off are a switch's state, Both is either in one, Add and Remove what would become of a row.
	On, Off, Both, Add, Remove Words
	// Check and Cross are outcomes.
	Check, Cross Words
	// Pass, Twig, LastTwig and Gap draw the branches of a tree, two cells each.
	Pass, Twig, LastTwig, Gap Words
	// Ellipsis ends what was cut off; More and Less say that there is more to
	// the right and to the left.
	Ellipsis, More, Less Words
	// Dot separates, Crumb leads on, Next does so in a path, Arrow is "becomes", Warning and Info
	// begin a message, Age goes before how old the state is, Mode before
	// the mode.
	Dot, Crumb, Next, Arrow, Warning, Info, Age, Mode Words
	// UpKey to RightKey name the arrow keys.
	UpKey, DownKey, LeftKey, RightKey Words
	// Full and Empty are the two halves of a bar.
	Full, Empty Words
	// Horizontal to BottomRight draw boxes.
	Horizontal, Vertical, TopLeft, TopRight, BottomLeft, BottomRight Words

	spinner [8]Words
	frames  int
	// parts are those of a cell that end a bar, the least first: the cell is as many.
	parts [8]Words
	fine  int
}

// Spinner is frame i of the turning sign, any i from 0 up.
func (g Glyphs) Spinner(i int) Words {
	if g.frames == 0 {
		return ""
	}
	return g.spinner[((i%g.frames)+g.frames)%g.frames]
}

// Bar is a bar as long as so many eighths of a cell, as finely as there are glyphs for. One
// that is longer than nothing shows.
func (g Glyphs) Bar(eighths int) Words {
	if eighths <= 0 || g.fine == 0 {
		return ""
	}
	n := max((eighths*g.fine+4)/8, 1)
	bar := Words(strings.Repeat(string(g.parts[g.fine-1]), n/g.fine))
	if rest := n % g.fine; rest > 0 {
		bar += g.parts[rest-1]
	}
	return bar
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Cursor: "▌", Mark: "✓", Anchor: "┆", News: "•",
		Folded: "▸", Open: "▾", Leaf: "·",
		Up: "▲", Down: "▼",
		On: "●", Off: "○", Both: "◉", Add: "+", Remove: "-",
		Check: "✓", Cross: "✗",
		Pass: "│ ", Twig: "├ ", LastTwig: "└ ", Gap: "  ",
		Ellipsis: "…", More: "›", Less: "‹",
		Dot: "·", Crumb: "▸", Next: "›", Arrow: "→", Warning: "▲", Info: "●", Age: "⟳", Mode: "●",
		UpKey: "↑", DownKey: "↓", LeftKey: "←", RightKey: "→",
		Full: "█", Empty: "░",
		Horizontal: "─", Vertical: "│", TopLeft: "┌", TopRight: "┐", BottomLeft: "└", BottomRight: "┘",
		spinner: [8]Words{"⠋", "⠙", "⠸", "⠴", "⠦", "⠇"}, frames: 6,
		parts: [8]Words{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}, fine: 8,
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Cursor: ">", Mark: "*", Anchor: ":", News: "'",
		Folded: "+", Open: "-", Leaf: ".",
		Up: "^", Down: "v",
		On: "x", Off: "o", Both: "b", Add: "+", Remove: "-",
		Check: "v", Cross: "x",
		Pass: "| ", Twig: "|-", LastTwig: "`-", Gap: "  ",
		Ellipsis: "~", More: ">", Less: "<",
		Dot: "|", Crumb: ">", Next: ">", Arrow: "->", Warning: "!", Info: "i", Age: "~", Mode: "#",
		UpKey: "up", DownKey: "down", LeftKey: "left", RightKey: "right",
		Full: "#", Empty: ".",
		Horizontal: "-", Vertical: "|", TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
		spinner: [8]Words{"|", "/", "-", "\\"}, frames: 4,
		parts: [8]Words{"="}, fine: 1,
	}
}

// consoleGlyphs are those that the fonts of a Linux console have, of the first code page:
// boxes and blocks, but no braille, circles and small triangles.
func consoleGlyphs() Glyphs {
	g := asciiGlyphs()
	g.Cursor, g.Mark, g.Check = "▌", "√", "√"
	g.Folded, g.Open, g.Crumb, g.Up, g.Down = "►", "▼", "►", "▲", "▼"
	g.On, g.Off, g.Mode, g.Info, g.Warning = "■", "o", "■", "■", "▲"
	g.Dot, g.Leaf, g.News, g.Arrow = "·", "·", "*", "→"
	g.Pass, g.Twig, g.LastTwig = "│ ", "├ ", "└ "
	g.UpKey, g.DownKey, g.LeftKey, g.RightKey = "↑", "↓", "←", "→"
	g.Full, g.Empty = "█", "░"
	g.parts, g.fine = [8]Words{"▌", "█"}, 2
	g.Horizontal, g.Vertical, g.TopLeft, g.TopRight, g.BottomLeft, g.BottomRight = "─", "│", "┌", "┐", "└", "┘"
	return g
}

// spoken are the glyphs without those that only draw.
func (g Glyphs) spoken() Glyphs {
	g.Horizontal, g.Vertical, g.TopLeft, g.TopRight, g.BottomLeft, g.BottomRight = " ", " ", " ", " ", " ", " "
	g.Pass, g.Twig, g.LastTwig = "  ", "  ", "  "
	g.frames, g.fine = 0, 0
	return g
}
