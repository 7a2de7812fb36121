package widget

import "slices"

// The foot of a document says in full the value under the cursor where its line
// has no room for it.
const (
	footRows     = 2
	footFromRows = 8 // a lower screen has none
)

// footLines is how many lines the foot takes: none where every value fits.
func (j *JSON) footLines() int {
	if j.h < footFromRows || !j.wide {
		return 0
	}
	return footRows
}

// measure finds out whether some value may not fit, and divides the height.
func (j *JSON) measure() {
	j.wide = false
	if j.doc != nil {
		for i := range j.doc.nodes {
			n := &j.doc.nodes[i]
			const around = len(`: ,`)
			if n.kids == 0 && j.indentCells(n.depth)+int(n.keyTo-n.keyFrom+n.to-n.from)+around > j.w-gutter {
				j.wide = true
				break
			}
		}
	}
	j.scroll.resize(j.h - j.footLines())
}

// foot draws it: blank on lines that fit.
func (j *JSON) foot() []string {
	n := j.footLines()
	if n == 0 {
		return nil
	}
	lines := slices.Repeat([]string{blanks(j.w)}, n)
	if id, ok := j.node(); ok && j.cut() {
		said := j.value(id, n).Wrap(j.w - gutter)
		for i := range min(len(said), n) {
			lines[i] = j.below(said[i])
		}
		if len(said) > n {
			lines[n-1] = j.below(append(said[n-1], Say(j.theme.Muted, j.theme.Glyphs.Ellipsis)))
		}
	}
	return lines
}

func (j *JSON) below(s Spans) string {
	margin := min(j.w, gutter)
	return blanks(margin) + s.fit(j.w-margin, j.theme.Glyphs.Ellipsis)
}

// cut reports whether the line under the cursor has no room for all of it.
func (j *JSON) cut() bool {
	return j.content(j.lines[j.scroll.cursor]).Width() > j.w-gutter
}

// value is a simple value, or as much of it as some lines take and a little
// more.
func (j *JSON) value(id int32, lines int) Spans {
	token := j.doc.token(&j.doc.nodes[id])
	if j.doc.nodes[id].kids > 0 {
		return nil
	}
	room := (lines + 1) * j.w
	if token[0] == '"' {
		return j.strOf(j.theme.JSONString, token, room)
	}
	return j.lit(j.theme.JSONNumber, string(token[:min(len(token), room)]))
}
