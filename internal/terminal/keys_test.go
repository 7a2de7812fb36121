//go:build unix

package terminal

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

// cutKeys are sequences of a terminal, each with a rest that would act if it were
// typed.
func cutKeys() []string {
	return []string{
		"\x1b[D", "\x1bOD", "\x1b[1;5D", "\x1b[3~", "\x1b[15~", "\x1bOS", "\x1b[[D", "\x1b[<0;10;7M", "\x1b[<64;10;7M",
		"\x1b[200~Dqy/\x1b[201~", "\x1b[?1u", "\x1b[?2026;2$y", "\x1b]11;rgb:1e1e/dddd/eeee\x1b\\", "\x1bP>|xterm(390)\x1b\\",
	}
}

// Whatever a slow line cuts in two, no part of it acts as a letter: nothing is opened,
// deleted, filtered or left. The reader's own test has every gap.
func TestNoKeyCutByASlowLineActsAsLetters(t *testing.T) {
	for _, c := range []struct {
		gap  time.Duration
		cuts int // so many from the beginning
	}{{20 * time.Millisecond, 30}, {70 * time.Millisecond, 30}, {900 * time.Millisecond, 2}} {
		for keys := range slices.Chunk(cutKeys(), 5) {
			t.Run(c.gap.String()+" in "+strings.ReplaceAll(keys[0], "\x1b", "ESC"), func(t *testing.T) {
				t.Parallel()
				e := open(t, t.TempDir(), 80, 24, "demo")
				e.shows("61 users")
				e.types("2")
				e.shows("25 groups")
				for _, key := range keys {
					for cut := 1; cut < min(len(key), 1+c.cuts); cut++ {
						e.types(key[:cut])
						time.Sleep(c.gap) // the line is slow
						e.types(key[cut:])
						e.undisturbed("25 groups", "cut after "+strings.ReplaceAll(key[:cut], "\x1b", "ESC"))
					}
				}
			})
		}
	}
}

// undisturbed fails the test unless nothing but the list is there: a question, an
// entry and another screen would each take the key for help otherwise.
func (e explorer) undisturbed(list, when string) {
	e.t.Helper()
	e.types("?")
	e.shows("─ Keys ─")
	e.types("\x1b[27u")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	alone := func(s Screen) bool { return s.Contains(list) && !s.Contains("─ Keys ─") && !s.Contains("Delete") }
	if s, err := e.Wait(ctx, alone); err != nil {
		e.t.Fatalf("%s: %v\n%s", when, err, s)
	}
}
