package widget

import "authzx/internal/ui/theme"

// HelpKey is a key and what it does.
type HelpKey struct {
	// Key is its name, Does a few words.
	Key, Does Words
}

// HelpGroup is the keys of one layer.
type HelpGroup struct {
	// Title names the layer.
	Title Words
	// Keys are its keys, in the order shown.
	Keys []HelpKey
}

// Help shows groups of keys in as many columns as fit, in a frame.
type Help struct {
	theme  *theme.Theme
	title  Spans
	groups []HelpGroup
	pager  *Pager
	w, h   int
}

// NewHelp shows those groups.
func NewHelp(th *theme.Theme, title Spans, groups ...HelpGroup) *Help {
	return &Help{theme: th, title: title, groups: groups, pager: NewPager(th, false)}
}

// Go scrolls.
func (p *Help) Go(m Motion) { p.pager.Go(m) }

// Want is as much as the groups take in the columns that fit.
func (p *Help) Want(maxW, maxH int) (w, h int) {
	lines := p.flow(maxW - frameCells)
	for _, line := range lines {
		w = max(w, line.Width())
	}
	return min(maxW, w+frameCells+1), min(maxH, len(lines)+frameCells)
}

// SetSize gives the help w by h cells, frame included.
func (p *Help) SetSize(w, h int) {
	p.w, p.h = max(0, w), max(0, h)
	inner := p.w - frameCells
	if p.w < 3 || p.h < 3 {
		inner = p.w
		p.pager.SetSize(p.w, p.h)
	} else {
		p.pager.SetSize(inner, p.h-frameCells)
	}
	p.pager.SetLines(p.flow(inner))
}

// View is exactly the size given.
func (p *Help) View() string {
	return footed(p.theme, p.title, p.foot(), p.pager.View(), p.w, p.h, true)
}

// foot says how to close it, and how much of it can't be seen.
func (p *Help) foot() Spans {
	foot := Keyed(p.theme, p.theme.Muted, "{overlay.escape} close")
	above, below := p.pager.Beyond()
	if above > 0 {
		foot = append(foot, Sayf(p.theme.Muted, "  %s %d above", p.theme.Glyphs.Up, above))
	}
	if below > 0 {
		foot = append(foot, Sayf(p.theme.Muted, "  %s %d below", p.theme.Glyphs.Down, below))
	}
	return foot
}

// flow sets the groups in as many columns as w cells have room for, each group
// into the column that is shortest so far.
func (p *Help) flow(w int) []Spans {
	for count := len(p.groups); count > 1; count-- {
		columns, widths := p.columns(count)
		total := -gap
		for _, n := range widths {
			total += n + gap
		}
		if total <= w {
			return p.beside(columns, widths)
		}
	}
	return p.beside(p.columns(1))
}

// columns shares the groups out, and says how wide each column is.
func (p *Help) columns(count int) ([][]Spans, []int) {
	columns, widths := make([][]Spans, count), make([]int, count)
	for _, g := range p.groups {
		to := 0
		for i := range columns {
			if len(columns[i]) < len(columns[to]) {
				to = i
			}
		}
		for _, line := range p.group(g) {
			columns[to] = append(columns[to], line)
			widths[to] = max(widths[to], line.Width())
		}
	}
	return columns, widths
}

func (p *Help) group(g HelpGroup) []Spans {
	keyW := 0
	for _, k := range g.Keys {
		keyW = max(keyW, width(string(k.Key)))
	}
	lines := []Spans{{Say(p.theme.Title, " "+g.Title)}}
	for _, k := range g.Keys {
		fill := keyW + gap - width(string(k.Key))
		lines = append(lines, Spans{
			Say(p.theme.Key, " "+k.Key), Say(p.theme.Text, Words(blanks(fill))), Say(p.theme.Text, k.Does),
		})
	}
	return append(lines, nil)
}

func (p *Help) beside(columns [][]Spans, widths []int) []Spans {
	rows := 0
	for _, c := range columns {
		rows = max(rows, len(c))
	}
	lines := make([]Spans, rows)
	for row := range rows {
		at := 0
		for i, c := range columns {
			if row < len(c) {
				if fill := at - lines[row].Width(); fill > 0 {
					lines[row] = append(lines[row], Say(p.theme.Text, Words(blanks(fill))))
				}
				lines[row] = append(lines[row], c[row]...)
			}
			at += widths[i] + gap
		}
	}
	for len(lines) > 0 && lines[len(lines)-1].Width() == 0 {
		lines = lines[:len(lines)-1]
	}
	return lines
}
