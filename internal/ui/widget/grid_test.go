package widget

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// textGrid sets names against names; the diagonal holds.
type textGrid struct {
	th            *theme.Theme
	rows, columns []text.Text
	asked         int // how many cells were asked for
}

func (g *textGrid) Rows() int              { return len(g.rows) }
func (g *textGrid) Columns() int           { return len(g.columns) }
func (g *textGrid) Row(i int) Spans        { return Spans{Foreign(g.th.User, g.rows[i])} }
func (g *textGrid) Column(j int) text.Text { return g.columns[j] }
func (g *textGrid) Cell(i, j int) Span {
	g.asked++
	if i == j {
		return Say(g.th.Good, g.th.Glyphs.On)
	}
	return Say(g.th.Muted, g.th.Glyphs.Leaf)
}

func numbered(n int) []text.Text {
	out := make([]text.Text, n)
	for i := range out {
		out[i] = text.New(fmt.Sprintf("name %d", i))
	}
	return out
}

func gridOf(rows, columns []text.Text, w, h int) (*Grid, *textGrid) {
	th := testTheme()
	cells := &textGrid{th: th, rows: rows, columns: columns}
	g := NewGrid(th)
	g.SetCells(cells)
	g.SetSize(w, h)
	return g, cells
}

func TestAGridIsExactlyTheSizeGiven(t *testing.T) {
	for _, columns := range [][]text.Text{names(len(hostile)), names(3), names(1)} {
		for _, size := range sizes {
			g, _ := gridOf(names(2*len(hostile)), columns, size[0], size[1])
			g.SetCorner(Spans{Foreign(g.theme.Text, columns[0])}, Spans{Say(g.theme.Muted, "a rather long line beside the headings of columns")})
			assertExact(t, g.View(), size[0], size[1])
			g.Go(Bottom)
			g.GoAcross(Bottom)
			assertExact(t, g.View(), size[0], size[1])
		}
	}
}

// bandGrid is a textGrid of which two columns at a time belong together.
type bandGrid struct {
	*textGrid
	bands []text.Text
}

func (g *bandGrid) Band(j int) text.Text { return g.bands[j/2] }

func TestABandStandsOverItsColumns(t *testing.T) {
	th := testTheme()
	g := NewGrid(th)
	g.SetCells(&bandGrid{&textGrid{th: th, rows: numbered(9), columns: numbered(6)}, []text.Text{text.New("Expenses"), text.New("Ledger of all accounts"), text.New("Mobile")}})
	g.SetSize(60, 14)
	first, _, _ := strings.Cut(ansi.Strip(g.View()), "\n")
	if want := "Expenses      Ledger of al… Mobile"; !strings.Contains(first, want) {
		t.Errorf("%q lacks %q", first, want)
	}
	g.GoAcross(Down)
	g.SelectAt(g.plan.label, g.plan.head)
	if row, column, _ := g.Current(); row != 0 || column != 0 {
		t.Errorf("the first cell is row %d, column %d", row, column)
	}
	g.SetSize(60, 9)
	if strings.Contains(ansi.Strip(g.View()), "Ledger") {
		t.Error("a low grid has no line for bands")
	}
}

func TestAGridOfBandsIsExactlyTheSizeGiven(t *testing.T) {
	th := testTheme()
	for _, size := range sizes {
		g := NewGrid(th)
		g.SetCells(&bandGrid{&textGrid{th: th, rows: names(9), columns: names(6)}, names(3)})
		g.SetSize(size[0], size[1])
		assertExact(t, g.View(), size[0], size[1])
	}
}

func TestAGridWithoutRowsOrColumnsSaysSo(t *testing.T) {
	for _, cells := range [][2][]text.Text{{nil, numbered(3)}, {numbered(3), nil}} {
		g, _ := gridOf(cells[0], cells[1], 40, 6)
		g.SetEmpty(Spans{Say(g.theme.Muted, "nothing here")})
		if view := ansi.Strip(g.View()); !strings.Contains(view, "nothing here") {
			t.Errorf("an empty grid shows\n%s", view)
		}
		if _, _, ok := g.Current(); ok {
			t.Error("an empty grid has a cursor")
		}
		assertExact(t, g.View(), 40, 6)
	}
}

