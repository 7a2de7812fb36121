package keyboard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// line is a slow line: each piece comes after a while.
type line struct {
	coming chan []byte
	here   []byte
}

func (l *line) Ready(d time.Duration) bool {
	if len(l.here) > 0 {
		return true
	}
	select {
	case b, open := <-l.coming:
		l.here = b
		return open
	case <-time.After(d):
		return false
	}
}

func (l *line) Read(p []byte) (int, error) {
	if len(l.here) == 0 {
		l.here = <-l.coming
	}
	if len(l.here) == 0 {
		return 0, io.EOF
	}
	n := copy(p, l.here)
	l.here = l.here[n:]
	return n, nil
}

// piece is what comes after a while.
type piece struct {
	after time.Duration
	bytes string
}

// heard is what the explorer hears of the pieces: the events, by their names, as the
// decoder in use makes them.
func heard(t *testing.T, pieces ...piece) []string {
	t.Helper()
	var names []string
	synctest.Test(t, func(t *testing.T) {
		source := &line{coming: make(chan []byte)}
		events, ended := make(chan uv.Event), make(chan error, 1)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		go func() {
			ended <- uv.NewTerminalReader(NewReader(source, nil), "xterm-256color").StreamEvents(ctx, events)
		}()
		go func() {
			for _, p := range pieces {
				time.Sleep(p.after)
				source.coming <- []byte(p.bytes)
			}
			time.Sleep(10 * time.Second)
			close(source.coming)
		}()
		for {
			select {
			case e := <-events:
				names = append(names, fmt.Sprintf("%T %v", e, e))
			case err := <-ended:
				if err != nil && !errors.Is(err, io.EOF) {
					t.Fatal(err)
				}
				return
			}
		}
	})
	return names
}

const escapeKey = "uv.KeyPressEvent esc"

// sequences are what terminals send: keys, clicks, pastes and answers.
func sequences() map[string]string {
	all := map[string]string{
		"keypad 1": "\x1b[57400u", "keypad 1 with the lock": "\x1b[57400;129u", "ctrl+c": "\x1b[99;5u", "ctrl+c of xterm": "\x1b[27;5;99~",
		"the escape key": "\x1b[27u", "shift+tab": "\x1b[Z", "alt+up": "\x1b\x1b[A", "alt+up of rxvt": "\x1b\x1bOA", "ctrl+up": "\x1b[1;5A",
		"a press": "\x1b[<0;10;7M", "a release": "\x1b[<0;10;7m", "a notch of the wheel": "\x1b[<64;10;7M", "a click of old": "\x1b[M *'",
		"a function key of Linux": "\x1b[[A", "shift+delete of rxvt": "\x1b[3$", "a key of Windows": "\x1b[65;30;97;1;0;1_",
		"the answer about synchronized output": "\x1b[?2026;2$y", "the answer about characters": "\x1b[?2027;1$y", "the answer about keys": "\x1b[?1u",
		"the answer what it is": "\x1b[?62;22c", "the second answer": "\x1b[>41;354;0c", "where the cursor is": "\x1b[24;80R",
		"its size": "\x1b[8;24;80t", "it has the focus": "\x1b[I", "it has lost it": "\x1b[O",
		"the background": "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "the foreground": "\x1b]10;rgb:ffff/ffff/ffff\x07", "the clipboard": "\x1b]52;c;ZGVhZA==\x1b\\",
		"its name": "\x1bP>|xterm(390)\x1b\\", "what it can do": "\x1bP1+r5463\x1b\\", "graphics": "\x1b_Gi=1;OK\x1b\\",
		"a paste": "\x1b[200~Dqy j\x1b[201~", "a paste of several lines": "\x1b[200~D\nÄq\x1b[201~", "nothing pasted": "\x1b[200~\x1b[201~",
		"a paste in eight bits": "\x9b200~Dq\x1b[201~", "left in eight bits": "\x9bD",
	}
	for _, final := range "ABCDEFHPQS" {
		all["key "+string(final)] = "\x1b[" + string(final)
		all["key with shift "+string(final)] = "\x1b[1;2" + string(final)
	}
	for _, final := range "ABCDEFHMPQRSXjklmnopqrstuvwxy" {
		all["application key "+string(final)] = "\x1bO" + string(final)
	}
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 17, 21, 23, 24, 25, 34} {
		all[fmt.Sprint("numbered key ", n)] = fmt.Sprintf("\x1b[%d~", n)
		all[fmt.Sprint("numbered key with ctrl ", n)] = fmt.Sprintf("\x1b[%d;5~", n)
	}
	return all
}

// void reports whether a sequence is dropped when its escape has acted.
func void(events []string) bool {
	for _, kind := range []string{"uv.KeyPress", "uv.Mouse", "uv.CursorPosition", "uv.Unknown"} {
		if strings.HasPrefix(fmt.Sprint(events), "["+kind) {
			return true
		}
	}
	return false
}

func TestASequenceCutAnywhereIsNoLetter(t *testing.T) {
	t.Parallel()
	gaps := []time.Duration{20, 45, 50, 55, 70, 150, 400, 900}
	for name, s := range sequences() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := heard(t, piece{0, s})
			for cut := 1; cut < len(s); cut++ {
				for _, gap := range gaps {
					gap *= time.Millisecond
					got := heard(t, piece{0, s[:cut]}, piece{gap, s[cut:]})
					want := whole
					if strings.Trim(s[:cut], "\x1b") == "" && gap >= escapeTime {
						want = slices.Repeat([]string{escapeKey}, cut)
						if rest := heard(t, piece{0, s[cut:]}); s[cut] == '\x1b' {
							want = append(want, rest...)
						} else if !void(whole) {
							want = append(want, whole...)
						}
					}
					if !slices.Equal(got, want) {
						t.Errorf("cut after %q for %v: heard %q, want %q", s[:cut], gap, got, want)
					}
				}
			}
		})
	}
}

