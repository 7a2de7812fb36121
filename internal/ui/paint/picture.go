package paint

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// picture is what stands on the screen, and makes of it what is to stand there.
type picture struct {
	pen
	scrolls bool // the terminal scrolls a part of its lines
	h       int
	lines   []string // as they were drawn; empty where nothing is known to stand
	rows    [][]cell
}

func newPicture(profile colorprofile.Profile, scrolls bool) *picture {
	return &picture{pen: pen{looks: newLooks(profile)}, scrolls: scrolls}
}

// forget says that nobody knows any more what stands on the screen.
func (p *picture) forget() { p.w, p.h = 0, 0 }

// draw gives what makes the screen of w by h cells show a frame.
func (p *picture) draw(frame string, w, h int) []byte {
	p.Reset()
	lines := strings.Split(frame, "\n")
	lines = append(lines, make([]string, max(h-len(lines), 0))...)[:h]
	if w != p.w || h != p.h {
		p.clear(w, h)
	} else if p.scrolls {
		p.scroll(lines)
	}
	for y, line := range lines {
		if line != p.lines[y] {
			row := p.looks.cells(line, w)
			p.row(y, row)
			p.lines[y], p.rows[y] = line, row
		}
	}
	return p.Bytes()
}

// clear begins with an empty screen.
func (p *picture) clear(w, h int) {
	p.WriteString("\x1b[m\x1b[H\x1b[J")
	p.w, p.h, p.x, p.y, p.known, p.look = w, h, 0, 0, true, plain
	p.lines, p.rows = make([]string, h), make([][]cell, h)
	for y := range p.rows {
		p.rows[y] = blanked(nil, w)
	}
}

// row makes a line show other cells.
func (p *picture) row(y int, row []cell) {
	old := p.rows[y]
	end := len(row) // where nothing but blanks follows
	for end > 0 && row[end-1].blank() {
		end--
	}
	for x := 0; x < len(row); {
		if row[x] == old[x] {
			x++
			continue
		}
		last := stretch(old, row, x)
		if x < end {
			last = min(last, end)
		} else if last-x > len("\x1b[K") || !slices.Equal(old[last:], row[last:]) {
			p.to(x, y)
			p.ready(plain)
			p.WriteString("\x1b[K")
			return
		}
		last = through(old, row, x, last)
		p.reach(x, y, row)
		p.write(row[x:last], slices.Equal(old[last:], row[last:]))
		x = last
	}
}

// stretch is where cells that differ end which begin at x.
func stretch(old, row []cell, x int) int {
	for x < len(row) && (row[x] != old[x] || row[x].width == 0) {
		x++
	}
	return x
}

// through is last, or further on where the cells before it end in blanks that go on over what
// is blank already to others that are not yet, and are so many that all are erased at once.
func through(old, row []cell, x, last int) int {
	from, to := last, last
	for from > x && row[from-1].blank() {
		from--
	}
	if from == last {
		return last
	}
	for i := last; i < len(row) && row[i].blank(); i++ {
		if row[i] != old[i] {
			to = i + 1
		}
	}
	if n := to - from; to == last || n <= len("\x1b["+several(n)+"X"+right(n)) {
		return last
	}
	return to
}

// reach goes to a cell of a line: over what stands between, where writing that once more
// is no longer than the way around.
func (p *picture) reach(x, y int, row []cell) {
	if p.known && p.y == y && p.x < x && row[p.x].width > 0 {
		over := pen{looks: p.looks, w: p.w, look: p.look}
		over.put(row[p.x:x])
		to := row[x].look
		if over.Len()+len(p.looks.change(over.look, to)) <= len(p.way(x, y))+len(p.looks.change(p.look, to)) {
			p.put(row[p.x:x])
			return
		}
	}
	p.to(x, y)
}

// write writes cells where the pen is, long blanks by erasing; alone says that nothing
// follows in this line.
func (p *picture) write(cells []cell, alone bool) {
	for len(cells) > 0 {
		n := 0
		for n < len(cells) && cells[n].blank() {
			n++
		}
		erase := "\x1b[" + several(n) + "X"
		cost := len(erase)
		if n < len(cells) || !alone {
			cost += len(right(n))
		}
		switch {
		case n > cost:
			p.ready(plain)
			p.WriteString(erase)
			if n < len(cells) {
				p.to(p.x+n, p.y)
			}
		case n > 0:
			p.put(cells[:n])
		default:
			for n < len(cells) && !cells[n].blank() {
				n++
			}
			p.put(cells[:n])
		}
		cells = cells[n:]
	}
}
