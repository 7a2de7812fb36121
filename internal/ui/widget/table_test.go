package widget

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"authzx/internal/text"
)

func newKeyed(rows ...string) *Table[string] {
	t := NewTable[string](testTheme(), []Column{{Title: "NAME", Min: 5, Weight: 1}})
	t.SetSize(30, 4)
	t.SetRows(keyed(rows), nil, nil)
	return t
}

func current(t *testing.T, table *Table[string]) string {
	t.Helper()
	key, ok := table.Current()
	if !ok {
		return "(none)"
	}
	return key
}

func TestTheCursorStaysOnItsKey(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*Table[string]) bool
		want string
		kept bool
	}{
		{"when rows come before it", func(l *Table[string]) bool {
			return l.SetRows(keyed{"x", "y", "a", "b", "c"}, nil, nil)
		}, "b", true},
		{"when the order turns round", func(l *Table[string]) bool {
			l.SetOrder(0, true, []int32{3, 2, 1, 0})
			return true
		}, "b", true},
		{"when a filter leaves it", func(l *Table[string]) bool { l.SetFilter([]int32{3, 1}, true); return true }, "b", true},
		{"when a filter that hid it is cleared", func(l *Table[string]) bool {
			l.SetFilter([]int32{3, 2}, true)
			l.ClearFilter()
			return true
		}, "b", true},
		{"when rows and order change at once", func(l *Table[string]) bool {
			return l.SetRows(keyed{"d", "b", "a"}, []int32{2, 1, 0}, nil)
		}, "b", true},
		{"near by when it is gone", func(l *Table[string]) bool { return l.SetRows(keyed{"a", "c", "d"}, nil, nil) }, "c", false},
		{"on nothing when all are gone", func(l *Table[string]) bool { return l.SetRows(keyed{}, nil, nil) }, "(none)", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newKeyed("a", "b", "c", "d")
			l.Move(1)
			if kept := c.do(l); kept != c.kept {
				t.Errorf("kept is %v, want %v", kept, c.kept)
			}
			if got := current(t, l); got != c.want {
				t.Errorf("the cursor is on %q, want %q", got, c.want)
			}
		})
	}
}

func TestAClearedFilterLeavesTheWindowWhereItWas(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e", "f", "g", "h")
	l.SetSize(20, 5)
	l.Move(5)
	l.Move(-1)
	before := l.Visible()
	l.SetFilter([]int32{}, true)
	l.SetFilter([]int32{4}, true)
	l.ClearFilter()
	after := l.Visible()
	if current(t, l) != "e" || !slices.Equal(before, after) {
		t.Errorf("on %s: %v, before %v", current(t, l), after, before)
	}
}

func TestARefreshFollowsTheRowUnderTheCursorEvenIfNobodyMovedIt(t *testing.T) {
	l := newKeyed("a", "b")
	l.SetRows(keyed{"0", "a", "b"}, nil, nil)
	if got := current(t, l); got != "a" {
		t.Errorf("the cursor is on %q", got)
	}
	l.SetFilter([]int32{2, 0}, true)
	l.SetRows(keyed{"0", "1", "a", "b"}, nil, []int32{0, 3})
	if got := current(t, l); got != "b" {
		t.Errorf("under a filter the cursor is on %q", got)
	}
}

func TestAQueryPutsTheCursorOnTheBestHit(t *testing.T) {
	l := newKeyed("a", "b", "c", "d")
	l.Go(Bottom)
	l.SetFilter([]int32{1, 0, 2}, true)
	if got := current(t, l); got != "b" {
		t.Errorf("the cursor is on %q", got)
	}
}

func TestDownAtTheLastLineScrollsByOne(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e")
	for range 2 {
		l.Go(Down)
	}
	before := ansi.Strip(l.View())
	l.Go(Down)
	after := ansi.Strip(l.View())
	if !strings.Contains(before, "a") || strings.Contains(strings.Split(after, "\n")[1], "a") {
		t.Fatalf("before:\n%s\nafter:\n%s", before, after)
	}
	if got, want := l.Visible(), []int{1, 2, 3}; !cmp.Equal(got, want) {
		t.Errorf("rows %v are on screen, want %v", got, want)
	}
}

func TestMotionsStayAmongTheRows(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e", "f", "g")
	for _, step := range []struct {
		do   Motion
		want string
	}{
		{Up, "a"}, {PageDown, "d"}, {HalfDown, "e"}, {PageDown, "g"}, {Down, "g"},
		{HalfUp, "f"}, {PageUp, "c"}, {Bottom, "g"}, {Top, "a"},
	} {
		l.Go(step.do)
		if got := current(t, l); got != step.want {
			t.Errorf("after %v the cursor is on %q, want %q", step.do, got, step.want)
		}
	}
}

