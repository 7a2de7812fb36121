package rbac

import "math/bits"

// bitset is a set of small numbers that is cheap to read out in order when
// few are in it: a second level tells which words hold any.
type bitset struct {
	words []uint64
	any   []uint64
}

func newBitset(n int) bitset {
	words := (n + 63) / 64
	return bitset{words: make([]uint64, words), any: make([]uint64, (words+63)/64)}
}

func (b *bitset) add(n int32) {
	w := n >> 6
	b.words[w] |= 1 << (n & 63)
	b.any[w>>6] |= 1 << (w & 63)
}

func (b *bitset) addAll(list []int32) {
	for _, n := range list {
		b.add(n)
	}
}

func (b *bitset) has(n int32) bool { return b.words[n>>6]&(1<<(n&63)) != 0 }

// appendTo appends the numbers in ascending order.
func (b *bitset) appendTo(list []int32) []int32 {
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

// drain is appendTo, and empties the set.
func (b *bitset) drain(list []int32) []int32 {
	list = b.appendTo(list)
	for a, some := range b.any {
		for ; some != 0; some &= some - 1 {
			b.words[a<<6|bits.TrailingZeros64(some)] = 0
		}
		b.any[a] = 0
	}
	return list
}

// count is how many numbers are in the set.
func (b *bitset) count() int {
	n := 0
	for _, w := range b.words {
		n += bits.OnesCount64(w)
	}
	return n
}
