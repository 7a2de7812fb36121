//go:build unix

package terminal

import (
	"bytes"
	"strings"
)

// A program that knows of synchronized output (mode 2026) says where a frame
// begins and ends; a terminal shows it only when it is whole. The emulator
// doesn't know the mode, so that frames are held back here.
const (
	frameBegins = "\x1b[?2026h"
	frameEnds   = "\x1b[?2026l"
	asksFrames  = "\x1b[?2026$p"
	hasFrames   = "\x1b[?2026;2$y"
)

// frames holds back what is drawn of a frame until all of it has come.
type frames struct{ pending []byte }

// add takes what the program wrote and returns what may be shown of it.
func (f *frames) add(written []byte) []byte {
	f.pending = append(f.pending, written...)
	whole := len(f.pending)
	if begin := bytes.LastIndex(f.pending, []byte(frameBegins)); begin > bytes.LastIndex(f.pending, []byte(frameEnds)) {
		whole = begin
	} else if tail := bytes.LastIndexByte(f.pending, frameBegins[0]); tail >= 0 && strings.HasPrefix(frameBegins, string(f.pending[tail:])) {
		whole = tail // it may become one
	}
	shown := bytes.Clone(f.pending[:whole])
	f.pending = append(f.pending[:0], f.pending[whole:]...)
	return shown
}

// rest is what was held back at the end.
func (f *frames) rest() []byte { return f.pending }
