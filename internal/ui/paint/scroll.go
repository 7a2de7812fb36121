package paint

import "slices"

// shift is a part of the screen whose lines move up by so many, or down where that is
// negative.
type shift struct{ top, bottom, by int }

// worth is how many lines fewer must be drawn at least where some are scrolled.
const worth = 2

// scroll moves lines that are to stand elsewhere.
func (p *picture) scroll(lines []string) {
	best, saved := shift{}, worth-1
	for by := 1; by < p.h-1; by++ {
		for _, signed := range []int{by, -by} {
			if s, n := p.shifted(lines, signed); n > saved {
				best, saved = s, n
			}
		}
	}
	if best.by != 0 {
		p.move(p.widened(best, lines))
	}
}

// widened is a shift that takes the lines beyond its end along which are nearly those
// that are to stand where it would bring them, such as that of a cursor which moved on.
func (p *picture) widened(s shift, lines []string) shift {
	for {
		beyond := s.bottom + 1
		if s.by < 0 {
			beyond = s.top - 1
		}
		if beyond < 0 || beyond >= p.h || p.alike(lines[beyond-s.by], beyond) <= p.alike(lines[beyond], beyond) {
			return s
		}
		s.top, s.bottom = min(s.top, beyond), max(s.bottom, beyond)
	}
}

// alike counts the letters that a line has in common with one that stands on the screen.
func (p *picture) alike(line string, y int) int {
	n := 0
	for x, c := range p.looks.cells(line, p.w) {
		if c.text == p.rows[y][x].text {
			n++
		}
	}
	return n
}

// shifted is the part of the screen that would move by so many lines, and how many
// lines fewer would then be drawn.
func (p *picture) shifted(lines []string, by int) (s shift, saved int) {
	from, to := -1, -1
	for y := max(0, -by); y < min(p.h, p.h-by); y++ {
		if lines[y] == p.lines[y+by] && lines[y] != p.lines[y] {
			if from < 0 {
				from = y
			}
			to = y
		}
	}
	if from < 0 {
		return shift{}, 0
	}
	s = shift{min(from, from+by), max(to, to+by), by}
	for y := s.top; y <= s.bottom; y++ {
		before := lines[y] != p.lines[y]
		after := y+by < s.top || y+by > s.bottom || lines[y] != p.lines[y+by]
		switch {
		case before && !after:
			saved++
		case after && !before:
			saved--
		}
	}
	return s, saved
}

// move scrolls a part of the screen. It feeds lines at its edge: every terminal knows that.
func (p *picture) move(s shift) {
	p.ready(plain)
	p.WriteString("\x1b[" + number(s.top+1) + ";" + number(s.bottom+1) + "r")
	p.known = false // setting the margins goes to a corner, of the screen or of them
	n, feed, at := s.by, "\n", s.bottom
	if n < 0 {
		n, feed, at = -n, "\x1bM", s.top
	}
	p.to(0, at)
	for range n {
		p.WriteString(feed)
	}
	p.WriteString("\x1b[r")
	p.known = false
	empty := func(y int) { p.lines[y], p.rows[y] = "", blanked(nil, p.w) }
	part, rows := p.lines[s.top:s.bottom+1], p.rows[s.top:s.bottom+1]
	if s.by > 0 {
		copy(part, slices.Clone(part[n:]))
		copy(rows, slices.Clone(rows[n:]))
		for y := s.bottom - n + 1; y <= s.bottom; y++ {
			empty(y)
		}
		return
	}
	copy(part[n:], slices.Clone(part[:len(part)-n]))
	copy(rows[n:], slices.Clone(rows[:len(rows)-n]))
	for y := s.top; y < s.top+n; y++ {
		empty(y)
	}
}