func TestASequenceInThreePiecesIsNoLetter(t *testing.T) {
	t.Parallel()
	for name, s := range sequences() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := heard(t, piece{0, s})
			for first := 2; first < len(s); first++ {
				for second := first + 1; second < len(s); second++ {
					if strings.Trim(s[:first], "\x1b") == "" {
						continue
					}
					got := heard(t, piece{0, s[:first]}, piece{70 * time.Millisecond, s[first:second]}, piece{300 * time.Millisecond, s[second:]})
					if fmt.Sprint(got) != fmt.Sprint(whole) {
						t.Errorf("cut after %q and %q: heard %q, want %q", s[:first], s[:second], got, whole)
					}
				}
			}
		})
	}
}

func TestWhatIsTypedByHandActs(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		pieces []piece
		want   string
	}{
		"text":                                {[]piece{{0, "Dü["}}, "D ü ["},
		"a lone escape":                       {[]piece{{0, "\x1b"}}, "esc"},
		"an escape and a bracket":             {[]piece{{0, "\x1b"}, {120 * ms, "["}}, "esc ["},
		"an escape, a bracket and a letter":   {[]piece{{0, "\x1b"}, {120 * ms, "["}, {120 * ms, "D"}}, "esc [ D"},
		"an escape and a capital":             {[]piece{{0, "\x1b"}, {120 * ms, "O"}}, "esc O"},
		"an escape and the other bracket":     {[]piece{{0, "\x1b"}, {120 * ms, "]"}}, "esc ]"},
		"an escape and text":                  {[]piece{{0, "\x1b"}, {120 * ms, "D"}, {30 * ms, "j"}}, "esc D j"},
		"an escape, and a sequence's end":     {[]piece{{0, "\x1b"}, {2000 * ms, "[D"}}, "esc [ D"},
		"two escapes":                         {[]piece{{0, "\x1b\x1b"}}, "esc esc"},
		"an escape held down":                 {[]piece{{0, "\x1b"}, {30 * ms, "\x1b"}, {30 * ms, "\x1b"}, {30 * ms, "\x1b"}, {30 * ms, "\x1b"}, {30 * ms, "\x1b"}, {30 * ms, "\x1b"}}, "esc esc esc esc esc esc esc"},
		"a key with alt":                      {[]piece{{0, "\x1bx"}}, "alt+x"},
		"a letter of two bytes, cut":          {[]piece{{0, "\xc3"}, {400 * ms, "\xa4"}}, "ä"},
		"ctrl+c amid a sequence":              {[]piece{{0, "\x1b[12;"}, {400 * ms, "\x03"}}, "ctrl+c"},
		"ctrl+c amid an answer":               {[]piece{{0, "\x1b]11;rgb"}, {400 * ms, "\x03"}}, "ctrl+c"},
		"letters after an answer without end": {[]piece{{0, "\x1b]11;rgb"}, {6000 * ms, "j"}}, "j"},
		"a bracket with alt, and a letter":    {[]piece{{0, "\x1b["}, {6000 * ms, "j"}}, "j"},
		"another bracket with alt":            {[]piece{{0, "\x1b]"}, {400 * ms, "j"}}, "j"},
		"an escape, then left cut":            {[]piece{{0, "\x1b"}, {200 * ms, "\x1b["}, {200 * ms, "D"}}, "esc left"},
		"left twice, cut in the second":       {[]piece{{0, "\x1b[D\x1b"}, {200 * ms, "[Dj"}}, "left esc j"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, e := range heard(t, c.pieces...) {
				got = append(got, strings.TrimPrefix(e, "uv.KeyPressEvent "))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("heard %q, want %q", got, c.want)
			}
		})
	}
}

func TestALoneEscapeActsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &line{coming: make(chan []byte, 1)}
		source.coming <- []byte("\x1b")
		began := time.Now()
		buffer := make([]byte, 4096)
		n, err := NewReader(source, nil).Read(buffer)
		if string(buffer[:n]) != theEscape || err != nil || time.Since(began) > escapeTime {
			t.Errorf("%q after %v: %v", buffer[:n], time.Since(began), err)
		}
	})
}

func TestAPasteArrivesAsItIs(t *testing.T) {
	t.Parallel()
	for name, pasted := range map[string]string{
		"an escape":                  "a\x1bb",
		"a sequence":                 "a\x1b[Db\x1b[3~",
		"an answer without end":      "\x1b]11;x",
		"the beginning of another":   "\x1b[200~x",
		"control characters":         "a\x00\x03\x07\r\n\tb\x7f",
		"characters of eight bits":   "a\u0085\u009bDb",
		"a family":                   "👨‍👩‍👧 Ä",
		"more than a read may hold":  strings.Repeat("0123456789\x1bäöü", 4000),
		"something like its own end": "\x1b[201\x1b[20",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := heard(t, piece{0, pasteBegins + pasted + pasteEnds}, piece{time.Second, "j"})
			want := []string{"uv.PasteStartEvent {}", "uv.PasteEvent " + pasted, "uv.PasteEndEvent {}", "uv.KeyPressEvent j"}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("heard %.200q, want %.200q", got, want)
			}
		})
	}
}

func TestAFailureOfTheTerminalIsPassedOn(t *testing.T) {
	source := &line{coming: make(chan []byte)}
	close(source.coming)
	if _, err := NewReader(source, nil).Read(make([]byte, 4096)); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	if _, err := NewReader(source, nil).Read(make([]byte, 10)); !errors.Is(err, io.ErrShortBuffer) {
		t.Error(err)
	}
}
