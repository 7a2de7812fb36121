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

// Help shows groups of keys in as many columns as fit. It is a Modal.
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
	return Box(p.theme, p.title, p.pager.View(), p.w, p.h, true)
}

// flow sets the groups in columns of one width, each group into the column that
// is shortest so far.
func (p *Help) flow(w int) []Spans {
	keyW, groupW := p.widths()
	count := max(1, min(len(p.groups), (w+gap)/(groupW+gap)))
	columns := make([][]Spans, count)
	for _, g := range p.groups {
		to := 0
		for i := range columns {
			if len(columns[i]) < len(columns[to]) {
				to = i
			}
		}
		columns[to] = append(columns[to], p.group(g, keyW)...)
	}
	return p.beside(columns, groupW)
}

func (p *Help) widths() (key, group int) {
	for _, g := range p.groups {
		for _, k := range g.Keys {
			key = max(key, width(string(k.Key)))
		}
	}
	for _, g := range p.groups {
		group = max(group, 1+width(string(g.Title)))
		for _, k := range g.Keys {
			group = max(group, 1+key+gap+width(string(k.Does)))
		}
	}
	return key, group
}

func (p *Help) group(g HelpGroup, keyW int) []Spans {
	lines := []Spans{{Say(p.theme.Title, " "+g.Title)}}
	for _, k := range g.Keys {
		fill := keyW + gap - width(string(k.Key))
		lines = append(lines, Spans{
			Say(p.theme.Key, " "+k.Key), Say(p.theme.Text, Words(blanks(fill))), Say(p.theme.Text, k.Does),
		})
	}
	return append(lines, nil)
}

func (p *Help) beside(columns [][]Spans, columnW int) []Spans {
	rows := 0
	for _, c := range columns {
		rows = max(rows, len(c))
	}
	lines := make([]Spans, rows)
	for row := range rows {
		for i, c := range columns {
			if row >= len(c) {
				continue
			}
			if fill := i*(columnW+gap) - lines[row].Width(); fill > 0 {
				lines[row] = append(lines[row], Say(p.theme.Text, Words(blanks(fill))))
			}
			lines[row] = append(lines[row], c[row]...)
		}
	}
	for len(lines) > 0 && lines[len(lines)-1].Width() == 0 {
		lines = lines[:len(lines)-1]
	}
	return lines
}