func TestFewColumnsHaveTheirHeadingsWrittenOut(t *testing.T) {
	columns := []text.Text{text.New("read:expenses"), text.New("Expense Approver")}
	g, _ := gridOf(numbered(4), columns, 60, 12)
	view := ansi.Strip(g.View())
	for _, want := range []string{"read:expenses", "Expense Approver"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not in\n%s", want, view)
		}
	}
}

func TestManyColumnsStandCloseWhereItIsHighEnough(t *testing.T) {
	g, _ := gridOf(numbered(50), numbered(40), 60, 24)
	want := strings.Join([]string{
		"                                              n  n  n  n  n ",
		"                n  n  n  n  n  n  n  n  n  n  a  a  a  a  a ",
		"                a  a  a  a  a  a  a  a  a  a  m  m  m  m  m ",
		"                m  m  m  m  m  m  m  m  m  m  e  e  e  e  e ",
		"                e  e  e  e  e  e  e  e  e  e                ",
		"                                              1  1  1  1  1 ",
		"                0  1  2  3  4  5  6  7  8  9  0  1  2  3  4 ",
		"▌ name 0       [●] ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  · ",
	}, "\n")
	view := ansi.Strip(g.View())
	if got := strings.Join(strings.Split(view, "\n")[:8], "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHeadingsAreBrokenIntoPiecesOnALowScreen(t *testing.T) {
	columns := numbered(40)
	columns[0], columns[1] = text.New("approve:expenses"), text.New("日本支社の承認者")
	g, _ := gridOf(numbered(20), columns, 60, 12)
	want := strings.Join([]string{
		"               approve:    日本支社の                       ",
		"               expenses    承認者      name 2               ",
	}, "\n")
	view := ansi.Strip(g.View())
	if got := strings.Join(strings.Split(view, "\n")[1:3], "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheCursorOfAGridScrollsBothWays(t *testing.T) {
	g, _ := gridOf(numbered(100), numbered(100), 60, 24)
	g.Go(Bottom)
	g.GoAcross(Bottom)
	if row, column, _ := g.Current(); row != 99 || column != 99 {
		t.Fatalf("at %d, %d", row, column)
	}
	view := ansi.Strip(g.View())
	if !strings.Contains(view, "name 99") || !strings.Contains(view, "[●]") {
		t.Errorf("the end is not in view:\n%s", view)
	}
	g.GoAcross(Top)
	g.GoAcross(PageDown)
	if _, column, _ := g.Current(); column != 15 {
		t.Errorf("a page to the right is column %d", column)
	}
}

func TestAGridAsksForWhatIsOnScreenOnly(t *testing.T) {
	g, cells := gridOf(numbered(100_000), numbered(10_000), 80, 24)
	g.Go(Bottom)
	cells.asked = 0
	g.View()
	if most := 24 * 80; cells.asked > most {
		t.Errorf("asked for %d cells", cells.asked)
	}
}

func TestTheMouseChoosesAPlaceInAGrid(t *testing.T) {
	g, _ := gridOf(numbered(10), numbered(40), 60, 24)
	g.SelectAt(g.plan.label+3*closeCell, g.plan.head+2)
	if row, column, _ := g.Current(); row != 2 || column != 3 {
		t.Errorf("a click chose %d, %d", row, column)
	}
	g.SelectAt(3, g.plan.head+5)
	if row, column, _ := g.Current(); row != 5 || column != 3 {
		t.Errorf("a click on a name chose %d, %d", row, column)
	}
	g.SelectAt(3, 0)
	if row, _, _ := g.Current(); row != 5 {
		t.Error("a click on the headings chose a row")
	}
}
