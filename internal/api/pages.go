package api

import (
	"strconv"

	"authzx/internal/endpoint"
)

// Page asks for one page of a list. The zero value is the first page of the
// server's usual size.
type Page struct {
	Number int // from 1; 0 is the first as well
	Size   int // rows; 0 leaves it to the server
}

func (p Page) query() []endpoint.Pair {
	var pairs []endpoint.Pair
	if p.Size > 0 {
		pairs = append(pairs, endpoint.Pair{Name: "per_page", Value: strconv.Itoa(p.Size)})
	}
	if p.Number > 0 {
		pairs = append(pairs, endpoint.Pair{Name: "page", Value: strconv.Itoa(p.Number)})
	}
	return pairs
}

// seen drops what was there before, by id.
type seen[K comparable] map[K]bool

// fresh are the rows whose key is new; it writes over rows.
func fresh[K comparable, T any](s seen[K], rows []T, key func(T) K) []T {
	kept := rows[:0]
	for _, row := range rows {
		if k := key(row); !s[k] {
			s[k] = true
			kept = append(kept, row)
		}
	}
	return kept
}