func TestMarksGoByKey(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e")
	l.ToggleMark()
	l.Move(2)
	l.ToggleRange()
	l.Move(1)
	l.ToggleRange()
	if got, want := l.Marked(), []string{"a", "c", "d"}; !cmp.Equal(got, want) {
		t.Fatalf("marked are %v, want %v", got, want)
	}
	l.SetRows(keyed{"d", "x", "a"}, nil, nil)
	if got, want := l.Marked(), []string{"d", "a"}; !cmp.Equal(got, want) {
		t.Errorf("after a refresh marked are %v, want %v", got, want)
	}
	if l.MarkCount() != 2 {
		t.Errorf("%d are counted", l.MarkCount())
	}
	l.SetFilter([]int32{1}, false)
	l.MarkShown()
	if l.MarkCount() != 3 || !l.ClearMarks() || l.ClearMarks() {
		t.Error("marking all that is shown, then clearing")
	}
}

func TestARangeCanBeDrawnAcrossAFilter(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e")
	l.Go(Bottom)
	l.ToggleRange()
	l.SetFilter([]int32{0, 2, 4}, false)
	l.Go(Top)
	l.ToggleRange()
	if got, want := l.Marked(), []string{"a", "c", "e"}; !cmp.Equal(got, want) {
		t.Errorf("marked are %v, want %v", got, want)
	}
}

func TestSortingIsStableBothWays(t *testing.T) {
	rows := []int{2, 1, 2, 1}
	compare := func(a, b int) int { return rows[a] - rows[b] }
	if got, want := Order(4, compare, false), []int32{1, 3, 0, 2}; !cmp.Equal(got, want) {
		t.Errorf("up %v, want %v", got, want)
	}
	if got, want := Order(4, compare, true), []int32{0, 2, 1, 3}; !cmp.Equal(got, want) {
		t.Errorf("down %v, want %v", got, want)
	}
}

func TestAFilterKeepsTheSortedOrderUnlessRanked(t *testing.T) {
	l := newKeyed("a", "b", "c", "d")
	l.SetOrder(0, true, []int32{3, 2, 1, 0})
	shown := func() (rows []int) {
		l.Shown(func(row int) bool { rows = append(rows, row); return true })
		return rows
	}
	l.SetFilter([]int32{0, 2, 3}, false)
	if got, want := shown(), []int{3, 2, 0}; !cmp.Equal(got, want) {
		t.Errorf("sorted %v, want %v", got, want)
	}
	l.SetFilter([]int32{0, 3, 2}, true)
	if got, want := shown(), []int{0, 3, 2}; !cmp.Equal(got, want) {
		t.Errorf("ranked %v, want %v", got, want)
	}
	l.SetFilter(nil, true)
	if got := shown(); len(got) != 0 || l.Total() != 4 {
		t.Errorf("a filter without hits shows %v of %d", got, l.Total())
	}
}

