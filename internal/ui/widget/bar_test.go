package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/theme"
)

func TestABarIsAsLongAsItsShare(t *testing.T) {
	themes := map[string]theme.Options{"unicode": {}, "ascii": {ASCII: true}, "console": {Console: true}, "spoken": {Accessible: true}}
	for _, c := range []struct {
		name  string
		share float64
		want  map[string]string
	}{
		{"nothing", 0, map[string]string{}},
		{"next to nothing", 0.001, map[string]string{"unicode": "▏", "ascii": "=", "console": "▌"}},
		{"half", 0.5, map[string]string{"unicode": "██", "ascii": "==", "console": "██"}},
		{"between cells", 0.6, map[string]string{"unicode": "██▌", "ascii": "===", "console": "██▌"}},
		{"all", 1, map[string]string{"unicode": "████", "ascii": "====", "console": "████"}},
		{"more than all", 3, map[string]string{"unicode": "████", "ascii": "====", "console": "████"}},
	} {
		for name, o := range themes {
			if got := Bar(theme.New(o), c.share, 4).Plain(); got != c.want[name] {
				t.Errorf("%s of 4 cells is %q in %s, want %q", c.name, got, name, c.want[name])
			}
		}
	}
}

// counted are rows of a name and a number that bars stand beside.
type counted []int

func (c counted) Len() int                    { return len(c) }
func (c counted) Key(i int) int               { return i }
func (c counted) Share(i, column int) float64 { return float64(c[i]) / 8 }
func (c counted) Cell(i, column int) Spans {
	if column == 1 {
		return Spans{Sayf(theme.Style{}, "%d", c[i])}
	}
	return Spans{Say(theme.Style{}, Words(strings.Repeat("n", 12)))}
}

func TestBarsTakeOnlyRoomThatNoColumnWants(t *testing.T) {
	columns := []Column{{Title: "NAME", Min: 5}, {Title: "ALL", Align: Right, Bars: 2}, {Title: "LAST", Priority: 1}}
	table := NewTable[int](testTheme(), columns)
	table.SetRows(counted{8, 2, 0}, nil, nil)
	first := 0
	for w := 10; w < 80; w++ {
		table.SetSize(w, 4)
		view := ansi.Strip(table.View())
		switch bars := strings.Contains(view, "8  ████████"); {
		case bars && first == 0:
			first = w
		case !bars && first > 0:
			t.Errorf("bars are there at %d cells and not at %d:\n%s", first, w, view)
		}
		if strings.Contains(view, "█") && !strings.Contains(view, "LAST") {
			t.Errorf("at %d cells bars stand in the place of a column:\n%s", w, view)
		}
	}
	if first == 0 {
		t.Error("there are never bars")
	}
}
