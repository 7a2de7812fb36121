package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
)

// hostile are names that strangers might choose.
var hostile = []string{
	"", "plain", "a name that is rather longer than any column will ever be, on and on and on",
	"\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b2J", "bell\a", "tab\tline\nreturn\r",
	"שלום עולם", "مرحبا", "\u202egnp.exe", "zero\u200bwidth\u200d\ufeff", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
	"\u0301stray", "日本語のとても長い名前です", "👍🏽👨‍👩‍👧‍👦🇩🇪", "नि मस्ते தமிழ்", "ᄒ\u1161ᆫ", "\u1160\u115f", "กำ", "1\ufe0f\u20e3",
	"\xff\xfe", "\xed\xa0\x80", "⟨U+001B⟩", "\U000e0041tag", "\u2028\u2029", "ﷺ", "a\u00adb", "\u2800",
}

var sizes = [][2]int{
	{1, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 3}, {4, 2}, {5, 9}, {7, 3}, {10, 4}, {13, 1}, {20, 6}, {47, 8}, {48, 8},
	{60, 15}, {80, 24}, {120, 40}, {200, 50}, {300, 100},
}

// assertExact fails unless view is w by h cells, counted by graphemes and by
// code points alike, and holds nothing but printable text, SGR and line ends.
func assertExact(t *testing.T, view string, w, h int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines in a view of %dx%d", len(lines), w, h)
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != w {
			t.Fatalf("line %d of %dx%d takes %d cells by graphemes: %q", i, w, h, n, line)
		}
		if n := ansi.StringWidthWc(line); n != w {
			t.Fatalf("line %d of %dx%d takes %d cells by code points: %q", i, w, h, n, line)
		}
	}
	assertSafe(t, view)
}

// assertSafe fails on anything but printable text, SGR sequences and line ends.
func assertSafe(t *testing.T, view string) {
	t.Helper()
	for rest := view; rest != ""; {
		if after, ok := strings.CutPrefix(rest, "\x1b["); ok {
			end := strings.IndexFunc(after, func(r rune) bool { return r != ';' && r != ':' && (r < '0' || r > '9') })
			if end < 0 || after[end] != 'm' {
				t.Fatalf("an escape sequence that sets no style: %q", rest[:min(len(rest), 20)])
			}
			rest = after[end+1:]
			continue
		}
		for i, r := range rest {
			if i > 0 {
				rest = rest[i:]
				break
			}
			if r == unicode.ReplacementChar && !strings.HasPrefix(rest, "\ufffd") || r != '\n' && !text.Printable(r) {
				t.Fatalf("unprintable %U in a view", r)
			}
			if len(rest) == len(string(r)) {
				rest = ""
			}
		}
	}
}

func testTheme() *theme.Theme { return theme.New(theme.Options{Name: theme.Dark, Keys: testKeys}) }

func names(n int) []text.Text {
	out := make([]text.Text, n)
	for i := range out {
		out[i] = text.New(fmt.Sprintf("%s %d", hostile[i%len(hostile)], i))
	}
	return out
}

func key(s string) tea.KeyPressMsg {
	switch s {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case "backspace":
		return tea.KeyPressMsg{Code: tea.KeyBackspace}
	case "left":
		return tea.KeyPressMsg{Code: tea.KeyLeft}
	case "right":
		return tea.KeyPressMsg{Code: tea.KeyRight}
	case "up":
		return tea.KeyPressMsg{Code: tea.KeyUp}
	case "down":
		return tea.KeyPressMsg{Code: tea.KeyDown}
	case "home":
		return tea.KeyPressMsg{Code: tea.KeyHome}
	case "ctrl+w":
		return tea.KeyPressMsg{Code: 'w', Mod: tea.ModCtrl}
	case "ctrl+u":
		return tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(s)[0], Text: s}
}

func typed(update func(tea.Msg), s string) {
	for _, r := range s {
		update(key(string(r)))
	}
}

// Sized is what every widget is.
type Sized interface {
	SetSize(w, h int)
	View() string
}

