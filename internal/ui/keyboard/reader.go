// Package keyboard makes whole what a terminal sends in pieces. A slow line may
// deliver the escape at the beginning of a key long before the rest, which would
// then be taken for letters, and letters act.
package keyboard

import (
	"io"
	"time"
)

// Source is where the bytes of a terminal come from.
type Source interface {
	io.Reader
	// Ready waits until a Read would not, at most for d, and reports whether that is so.
	Ready(d time.Duration) bool
}

// Reader reads from a terminal whole characters and whole sequences. A Read may
// give no bytes and no error: what came is the beginning of something.
type Reader struct {
	source Source
	pieces pieces
}

// NewReader makes a Reader. told, unless nil, hears of every sequence that is read.
func NewReader(s Source, told func(sequence []byte)) *Reader {
	if told == nil {
		told = func([]byte) {}
	}
	return &Reader{source: s, pieces: pieces{told: told}}
}

// Smallest is the least room that a Read needs.
const Smallest = 2 * longest

// rounds bounds how often a Read waits for the rest of something.
const rounds = 4

// Read reads what has come, and waits for more only where an escape, or what
// follows one, stands at the end of it.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) < Smallest {
		return 0, io.ErrShortBuffer
	}
	// All that comes of it must find room: there is no later at which to give the rest.
	room := (len(p) - longest) / growth
	out, err := r.more(nil, room*3/4)
	if err != nil {
		return 0, err
	}
	for n := 0; n < rounds && r.pieces.waits() && r.source.Ready(escapeTime); n++ {
		// An error comes again at the next Read.
		if out, err = r.more(out, room/(4*rounds)); err != nil {
			break
		}
	}
	return copy(p, append(out, r.pieces.expire()...)), nil
}

func (r *Reader) more(out []byte, room int) ([]byte, error) {
	buffer := make([]byte, room)
	n, err := r.source.Read(buffer)
	if err != nil && n == 0 {
		return out, err
	}
	return append(out, r.pieces.take(buffer[:n], time.Now())...), nil
}
