package widget

import (
	"slices"
	"strings"

	"authzx/internal/text"
)

// jsonSearch is what was searched for last. The folded text of the document is
// made once, when it is first needed.
type jsonSearch struct {
	index *Index
	query Query
	hits  []int32
}

// Search looks for words in keys and simple values, without regard to case, and
// goes to the first hit from the cursor on. It gives the number of hits. An
// empty text ends the search.
func (j *JSON) Search(t text.Text) int {
	query := Query{}
	if word := folded(t.Raw()); word != "" {
		query.terms = []term{{word: word, runes: []rune(word)}}
	}
	j.look(query)
	j.next(0, 1)
	return len(j.search.hits)
}

// look finds all hits.
func (j *JSON) look(query Query) {
	j.search.query = query
	j.search.hits = nil
	if j.doc == nil || len(query.terms) == 0 {
		return
	}
	if j.search.index == nil {
		j.search.index = j.doc.index()
	}
	for id := range j.doc.nodes {
		if strings.Contains(j.search.index.row(id), query.terms[0].word) {
			j.search.hits = append(j.search.hits, int32(id))
		}
	}
}

func (d *Document) index() *Index {
	return NewIndex(len(d.nodes), func(row int) []text.Text {
		fields := make([]text.Text, 0, 2)
		if key, ok := d.key(int32(row)); ok {
			fields = append(fields, key)
		}
		if s, ok := d.stringAt(int32(row)); ok {
			return append(fields, s)
		}
		if !d.container(int32(row)) {
			fields = append(fields, text.New(string(d.token(&d.nodes[row]))))
		}
		return fields
	})
}

// Next goes to the next hit, Prev to the one before; both go round and unfold
// what hides it. False when there is none.
func (j *JSON) Next() bool { return j.next(1, 1) }

// Prev goes to the hit before the cursor.
func (j *JSON) Prev() bool { return j.next(-1, -1) }

// Hits is the number of hits, and which of them the cursor is on, counted from
// 1; 0 where it is on none.
func (j *JSON) Hits() (at, n int) {
	if id, ok := j.node(); ok {
		if i, hit := slices.BinarySearch(j.search.hits, id); hit {
			at = i + 1
		}
	}
	return at, len(j.search.hits)
}

// next goes to the first hit in a direction, from so many values off the cursor.
func (j *JSON) next(offset int32, direction int) bool {
	id, ok := j.node()
	if !ok || len(j.search.hits) == 0 {
		return false
	}
	at, exact := slices.BinarySearch(j.search.hits, id+offset)
	if direction < 0 && !exact {
		at--
	}
	n := len(j.search.hits)
	to := j.search.hits[(at+n)%n]
	for up := j.doc.nodes[to].parent; up >= 0; up = j.doc.nodes[up].parent {
		j.folded[up] = false
	}
	j.show(to)
	return true
}
