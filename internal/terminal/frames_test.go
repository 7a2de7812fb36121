//go:build unix

package terminal

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// However the bytes arrive, no screen shows a part of a frame, and none is lost.
func TestFramesAreShownWhole(t *testing.T) {
	const begin, end = "\x1b[?2026h", "\x1b[?2026l"
	all := "a" + begin + "one" + end + "b\x1b[0m" + begin + "two" + end + begin + "three" + end + "c\x1b"
	states := []string{"", "a", "aone", "aoneb", "aoneb\x1b", "aoneb\x1b[", "aoneb\x1b[0", "aoneb\x1b[0m", "aoneb\x1b[0mtwo", "aoneb\x1b[0mtwothree", "aoneb\x1b[0mtwothreec"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var f frames
		shown := ""
		for left := all; left != ""; {
			n := 1 + random.IntN(min(len(left), 9))
			shown += string(f.add([]byte(left[:n])))
			left = left[n:]
			plain := strings.NewReplacer(begin, "", end, "").Replace(shown)
			whole := false
			for _, s := range states {
				whole = whole || s == plain
			}
			if !whole {
				t.Fatalf("%q is shown", shown)
			}
		}
		if shown+string(f.rest()) != all {
			t.Fatalf("%q came of %q", shown+string(f.rest()), all)
		}
	}
}
