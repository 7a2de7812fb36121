package paint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

const wide, high = 30, 12

// seen is what a terminal shows: its letters, and of their styles what is to be seen.
func seen(e *vt.Emulator) string {
	var b strings.Builder
	l := newLooks(colorprofile.TrueColor)
	for y := range high {
		for x := range wide {
			c := e.CellAt(x, y)
			switch {
			case c == nil || c.Content == " " || c.Content == "" && c.Width == 1:
				style := plain
				if c != nil {
					style = l.onBlank(l.of(c.Style))
				}
				fmt.Fprintf(&b, " %s", l.styles[style].String())
			case c.Width > 0:
				fmt.Fprintf(&b, "%s%s", c.Content, c.Style.String())
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// randomLine is a line such as lists have.
func randomLine(r *rand.Rand) string {
	words := []string{"Ann", "山本", "지우", "Zoë", "x", "│", "          ", "  ", "Finance Team", "●"}
	styles := []string{"", "\x1b[1m", "\x1b[38;5;75;1m", "\x1b[38;5;103m", "\x1b[7m", "\x1b[4m", "\x1b[48;5;17m", "\x1b[2;3m"}
	var b strings.Builder
	for {
		word := words[r.IntN(len(words))]
		if ansi.StringWidth(b.String())+ansi.StringWidth(word) > wide {
			return b.String()
		}
		style := styles[r.IntN(len(styles))]
		b.WriteString(style + word)
		if style != "" {
			b.WriteString("\x1b[m")
		}
	}
}

// next makes another frame of one: some lines differ, or a part of them has moved.
func next(r *rand.Rand, lines []string) []string {
	out := append([]string(nil), lines...)
	for range r.IntN(4) {
		out[r.IntN(len(out))] = randomLine(r)
	}
	from, to, by := r.IntN(high/2), high/2+r.IntN(high/2), 1+r.IntN(3)
	switch r.IntN(4) {
	case 0:
		copy(out[from:to], lines[from+min(by, to-from):to])
	case 1:
		copy(out[from+min(by, to-from):to], lines[from:to])
	case 2:
		y := r.IntN(high) // a few letters of a line
		if plain := []rune(ansi.Strip(out[y])); len(plain) > 4 {
			plain[r.IntN(len(plain))] = '.'
			out[y] = ansi.Truncate(string(plain), wide, "")
		}
	}
	return out
}

// What is drawn bit by bit must be what one drawing gives.
func TestWhatDiffersIsAllThatIsDrawn(t *testing.T) {
	for _, scrolls := range []bool{true, false} {
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 1))
			terminal := vt.NewEmulator(wide, high)
			p := newPicture(colorprofile.TrueColor, scrolls)
			lines := make([]string, high)
			for step := range 25 {
				lines = next(r, lines)
				frame := strings.Join(lines, "\n")
				before := seen(terminal)
				sent := p.draw(frame, wide, high)
				_, _ = terminal.Write(sent)
				fresh := vt.NewEmulator(wide, high)
				_, _ = fresh.Write(newPicture(colorprofile.TrueColor, false).draw(frame, wide, high))
				if got, want := seen(terminal), seen(fresh); got != want {
					t.Fatalf("seed %d, step %d: from\n%q\n%q makes\n%q\nwant\n%q", seed, step, before, sent, got, want)
				}
				if got, want := letters(fresh), frame; !sameLetters(got, want) {
					t.Fatalf("seed %d, step %d: shown is\n%s\nof\n%s", seed, step, got, ansi.Strip(want))
				}
			}
		}
	}
}

func letters(e *vt.Emulator) string { return e.String() }

func sameLetters(shown, frame string) bool {
	a, b := strings.Split(shown, "\n"), strings.Split(ansi.Strip(frame), "\n")
	for i := range b {
		if i >= len(a) && strings.TrimRight(b[i], " ") != "" || i < len(a) && strings.TrimRight(a[i], " ") != strings.TrimRight(b[i], " ") {
			return false
		}
	}
	return true
}

func TestAFrameCostsWhatDiffers(t *testing.T) {
	list := func(cursor, top int) string {
		var lines []string
		for i := range high {
			mark, name := " ", fmt.Sprintf("\x1b[34muser %02d\x1b[m", top+i)
			if i == cursor {
				mark, name = "\x1b[35;1m>\x1b[m", fmt.Sprintf("\x1b[35;1muser %02d\x1b[m", top+i)
			}
			lines = append(lines, mark+"  "+name+"  some more that stays")
		}
		return strings.Join(lines, "\n")
	}
	for _, c := range []struct {
		name     string
		from, to string
		most     int
	}{
		{"nothing", list(3, 0), list(3, 0), 0},
		{"one line down", list(3, 0), list(4, 0), 60},
		{"one line down at the edge", list(high-1, 0), list(high-1, 1), 110},
		{"a blank line", "x" + strings.Repeat("y", 29), "x", 12},
		{"one letter", "abc 山本 def", "abc 山本 dXf", 8},
		{"one letter before wide ones", "abc 山本 def", "aXc 山本 def", 8},
		{"words between what stays", "│ Drivers Ann Approver Bo    │", "│                           │", 20},
		{"the end of a long line", strings.Repeat("─", 30), strings.Repeat("─", 28) + "  ", 12},
	} {
		p := newPicture(colorprofile.ANSI256, true)
		p.draw(c.from, wide, high)
		if sent := p.draw(c.to, wide, high); len(sent) > c.most {
			t.Errorf("%s: %d bytes, want at most %d: %q", c.name, len(sent), c.most, sent)
		}
	}
}

func TestNothingButStylesReachesTheTerminal(t *testing.T) {
	p := newPicture(colorprofile.ANSI256, true)
	sent := string(p.draw("a\x1b]0;owned\x07b\x1b[2Jc\rd\x1bcx\te", wide, high))
	for _, bad := range []string{"owned", "\x1b[2J", "\x1bc", "\t", "\x07"} {
		if strings.Contains(sent, bad) {
			t.Errorf("%q is in %q", bad, sent)
		}
	}
	if !strings.HasSuffix(sent, "abcdxe") {
		t.Errorf("sent %q", sent)
	}
}