// subjects are all widgets, each full of hostile text.
func subjects(th *theme.Theme, all []text.Text) map[string]Sized {
	lines := make([]Spans, len(all))
	tabs := []Tab{{"overview", -1}, {"members", 12}, {"roles", 3}, {"JSON", -1}}
	for i := range all {
		n := all[len(all)-1-i]
		lines[i] = Spans{Say(th.Muted, "name "), Foreign(th.Group, n)}
	}
	table := NewTable[int](th, testColumns())
	table.SetRows(textRows(all), nil, nil)
	table.SetOrder(1, true, nil)
	table.ToggleRange()
	table.Move(2)
	empty := NewTable[int](th, testColumns())
	empty.SetEmpty(lines...)
	filter := NewFilter(th)
	filter.Open()
	filter.Update(tea.PasteMsg{Content: joined(all, " ")})
	tree := NewTree(th, func(path []int) []Node[int] {
		nodes := make([]Node[int], len(lines))
		for i := range nodes {
			nodes[i] = Node[int]{Key: i, Label: lines[i]}
		}
		return nodes
	})
	for range 14 {
		tree.Unfold()
		tree.Move(1)
	}
	picker := NewPicker[int](th)
	picker.SetRows(textChoices(all), NewIndex(len(all), func(i int) []text.Text { return all[i : i+1] }))
	picker.SetSummary(lines[3])
	picker.Toggle()
	viewer := NewJSON(th)
	doc, err := ParseJSON(hostileJSON(all))
	if err != nil {
		panic(err)
	}
	viewer.SetDocument(doc)
	viewer.Search(text.New("e"))
	cut := NewPager(th, false)
	cut.SetLines(lines)
	wrapped := NewPager(th, true)
	wrapped.SetLines(lines)
	confirm := NewConfirm(th, lines[2], lines)
	name := NewConfirm(th, lines[2], lines)
	name.RequireName(all[len(all)-1])
	name.Update(tea.PasteMsg{Content: all[len(all)-2].Raw()})
	input := NewInput(th)
	input.SetText(text.New(joined(all, "")))
	area := NewArea(th)
	area.SetText(text.New(joined(all, "\n")))
	area.Update(key("down"))
	grid, crowded := NewGrid(th), NewGrid(th)
	grid.SetCells(&textGrid{th: th, rows: all, columns: all[len(all)-2:]})
	crowded.SetCells(&textGrid{th: th, rows: all, columns: all})
	return map[string]Sized{
		"grid": grid, "crowded grid": crowded,
		"table": table, "empty table": empty, "filter": line{filter.SetSize, filter.View}, "tree": tree,
		"picker": picker, "json": viewer, "pager": cut, "wrapping pager": wrapped,
		"confirm": confirm, "confirm by name": name, "form": hostileForm(th, all),
		"input": line{input.SetSize, input.View}, "area": area,
		"tabs": func() Sized { t := NewTabs(th, tabs...); t.Next(); return line{t.SetSize, t.View} }(),
		"help": NewHelp(th, lines[1], helpGroups()...),
		"progress": &drawn{draw: func(w int) string {
			return Progress{Label: lines[5], Done: 3, Total: 9, Elapsed: 3 * time.Second, Hint: lines[1]}.View(th, w)
		}},
	}
}

func joined(all []text.Text, by string) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.Raw() + by)
	}
	return b.String()
}

// line is a widget whose height is always 1.
type line struct {
	setSize func(w, h int)
	view    func() string
}

func (l line) SetSize(w, h int) { l.setSize(w, h) }
func (l line) View() string     { return l.view() }

// drawn is a widget that is told its width while it is drawn.
type drawn struct {
	w    int
	draw func(w int) string
}

func (d *drawn) SetSize(w, _ int) { d.w = w }
func (d *drawn) View() string     { return d.draw(d.w) }

func TestEveryViewIsExactlyTheSizeGiven(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		th := theme.New(theme.Options{ASCII: ascii, Keys: testKeys})
		for name, widget := range subjects(th, names(60)) {
			t.Run(fmt.Sprintf("%s, ascii %v", name, ascii), func(t *testing.T) {
				for _, size := range sizes {
					w, h := size[0], size[1]
					widget.SetSize(w, h)
					switch widget.(type) {
					case line, *drawn:
						h = 1
					}
					assertExact(t, widget.View(), w, h)
					if m, ok := widget.(interface{ Go(Motion) }); ok {
						m.Go(PageDown)
						m.Go(Bottom)
						m.Go(Up)
						assertExact(t, widget.View(), w, h)
						m.Go(Top)
					}
				}
			})
		}
	}
}

func TestNoCellsMeanNoView(t *testing.T) {
	for name, widget := range subjects(testTheme(), names(8)) {
		for _, size := range [][2]int{{0, 0}, {0, 5}, {5, 0}, {-1, -1}} {
			widget.SetSize(size[0], size[1])
			switch widget.(type) {
			case line, *drawn:
				if size[0] > 0 {
					continue
				}
			}
			if got := widget.View(); got != "" {
				t.Errorf("%s at %v draws %q", name, size, got)
			}
		}
	}
}

func FuzzNoNameReachesTheTerminalUnescaped(f *testing.F) {
	for _, h := range hostile {
		f.Add(h, uint8(40))
	}
	th := testTheme()
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		w, h := 1+int(size)%90, 1+int(size)%13
		for name, widget := range subjects(th, append(names(6), text.New(s), text.New(s+s))) {
			widget.SetSize(w, h)
			height := h
			switch widget.(type) {
			case line, *drawn:
				height = 1
			}
			if m, ok := widget.(interface{ Go(Motion) }); ok {
				m.Go(Bottom)
			}
			view := widget.View()
			t.Log(name)
			assertExact(t, view, w, height)
		}
	})
}
