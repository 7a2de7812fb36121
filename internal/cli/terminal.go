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

// suspension stops and resumes the explorer, be it by the key or by a signal:
// the terminal is given back first, and taken again afterwards.
type suspension struct {
	signals chan os.Signal
	done    chan struct{}
	program *tea.Program
	held    atomic.Bool   // this process stopped itself
	woken   chan struct{} // it was woken from that
}

// continued says that the process was stopped without having been asked.
type continued struct{}

func newSuspension() *suspension {
	return &suspension{signals: make(chan os.Signal, 4), done: make(chan struct{}), woken: make(chan struct{}, 1)}
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
				s.take(got)
			}
		}
	}()
}

// take passes a signal on without waiting: the program may itself be waiting
// for the next one.
func (s *suspension) take(got os.Signal) {
	switch {
	case got == syscall.SIGTSTP:
		go s.program.Send(tea.SuspendMsg{})
	case s.held.CompareAndSwap(true, false):
		s.woken <- struct{}{}
	default:
		go s.program.Send(continued{})
	}
}

func (s *suspension) stop() {
	signal.Stop(s.signals)
	close(s.done)
}

// filter sees every message before the program does, in the program's own
// goroutine.
func (s *suspension) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		if !suspendable() {
			return nil
		}
		s.suspend()
		return tea.ResumeMsg{}
	case continued:
		// Whoever had the terminal meanwhile may have altered it.
		_ = s.program.ReleaseTerminal()
		_ = s.program.RestoreTerminal()
		return nil
	}
	return msg
}

// suspend stops the process, with all of its group as the key does elsewhere,
// until somebody wakes it. Go can't give SIGTSTP its usual meaning back once it
// was listened to: hence SIGSTOP.
func (s *suspension) suspend() {
	if s.program.ReleaseTerminal() != nil {
		return
	}
	s.held.Store(true)
	if syscall.Kill(0, syscall.SIGSTOP) == nil {
		<-s.woken
	} else {
		s.held.Store(false)
	}
	_ = s.program.RestoreTerminal()
}

// suspendable reports whether somebody could wake the process up again: a shell
// in its session that is not in its group.
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
