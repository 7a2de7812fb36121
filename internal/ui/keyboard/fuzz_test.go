package keyboard

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// fed gives bytes to pieces in random cuts, with what waits expired in between
// where slow, and returns all that was passed on.
func fed(all []byte, seed uint64, slow bool) []byte {
	random := rand.New(rand.NewPCG(seed, 1))
	p := pieces{told: func([]byte) {}}
	now := time.Unix(0, 0)
	var out []byte
	for len(all) > 0 {
		n := 1 + random.IntN(min(len(all), 9))
		out = append(out, p.take(all[:n], now)...)
		all = all[n:]
		if slow {
			now = now.Add(time.Duration(random.IntN(2000)) * time.Millisecond)
			out = append(out, p.expire()...)
		}
	}
	out = append(out, p.expire()...)
	return append(out, p.held...)
}

func FuzzPiecesAreWhatTheyAreInOne(f *testing.F) {
	for _, s := range sequences() {
		f.Add([]byte(s+"j"+s), uint64(1))
	}
	f.Fuzz(func(t *testing.T, all []byte, seed uint64) {
		if len(all) > longest {
			return
		}
		p := pieces{told: func([]byte) {}}
		want := p.take(all, time.Unix(0, 0))
		want = append(want, p.expire()...)
		want = append(want, p.held...)
		if got := fed(all, seed, false); !bytes.Equal(got, want) {
			t.Errorf("%q came of %q in pieces, %q in one", got, all, want)
		}
		if got := fed(all, seed, true); len(got) > growth*len(all) {
			t.Errorf("%q came of %q", got, all)
		}
	})
}

func FuzzTypedTextPassesAsItIs(f *testing.F) {
	f.Add("[D O ]11;x äöü 👨‍👩‍👧\r\t\x03", uint64(7))
	f.Fuzz(func(t *testing.T, typed string, seed uint64) {
		if !utf8.ValidString(typed) || strings.ContainsRune(typed, esc) {
			return
		}
		if got := fed([]byte(typed), seed, true); string(got) != typed {
			t.Errorf("%q came of %q", got, typed)
		}
	})
}

func FuzzPastedTextPassesAsItIs(f *testing.F) {
	f.Add("[D\x1b[D\x1b]11;x", "j", uint64(7))
	f.Fuzz(func(t *testing.T, pasted, typed string, seed uint64) {
		if !utf8.ValidString(pasted+typed) || strings.ContainsRune(typed, esc) || strings.ContainsRune(pasted, unicode.ReplacementChar) ||
			strings.Contains(pasted, pasteEnds) || strings.Contains(pasted, pastedEscape) {
			return
		}
		got := string(fed([]byte(pasteBegins+pasted+pasteEnds+typed), seed, false))
		want := pasteBegins + strings.ReplaceAll(pasted, "\x1b", pastedEscape) + pasteEnds + typed
		if got != want {
			t.Errorf("%q came of %q and %q", got, pasted, typed)
		}
	})
}

// However fast it all comes, it finds room in one Read.
func FuzzEveryReadHasRoomForWhatCame(f *testing.F) {
	f.Add([]byte(strings.Repeat("\x1b", 3000)))
	f.Add([]byte(pasteBegins + strings.Repeat("\x1b", 3000)))
	f.Add([]byte("\x1b]1" + strings.Repeat("x", 5000) + "\x1b\\j"))
	f.Fuzz(func(t *testing.T, all []byte) {
		source := &line{coming: make(chan []byte), here: all}
		close(source.coming)
		r := NewReader(source, nil)
		p := make([]byte, Smallest)
		for {
			if n, err := r.Read(p); err != nil {
				return
			} else if n == len(p) {
				t.Fatalf("a Read was filled: %q", p)
			}
		}
	})
}
