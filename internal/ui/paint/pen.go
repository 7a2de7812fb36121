package paint

import (
	"bytes"
	"strconv"
	"strings"
)

// pen is where the next letter goes, and in which look. It writes what moves and alters
// it in as few bytes as it can.
type pen struct {
	bytes.Buffer
	looks *looks
	w     int
	x, y  int // x is w, or more, where the terminal may have gone to the next line or not
	known bool
	look  look
}

// to goes to a place.
func (p *pen) to(x, y int) {
	if p.known && x == p.x && y == p.y {
		return
	}
	p.WriteString(p.way(x, y))
	p.x, p.y, p.known = x, y, true
}

// way is the shortest way to a place.
func (p *pen) way(x, y int) string {
	best := "\x1b[" + number(y+1) + ";" + number(x+1) + "H"
	switch {
	case x > 0:
	case y == 0:
		best = "\x1b[H"
	default:
		best = "\x1b[" + number(y+1) + "H"
	}
	if !p.known {
		return best
	}
	if down := y - p.y; down >= 0 && down < len(best) {
		feeds := strings.Repeat("\n", down)
		best = shorter(best, "\r"+feeds+right(x))
		if p.x < p.w {
			best = shorter(best, feeds+p.along(x))
		}
	}
	return best
}

// along is the way to another cell of the same line.
func (p *pen) along(x int) string {
	switch by := x - p.x; {
	case by == 0:
		return ""
	case by > 0:
		return right(by)
	default:
		left := "\x1b[" + several(-by) + "D"
		if -by < len(left) {
			return strings.Repeat("\b", -by)
		}
		return left
	}
}

// right goes to the right by so many cells.
func right(by int) string {
	if by == 0 {
		return ""
	}
	return "\x1b[" + several(by) + "C"
}

// several is a number that may be left out where it is 1.
func several(n int) string {
	if n == 1 {
		return ""
	}
	return number(n)
}

func number(n int) string { return strconv.Itoa(n) }

func shorter(a, b string) string {
	if len(b) < len(a) {
		return b
	}
	return a
}

// in takes a look.
func (p *pen) in(n look) {
	p.WriteString(p.looks.change(p.look, n))
	p.look = n
}

// put writes cells where the pen is.
func (p *pen) put(cells []cell) {
	for _, c := range cells {
		switch {
		case c.width == 0: // the second half of what was written
		case c.text != "":
			p.in(c.look)
			p.WriteString(c.text)
		default:
			p.ready(c.look)
			p.WriteByte(' ')
		}
		p.x++
	}
}

// ready takes the look of a blank, if it is to be seen.
func (p *pen) ready(blank look) {
	if p.looks.onBlank(p.look) != blank {
		p.in(blank)
	}
}
