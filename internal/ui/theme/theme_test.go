package theme

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func all() map[string]Options {
	out := map[string]Options{}
	for _, name := range []Name{Dark, Light, Auto} {
		for _, p := range []Profile{TrueColor, ANSI256, ANSI16, None} {
			for _, ascii := range []bool{false, true} {
				out[fmt.Sprintf("%s-%d-%v", name, p, ascii)] = Options{Name: name, Profile: p, ASCII: ascii}
			}
		}
	}
	return out
}

func TestStylesNeverChangeTheWidthOfWhatTheyDraw(t *testing.T) {
	for name, o := range all() {
		v := reflect.ValueOf(*New(o))
		for i := range v.NumField() {
			style, ok := v.Field(i).Interface().(Style)
			if !ok {
				continue
			}
			if got := style.Render("a b"); ansi.Strip(got) != "a b" || strings.Contains(got, "\n") {
				t.Errorf("%s: %s draws %q", name, v.Type().Field(i).Name, got)
			}
			if style.Render("") != "" {
				t.Errorf("%s: %s draws nothing as something", name, v.Type().Field(i).Name)
			}
		}
	}
}

func TestGlyphsAreOfOneWidthInBothSets(t *testing.T) {
	u, a := reflect.ValueOf(unicodeGlyphs()), reflect.ValueOf(asciiGlyphs())
	for i := range u.NumField() {
		name := u.Type().Field(i).Name
		if u.Field(i).Type() != reflect.TypeFor[Words]() || name == "Arrow" || strings.HasSuffix(name, "Key") {
			continue
		}
		us, as := u.Field(i).String(), a.Field(i).String()
		want := 1
		if strings.Contains(us, " ") {
			want = 2
		}
		if ansi.StringWidth(us) != want || ansi.StringWidthWc(us) != want || len(as) != want {
			t.Errorf("%s is %q and %q", name, us, as)
		}
	}
}

func TestASCIIGlyphsAreASCII(t *testing.T) {
	v := reflect.ValueOf(asciiGlyphs())
	for i := range v.NumField() {
		for _, r := range fmt.Sprint(v.Field(i)) {
			if r < 0x20 || r > 0x7E {
				t.Errorf("%s holds %q", v.Type().Field(i).Name, r)
			}
		}
	}
}

func TestAConsoleGetsSignsOfItsFont(t *testing.T) {
	const font = "▌√►▼▲■·→│├└↑↓←█░─┌┐┘"
	for _, value := range fields(consoleGlyphs()) {
		for _, r := range value {
			if (r < 0x20 || r > 0x7E) && !strings.ContainsRune(font, r) {
				t.Errorf("%q has a sign that is not in it", value)
			}
		}
	}
}

func TestWhoHearsTheScreenHearsNoBoxes(t *testing.T) {
	th := New(Options{Accessible: true})
	if !th.Linear || th.Glyphs.Spinner(3) != "" {
		t.Error("something turns, or stands beside something else")
	}
	for _, value := range fields(th.Glyphs) {
		if strings.ContainsAny(value, "─│┌┐└┘├") {
			t.Errorf("%q is drawn", value)
		}
	}
}

// fields are all signs of a set.
func fields(g Glyphs) []string {
	var values []string
	v := reflect.ValueOf(g)
	for i := range v.NumField() {
		values = append(values, fmt.Sprint(v.Field(i)))
	}
	return values
}

func TestSignsThatTellStatesApartDiffer(t *testing.T) {
	for name, g := range map[string]Glyphs{"unicode": unicodeGlyphs(), "ascii": asciiGlyphs(), "console": consoleGlyphs()} {
		for _, pair := range [][2]Words{{g.Folded, g.Open}, {g.On, g.Off}, {g.Add, g.Remove}, {g.Check, g.Cross}, {g.Up, g.Down},
			{g.Cursor, g.Mark}, {g.Mark, g.Anchor}, {g.Add, g.Check}, {g.Remove, g.Check}, {g.Full, g.Empty}} {
			if pair[0] == pair[1] {
				t.Errorf("%s: %q stands for two states", name, pair[0])
			}
		}
	}
}

func TestWithoutColoursThereAreOnlyWeights(t *testing.T) {
	v := reflect.ValueOf(*New(Options{Profile: None}))
	for i := range v.NumField() {
		style, ok := v.Field(i).Interface().(Style)
		if !ok {
			continue
		}
		for _, code := range []string{"38;", "48;", "[3", "[9", ";3", ";9"} {
			if strings.Contains(style.on, code) && !strings.Contains(style.on, "[3m") {
				t.Errorf("%s switches on %q", v.Type().Field(i).Name, style.on)
			}
		}
	}
}

func TestAutoGoesByTheBackground(t *testing.T) {
	if !reflect.DeepEqual(New(Options{Name: Auto, LightBackground: true}), New(Options{Name: Light})) {
		t.Error("auto on a light background is not the light theme")
	}
	if !reflect.DeepEqual(New(Options{}), New(Options{Name: Dark, LightBackground: true})) {
		t.Error("the zero options are not the dark theme, or dark is not dark")
	}
}

func TestTheSpinnerGoesRound(t *testing.T) {
	for _, g := range []Glyphs{unicodeGlyphs(), asciiGlyphs()} {
		for i := -1; i < 20; i++ {
			if g.Spinner(i) == "" || g.Spinner(i) != g.Spinner(i+g.frames) {
				t.Errorf("frame %d is %q", i, g.Spinner(i))
			}
		}
	}
	if (Glyphs{}).Spinner(3) != "" {
		t.Error("the zero value turns")
	}
}

func TestAStyleKeepsWeightsAndDropsLayout(t *testing.T) {
	s := NewStyle(lipgloss.NewStyle().Bold(true).Padding(1).Width(20))
	if got, want := s.Render("x"), "\x1b[1mx\x1b[m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
