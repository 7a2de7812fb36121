package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authzx/internal/text"
)

// Rows that several processors prepare are those that one prepares.
func TestAnIndexOfManyRowsIsThatOfEach(t *testing.T) {
	row := func(i int) (names, others []text.Text) {
		return []text.Text{text.New(fmt.Sprintf("Ann %d", i))}, []text.Text{text.New(strings.Repeat("é", i%7)), text.New("x")}
	}
	for _, n := range []int{0, 1, manyRows - 1, manyRows, 2*manyRows + 1} {
		x := NewNamedIndex(n, row)
		for i := range n {
			if one := NewNamedIndex(1, func(int) (names, others []text.Text) { return row(i) }); x.row(i) != one.row(0) {
				t.Fatalf("row %d of %d is %q, and %q by itself", i, n, x.row(i), one.row(0))
			}
		}
		if x.Len() != n || !slices.IsSorted(x.ends) {
			t.Errorf("%d rows of %d", x.Len(), n)
		}
	}
}
