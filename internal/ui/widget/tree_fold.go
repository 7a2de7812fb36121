package widget

import "slices"

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

// Unfold shows what is below the cursor, down to where there is more than one way on.
func (t *Tree[K]) Unfold() bool {
	b := t.current()
	if b == nil || b.node.Leaf || b.open {
		return false
	}
	for range unfoldLimit {
		t.load(b)
		if len(b.kids) == 0 {
			b.node.Leaf = true
			break
		}
		b.open = true
		if b = b.kids[0]; len(b.parent.kids) > 1 || b.node.Leaf || b.open {
			break
		}
	}
	t.flatten()
	return t.current().open
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

// UnfoldAll unfolds the node under the cursor and all below it, 2,000 rows in all at
// most; false says that some were left folded.
func (t *Tree[K]) UnfoldAll() bool {
	b := t.current()
	if b == nil {
		return true
	}
	return t.unfoldFrom([]*branch[K]{b}, func(K) bool { return true })
}

// UnfoldWhere unfolds, from the roots on, every node whose key is to be open and whose
// ancestors are, 2,000 rows in all at most; false says that some were left folded.
func (t *Tree[K]) UnfoldWhere(open func(K) bool) bool { return t.unfoldFrom(t.root.kids, open) }

func (t *Tree[K]) unfoldFrom(queue []*branch[K], open func(K) bool) bool {
	shown, complete := len(t.rows), true
	for queue = slices.Clone(queue); len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if b.node.Leaf || !open(b.node.Key) {
			continue
		}
		if shown >= unfoldLimit {
			complete = false
			break
		}
		t.load(b)
		b.node.Leaf = len(b.kids) == 0
		if !b.open && !b.node.Leaf {
			b.open = true
			shown += len(b.kids)
		}
		queue = append(queue, b.kids...)
	}
	t.flatten()
	return complete
}

// Load asks for nodes that are still folded, those nearest to the roots first, until
// there are so many, so that a filter finds them; false says that there are more.
func (t *Tree[K]) Load(most int) bool {
	known := 0
	for queue := slices.Clone(t.root.kids); len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		known++
		if b.node.Leaf {
			continue
		}
		if known+len(queue) > most && !b.loaded {
			return false
		}
		t.load(b)
		b.node.Leaf = len(b.kids) == 0
		queue = append(queue, b.kids...)
	}
	return true
}

// Open reports whether the node under the cursor is unfolded.
func (t *Tree[K]) Open() bool {
	b := t.current()
	return b != nil && b.open
}

// AtLeaf reports whether nothing unfolds at the cursor.
func (t *Tree[K]) AtLeaf() bool {
	b := t.current()
	return b == nil || b.node.Leaf
}
