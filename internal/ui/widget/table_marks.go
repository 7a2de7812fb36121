package widget

import "maps"

// ToggleMark marks the row under the cursor or takes its mark away. The cursor
// stays: the frame may move it down.
func (t *Table[K]) ToggleMark() {
	key, ok := t.Current()
	if !ok {
		return
	}
	if _, marked := t.marks[key]; marked {
		delete(t.marks, key)
		return
	}
	t.marks[key] = struct{}{}
}

// ToggleRange begins a range at the cursor. Called again it marks all rows from
// there to the cursor and ends the range.
func (t *Table[K]) ToggleRange() {
	if !t.ranged {
		t.anchor, t.ranged = t.Current()
		return
	}
	maps.Copy(t.marks, t.ranging())
	t.ranged = false
}

// DropRange ends a range without marking anything; false where there is none.
func (t *Table[K]) DropRange() bool {
	was := t.ranged
	t.ranged = false
	return was
}

// Ranging reports whether a range is being drawn.
func (t *Table[K]) Ranging() bool { return t.ranged }

// RangeCount is how many rows are in the range; 0 while none is being drawn.
func (t *Table[K]) RangeCount() int {
	if !t.ranged {
		return 0
	}
	from, to := t.rangeRows()
	return to - from + 1
}

// rangeRows is the rows of the view from the anchor to the cursor, both
// included. An anchor that is hidden makes the range the cursor's row alone.
func (t *Table[K]) rangeRows() (from, to int) {
	if t.scroll.n == 0 {
		return 0, -1
	}
	at, ok := t.viewRow(t.anchor, true)
	if !ok {
		at = t.scroll.cursor
	}
	return min(at, t.scroll.cursor), max(at, t.scroll.cursor)
}

// MarkShown marks every row that the filter left.
func (t *Table[K]) MarkShown() {
	for i := range t.scroll.n {
		t.marks[t.rows.Key(t.source(i))] = struct{}{}
	}
}

// ClearMarks takes all marks and the range away, and reports whether there were any.
func (t *Table[K]) ClearMarks() bool {
	had := len(t.marks) > 0 || t.ranged
	clear(t.marks)
	t.ranged = false
	return had
}

// SetMarks replaces the marks.
func (t *Table[K]) SetMarks(keys []K) {
	clear(t.marks)
	for _, key := range keys {
		t.marks[key] = struct{}{}
	}
	t.pruneMarks()
}

// MarkCount is the number of marked rows, hidden ones included, and of those in the range.
func (t *Table[K]) MarkCount() int {
	n := len(t.marks)
	for key := range t.ranging() {
		if !t.isMarked(key) {
			n++
		}
	}
	return n
}

// Marked is the marked keys in the order of the source, hidden ones included, with those
// in the range: what an action is about.
func (t *Table[K]) Marked() []K {
	within := t.ranging()
	keys := make([]K, 0, len(t.marks)+len(within))
	if len(t.marks)+len(within) == 0 {
		return keys
	}
	for i := range t.total() {
		key := t.rows.Key(i)
		if _, ranged := within[key]; ranged || t.isMarked(key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// ranging is what the range holds; nothing while none is being drawn.
func (t *Table[K]) ranging() map[K]struct{} {
	keys := make(map[K]struct{}, t.RangeCount())
	if !t.ranged {
		return keys
	}
	from, to := t.rangeRows()
	for i := from; i <= to; i++ {
		keys[t.rows.Key(t.source(i))] = struct{}{}
	}
	return keys
}

func (t *Table[K]) isMarked(key K) bool {
	_, ok := t.marks[key]
	return ok
}

// pruneMarks drops marks of what is no longer there: an action on all that is
// marked must not reach a thing that can't be seen to be marked.
func (t *Table[K]) pruneMarks() {
	if len(t.marks) == 0 && !t.ranged {
		return
	}
	present := make(map[K]struct{}, len(t.marks))
	anchored := false
	for i := range t.total() {
		key := t.rows.Key(i)
		if t.isMarked(key) {
			present[key] = struct{}{}
		}
		anchored = anchored || key == t.anchor
	}
	t.marks = present
	t.ranged = t.ranged && anchored
}
