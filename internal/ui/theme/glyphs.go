package theme

// Glyphs are the signs of the explorer. Those that stand in a column of their
// own (Cursor to Cross) are one cell wide in both sets.
type Glyphs struct {
	// Cursor and Mark stand in the gutter of a list, Anchor where a range began.
	Cursor, Mark, Anchor Words
	// Folded and Open tell a branch's state, Leaf stands where nothing unfolds.
	Folded, Open, Leaf Words
	// Up and Down show which way a column is sorted.
	Up, Down Words
	// On and Off are a switch's state, Add and Remove what would become of a row.
	On, Off, Add, Remove Words
	// Check and Cross are outcomes.
	Check, Cross Words
	// Pass, Twig, LastTwig and Gap draw the branches of a tree, two cells each.
	Pass, Twig, LastTwig, Gap Words
	// Ellipsis ends what was cut off; More and Less say that there is more to
	// the right and to the left.
	Ellipsis, More, Less Words
	// Dot separates, Crumb leads on, Arrow is "becomes", Warning and Info
	// begin a message, Age goes before how old the picture is, Mode before
	// the mode.
	Dot, Crumb, Arrow, Warning, Info, Age, Mode Words
	// UpKey to RightKey name the arrow keys.
	UpKey, DownKey, LeftKey, RightKey Words
	// Full and Empty are the two halves of a bar.
	Full, Empty Words
	// Horizontal to BottomRight draw boxes.
	Horizontal, Vertical, TopLeft, TopRight, BottomLeft, BottomRight Words

	spinner [8]Words
	frames  int
}

// Spinner is frame i of the turning sign, any i from 0 up.
func (g Glyphs) Spinner(i int) Words {
	if g.frames == 0 {
		return ""
	}
	return g.spinner[((i%g.frames)+g.frames)%g.frames]
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Cursor: "▌", Mark: "✓", Anchor: "┆",
		Folded: "▸", Open: "▾", Leaf: "·",
		Up: "▲", Down: "▼",
		On: "●", Off: "○", Add: "+", Remove: "-",
		Check: "✓", Cross: "✗",
		Pass: "│ ", Twig: "├ ", LastTwig: "└ ", Gap: "  ",
		Ellipsis: "…", More: "›", Less: "‹",
		Dot: "·", Crumb: "▸", Arrow: "→", Warning: "▲", Info: "●", Age: "⟳", Mode: "●",
		UpKey: "↑", DownKey: "↓", LeftKey: "←", RightKey: "→",
		Full: "█", Empty: "░",
		Horizontal: "─", Vertical: "│", TopLeft: "┌", TopRight: "┐", BottomLeft: "└", BottomRight: "┘",
		spinner: [8]Words{"⠋", "⠙", "⠸", "⠴", "⠦", "⠇"}, frames: 6,
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Cursor: ">", Mark: "*", Anchor: ":",
		Folded: "+", Open: "-", Leaf: ".",
		Up: "^", Down: "v",
		On: "x", Off: "o", Add: "+", Remove: "-",
		Check: "v", Cross: "x",
		Pass: "| ", Twig: "|-", LastTwig: "`-", Gap: "  ",
		Ellipsis: "~", More: ">", Less: "<",
		Dot: "|", Crumb: ">", Arrow: "->", Warning: "!", Info: "i", Age: "@", Mode: "*",
		UpKey: "up", DownKey: "down", LeftKey: "left", RightKey: "right",
		Full: "#", Empty: ".",
		Horizontal: "-", Vertical: "|", TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
		spinner: [8]Words{"|", "/", "-", "\\"}, frames: 4,
	}
}
