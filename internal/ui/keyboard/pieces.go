package keyboard

import (
	"bytes"
	"time"
	"unicode/utf8"
)

const (
	// escapeTime is how long an escape waits for the rest of a sequence before it is
	// the key.
	escapeTime = 50 * time.Millisecond
	// restTime is how long after an escape that was taken for the key its rest may
	// still come: a second, and what a busy machine adds to that.
	restTime = 1200 * time.Millisecond
	// pieceTime is how long the rest of a sequence may take that is plainly one.
	pieceTime = 5 * time.Second
	// longest is what is kept of a sequence; no answer that is asked for is longer.
	longest = 1024
)

const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
	// theEscape and pastedEscape are the key and the character as nothing that
	// follows can be taken for their rest.
	theEscape    = "\x1b[27u"
	pastedEscape = "\x1b[27;1;27u"
)

// growth is how many bytes may come of one.
const growth = len(pastedEscape)

// pieces puts together again what came in pieces. Only whole characters and
// whole sequences leave it.
type pieces struct {
	held    []byte
	came    time.Time // when the last of held came
	acted   time.Time // when an escape came that was the key and may have been more
	orphan  bool      // that escape stands at the beginning of held
	cut     bool      // held has lost its middle: there was too much
	pasting bool
	// told hears of every sequence that passes.
	told func(sequence []byte)
}

// take adds what came and returns what can be passed on.
func (p *pieces) take(in []byte, now time.Time) []byte {
	out := p.forget(now)
	if len(in) == 0 {
		return out
	}
	if len(p.held) == 0 && !p.acted.IsZero() && now.Sub(p.acted) <= restTime && isRest(in) {
		p.held, p.orphan = append(p.held, esc), true
	}
	p.acted = time.Time{}
	p.held, p.came = append(p.held, in...), now
	for more := true; more && len(p.held) > 0; {
		if p.pasting {
			out, more = p.paste(out)
		} else {
			out, more = p.next(out)
		}
	}
	p.shorten()
	return out
}

// waits reports whether what is held becomes something else when nothing follows
// soon.
func (p *pieces) waits() bool {
	return len(p.held) > 0 && !p.pasting && (len(bytes.Trim(p.held, "\x1b")) == 0 || p.orphan && len(p.held) == 2)
}

// expire is what that becomes.
func (p *pieces) expire() []byte {
	var out []byte
	switch {
	case !p.waits():
	case p.orphan:
		out = append(out, p.held[1:]...) // typed by hand
		p.drop(len(p.held))
	default:
		out = bytes.Repeat([]byte(theEscape), len(p.held))
		p.acted = p.came
		p.drop(len(p.held))
	}
	return out
}

// isRest reports whether in begins as what an escape has begun would go on, and not
// as a person types.
func isRest(in []byte) bool {
	if !bytes.ContainsAny(in[:1], "[OP]_") {
		return false
	}
	n, f := unit(append([]byte{esc}, in...))
	if in[0] == 'O' && f == sequence {
		return bytes.IndexByte([]byte("ABCDEFHIMPQRSXjklmnopqrstuvwxy"), in[n-2]) >= 0
	}
	return f == partial || f == sequence
}

// next passes the first unit of what is held on; more is false when its rest has
// to come.
func (p *pieces) next(out []byte) ([]byte, bool) {
	n, f := unit(p.held)
	whole := current(p.held[:n])
	switch f {
	case partial:
		return out, false
	case plain:
		out = append(out, whole...)
	case escape:
		out = append(out, theEscape...)
	case sequence:
		if !p.cut && (!p.orphan || isMessage(whole)) {
			out = append(out, whole...)
			p.pasting = string(whole) == pasteBegins
			p.told(whole)
		}
	}
	p.drop(n)
	return out, true
}

// current writes a sequence as terminals do today: in seven bits, and the function
// keys of Linux, of which the decoder takes the last byte for a letter, by number.
func current(b []byte) []byte {
	if len(b) > 1 && isControl(b[0]) {
		b = append([]byte{esc, b[0] - 0x40}, b[1:]...)
	}
	if key, is := bytes.CutPrefix(b, []byte("\x1b[[")); is && len(key) == 1 {
		return []byte{esc, '[', '1', key[0] - 'A' + '1', '~'}
	}
	return b
}

// isMessage reports whether a sequence is more than a key or a click. Those are void
// when their escape has acted: what they were meant for may be gone.
func isMessage(s []byte) bool {
	if !bytes.HasPrefix(s, []byte("\x1b[")) {
		return s[1] != 'O'
	}
	last := s[len(s)-1]
	return s[2] == '?' || s[2] == '>' || string(s) == pasteBegins || string(s) == pasteEnds || bytes.IndexByte([]byte("ctnyIO"), last) >= 0
}

// paste passes on what was pasted, character for character, up to its end.
func (p *pieces) paste(out []byte) ([]byte, bool) {
	before, _, ended := bytes.Cut(p.held, []byte(pasteEnds))
	if ended {
		out = append(quoted(out, before), pasteEnds...)
		p.pasting = false
		p.drop(len(before) + len(pasteEnds))
		return out, true
	}
	kept := unfinished(p.held)
	n := len(p.held) - kept
	out = quoted(out, p.held[:n])
	p.drop(n)
	return out, false
}

// unfinished is the length of what at the end of b may become a character or the
// end of a paste.
func unfinished(b []byte) int {
	for n := min(len(b), len(pasteEnds)-1); n > 0; n-- {
		tail := b[len(b)-n:]
		if bytes.HasPrefix([]byte(pasteEnds), tail) || utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			return n
		}
	}
	return 0
}

// quoted adds what was pasted such that no byte of it is taken for a key; what is no
// text is left out.
func quoted(out, pasted []byte) []byte {
	for len(pasted) > 0 {
		r, size := utf8.DecodeRune(pasted)
		switch {
		case r == esc:
			out = append(out, pastedEscape...)
		case r != utf8.RuneError:
			out = append(out, pasted[:size]...)
		}
		pasted = pasted[size:]
	}
	return out
}

// forget gives up what has waited for its rest too long.
func (p *pieces) forget(now time.Time) []byte {
	if len(p.held) == 0 || p.pasting || now.Sub(p.came) <= pieceTime {
		return nil
	}
	var out []byte
	if p.held[0] != esc && !isControl(p.held[0]) {
		out = bytes.Clone(p.held) // of a character; what is missing of it is not ours to say
	}
	p.drop(len(p.held))
	return out
}

// shorten bounds what is held of a sequence; one that was longer is dropped once
// it is whole.
func (p *pieces) shorten() {
	if n := len(p.held); n > longest {
		p.held = append(p.held[:3], p.held[n-1])
		p.cut = true
	}
}

func (p *pieces) drop(n int) {
	p.held = append(p.held[:0], p.held[n:]...)
	p.orphan, p.cut = false, false
}
