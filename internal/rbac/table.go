package rbac

import (
	"iter"
	"maps"
	"slices"
)

// table numbers the records of one list. Records that share an id, which a
// raw import can bring about, share a number and are taken as one thing.
type table[K comparable, R any] struct {
	list []R         // as indexed, in the server's order
	at   map[K]int32 // id -> number
	pos  []int32     // number -> place in list; nil while they are the same
	twin []int32     // place in list -> number; nil while they are the same

	over  map[int32]*R // records changed or added since; nil where deleted
	extra map[K]int32  // ids added since
	n     int32        // how many numbers are in use
}

func tableOf[K comparable, R any](list []R, id func(*R) K) table[K, R] {
	t := table[K, R]{list: list, at: make(map[K]int32, len(list))}
	for i := range list {
		k := id(&list[i])
		if _, ok := t.at[k]; !ok {
			t.at[k] = t.n
			t.pos = append(t.pos, int32(i))
			t.n++
		}
	}
	if int(t.n) == len(list) {
		t.pos = nil
		return t
	}
	t.twin = make([]int32, len(list))
	for i := range list {
		t.twin[i] = t.at[id(&list[i])]
	}
	return t
}

// twins reports whether two records share an id.
func (t *table[K, R]) twins() bool { return t.pos != nil }

// nodeAt is the number of the record at a place of the list.
func (t *table[K, R]) nodeAt(place int) int32 {
	if t.twin == nil {
		return int32(place)
	}
	return t.twin[place]
}

// node is the number of an id, if there is a record with it.
func (t *table[K, R]) node(id K) (int32, bool) {
	n, ok := t.extra[id]
	if !ok {
		n, ok = t.at[id]
	}
	if ok && t.over != nil {
		if r, changed := t.over[n]; changed && r == nil {
			return 0, false
		}
	}
	return n, ok
}

// record is the (first) record with a number; nil when it was deleted.
func (t *table[K, R]) record(n int32) *R {
	if t.over != nil {
		if r, ok := t.over[n]; ok {
			return r
		}
	}
	if t.pos != nil {
		n = t.pos[n]
	}
	return &t.list[n]
}

// records yields every record that is there with its number, in order.
func (t *table[K, R]) records() iter.Seq2[int32, *R] {
	return func(yield func(int32, *R) bool) {
		for i := range t.list {
			n := t.nodeAt(i)
			r := &t.list[i]
			if t.pos == nil || t.pos[n] == int32(i) {
				// A change to one of several with the same id is a change to the first.
				r = t.record(n)
			}
			if r != nil && !yield(n, r) {
				return
			}
		}
		for n := t.indexed(); n < t.n; n++ {
			if r := t.record(n); r != nil && !yield(n, r) {
				return
			}
		}
	}
}

// indexed is how many numbers the list itself takes up.
func (t *table[K, R]) indexed() int32 { return int32(len(t.at)) }

// all is the list as it is now.
func (t *table[K, R]) all() []R {
	if t.over == nil {
		return t.list
	}
	list := make([]R, 0, t.n)
	for _, r := range t.records() {
		list = append(list, *r)
	}
	return list
}

// writable is a copy whose overlay may be written.
func (t table[K, R]) writable() table[K, R] {
	t.over, t.extra = cloned(t.over), cloned(t.extra)
	return t
}

func (e edges) writable() edges {
	e.over = cloned(e.over)
	return e
}

// cloned is a copy of m, never nil.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return make(map[K]V)
	}
	return maps.Clone(m)
}

// own makes the record of n the overlay's, so that its fields may be set. Its
// lists may be appended to but not written in place.
func (t *table[K, R]) own(n int32) *R {
	r := *t.record(n)
	t.over[n] = &r
	return &r
}

// add appends a record with an id that is not there.
func (t *table[K, R]) add(id K, r R) int32 {
	n := t.n
	t.n++
	t.extra[id] = n
	t.over[n] = &r
	return n
}

// drop deletes the record of n.
func (t *table[K, R]) drop(id K, n int32) {
	t.over[n] = nil
	delete(t.extra, id)
}

// without is list less every v, never nil and never in place.
func without[T comparable](list []T, v T) []T {
	rest := make([]T, 0, len(list))
	for _, x := range list {
		if x != v {
			rest = append(rest, x)
		}
	}
	return slices.Clip(rest)
}
