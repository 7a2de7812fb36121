package widget

import "testing"

func TestBesideSomethingTheWindowLeapsByHalf(t *testing.T) {
	for _, c := range []struct {
		name        string
		from        scroll
		by          int
		cursor, top int
	}{
		{"within the window", scroll{cursor: 3, n: 100, h: 10, leaps: true}, 1, 4, 0},
		{"down over the edge", scroll{cursor: 9, n: 100, h: 10, leaps: true}, 1, 10, 7},
		{"up over the edge", scroll{cursor: 50, top: 50, n: 100, h: 10, leaps: true}, -1, 49, 43},
		{"near the end", scroll{cursor: 97, top: 88, n: 100, h: 10, leaps: true}, 1, 98, 90},
		{"near the beginning", scroll{cursor: 2, top: 2, n: 100, h: 10, leaps: true}, -1, 1, 0},
		{"in one line", scroll{cursor: 5, top: 5, n: 100, h: 1, leaps: true}, 1, 6, 6},
		{"alone", scroll{cursor: 9, n: 100, h: 10}, 1, 10, 1},
	} {
		s := c.from
		s.move(c.by)
		if s.cursor != c.cursor || s.top != c.top {
			t.Errorf("%s: the cursor is on %d under %d, want %d under %d", c.name, s.cursor, s.top, c.cursor, c.top)
		}
	}
}
