package cli

import (
	"errors"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// errTerminalGone is why the explorer ends when nobody sits before it any more.
var errTerminalGone = errors.New("the terminal is gone")

// terminalInput notices that the terminal has gone. The signal that says so may
// be ignored, as under nohup, and a read that ends alone stops nothing.
type terminalInput struct {
	*os.File
	gone func()
}

// Read reads keys; any end of them is the end of the terminal.
func (t *terminalInput) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	if err != nil {
		t.gone()
	}
	return n, err
}

// suspension takes the stop signals that come from outside the same way as the
// key: the terminal is given back first, and taken again afterwards.
type suspension struct {
	signals chan os.Signal
	done    chan struct{}
	program *tea.Program
	held    atomic.Bool // this process stopped itself
}

// continued says that the process was stopped without having been asked.
type continued struct{}

func newSuspension() *suspension {
	return &suspension{signals: make(chan os.Signal, 4), done: make(chan struct{})}
}

func (s *suspension) watch(p *tea.Program) {
	s.program = p
	signal.Notify(s.signals, syscall.SIGTSTP, syscall.SIGCONT)
	go func() {
		for {
			select {
			case <-s.done:
				return
			case got := <-s.signals:
				switch {
				case got == syscall.SIGTSTP:
					p.Send(tea.SuspendMsg{})
				case !s.held.Load():
					p.Send(continued{})
				}
			}
		}
	}()
}

func (s *suspension) stop() {
	signal.Stop(s.signals)
	close(s.done)
}

// suspendable reports whether somebody could wake the process up again: a shell
// in its session that is not in its group. The kernel stops no others, and to wait
// for the waking would be for ever.
func suspendable() bool {
	session, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	parent := os.Getppid()
	above, err := unix.Getsid(parent)
	if err != nil || above != session {
		return false
	}
	group, err := unix.Getpgid(parent)
	return err == nil && group != unix.Getpgrp()
}

// filter sees every message before the program does.
func (s *suspension) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		if !suspendable() {
			return nil
		}
		// The signal that the program now sends itself has to stop it.
		s.held.Store(true)
		signal.Reset(syscall.SIGTSTP)
	case tea.ResumeMsg:
		signal.Notify(s.signals, syscall.SIGTSTP)
		s.held.Store(false)
	case continued:
		// Whoever had the terminal meanwhile may have altered it.
		_ = s.program.ReleaseTerminal()
		_ = s.program.RestoreTerminal()
		return nil
	}
	return msg
}
