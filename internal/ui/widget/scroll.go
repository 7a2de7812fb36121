package widget

// Motion is where a key takes the cursor of whatever list has the keys.
type Motion int

// The motions; halves and pages are of the lines that are visible.
const (
	Up Motion = iota
	Down
	PageUp
	PageDown
	HalfUp
	HalfDown
	Top
	Bottom
)

// scroll is a cursor among n rows of which h are visible from top on. The zero
// value is an empty list.
type scroll struct {
	cursor, top, n, h int
	leaps             bool // the window follows by most of itself
}

// move takes the cursor by that many rows. The window follows by as little as
// it can: a terminal then scrolls instead of drawing anew. A terminal scrolls whole
// lines, though: beside something else the rows are all drawn anew, and the window leaps
// so that this is seldom.
func (s *scroll) move(by int) {
	top := s.top
	s.cursor += by
	s.clamp()
	if !s.leaps {
		return
	}
	switch most := s.h * 3 / 4; {
	case s.top > top:
		s.top = max(s.top, min(top+most, s.n-s.h))
	case s.top < top:
		s.top = min(s.top, max(top-most, 0))
	}
	s.clamp()
}

func (s *scroll) motion(m Motion) {
	page := max(1, s.h)
	switch m {
	case Up:
		s.move(-1)
	case Down:
		s.move(1)
	case PageUp:
		s.shift(-page)
	case PageDown:
		s.shift(page)
	case HalfUp:
		s.shift(-max(1, page/2))
	case HalfDown:
		s.shift(max(1, page/2))
	case Top:
		s.move(-s.n)
	case Bottom:
		s.move(s.n)
	}
}

// shift moves window and cursor together, so that the cursor keeps its place
// on the screen.
func (s *scroll) shift(by int) {
	s.top = max(0, min(s.top+by, s.n-max(1, s.h)))
	s.move(by)
}

// clamp puts the cursor among the rows and the window around the cursor.
func (s *scroll) clamp() {
	s.cursor = max(0, min(s.cursor, s.n-1))
	h := max(1, s.h)
	s.top = max(0, min(s.top, s.n-h))
	if s.cursor < s.top {
		s.top = s.cursor
	}
	if s.cursor >= s.top+h {
		s.top = s.cursor - h + 1
	}
}

// resize sets the rows that are visible.
func (s *scroll) resize(h int) {
	s.h = max(0, h)
	s.clamp()
}

// relocate puts the cursor on another row of n, at the same height of the
// screen as before.
func (s *scroll) relocate(cursor, n int) {
	above := s.cursor - s.top
	s.n = n
	s.cursor = max(0, min(cursor, n-1))
	s.top = s.cursor - above
	s.clamp()
}

// point puts the cursor on the row at line y of the window; false when there is
// none.
func (s *scroll) point(y int) bool {
	if from, to := s.visible(); y < 0 || from+y >= to {
		return false
	}
	s.move(s.top + y - s.cursor)
	return true
}

// visible is the half-open range of rows on screen.
func (s *scroll) visible() (from, to int) {
	return s.top, min(s.n, s.top+s.h)
}
