//go:build unix

package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
)

// patience is how long a test waits for what must come: a busy machine may take a while.
const patience = 2 * time.Minute

// terminal is authzx in a terminal of its own.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	file *os.File

	mu      sync.Mutex
	screen  *vt.Emulator
	raw     strings.Builder
	changed chan struct{} // closed and renewed at each change of the screen
	ended   chan struct{}
	drained chan struct{} // closed when all that was written is on the screen
}

// opened runs authzx in a terminal of 80x24.
func (w *world) opened(args ...string) *terminal {
	w.T.Helper()
	self, err := os.Executable()
	if err != nil {
		w.T.Fatal(err)
	}
	return w.openedAs(exec.Command(self, args...))
}

// script runs a shell script in a terminal; "$0" in it is authzx.
func (w *world) script(script string) *terminal {
	w.T.Helper()
	self, err := os.Executable()
	if err != nil {
		w.T.Fatal(err)
	}
	return w.openedAs(exec.Command("/bin/sh", "-c", script, self))
}

func (w *world) openedAs(cmd *exec.Cmd) *terminal {
	w.T.Helper()
	cmd.Env = append([]string{"AUTHZX_TEST_PROGRAM=1", "HOME=" + w.Env.Home, "PATH=" + os.Getenv("PATH")}, w.Env.Environ...)
	opened, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		w.T.Fatal(err)
	}
	file := closable(w.T, opened)
	s := &terminal{t: w.T, cmd: cmd, file: file, screen: vt.NewEmulator(80, 24), changed: make(chan struct{}), ended: make(chan struct{}), drained: make(chan struct{})}
	var reading, answering sync.WaitGroup
	reading.Go(s.read)
	answering.Go(func() { _, _ = io.Copy(file, s.screen) })
	go func() {
		defer close(s.ended)
		_ = cmd.Wait()
	}()
	w.T.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = file.Close()
		reading.Wait()
		if pipe, ok := s.screen.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
		}
		answering.Wait()
	})
	return s
}

// closable is the same terminal, such that closing it ends a read that waits.
func closable(t *testing.T, file *os.File) *os.File {
	t.Helper()
	fd, err := unix.Dup(int(file.Fd()))
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	return os.NewFile(uintptr(fd), "terminal")
}

func (s *terminal) read() {
	defer close(s.drained)
	buffer := make([]byte, 1<<16)
	for {
		n, err := s.file.Read(buffer)
		s.mu.Lock()
		s.raw.Write(buffer[:n])
		_, _ = s.screen.Write(buffer[:n])
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *terminal) look() (screen string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String(), s.changed
}

// shows waits until the screen shows all of the texts.
func (s *terminal) shows(texts ...string) string {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		screen, changed := s.look()
		missing := ""
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				missing = text
			}
		}
		if missing == "" {
			return screen
		}
		select {
		case <-changed:
		case <-deadline:
			s.t.Fatalf("the screen does not show %q:\n%s", missing, screen)
		}
	}
}

func (s *terminal) types(keys string) {
	s.t.Helper()
	if _, err := s.file.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// code waits for the end of the program.
func (s *terminal) code() int {
	s.t.Helper()
	select {
	case <-s.ended:
		<-s.drained
		return s.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		screen, _ := s.look()
		s.t.Fatalf("the program does not end:\n%s", screen)
		return 0
	}
}

// restored reports what of the terminal was not given back.
func (s *terminal) restored() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw := s.raw.String()
	for _, mode := range []string{"?1049", "?25", "?2004"} {
		on, off := mode+"h", mode+"l"
		if mode == "?25" {
			on, off = off, on
		}
		if strings.LastIndex(raw, on) > strings.LastIndex(raw, off) {
			return fmt.Errorf("the mode %s is left set", mode)
		}
	}
	return nil
}

