package widget

import (
	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// View is exactly the size given.
func (j *JSON) View() string {
	if j.w == 0 || j.h == 0 {
		return ""
	}
	lines := make([]string, 0, j.h)
	from, to := j.scroll.visible()
	for i := from; i < to; i++ {
		lines = append(lines, j.line(j.lines[i], i == j.scroll.cursor))
	}
	foot := j.foot()
	for len(foot) > 0 && len(lines) < j.h-len(foot) {
		lines = append(lines, blanks(j.w))
	}
	return Block(append(lines, foot...), j.w, j.h)
}

// line draws the gutter, which stays, and then what of the line is in the window.
func (j *JSON) line(l jsonLine, current bool) string {
	th, g := j.theme, j.theme.Glyphs
	cursor, sign := " ", " "
	if current {
		cursor = th.Cursor.Render(string(g.Cursor))
	}
	if n := j.doc.nodes[l.node]; n.kids > 0 && !l.closes {
		sign = th.Muted.Render(string(g.Open))
		if j.folded[l.node] {
			sign = th.Muted.Render(string(g.Folded))
		}
	}
	margin := min(j.w, gutter)
	return Fit(cursor+sign+" ", margin, "") + j.content(l).fit(j.w-margin, th.Glyphs.Ellipsis)
}

// indentCells bounds the indentation: depth alone must not push a value out.
func (j *JSON) indentCells(depth int32) int {
	return min(2*int(depth), max(0, j.w/2))
}

func (j *JSON) content(l jsonLine) Spans {
	th, d := j.theme, j.doc
	n := &d.nodes[l.node]
	line := Spans{Say(th.Text, Words(blanks(j.indentCells(n.depth))))}
	if l.closes {
		closing := Words("]")
		if d.src[n.from] == '{' {
			closing = "}"
		}
		return append(line, Say(th.JSONPunct, closing+j.comma(l.node)))
	}
	if n.keyTo > 0 {
		line = append(line, j.str(th.JSONKey, d.src[n.keyFrom:n.keyTo])...)
		line = append(line, Say(th.JSONPunct, ": "))
	}
	if d.container(l.node) {
		return append(line, j.container(l.node)...)
	}
	line = append(line, j.scalar(d.token(n))...)
	return append(line, Say(th.JSONPunct, j.comma(l.node)))
}

// comma follows every value but the last of its siblings.
func (j *JSON) comma(id int32) Words {
	n := j.doc.nodes[id]
	if n.parent < 0 || n.place == j.doc.nodes[n.parent].kids-1 {
		return ""
	}
	return ","
}

func (j *JSON) container(id int32) Spans {
	th, n := j.theme, j.doc.nodes[id]
	open, end, noun := Words("["), Words("]"), Words("elements")
	if j.doc.src[n.from] == '{' {
		open, end, noun = "{", "}", "members"
	}
	switch {
	case n.kids == 0:
		return Spans{Say(th.JSONPunct, open+end+j.comma(id))}
	case !j.folded[id]:
		return Spans{Say(th.JSONPunct, open)}
	case n.kids == 1:
		noun = noun[:len(noun)-1]
	}
	return Spans{
		Say(th.JSONPunct, open+th.Glyphs.Ellipsis+end+j.comma(id)),
		Sayf(th.Muted, "  %d %s", n.kids, string(noun)),
	}
}

func (j *JSON) scalar(token []byte) Spans {
	th := j.theme
	switch token[0] {
	case '"':
		return j.str(th.JSONString, token)
	case 't', 'f':
		return j.lit(th.JSONBool, string(token))
	case 'n':
		return j.lit(th.JSONNull, string(token))
	default:
		short := token[:min(len(token), j.w+1)]
		return j.lit(th.JSONNumber, string(short))
	}
}

// str draws a string token: printable as it is, all else as \u escapes.
func (j *JSON) str(style theme.Style, token []byte) Spans { return j.strOf(style, token, j.w) }

// strOf draws of it no more than fits so many cells.
func (j *JSON) strOf(style theme.Style, token []byte, cells int) Spans {
	short, _ := shortString(token, cells)
	raw, err := text.Unquote(short)
	if err != nil {
		return Spans{Foreign(style, text.New(string(short)))}
	}
	return j.lit(style, string(text.AppendJSON(nil, raw)))
}

// lit lights what a search found in a token that is safe to draw.
func (j *JSON) lit(style theme.Style, token string) Spans {
	plain := Spans{{text: steady(token), style: style}}
	if j.search.query.IsZero() || plain[0].text != token {
		return plain
	}
	bits := j.search.query.exactly(token)
	if bits == nil {
		return plain
	}
	return split(token, bits, style, j.theme.Hit)
}
