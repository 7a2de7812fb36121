package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	folded string
	ends   []int
}

// maxSearched is how much of a field can be found, in bytes.
const maxSearched = 4 << 10

// NewIndex prepares n rows; fields gives what of a row can be searched, the
// most telling first. With 100,000 rows run it in a command.
func NewIndex(n int, fields func(row int) []text.Text) *Index {
	return NewNamedIndex(n, func(row int) (names, others []text.Text) { return fields(row), nil })
}

// NewNamedIndex is an index in which letters in sequence are looked for in the names
// alone; the others are found by words, or parts of words of some length, that stand
// in them.
func NewNamedIndex(n int, fields func(row int) (names, others []text.Text)) *Index {
	var b strings.Builder
	write := func(fields []text.Text) {
		for i, field := range fields {
			if i > 0 {
				b.WriteByte(fieldEnd)
			}
			fold(&b, field.Clip(maxSearched).Raw())
		}
	}
	ends := make([]int, n)
	for row := range n {
		names, others := fields(row)
		write(names)
		if len(others) > 0 {
			b.WriteByte(otherFields)
			write(others)
		}
		ends[row] = b.Len()
	}
	return &Index{folded: b.String(), ends: ends}
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
