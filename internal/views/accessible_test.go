package views

import (
	"strings"
	"testing"

	"authzx/internal/ui/theme"
)

func TestNothingStandsSideBySideWhereTheExplorerIsReadAloud(t *testing.T) {
	for _, accessible := range []bool{false, true} {
		e := explore(t, 200, 50)
		e.stageTwo()
		th := theme.New(theme.Options{Profile: theme.None, Accessible: accessible})
		// No text has it, and so it tells two panes from one.
		const between = "¦"
		e.desk.Theme.Linear, e.desk.Theme.Glyphs.Vertical = th.Linear, between
		split := 0
		for name, route := range e.everyScreen() {
			for tab := range 6 {
				s := e.screenOf(route, tab)
				s.SetSize(198, 46)
				if !strings.Contains(s.View(), between) {
					continue
				}
				split++
				if accessible {
					t.Errorf("%s, tab %d, has two panes:\n%s", name, tab, s.View())
				}
			}
		}
		if !accessible && split < 6 {
			t.Errorf("%d screens have two panes where nothing forbids it, want six at least", split)
		}
	}
}
