// Package relation holds what a graph is made of once its things have numbers: tables
// of records, relations between numbers, sets of numbers, and what is connected by
// them. Tables and relations may be laid over others, from which they differ in little.
package relation

import (
	"iter"
	"maps"
)

// Table numbers the records of one list. Records that share an id, which a
// raw import can bring about, share a number and are taken as one thing.
type Table[K comparable, R any] struct {
	List []R         // as indexed, in the server's order
	at   map[K]int32 // id -> number
	pos  []int32     // number -> place in list; nil while they are the same
	twin []int32     // place in list -> number; nil while they are the same

	over  map[int32]*R // records changed or added since; nil where deleted
	extra map[K]int32  // ids added since
	N     int32        // how many numbers are in use
}

// TableOf numbers the records of a list by their ids.
func TableOf[K comparable, R any](list []R, id func(*R) K) Table[K, R] {
	t := Table[K, R]{List: list, at: make(map[K]int32, len(list))}
	for i := range list {
		k := id(&list[i])
		if _, ok := t.at[k]; !ok {
			t.at[k] = t.N
			t.pos = append(t.pos, int32(i))
			t.N++
		}
	}
	if int(t.N) == len(list) {
		t.pos = nil
		return t
	}
	t.twin = make([]int32, len(list))
	for i := range list {
		t.twin[i] = t.at[id(&list[i])]
	}
	return t
}

// Twins reports whether two records share an id.
func (t *Table[K, R]) Twins() bool { return t.pos != nil }

// NodeAt is the number of the record at a place of the list.
func (t *Table[K, R]) NodeAt(place int) int32 {
	if t.twin == nil {
		return int32(place)
	}
	return t.twin[place]
}

// Node is the number of an id, if there is a record with it.
func (t *Table[K, R]) Node(id K) (int32, bool) {
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

// Record is the (first) record with a number; nil when it was deleted.
func (t *Table[K, R]) Record(n int32) *R {
	if t.over != nil {
		if r, ok := t.over[n]; ok {
			return r
		}
	}
	if t.pos != nil {
		n = t.pos[n]
	}
	return &t.List[n]
}

// Records yields every record that is there with its number, in order.
func (t *Table[K, R]) Records() iter.Seq2[int32, *R] {
	return func(yield func(int32, *R) bool) {
		for i := range t.List {
			n := t.NodeAt(i)
			r := &t.List[i]
			if t.pos == nil || t.pos[n] == int32(i) {
				// A change to one of several with the same id is a change to the first.
				r = t.Record(n)
			}
			if r != nil && !yield(n, r) {
				return
			}
		}
		for n := t.Indexed(); n < t.N; n++ {
			if r := t.Record(n); r != nil && !yield(n, r) {
				return
			}
		}
	}
}

// Indexed is how many numbers the list itself takes up.
func (t *Table[K, R]) Indexed() int32 { return int32(len(t.at)) }

// All is the list as it is now.
func (t *Table[K, R]) All() []R {
	if t.over == nil {
		return t.List
	}
	list := make([]R, 0, t.N)
	for _, r := range t.Records() {
		list = append(list, *r)
	}
	return list
}

// Writable is a copy whose overlay may be written.
func (t Table[K, R]) Writable() Table[K, R] {
	t.over, t.extra = cloned(t.over), cloned(t.extra)
	return t
}

// cloned is a copy of m, never nil.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return make(map[K]V)
	}
	return maps.Clone(m)
}

// Own makes the record of n the overlay's, so that its fields may be set. Its
// lists may be appended to but not written in place.
func (t *Table[K, R]) Own(n int32) *R {
	r := *t.Record(n)
	t.over[n] = &r
	return &r
}

// Add appends a record with an id that is not there.
func (t *Table[K, R]) Add(id K, r R) int32 {
	n := t.N
	t.N++
	t.extra[id] = n
	t.over[n] = &r
	return n
}

// Drop deletes the record of n.
func (t *Table[K, R]) Drop(id K, n int32) {
	t.over[n] = nil
	delete(t.extra, id)
}

// Collect lists, for each number of a table, what pick finds in its records,
// as numbers; pick skips what is not there by calling nothing. Hint is about how
// many it will find.
func Collect[K comparable, R any](t *Table[K, R], hint int, pick func(r *R, add func(int32))) Edges {
	off := make([]int32, t.N+1)
	to := make([]int32, 0, hint)
	add := func(n int32) { to = append(to, n) }
	if !t.Twins() {
		for i := range t.List {
			pick(&t.List[i], add)
			off[i+1] = int32(len(to))
		}
		return Edges{off: off, to: to}
	}
	places := make([][]int, t.N)
	for i := range t.List {
		places[t.NodeAt(i)] = append(places[t.NodeAt(i)], i)
	}
	for n := range places {
		for _, i := range places[n] {
			pick(&t.List[i], add)
		}
		off[n+1] = int32(len(to))
	}
	return Edges{off: off, to: to}
}
