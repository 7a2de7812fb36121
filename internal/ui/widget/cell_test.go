package widget

import (
	"strings"
	"testing"

	"authzx/internal/racing"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
)

func TestFitCutsOrPadsToTheWidth(t *testing.T) {
	red := "\x1b[31mred\x1b[m"
	for _, c := range []struct {
		name, in string
		w        int
		want     string
	}{
		{"short text is padded", "ab", 4, "ab  "},
		{"exact text is left alone", "abcd", 4, "abcd"},
		{"long text ends in an ellipsis", "abcdef", 4, "abc…"},
		{"styles do not count", red, 5, red + "  "},
		{"a wide glyph that does not fit leaves a blank", "日本", 3, "日…"},
		{"a wide glyph in one cell is the ellipsis alone", "日本", 1, "…"},
		{"no cells", "abc", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Fit(c.in, c.w, "…"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestALineIsCutInTheStyleOfItsSpan(t *testing.T) {
	th := testTheme()
	got := Line(th, 6, Say(th.Good, "abc"), Say(th.Bad, "defg"))
	if want := th.Good.Render("abc") + th.Bad.Render("de…"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGlyphsThatTerminalsMeasureDifferentlyAreEscaped(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"letters with an accent stay", "é e\u0301", "é e\u0301"},
		{"wide letters stay", "日本", "日本"},
		{"right to left letters stay", "שלום", "שלום"},
		{"a skin tone", "👍🏽", "👍⟨U+1F3FD⟩"},
		{"a vowel sign that joins its letter", "नि", "न⟨U+093F⟩"},
		{"a flag, on which all agree", "🇩🇪", "🇩🇪"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Foreign(theme.Style{}, text.New(c.in)).Plain(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWordingIsEscapedOnce(t *testing.T) {
	got := Sayf(theme.Style{}, "delete %v?\x1b[2J", text.New("a\u202eb")).Plain()
	if want := "delete a⟨U+202E⟩b?⟨U+001B⟩[2J"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrappingKeepsEveryWord(t *testing.T) {
	line := Spans{Say(theme.Style{}, "one two "), Say(theme.Style{}, "three 日本語日本語 four")}
	for w := 1; w < 40; w++ {
		all := ""
		for _, l := range line.Wrap(w) {
			if l.Width() > w && w > 1 {
				t.Errorf("%d cells in a line of %d: %q", l.Width(), w, l.Plain())
			}
			all += l.Plain()
		}
		if want := strings.ReplaceAll(line.Plain(), " ", ""); w > 1 && strings.ReplaceAll(all, " ", "") != want {
			t.Errorf("at %d cells %q became %q", w, want, all)
		}
	}
}

func TestOfAVeryLongTextTheBeginningIsDrawn(t *testing.T) {
	bytes := racing.Fewer(300_000)
	for _, unit := range []string{"a", "é\u202e", "日", "e\u0301", "\xff", "👍🏽", "\u200b"} {
		long := strings.Repeat(unit, bytes/len(unit))
		whole := Foreign(theme.Style{}, text.New(unit)).Plain()
		for name, span := range map[string]Span{
			"foreign": Foreign(theme.Style{}, text.New(long)), "filled in": Sayf(theme.Style{}, "%s", long), "wording": Say(theme.Style{}, Words(long)),
		} {
			got := span.Plain()
			if len(got) > 20*maxWording || width(got) < 300 || !strings.HasPrefix(got, whole) || !strings.HasSuffix(got, "…") {
				t.Errorf("%s of %q: %d bytes, %d cells", name, unit, len(got), width(got))
			}
		}
		if got := (Query{}).Highlight(theme.Style{}, theme.Style{}, text.New(long)); len(got.Plain()) > 4*maxEscaped {
			t.Errorf("%q: %d bytes", unit, len(got.Plain()))
		}
		if got := (Spans{Whole(theme.Style{}, text.New(long))}); got.Width() < bytes/len(unit) {
			t.Errorf("%q: the whole is cut to %d cells", unit, got.Width())
		}
	}
	if index := NewIndex(1, func(int) []text.Text { return []text.Text{text.New(strings.Repeat("é", 300_000))} }); len(index.row(0)) > maxSearched {
		t.Errorf("%d bytes can be searched", len(index.row(0)))
	}
}

func FuzzASpanIsSafeAndOfOneWidth(f *testing.F) {
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, span := range []Span{Foreign(theme.Style{}, text.New(s)), Say(theme.Style{}, Words(s)), Sayf(theme.Style{}, "%s", s)} {
			got := span.Plain()
			assertSafe(t, got)
			if strings.ContainsAny(got, "\n\x1b") {
				t.Fatalf("%q holds a line end or an escape", got)
			}
			if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != wc {
				t.Fatalf("%q takes %d or %d cells", got, g, wc)
			}
		}
	})
}
