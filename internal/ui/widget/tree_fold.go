package widget

// unfoldLimit bounds what one key unfolds: a tree made of a graph may have no end.
const unfoldLimit = 2000

// Toggle unfolds the node under the cursor, or folds it; it reports whether
// there was anything to do.
func (t *Tree[K]) Toggle() bool {
	if b := t.current(); b != nil && b.open {
		return t.Fold()
	}
	return t.Unfold()
}

// Unfold shows what is below the cursor.
func (t *Tree[K]) Unfold() bool {
	b := t.current()
	if b == nil || b.node.Leaf || b.open {
		return false
	}
	t.load(b)
	if len(b.kids) == 0 {
		b.node.Leaf = true
		return false
	}
	b.open = true
	t.flatten()
	return true
}

// Fold hides what is below the cursor. On a node that is folded the cursor goes
// to the parent; false at the root.
func (t *Tree[K]) Fold() bool {
	b := t.current()
	switch {
	case b == nil:
		return false
	case b.open && (t.query.IsZero() || b.matches(t.query)):
		b.open = false
		t.flatten()
		return true
	case b.parent == nil || b.parent == t.root:
		return false
	}
	for i := t.scroll.cursor; i >= 0; i-- {
		if t.rows[i] == b.parent {
			t.scroll.move(i - t.scroll.cursor)
			return true
		}
	}
	return false
}

// UnfoldLevel unfolds every node that stands at the cursor's depth and is
// shown, 2,000 rows in all at most; false says that some were left folded.
func (t *Tree[K]) UnfoldLevel() bool {
	b := t.current()
	if b == nil {
		return true
	}
	return t.unfold(func(row *branch[K]) bool { return row.depth == b.depth })
}

func (t *Tree[K]) unfold(which func(*branch[K]) bool) bool {
	shown := len(t.rows)
	complete := true
	for _, row := range t.rows {
		if row.node.Leaf || row.open || !which(row) {
			continue
		}
		if shown >= unfoldLimit {
			complete = false
			break
		}
		t.load(row)
		if len(row.kids) == 0 {
			row.node.Leaf = true
			continue
		}
		row.open = true
		shown += len(row.kids)
	}
	t.flatten()
	return complete
}
