// Package racing lets tests do less under the race detector where it can find nothing: in
// long walks by one goroutine, and where what runs is built without it. The run without
// it has them whole.
package racing

import "testing"

// Sample is all of some cases; under the race detector every nth, beginning with the first.
func Sample[T any](t testing.TB, n int, all []T) []T {
	t.Helper()
	if !On {
		return all
	}
	var some []T
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	t.Logf("with the race detector %d of %d cases: all are run without", len(some), len(all))
	return some
}

// Fewer is how many of n like cases are tried: under the race detector a quarter.
func Fewer(n int) int {
	if On {
		return n / 4
	}
	return n
}

// Skip ends a test under the race detector, and says why.
func Skip(t testing.TB, why string) {
	t.Helper()
	if On {
		t.Skipf("%s: it is run without the race detector", why)
	}
}
