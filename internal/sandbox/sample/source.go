package sample

import (
	"math/bits"
	"math/rand/v2"
)

// source draws numbers that stay the same for a seed and a purpose, on every
// machine and under every release of Go: it uses nothing of math/rand but the
// generator, whose output is fixed.
type source struct{ pcg *rand.PCG }

// The purposes: each has a stream of its own, so that more groups do not give
// other users.
const (
	forUsers uint64 = iota + 1
	forGroups
	forMembers
	forRoles
	forHolders
)

func newSource(seed, purpose uint64) source {
	return source{rand.NewPCG(seed, purpose*0x9E3779B97F4A7C15)}
}

// below is from 0 up to n-1, each as likely; n is above 0.
func (s source) below(n int) int {
	hi, _ := bits.Mul64(s.pcg.Uint64(), uint64(n))
	return int(hi)
}

// skewed is from 0 up to n-1, the low ones far more often: the first hundredth
// is drawn a tenth of the time.
func (s source) skewed(n int) int {
	u := s.unit()
	return int(u * u * float64(n))
}

// unit is from 0 up to, not including, 1.
func (s source) unit() float64 { return float64(s.pcg.Uint64()>>11) / (1 << 53) }

// chance is true p times in a hundred.
func (s source) chance(p int) bool { return s.below(100) < p }

// mixed is 128 bits that depend on the seed, a kind of thing and its number
// only. It is splitmix64, twice.
func mixed(seed uint64, kind string, n int) (hi, lo uint64) {
	state := seed
	for i := range len(kind) {
		state = state*0x100000001B3 ^ uint64(kind[i])
	}
	state = splitmix(state) + uint64(n)
	return splitmix(state), splitmix(state ^ 0xD1B54A32D192ED03)
}

func splitmix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
