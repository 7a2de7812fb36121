package relation

import "math/bits"

// Set is a set of small numbers that is cheap to read out in order when
// few are in it: a second level tells which words hold any.
type Set struct {
	words []uint64
	any   []uint64
}

// NewSet is an empty set of numbers below n.
func NewSet(n int) Set {
	words := (n + 63) / 64
	return Set{words: make([]uint64, words), any: make([]uint64, (words+63)/64)}
}

// Add puts a number in.
func (b *Set) Add(n int32) {
	w := n >> 6
	b.words[w] |= 1 << (n & 63)
	b.any[w>>6] |= 1 << (w & 63)
}

// AddAll puts numbers in.
func (b *Set) AddAll(list []int32) {
	for _, n := range list {
		b.Add(n)
	}
}

// Has reports whether a number is in the set.
func (b *Set) Has(n int32) bool { return b.words[n>>6]&(1<<(n&63)) != 0 }

// AppendTo appends the numbers in ascending order.
func (b *Set) AppendTo(list []int32) []int32 {
	for a, some := range b.any {
		for ; some != 0; some &= some - 1 {
			w := a<<6 | bits.TrailingZeros64(some)
			for word := b.words[w]; word != 0; word &= word - 1 {
				list = append(list, int32(w<<6|bits.TrailingZeros64(word)))
			}
		}
	}
	return list
}

// Drain is AppendTo, and empties the set.
func (b *Set) Drain(list []int32) []int32 {
	list = b.AppendTo(list)
	for a, some := range b.any {
		for ; some != 0; some &= some - 1 {
			b.words[a<<6|bits.TrailingZeros64(some)] = 0
		}
		b.any[a] = 0
	}
	return list
}

// Count is how many numbers are in the set.
func (b *Set) Count() int {
	n := 0
	for _, w := range b.words {
		n += bits.OnesCount64(w)
	}
	return n
}
