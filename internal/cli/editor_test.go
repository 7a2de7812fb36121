//go:build unix

package cli

import (
	"syscall"
	"testing"
)

func TestTheBodyOfARequestIsWrittenInAnEditor(t *testing.T) {
	w := newWorld(t)
	// An editor of which every key is known: it writes one text.
	w.Set("EDITOR", "cp "+w.File("written.json", `{"name":"From the editor","description":"d"}`))
	s := w.opened("demo")
	s.shows("61 users")
	s.types("8/POST /groups\r\r")
	s.shows("Everybody who books")
	s.types("\x0f")
	s.shows("From the editor")
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.code()
}
