//go:build unix

// Package terminal runs a program in a pseudo-terminal of its own and shows
// what a person would see there. It is an aid for tests and for pictures.
package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"authzx/internal/routine"
)

// Options say what is run and in which terminal.
type Options struct {
	Path string   // the program
	Args []string // without its name
	Dir  string   // where it runs; here when empty
	Env  []string // all of its environment, nothing is inherited
	// Columns and Rows are the size of the terminal; 80 and 24 where they are 0.
	Columns, Rows int
	// Rate is how many bytes a second the line to the terminal carries; 0 for as many as come.
	Rate int
	// Silent is a terminal that answers no question; whoever types may do it.
	Silent bool
}

// Program is a program that runs in a terminal, the leader of a session of its
// own. Its methods may be called by many at once.
type Program struct {
	cmd     *exec.Cmd
	file    *os.File      // the end of the terminal at which the person sits
	ended   chan struct{} // closed when the program has ended
	drained chan struct{} // closed when all that it wrote has been taken in
	silent  bool          // no question is answered
	rate    int           // bytes a second; 0 for no bound
	working routine.Group

	mu       sync.Mutex // guards what follows
	emulator *vt.Emulator
	output   []byte
	frames   frames
	title    string
	modes    map[string]bool // those that were set or reset
	changed  chan struct{}   // closed and renewed at each change of the screen
	gone     bool            // the terminal was closed
}

// Start runs a program. Close ends it and frees what it holds.
func Start(o Options) (*Program, error) {
	if o.Columns <= 0 {
		o.Columns = 80
	}
	if o.Rows <= 0 {
		o.Rows = 24
	}
	cmd := exec.Command(o.Path, o.Args...)
	cmd.Dir, cmd.Env = o.Dir, o.Env
	if cmd.Env == nil {
		cmd.Env = []string{}
	}
	opened, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(o.Rows), Cols: uint16(o.Columns)})
	if err != nil {
		return nil, fmt.Errorf("starting %s in a terminal: %w", o.Path, err)
	}
	file, err := interruptible(opened)
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("preparing the terminal: %w", err)
	}
	p := &Program{
		cmd: cmd, file: file, silent: o.Silent, rate: o.Rate, ended: make(chan struct{}), drained: make(chan struct{}),
		emulator: vt.NewEmulator(o.Columns, o.Rows), modes: map[string]bool{}, changed: make(chan struct{}),
	}
	p.emulator.SetScrollbackSize(0)
	p.emulator.SetCallbacks(p.callbacks())
	p.working.Go(p.take)
	p.working.Go(p.answer)
	p.working.Go(func() {
		_ = cmd.Wait() // the exit code is read from the state
		close(p.ended)
	})
	return p, nil
}

// interruptible is the same terminal, such that closing it ends a read that waits.
func interruptible(file *os.File) (*os.File, error) {
	defer func() { _ = file.Close() }()
	fd, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	return os.NewFile(uintptr(fd), "terminal"), nil
}

// take reads what the program writes until nobody can write any more.
func (p *Program) take() {
	defer close(p.drained)
	buffer := make([]byte, 1<<16)
	for {
		n, err := p.file.Read(buffer)
		if p.rate > 0 {
			time.Sleep(time.Duration(n) * time.Second / time.Duration(p.rate))
		}
		p.mu.Lock()
		p.output = append(p.output, buffer[:n]...)
		shown := p.frames.add(buffer[:n])
		if err != nil {
			shown = append(shown, p.frames.rest()...)
		}
		_, _ = p.emulator.Write(shown)
		close(p.changed)
		p.changed = make(chan struct{})
		p.mu.Unlock()
		if bytes.Contains(shown, []byte(asksFrames)) && !p.silent {
			_, _ = p.file.WriteString(hasFrames)
		}
		if err != nil {
			return
		}
	}
}

// answer gives the program what the terminal has to say when it is asked.
func (p *Program) answer() {
	var to io.Writer = p.file
	if p.silent {
		to = io.Discard
	}
	_, _ = io.Copy(to, p.emulator)
}

// Type sends text as it is.
func (p *Program) Type(text string) error {
	if _, err := p.file.WriteString(text); err != nil {
		return fmt.Errorf("typing: %w", err)
	}
	return nil
}

// Press sends keys by their names: "j", "G", "enter", "esc", "shift+tab",
// "ctrl+l". It fails on a name that it doesn't know, before anything is sent.
func (p *Program) Press(keys ...string) error {
	var sent []byte
	for _, key := range keys {
		code, err := keyCode(key)
		if err != nil {
			return err
		}
		sent = append(sent, code...)
	}
	return p.Type(string(sent))
}

// Resize gives the terminal another size, of which the program is told.
func (p *Program) Resize(columns, rows int) error {
	p.mu.Lock()
	p.emulator.Resize(columns, rows)
	p.mu.Unlock()
	if err := pty.Setsize(p.file, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}); err != nil {
		return fmt.Errorf("resizing the terminal: %w", err)
	}
	return nil
}

// Signal sends a signal to the program alone.
func (p *Program) Signal(s os.Signal) error {
	if err := p.cmd.Process.Signal(s); err != nil {
		return fmt.Errorf("sending %s: %w", s, err)
	}
	return nil
}

// Pid is the id of the program's process.
func (p *Program) Pid() int { return p.cmd.Process.Pid }

// Output is all that the program has written so far, byte for byte.
func (p *Program) Output() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]byte(nil), p.output...)
}

// Written is the number of bytes that the program has written so far.
func (p *Program) Written() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.output)
}

// Leave takes the terminal away from the program, as a line that drops does.
// The program itself is let be.
func (p *Program) Leave() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gone {
		return nil
	}
	p.gone = true
	if err := p.file.Close(); err != nil {
		return fmt.Errorf("closing the terminal: %w", err)
	}
	return nil
}

// Close kills the program, with all of its group, when it still runs, and returns
// when nothing that was started for it runs any more.
func (p *Program) Close() error {
	select {
	case <-p.ended:
	default:
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		_ = p.cmd.Process.Kill()
	}
	err := p.Leave()
	<-p.drained
	// Its own Close would race with the read that it ends.
	if pipe, ok := p.emulator.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
	p.working.Wait()
	return err
}

// Foreground is the group of processes that has the terminal now.
func (p *Program) Foreground() (int, error) {
	group, err := unix.IoctlGetInt(int(p.file.Fd()), unix.TIOCGPGRP)
	if err != nil {
		return 0, fmt.Errorf("finding who has the terminal: %w", err)
	}
	return group, nil
}
