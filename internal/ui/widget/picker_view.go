package widget

import "strings"

// View is exactly the size given: the filter, the rows, the summary.
func (p *Picker[K]) View() string {
	if p.w == 0 || p.h == 0 {
		return ""
	}
	lines := make([]string, 0, p.h)
	if p.head() == 1 {
		lines = append(lines, Fit(p.theme.Key.Render("/")+" "+p.input.View(), p.w, ""))
	}
	from, to := p.scroll.visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.row(p.source(i), i == p.scroll.cursor))
	}
	if p.scroll.n == 0 && p.scroll.h > 0 {
		nothing := Words("no options")
		if !p.query.IsZero() {
			nothing = "no match"
		}
		lines = append(lines, Line(p.theme, p.w, Say(p.theme.Muted, "    "+nothing)))
	}
	if p.foot() == 0 {
		return Block(lines, p.w, p.h)
	}
	body := Block(lines, p.w, p.h-1)
	return strings.Join([]string{body, p.summary.fit(p.w, p.theme.Glyphs.Ellipsis)}, "\n")
}

func (p *Picker[K]) row(i int, current bool) string {
	th, g := p.theme, p.theme.Glyphs
	want, toggled := p.toggled[p.rows.Key(i)]
	sign := Say(th.Text, " ")
	switch {
	case toggled && want:
		sign = Say(th.DiffAdd, g.Add)
	case toggled:
		sign = Say(th.DiffDel, g.Remove)
	case p.rows.Has(i):
		sign = Say(th.Muted, g.Check)
	case p.part(i):
		sign = Say(th.Muted, "~")
	}
	line := Spans{Say(th.Text, " "), sign, Say(th.Text, " ")}
	label := p.rows.Label(i)
	if current {
		line[0] = Say(th.Cursor, g.Cursor)
		label = inCurrent(th, label)
	}
	return Line(th, p.w, append(line, label...)...)
}