func TestColumnsAreAsWideAsWhatStandsInThem(t *testing.T) {
	name := func(content int) shape {
		return shape{Column: Column{Title: "Name", Min: 12, Weight: 2}, content: content}
	}
	path := func(content int) shape {
		return shape{Column: Column{Title: "How", Min: 10, Weight: 3, Priority: 1}, content: content}
	}
	note := func(content int) shape {
		return shape{Column: Column{Title: "Note", Min: 8, Max: 16, Priority: 2}, content: content}
	}
	number := func(content int) shape {
		return shape{Column: Column{Title: "All", Align: Right, Priority: 3}, content: content}
	}
	fixed := shape{Column: Column{Title: "Now", Min: 6, Max: 6}, content: 2}
	arrow := name(3)
	arrow.sorted = true
	for _, c := range []struct {
		name    string
		columns []shape
		w       int
		want    []slot
	}{
		{"the first column is cut at last", []shape{name(30), path(10)}, 8, []slot{{0, 8}}},
		{"and has all the room alone", []shape{name(30), path(10)}, 20, []slot{{0, 20}}},
		{"short content leaves its room to others", []shape{name(5), path(60)}, 60, []slot{{0, 5}, {1, 53}}},
		{"what is left over stays blank", []shape{name(5), path(20)}, 60, []slot{{0, 5}, {1, 20}}},
		{"the title is never cut", []shape{name(2), path(1)}, 60, []slot{{0, 4}, {1, 3}}},
		{"nor is its arrow", []shape{arrow}, 60, []slot{{0, 5}}},
		{"room is shared by weight where both have what they want", []shape{name(60), path(60)}, 86, []slot{{0, 34}, {1, 50}}},
		{"the least weighty gives way first", []shape{name(12), path(10), note(12)}, 30, []slot{{0, 12}, {1, 10}}},
		{"a limit holds while others need room", []shape{name(40), note(40)}, 50, []slot{{0, 32}, {1, 16}}},
		{"and not beyond", []shape{name(10), note(30)}, 50, []slot{{0, 10}, {1, 30}}},
		{"a number is never cut", []shape{name(40), number(7)}, 42, []slot{{0, 33}, {1, 7}}},
		{"a column of which no row says anything is left out", []shape{name(5), note(0), path(4)}, 60, []slot{{0, 5}, {2, 4}}},
		{"a fixed width is kept", []shape{name(5), fixed}, 60, []slot{{0, 5}, {1, 6}}},
		{"what stands in a column may be unknown", []shape{name(-1), path(-1)}, 60, []slot{{0, 12}, {1, 10}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := layout(c.columns, c.w); !cmp.Equal(got, c.want, cmp.AllowUnexported(slot{})) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAnOrderShowsEvenWhereItsColumnHasNoRoom(t *testing.T) {
	table := NewTable[int](testTheme(), []Column{{Title: "NAME", Min: 12}, {Title: "ALL", Align: Right, Priority: 1}})
	table.SetRows(counted{3, 1, 2}, nil, nil)
	table.SetOrder(1, true, []int32{0, 2, 1})
	for w, want := range map[int]string{40: "NAME          ALL▼", 18: "NAME by ALL▼", 12: "NAME by▼"} {
		table.SetSize(w, 4)
		if head, _, _ := strings.Cut(ansi.Strip(table.View()), "\n"); strings.TrimSpace(head) != want {
			t.Errorf("in %d cells the head is %q, want %q", w, head, want)
		}
	}
}

func TestTheColumnOfTheOrderHasRoomBeforeOthers(t *testing.T) {
	table := NewTable[int](testTheme(), []Column{{Title: "NAME", Min: 12}, {Title: "EMAIL", Min: 8, Priority: 1}, {Title: "LOGIN", Priority: 9}})
	table.SetRows(counted{3, 1, 2}, nil, nil)
	table.SetSize(26, 4)
	if !table.Shows(1) || table.Shows(2) {
		t.Fatal("there is room for another one than thought")
	}
	table.SetOrder(2, true, []int32{0, 2, 1})
	table.SetSize(26, 4)
	if table.Shows(1) || !table.Shows(2) {
		t.Error("what the rows are in the order of gives way to another column")
	}
}

func TestAMillionRowsAreMeasuredByAFew(t *testing.T) {
	table := NewTable[int](testTheme(), []Column{{Title: "Name"}, {Title: "All", Align: Right}})
	table.SetSize(80, 24)
	rows := &counting{n: 1_000_000}
	table.SetRows(rows, nil, nil)
	if rows.asked > 2*3*sampled {
		t.Errorf("%d cells were looked at", rows.asked)
	}
	if table.widths[1] != bigNumber {
		t.Errorf("a number has %d cells", table.widths[1])
	}
}

// counting are rows that count how often they are asked for a cell.
type counting struct{ n, asked int }

func (r *counting) Len() int      { return r.n }
func (r *counting) Key(i int) int { return i }
func (r *counting) Cell(int, int) Spans {
	r.asked++
	return Spans{Foreign(testTheme().Text, text.New("9"))}
}

func TestAClickChoosesTheRowOnThatLine(t *testing.T) {
	l := newKeyed("a", "b", "c", "d", "e")
	l.Go(Bottom)
	if !l.SelectLine(1) || current(t, l) != "c" {
		t.Errorf("line 1 is %q", current(t, l))
	}
	if l.SelectLine(0) || l.SelectLine(9) {
		t.Error("the header or the void was chosen")
	}
}

func TestAnOrderOrHitsOfOtherRowsDoNoHarm(t *testing.T) {
	l := newKeyed("a", "b")
	l.SetOrder(0, false, []int32{2, 1, 0})
	l.SetFilter([]int32{1, 5}, true)
	if l.Len() != 1 || current(t, l) != "b" {
		t.Errorf("%d rows are shown, the cursor is on %q", l.Len(), current(t, l))
	}
	l.SetRows(keyed{"a"}, []int32{1, 0}, []int32{0, 1})
	if l.Len() != 1 || current(t, l) != "a" {
		t.Errorf("after a refresh %d rows are shown, the cursor is on %q", l.Len(), current(t, l))
	}
}

func TestShortTitlesStandWhereSomethingWouldBeCut(t *testing.T) {
	columns := []shape{
		{Column: Column{Title: "Name", Min: 10, Max: 24}, content: 20},
		{Column: Column{Title: "Direct groups", Short: "Groups", Align: Right}, content: 2, sorted: true},
		{Column: Column{Title: "Note", Min: 5}, content: 5},
	}
	for w, want := range map[int]Words{60: "Direct groups", 43: "Direct groups", 42: "Groups", 35: "Groups"} {
		got := shortened(columns, w)
		if got[1].Title != want {
			t.Errorf("in %d cells it is headed %q, want %q", w, got[1].Title, want)
		}
		if n := len(layout(got, w)); n != 3 {
			t.Errorf("in %d cells %d columns are shown", w, n)
		}
	}
	if got := shortened(columns, 20)[1].title(); got != len("Groups") {
		t.Errorf("sorted it takes %d cells", got)
	}
}
