package widget

import (
	"slices"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// Node is one entry of a tree.
type Node[K comparable] struct {
	// Key tells it from its siblings. The same key may stand in other
	// branches: a node is known by the whole path.
	Key K
	// Label is what is drawn.
	Label Spans
	// Aside is what is said behind the label, asked for when the node is drawn; nil is
	// nothing. A filter does not look through it.
	Aside func() Spans
	// Search is what a filter looks through; empty is what Label shows.
	Search text.Text
	// Leaf says that there is nothing to unfold.
	Leaf bool
	// Pending says of a leaf that it is not known yet what there is: it stays as unfolded
	// as it was until then.
	Pending bool
	// Count is how many nodes are right below a heading, drawn behind the label;
	// 0 draws nothing. A filter makes it how many of them it left.
	Count int
}

// Tree unfolds lazily: children are asked for when a node is unfolded for the
// first time, so a graph with cycles may be shown as one.
type Tree[K comparable] struct {
	theme    *theme.Theme
	children func(path []K) []Node[K]
	root     *branch[K]
	rows     []*branch[K]
	query    Query
	scroll   scroll
	w, h     int
	empty    []Spans
}

// branch is a node where it stands. The root is one without a node.
type branch[K comparable] struct {
	node   Node[K]
	parent *branch[K]
	kids   []*branch[K]
	depth  int
	loaded bool
	open   bool
	last   bool
	left   int // of the nodes right below it, by the filter
	folded string
}

// NewTree shows what children gives: for the empty path the roots, for any
// other what is below that node. It must not block.
func NewTree[K comparable](th *theme.Theme, children func(path []K) []Node[K]) *Tree[K] {
	t := &Tree[K]{theme: th, children: children}
	t.root = &branch[K]{depth: -1, open: true}
	t.load(t.root)
	t.flatten()
	return t
}

// SetSize gives the tree w by h cells.
func (t *Tree[K]) SetSize(w, h int) {
	t.w, t.h = max(0, w), max(0, h)
	t.scroll.resize(t.h)
}

// SetEmpty is what is said when there is nothing to show: a line each.
func (t *Tree[K]) SetEmpty(lines ...Spans) { t.empty = lines }

// path is the keys from the root down to b.
func (b *branch[K]) path() []K {
	var path []K
	for ; b.parent != nil; b = b.parent {
		path = append(path, b.node.Key)
	}
	slices.Reverse(path)
	return path
}

func (t *Tree[K]) load(b *branch[K]) {
	if b.loaded {
		return
	}
	b.loaded = true
	nodes := t.children(b.path())
	b.kids = make([]*branch[K], len(nodes))
	for i, n := range nodes {
		b.kids[i] = &branch[K]{node: n, parent: b, depth: b.depth + 1, last: i == len(nodes)-1}
	}
}

// flatten lists the rows that are unfolded, and keeps the cursor on its node or
// else on the nearest ancestor that is shown.
func (t *Tree[K]) flatten() {
	current := t.current()
	t.rows = t.rows[:0]
	if t.query.IsZero() {
		t.appendOpen(t.root)
	} else {
		t.appendMatches(t.root)
	}
	at := t.scroll.cursor
	for b := current; b != nil; b = b.parent {
		if i := slices.Index(t.rows, b); i >= 0 {
			at = i
			break
		}
	}
	t.scroll.relocate(at, len(t.rows))
}

func (t *Tree[K]) appendOpen(b *branch[K]) {
	for _, kid := range b.kids {
		t.rows = append(t.rows, kid)
		if kid.open {
			t.appendOpen(kid)
		}
	}
}

// appendMatches lists what matches among all that is loaded, with the
// ancestors that lead there, and reports whether anything did. Below a match
// all is listed that was unfolded.
func (t *Tree[K]) appendMatches(b *branch[K]) bool {
	b.left = 0
	for _, kid := range b.kids {
		mark := len(t.rows)
		t.rows = append(t.rows, kid)
		matches := kid.matches(t.query)
		if matches && kid.open {
			t.appendOpen(kid)
			kid.left = kid.node.Count
		} else if below := t.appendMatches(kid); !below && !matches {
			t.rows = t.rows[:mark]
			continue
		} else if !below {
			kid.left = kid.node.Count
		}
		b.left++
	}
	return b.left > 0
}

func (b *branch[K]) matches(q Query) bool {
	if b.folded == "" {
		b.folded = folded(b.node.Search.Raw())
		if b.node.Search.IsZero() {
			b.folded = folded(b.node.Label.Plain())
		}
	}
	_, ok := q.match(b.folded)
	return ok
}

// SetFilter shows only what matches among the nodes loaded so far, with their
// ancestors; the zero Query shows the tree as it was unfolded. The cursor goes to a match.
func (t *Tree[K]) SetFilter(q Query) {
	t.query = q
	t.flatten()
	if b := t.current(); q.IsZero() || b == nil || b.matches(q) {
		return
	}
	if i := slices.IndexFunc(t.rows, func(b *branch[K]) bool { return b.matches(q) }); i >= 0 {
		t.scroll.relocate(i, len(t.rows))
	}
}

// Keys are those of the rows that are shown and that want takes.
func (t *Tree[K]) Keys(want func(K) bool) []K {
	var keys []K
	for _, b := range t.rows {
		if want(b.node.Key) {
			keys = append(keys, b.node.Key)
		}
	}
	return keys
}

// Left is how many nodes the filter left, of how many: those right below the
// headings or, where there is none, at the root.
func (t *Tree[K]) Left() (n, of int) {
	for _, kid := range t.root.kids {
		n += kid.left
		of += kid.node.Count
	}
	if of == 0 {
		n, of = t.root.left, len(t.root.kids)
	}
	if t.query.IsZero() {
		n = of
	}
	return n, of
}

// Reload asks for all nodes again that were loaded. What was unfolded stays so,
// and the cursor stays on its path as far as that still exists.
func (t *Tree[K]) Reload() {
	path := t.Current()
	old := t.root
	t.root = &branch[K]{depth: -1, open: true}
	t.renew(t.root, old)
	t.rows = nil
	t.flatten()
	t.selectDeepest(path)
}

func (t *Tree[K]) renew(b, old *branch[K]) {
	t.load(b)
	before := make(map[K]*branch[K], len(old.kids))
	for _, kid := range old.kids {
		before[kid.node.Key] = kid
	}
	for _, kid := range b.kids {
		was, ok := before[kid.node.Key]
		switch {
		case !ok:
			continue
		case kid.node.Pending:
			kid.open = was.open
			continue
		case kid.node.Leaf:
			continue
		case was.node.Pending:
			if kid.open = was.open; kid.open {
				t.renew(kid, was)
			}
			continue
		}
		kid.open = was.open || was.node.Leaf // a leaf hid nothing
		if was.loaded || kid.open {
			t.renew(kid, was)
			kid.node.Leaf = len(kid.kids) == 0
		}
	}
}

// Select unfolds the ancestors of a path and puts the cursor on it, or on the
// last part of it that exists; it reports whether all of it did.
func (t *Tree[K]) Select(path []K) bool {
	b := t.root
	for depth, key := range path {
		t.load(b)
		i := slices.IndexFunc(b.kids, func(kid *branch[K]) bool { return kid.node.Key == key })
		if i < 0 {
			t.flatten()
			t.selectDeepest(path[:depth])
			return false
		}
		b.open = true
		b = b.kids[i]
	}
	t.flatten()
	t.selectDeepest(path)
	return len(path) > 0
}

// selectDeepest puts the cursor on the row that shares the longest beginning
// with path.
func (t *Tree[K]) selectDeepest(path []K) {
	b := t.root
	for _, key := range path {
		i := slices.IndexFunc(b.kids, func(kid *branch[K]) bool { return kid.node.Key == key })
		if i < 0 {
			break
		}
		b = b.kids[i]
	}
	for ; b != nil; b = b.parent {
		if i := slices.Index(t.rows, b); i >= 0 {
			t.scroll.cursor = i
			t.scroll.clamp()
			return
		}
	}
}

func (t *Tree[K]) current() *branch[K] {
	if t.scroll.cursor >= len(t.rows) || t.scroll.n == 0 {
		return nil
	}
	return t.rows[t.scroll.cursor]
}

// Current is the path under the cursor; nil when nothing is shown.
func (t *Tree[K]) Current() []K {
	if b := t.current(); b != nil {
		return b.path()
	}
	return nil
}

// Len is the number of rows that are shown.
func (t *Tree[K]) Len() int { return len(t.rows) }

// SelectLine puts the cursor on line y, where the mouse points; false when there
// is none.
func (t *Tree[K]) SelectLine(y int) bool { return t.scroll.point(y) }

// Go moves the cursor.
func (t *Tree[K]) Go(m Motion) { t.scroll.motion(m) }

// Move moves the cursor by that many rows.
func (t *Tree[K]) Move(by int) { t.scroll.move(by) }
