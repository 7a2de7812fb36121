package views

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Beside a tree stands what there is to say of the thing under the cursor, from the width
// on from which that takes nothing from the tree.
func TestAWideTreeTellsOfTheThingUnderTheCursor(t *testing.T) {
	for name, c := range map[string]struct {
		keys   []string
		narrow int // without anything beside the tree
		wide   int
		says   string
		then   string // with the cursor further down
	}{
		"hierarchy": {[]string{"H"}, 111, 112, "Name           Employees", "Name           Finance"},
		"access":    {[]string{"1", "E"}, 143, 144, "Client id", "Held by"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, c.narrow, 40)
			e.press(c.keys...)
			if strings.Contains(e.frame(), c.says) {
				t.Errorf("at %d columns something stands beside it:\n%s", c.narrow, e.frame())
			}
			e.resize(c.wide, 40)
			e.press("j")
			e.settle()
			e.shows(c.then)
			e.press("k")
			e.settle()
			e.shows(c.says)
		})
	}
}

// Nor does a wider tree show less of a line.
func TestAWiderTreeNeverShowsLess(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{"hierarchy": {"H"}, "access": {"1", "E"}} {
		e := explore(t, 60, 40)
		e.press(keys...)
		var best []int
		last := ""
		for _, w := range widths(t) {
			e.resize(w, 40)
			lines := strings.Split(ansi.Strip(e.frame()), "\n")
			at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "│▌") })
			for i, l := range lines[at : at+16] {
				tree, _, _ := strings.Cut(strings.Trim(l, "│ "), "   ") // what stands beside it is far away
				n := signs(tree)
				if i < len(best) && n < best[i] {
					t.Fatalf("%s: at %d columns line %d shows %d, and %d before:\n%s\n%s", name, w, i, n, best[i], e.frame(), last)
				}
				best = append(best[:i], append([]int{n}, best[min(i+1, len(best)):]...)...)
			}
			last = e.frame()
		}
	}
}

func TestWhatIsStagedAndItsEffectBeginWithWhoGainsWhat(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "A", "a", "<shift+tab>", "submitter", "<tab>", "<ctrl+t>", "7")
	for _, keys := range [][]string{nil, {"]"}} {
		e.press(keys...)
		e.shows("9 users gain 4 permissions", "each: +create:expenses +update:expenses +upload:receipts",
			"+read:expenses: Noor Rahman", "nothing else: Leopold Hartmann, Margaret Osei, Ruth Abrams")
	}
	e.shows("Noor Rahman       + gain")
	e.press("[")
	e.resize(160, 40)
	if n := strings.Count(e.frame(), "each: +create:expenses"); n != 1 {
		t.Errorf("beside what is staged the effect stands %d times:\n%s", n, e.frame())
	}
}
