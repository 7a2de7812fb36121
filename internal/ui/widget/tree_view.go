package widget

import (
	"slices"

	"authzx/internal/text"
)

// View is exactly the size given.
func (t *Tree[K]) View() string {
	if t.w == 0 || t.h == 0 {
		return ""
	}
	lines := make([]string, 0, t.h)
	if len(t.rows) == 0 {
		for _, said := range t.empty {
			for _, s := range said.Wrap(t.w - 2) {
				lines = append(lines, Line(t.theme, t.w, append(Spans{Say(t.theme.Text, " ")}, s...)...))
			}
		}
		return Block(lines, t.w, t.h)
	}
	from, to := t.scroll.visible()
	for i := from; i < to; i++ {
		below := i+1 < len(t.rows) && t.rows[i+1].parent == t.rows[i]
		lines = append(lines, t.line(t.rows[i], below, i == t.scroll.cursor))
	}
	return Block(lines, t.w, t.h)
}

// line draws one row; below says that a child is shown under it.
func (t *Tree[K]) line(b *branch[K], below, current bool) string {
	g := t.theme.Glyphs
	line := Spans{Say(t.theme.Text, " ")}
	if current {
		line[0] = Say(t.theme.Cursor, g.Cursor)
	}
	line = append(line, t.guides(b)...)
	sign := g.Leaf
	switch {
	case b.node.Leaf:
	case below:
		sign = g.Open
	default:
		sign = g.Folded
	}
	line = append(line, Say(t.theme.Muted, sign), Say(t.theme.Text, " "))
	label := b.node.Label
	if !t.query.IsZero() {
		label = t.highlighted(label)
	}
	if current {
		label = append(inCurrent(t.theme, label[:min(1, len(label))]), label[min(1, len(label)):]...)
	}
	if b.node.Aside != nil {
		label = slices.Concat(label, b.node.Aside())
	}
	count := t.count(b)
	label = label.elide(t.theme, t.w-line.Width()-count.Width())
	return Line(t.theme, t.w, slices.Concat(line, label, count)...)
}

// count is how much is below a heading, or how much of it a filter left.
func (t *Tree[K]) count(b *branch[K]) Spans {
	switch n := b.node.Count; {
	case n == 0:
		return nil
	case t.query.IsZero() || b.left == n:
		return Spans{Sayf(t.theme.Muted, "  %d", n)}
	default:
		return Spans{Sayf(t.theme.Muted, "  %d of %d", b.left, n)}
	}
}

// highlighted lights the letters that the filter matched. The spans are escaped
// already, and what they escape is not searched for here.
func (t *Tree[K]) highlighted(label Spans) Spans {
	var out Spans
	for _, s := range label {
		if text.Escape(s.text) != s.text {
			out = append(out, s)
			continue
		}
		out = append(out, t.query.Highlight(s.style, t.theme.Hit, text.New(s.text))...)
	}
	return out
}

// guides are the lines from the ancestors. Where they would take more than half
// of the width, the innermost are drawn.
func (t *Tree[K]) guides(b *branch[K]) Spans {
	if b.depth == 0 {
		return nil
	}
	g := t.theme.Glyphs
	twig := g.Twig
	if b.last {
		twig = g.LastTwig
	}
	parts := []Words{twig}
	for up := b.parent; up != nil && up.depth > 0; up = up.parent {
		if up.last {
			parts = append(parts, g.Gap)
		} else {
			parts = append(parts, g.Pass)
		}
	}
	if most := max(1, t.w/4); len(parts) > most {
		parts = parts[:most]
		parts[most-1] = Words(g.Ellipsis) + " "
	}
	slices.Reverse(parts)
	var all Words
	for _, p := range parts {
		all += p
	}
	return Spans{Say(t.theme.Border, all)}
}
