package widget

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"authzx/internal/routine"
	"authzx/internal/text"
	"github.com/junegunn/fzf/src/algo"
)

// fieldEnd stands between the fields of a row, otherFields before those that are
// no names: nothing that is typed matches them.
const (
	fieldEnd    = '\x00'
	otherFields = '\x01'
)

// Index is the searchable text of many rows, folded beforehand: lower case,
// without accents. It is immutable and may be searched by several goroutines.
// The zero value has no rows.
type Index struct {
	// folded is all rows in one string, which costs no header for each of them;
	// row i ends at ends[i].
	folded  string
	ends    []int
	columns []*IndexColumn
}

// IndexColumn is what can be looked for by itself, by its name and a colon.
type IndexColumn struct {
	Title Words
	Names []string // by which it is known beside the title
	// Number says that the first of its fields is a number, such as that of the others.
	Number bool
	// Fields are what stands there in a row.
	Fields func(row int) []text.Text

	once  sync.Once
	index atomic.Pointer[Index]
}

// read makes the column's own index, which takes a while in a long list.
func (c *IndexColumn) read(n int) *Index {
	c.once.Do(func() { c.index.Store(newFields(n, c.Fields)) })
	return c.index.Load()
}

// SetColumns gives an index that nobody has searched yet the columns that can be named.
// What they hold is read when they are first named.
func (x *Index) SetColumns(columns []*IndexColumn) { x.columns = columns }

// column is the place, counted from 1, of the column that is meant by a folded word: by its
// name or title, by the beginning of one, or of a word in its title; 0 for none.
func (x *Index) column(word string) int {
	same := func(name string) bool { return name == word || name == word+"s" || name+"s" == word }
	begins := func(name string) bool { return strings.HasPrefix(name, word) }
	inside := func(name string) bool { return slices.ContainsFunc(strings.Fields(name), begins) }
	for _, fits := range []func(string) bool{same, begins, inside} {
		for i, c := range x.columns {
			if fits(folded(string(c.Title))) || slices.ContainsFunc(c.Names, fits) {
				return i + 1
			}
		}
	}
	return 0
}

// Unread reports whether a query names columns that were not read yet, and Read reads
// them: in a long list run it in a command.
func (x *Index) Unread(q Query) bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return t.column > 0 && x.columns[t.column-1].index.Load() == nil })
}

// Read reads the columns that a query names.
func (x *Index) Read(q Query) {
	for _, t := range q.terms {
		if t.column > 0 {
			x.columns[t.column-1].read(x.Len())
		}
	}
}

// maxSearched is how much of a field can be found, in bytes.
const maxSearched = 4 << 10

// NewIndex prepares n rows; fields gives what of a row can be searched, the
// most telling first; of many rows, of several at once. With 100,000 rows run it in a command.
func NewIndex(n int, fields func(row int) []text.Text) *Index {
	return NewNamedIndex(n, func(row int) (names, others []text.Text) { return fields(row), nil })
}

// NewNamedIndex is an index in which letters in sequence are looked for in the names
// alone; the others are found by words, or parts of words of some length, that stand
// in them.
func NewNamedIndex(n int, fields func(row int) (names, others []text.Text)) *Index {
	return written(n, func(b *strings.Builder, row int) {
		names, others := fields(row)
		writeFields(b, names)
		if len(others) > 0 {
			b.WriteByte(otherFields)
			writeFields(b, others)
		}
	})
}

// manyRows is from how many rows on all processors make an index.
const manyRows = 5_000

// written is an index of what write writes of each row.
func written(n int, write func(b *strings.Builder, row int)) *Index {
	x := &Index{ends: make([]int, n)}
	type part struct {
		folded   string
		from, to int
	}
	some := func(from, to int) part {
		var b strings.Builder
		for row := from; row < to; row++ {
			write(&b, row)
			x.ends[row] = b.Len()
		}
		return part{b.String(), from, to}
	}
	if n < manyRows {
		x.folded = some(0, n).folded
		return x
	}
	var whole strings.Builder
	for _, p := range routine.Share(n, some) {
		for row := p.from; row < p.to; row++ {
			x.ends[row] += whole.Len()
		}
		whole.WriteString(p.folded)
	}
	x.folded = whole.String()
	return x
}

func writeFields(b *strings.Builder, fields []text.Text) {
	for i, field := range fields {
		if i > 0 {
			b.WriteByte(fieldEnd)
		}
		fold(b, field.Clip(maxSearched).Raw())
	}
}

// Len is the number of rows.
func (x *Index) Len() int {
	if x == nil {
		return 0
	}
	return len(x.ends)
}

func (x *Index) row(i int) string {
	from := 0
	if i > 0 {
		from = x.ends[i-1]
	}
	return x.folded[from:x.ends[i]]
}

// newFields is an index of fields that are looked through one by one, whole.
func newFields(n int, fields func(row int) []text.Text) *Index {
	return written(n, func(b *strings.Builder, row int) { writeFields(b, fields(row)) })
}

// fold writes s as it is compared.
func fold(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == fieldEnd, c == otherFields:
				c = ' '
			}
			b.WriteByte(c)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b.WriteByte(s[i])
		} else if f, ok := foldRune(r); ok {
			b.WriteRune(f)
		}
		i += size
	}
}

// foldRune is what r is compared as; false for a combining accent, which is not
// compared at all.
func foldRune(r rune) (rune, bool) {
	if 0x300 <= r && r <= 0x36F {
		return 0, false
	}
	return algo.NormalizeRunes([]rune{unicode.ToLower(r)})[0], true
}

func folded(s string) string {
	var b strings.Builder
	fold(&b, s)
	return b.String()
}
