package widget

import (
	"bytes"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// JSON shows a Document: coloured, foldable, searchable. Only the lines on
// screen are drawn, so the size of the document matters for folding alone.
type JSON struct {
	theme  *theme.Theme
	doc    *Document
	folded []bool
	lines  []jsonLine
	scroll scroll
	w, h   int
	wide   bool // some value may need the foot
	search jsonSearch
}

// jsonLine is a line on screen: a value, or the bracket that closes it.
type jsonLine struct {
	node   int32
	closes bool
}

// NewJSON shows nothing yet.
func NewJSON(th *theme.Theme) *JSON { return &JSON{theme: th} }

// SetSize gives the viewer w by h cells.
func (j *JSON) SetSize(w, h int) {
	j.w, j.h = max(0, w), max(0, h)
	j.measure()
}

// SetDocument shows another document, unfolded, from its beginning; nil shows
// nothing.
func (j *JSON) SetDocument(d *Document) {
	j.doc, j.folded, j.search = d, nil, jsonSearch{}
	j.scroll.cursor, j.scroll.top = 0, 0
	if d != nil {
		j.folded = make([]bool, len(d.nodes))
	}
	j.measure()
	j.flatten()
}

// Document is what is shown; nil when nothing is.
func (j *JSON) Document() *Document { return j.doc }

// flatten lists the lines that are unfolded.
func (j *JSON) flatten() {
	j.lines = j.lines[:0]
	if j.doc != nil {
		j.appendLines()
	}
	j.scroll.n = len(j.lines)
	j.scroll.clamp()
}

func (j *JSON) appendLines() {
	nodes := j.doc.nodes
	var open []int32
	for id := int32(0); ; {
		for len(open) > 0 && nodes[open[len(open)-1]].next <= id {
			j.lines = append(j.lines, jsonLine{node: open[len(open)-1], closes: true})
			open = open[:len(open)-1]
		}
		if int(id) >= len(nodes) {
			return
		}
		j.lines = append(j.lines, jsonLine{node: id})
		switch {
		case j.folded[id]:
			id = nodes[id].next
		case nodes[id].kids > 0:
			open = append(open, id)
			id++
		default:
			id++
		}
	}
}

// node is the value that the cursor is on; false when nothing is shown.
func (j *JSON) node() (int32, bool) {
	if j.scroll.n == 0 {
		return 0, false
	}
	return j.lines[j.scroll.cursor].node, true
}

// show lists the lines anew and puts the cursor on a value.
func (j *JSON) show(id int32) {
	j.flatten()
	for i, line := range j.lines {
		if line.node == id {
			j.scroll.cursor = i
			break
		}
	}
	j.scroll.clamp()
}

// SelectLine puts the cursor on line y, where the mouse points; false when there
// is none.
func (j *JSON) SelectLine(y int) bool { return j.scroll.point(y) }

// Go moves the cursor.
func (j *JSON) Go(m Motion) { j.scroll.motion(m) }

// Open reports whether Toggle would fold something.
func (j *JSON) Open() bool {
	id, ok := j.node()
	return ok && !j.folded[id]
}

// Toggle folds or unfolds the value under the cursor; on a simple value it folds
// what is around it.
func (j *JSON) Toggle() {
	id, ok := j.node()
	if !ok {
		return
	}
	if j.doc.nodes[id].kids == 0 {
		j.Fold()
		return
	}
	j.folded[id] = !j.folded[id]
	j.show(id)
}

// Fold folds the value under the cursor, or the one around it when it is
// folded or simple; false at the outermost.
func (j *JSON) Fold() bool {
	id, ok := j.node()
	if !ok {
		return false
	}
	if j.doc.nodes[id].kids == 0 || j.folded[id] {
		if id = j.doc.nodes[id].parent; id < 0 {
			return false
		}
	}
	j.folded[id] = true
	j.show(id)
	return true
}

// Unfold unfolds the value under the cursor and reports whether it was folded.
func (j *JSON) Unfold() bool {
	id, ok := j.node()
	if !ok || !j.folded[id] {
		return false
	}
	j.folded[id] = false
	j.show(id)
	return true
}

// Path is where the value under the cursor stands, such as $.groups[3].name.
func (j *JSON) Path() text.Text {
	if id, ok := j.node(); ok {
		return j.doc.path(id)
	}
	return text.Text{}
}

// Key is the name of the member under the cursor; for an element of an array
// the name of the array.
func (j *JSON) Key() (text.Text, bool) {
	id, ok := j.node()
	for ; ok && id >= 0; id = j.doc.nodes[id].parent {
		if key, named := j.doc.key(id); named {
			return key, true
		}
	}
	return text.Text{}, false
}

// Value is the string under the cursor; false when it is no string.
func (j *JSON) Value() (text.Text, bool) {
	if id, ok := j.node(); ok {
		return j.doc.stringAt(id)
	}
	return text.Text{}, false
}

// Raw is the value under the cursor as it came, byte for byte.
func (j *JSON) Raw() []byte {
	id, ok := j.node()
	if !ok {
		return nil
	}
	return bytes.Clone(j.doc.token(&j.doc.nodes[id]))
}
