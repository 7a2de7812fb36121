package text

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"unicode"
)

func TestEscapeShowsWhatCannotBeDrawn(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"plain ASCII stays":                      {"auth0|ann <a@b>", "auth0|ann <a@b>"},
		"letters of other scripts stay":          {"Zoë Ðø 王小明 אבג", "Zoë Ðø 王小明 אבג"},
		"emoji stay":                             {"🚀", "🚀"},
		"the empty text stays empty":             {"", ""},
		"an escape sequence":                     {"\x1b[2Jx", "⟨U+001B⟩[2Jx"},
		"NUL, DEL and C1":                        {"\x00\x7f\u009b", "⟨U+0000⟩⟨U+007F⟩⟨U+009B⟩"},
		"line ends and tabs":                     {"a\r\n\tb", "a⟨U+000D⟩⟨U+000A⟩⟨U+0009⟩b"},
		"right-to-left override":                 {"a\u202eb", "a⟨U+202E⟩b"},
		"zero-width joiner and space":            {"a\u200d\u200bb", "a⟨U+200D⟩⟨U+200B⟩b"},
		"tags":                                   {"\U000E0041", "⟨U+E0041⟩"},
		"line and paragraph separators":          {"\u2028\u2029", "⟨U+2028⟩⟨U+2029⟩"},
		"odd blanks":                             {"a\u00a0\u3000b", "a⟨U+00A0⟩⟨U+3000⟩b"},
		"blanks that pass for letters":           {"\u3164\u2800\u115f", "⟨U+3164⟩⟨U+2800⟩⟨U+115F⟩"},
		"variation selectors":                    {"a\ufe0f", "a⟨U+FE0F⟩"},
		"private use":                            {"\ue000", "⟨U+E000⟩"},
		"a byte order mark":                      {"\ufeffa", "⟨U+FEFF⟩a"},
		"a lone surrogate":                       {"a\xed\xa0\xbdb", "a⟨U+D83D⟩b"},
		"bytes that are no UTF-8":                {"a\xff\xc3", "a⟨0xFF⟩⟨0xC3⟩"},
		"the opening bracket itself":             {"⟨U+0041⟩", "⟨U+27E8⟩U+0041⟩"},
		"a real replacement character stays":     {"\ufffd", "\ufffd"},
		"a combining mark on a letter stays":     {"e\u0301", "e\u0301"},
		"a combining mark with nothing below it": {"\u0301a", "⟨U+0301⟩a"},
		"a combining mark behind an escape":      {"\x1b\u0301", "⟨U+001B⟩⟨U+0301⟩"},
		"a combining mark behind a selector":     {"a\ufe0f\u0301", "a⟨U+FE0F⟩⟨U+0301⟩"},
		"a stack of combining marks is cut":      {"e" + strings.Repeat("\u0301", 6), "e" + strings.Repeat("\u0301", 4) + "⟨U+0301⟩⟨U+0301⟩"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := New(test.in).String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestDifferentTextsNeverLookTheSameByTheirEscapes(t *testing.T) {
	pairs := [][2]string{
		{"\x1b", "⟨U+001B⟩"},
		{"\xff", "⟨0xFF⟩"},
		{"\xed\xa0\x80", "⟨U+D800⟩"},
	}
	for _, pair := range pairs {
		if a, b := Escape(pair[0]), Escape(pair[1]); a == b {
			t.Errorf("%q and %q both show as %q", pair[0], pair[1], a)
		}
	}
}

func TestEveryVerbEscapes(t *testing.T) {
	hostile := New("a\x1b]0;x\a\u202e\n")
	named := struct{ Name Text }{hostile}
	for _, format := range []string{
		"%s", "%v", "%+v", "%#v", "%q", "%+q", "%#q", "%x", "%X", "%d", "%t", "%40s", "%-40v", "%.3s", "%+40v", "% x",
	} {
		for _, value := range []any{hostile, &hostile, named, []Text{hostile}, map[Text]Text{hostile: hostile}, fmt.Errorf("x %w %s", errNotString, hostile)} {
			got := fmt.Sprintf(format, value)
			if at := firstUnsafe(got); at >= 0 {
				t.Errorf("%s of %T prints %q, unsafe at %d", format, value, got, at)
			}
		}
	}
}

func TestFormatKeepsWidthAndPrecision(t *testing.T) {
	tests := map[string]string{"%5s|": "   ab|", "%-5v|": "ab   |", "%.1s|": "a|", "%q": `"ab"`, "%x": "6162"}
	for format, want := range tests {
		if got := fmt.Sprintf(format, New("ab")); got != want {
			t.Errorf("%s gives %q, want %q", format, got, want)
		}
	}
}

func TestLogsAreEscaped(t *testing.T) {
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(&b, nil))
	log.Info("seen", "name", New("a\u202e\x1b"))
	if got := b.String(); !strings.Contains(got, "a⟨U+202E⟩⟨U+001B⟩") {
		t.Errorf("logged %q", got)
	}
}

func TestTextIsComparedByItsRawValue(t *testing.T) {
	seen := map[Text]int{New("a"): 1}
	if seen[New("a")] != 1 || seen[New("a\u200b")] != 0 {
		t.Error("texts are not told apart by their raw values")
	}
	var zero Text
	if !zero.IsZero() || zero != New("") || New("\x00").IsZero() {
		t.Error("the zero text is not the empty one")
	}
}

func TestUnitsCountsAsTheServerDoes(t *testing.T) {
	tests := map[string]struct {
		in   string
		want int
	}{
		"nothing":                   {"", 0},
		"ASCII":                     {"abc", 3},
		"two bytes in UTF-8":        {"é", 1},
		"three bytes in UTF-8":      {"王", 1},
		"beyond the basic plane":    {"🚀", 2},
		"a lone surrogate":          {"\xed\xa0\xbd", 1},
		"a byte that is no UTF-8":   {"\xff", 1},
		"a combining mark counts":   {"e\u0301", 2},
		"the replacement character": {"\ufffd", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := New(test.in).Units(); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestRawIsUntouched(t *testing.T) {
	for _, raw := range []string{"", "a\x00", "\xff\xfe", "\xed\xa0\xbd", "⟨"} {
		if got := New(raw).Raw(); got != raw {
			t.Errorf("Raw gives %q, want %q", got, raw)
		}
	}
}

// firstUnsafe is where s holds something that must not reach a terminal, or -1.
// It is written apart from Printable, so that one checks the other.
func firstUnsafe(s string) int {
	for i, r := range s {
		switch {
		case r == unicode.ReplacementChar && !strings.HasPrefix(s[i:], "\ufffd"):
			return i
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return i
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return i
		case unicode.Is(unicode.Zs, r) && r != ' ':
			return i
		case unicode.In(r, unicode.Bidi_Control, unicode.Join_Control, unicode.Variation_Selector, unicode.Noncharacter_Code_Point):
			return i
		case r == 0x034f || r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0 || r == 0x17b4 || r == 0x17b5 || r == 0x2800:
			return i
		}
	}
	return -1
}

func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"", "a", "\x1b[31m", "\u202e", "\xed\xa0\x80", "\xff", "⟨U+0041⟩", "e\u0301\u0301\u0301\u0301\u0301", "\U000E0001", "a\ufe0f\u200d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := Escape(raw)
		if at := firstUnsafe(got); at >= 0 {
			t.Fatalf("%q shows as %q, unsafe at %d", raw, got, at)
		}
		marks := 0
		for i, r := range got {
			if !unicode.Is(unicode.M, r) {
				marks = 0
				continue
			}
			if marks++; marks > maxMarks || i == 0 {
				t.Fatalf("%q shows as %q with a stray or heaped mark at %d", raw, got, i)
			}
		}
		if got != raw && !strings.Contains(got, "⟨") {
			t.Fatalf("%q was altered to %q without an escape to show it", raw, got)
		}
		if raw != "" && got == "" {
			t.Fatalf("%q became invisible", raw)
		}
		var back Text
		if b, err := json.Marshal(New(raw)); err != nil || back.UnmarshalJSON(b) != nil {
			t.Fatalf("%q does not survive JSON: %v", raw, err)
		}
	})
}

func TestClipCutsBetweenCodePoints(t *testing.T) {
	for _, c := range []struct {
		raw  string
		n    int
		want string
	}{
		{"abc", 3, "abc"}, {"abcd", 3, "abc…"}, {"aé", 2, "a…"}, {"日本", 3, "日…"}, {"日", 2, "…"},
		{"\xff\xff\xff", 2, "\xff\xff…"}, {"a\xed\xa0\x80", 3, "a…"}, {"", 0, ""},
	} {
		if got := New(c.raw).Clip(c.n).Raw(); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.raw, c.n, got, c.want)
		}
	}
}
