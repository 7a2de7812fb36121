package widget

import "bytes"

// Renew shows a newer state of the document: the cursor, what is folded and what
// was searched for stay, as far as the values are still there.
func (j *JSON) Renew(d *Document) {
	old := j.doc
	switch {
	case old == nil || d == nil:
		j.SetDocument(d)
		return
	case bytes.Equal(old.src, d.src):
		return
	}
	at, shown := j.node()
	folded, query := j.folded, j.search.query
	line := j.scroll.cursor - j.scroll.top
	j.SetDocument(d)
	for id, is := range folded {
		if !is {
			continue
		}
		if now, whole := d.counterpart(old, int32(id)); whole {
			j.folded[now] = true
		}
	}
	j.look(query)
	if shown {
		now, _ := d.counterpart(old, at)
		j.show(now)
		j.scroll.top = max(0, j.scroll.cursor-line)
		j.scroll.clamp()
	}
}

// counterpart is the value of d that stands where one of old did, or else the
// nearest around it; whole says that it is the value itself.
func (d *Document) counterpart(old *Document, id int32) (now int32, whole bool) {
	up := old.nodes[id].parent
	if up < 0 {
		return 0, true
	}
	around, whole := d.counterpart(old, up)
	if !whole {
		return around, false
	}
	if now, ok := d.like(around, old, id); ok {
		return now, true
	}
	return around, false
}

// like is the child of a value that corresponds to a child of old: the member of
// the same name; among elements the same simple value, else the one in the same
// place.
func (d *Document) like(around int32, old *Document, id int32) (int32, bool) {
	want := &old.nodes[id]
	key, simple := old.src[want.keyFrom:want.keyTo], !old.container(id)
	found, placed := int32(-1), int32(-1)
	for kid := around + 1; kid < d.nodes[around].next; kid = d.nodes[kid].next {
		n := &d.nodes[kid]
		if !bytes.Equal(d.src[n.keyFrom:n.keyTo], key) {
			continue
		}
		if len(key) > 0 {
			return kid, true
		}
		if n.place == want.place && d.container(kid) != simple {
			placed = kid
		}
		if simple && bytes.Equal(d.token(n), old.token(want)) && (found < 0 || placed == kid) {
			found = kid
		}
	}
	if found < 0 {
		found = placed
	}
	return found, found >= 0
}