func TestTheExplorerOpensOnEveryKindOfSource(t *testing.T) {
	w, _ := connected(t)
	saved := w.File("saved.json", "")
	if got := w.run("snapshot", saved); got.code != 0 {
		t.Fatal(got.stderr)
	}
	for name, args := range map[string][]string{
		"the demo":         {"demo"},
		"a generated demo": {"demo", "--users", "300", "--groups", "40"},
		"a profile":        nil,
		"a snapshot":       {"--snapshot", saved, "--read-only"},
	} {
		t.Run(name, func(t *testing.T) {
			alone := &world{&clitest.World{T: t, Env: w.Env}}
			if name != "a profile" {
				alone = newWorld(t)
			}
			s := alone.opened(args...)
			s.shows(" users")
			s.types("2")
			s.shows(" groups")
			s.types("qq")
			if code := s.code(); code != 0 {
				screen, _ := s.look()
				t.Errorf("code %d\n%s", code, screen)
			}
			if err := s.restored(); err != nil {
				t.Error(err)
			}
			if left, _ := os.ReadDir(alone.Env.Home); name != "a profile" && len(left) != 0 {
				t.Errorf("it left %v behind", left)
			}
		})
	}
}

func TestASignalEndsTheExplorerInOrder(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT} {
		t.Run(signal.String(), func(t *testing.T) {
			s := newWorld(t).opened("demo")
			s.shows("61 users")
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if code := s.code(); code != command.Interrupted {
				t.Errorf("code %d", code)
			}
			if err := s.restored(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNoExplorerOutlivesItsTerminal(t *testing.T) {
	for name, script := range map[string]string{
		"the usual way":                  `exec "$0" demo`,
		"hangups are ignored":            `trap "" HUP; exec "$0" demo`,
		"hangups are ignored by a shell": `trap "" HUP; "$0" demo; true`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newWorld(t).script(script)
			s.shows("61 users")
			if err := s.file.Close(); err != nil {
				t.Fatal(err)
			}
			s.code()
		})
	}
}

func TestTheExplorerCanBeSuspendedAndResumed(t *testing.T) {
	for name, stop := range map[string]func(s *terminal){
		"by the key": func(s *terminal) { s.types("\x1a") },
		"by a signal": func(s *terminal) {
			// Only authzx is in its group: the shell has given it one of its own.
			group, err := foreground(s.file)
			if err != nil {
				s.t.Fatal(err)
			}
			if err := syscall.Kill(-group, syscall.SIGTSTP); err != nil {
				s.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWorld(t).script(`set -m; "$0" demo; echo "stopped with $?"; read line; fg >/dev/null; echo "ended with $?"`)
			s.shows("61 users")
			stop(s)
			s.shows("stopped with ")
			if err := s.restored(); err != nil {
				t.Error(err)
			}
			s.types("\n")
			s.shows("61 users")
			s.types("q")
			s.shows("ended with 0")
			s.code()
		})
	}
}

func TestWhereNoShellCouldResumeItTheExplorerIsNotSuspended(t *testing.T) {
	s := newWorld(t).opened("demo")
	s.shows("61 users")
	s.types("\x1a2")
	s.shows("25 groups")
	s.types("qq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
}

// foreground is the group of processes that a terminal takes its keys to.
func foreground(file *os.File) (int, error) {
	return unix.IoctlGetInt(int(file.Fd()), unix.TIOCGPGRP)
}

func TestATerminalThatCanNotDrawGetsOneClearLine(t *testing.T) {
	w := newWorld(t)
	w.Set("TERM", "dumb")
	s := w.opened("demo")
	if code := s.code(); code != command.Usage {
		t.Errorf("code %d", code)
	}
	s.shows("can't run on this terminal")
}

func TestASecretIsTypedWithoutEcho(t *testing.T) {
	w, _ := connected(t)
	s := w.opened("secret", "set", "ring")
	s.shows("client secret of ring:")
	s.types(canary + "\r")
	s.code()
	if screen, _ := s.look(); strings.Contains(screen, canary) {
		t.Errorf("the secret was echoed:\n%s", screen)
	}
}
