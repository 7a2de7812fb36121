package explorer

import (
	"errors"
	"os"
	"os/signal"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/routine"
	"authzx/internal/ui/keyboard"
)

// errTerminalGone is why the explorer ends when nobody sits before it any more.
var errTerminalGone = errors.New("the terminal is gone")

// terminalInput reads whole keys, and notices that the terminal has gone. The signal
// that says so may be ignored, as under nohup, and a read that ends alone stops
// nothing.
type terminalInput struct {
	*os.File
	keys *keyboard.Reader
	gone func()
}

func newTerminalInput(b *borrowed, gone func()) *terminalInput {
	return &terminalInput{File: b.input, keys: keyboard.NewReader(keyboard.File{File: b.input}, b.asked.Heard), gone: gone}
}

// Read reads keys; any end of them is the end of the terminal.
func (t *terminalInput) Read(p []byte) (int, error) {
	n, err := t.keys.Read(p)
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
	lent    *borrowed
	program *tea.Program
	failed  func(*routine.Panic)
	held    atomic.Bool   // this process stopped itself
	woken   chan struct{} // it was woken from that
}

// continued says that the process was stopped without having been asked.
type continued struct{}

func newSuspension(b *borrowed) *suspension {
	return &suspension{lent: b, signals: make(chan os.Signal, 4), done: make(chan struct{}), woken: make(chan struct{}, 1)}
}

// watch takes the signals until stop; a panic goes to failed.
func (s *suspension) watch(p *tea.Program, failed func(*routine.Panic)) {
	s.program, s.failed = p, failed
	if wanted := suspending(); len(wanted) > 0 { // none would mean all
		signal.Notify(s.signals, wanted...)
	}
	routine.Go(func() {
		for {
			select {
			case <-s.done:
				return
			case got := <-s.signals:
				s.take(got)
			}
		}
	}, failed)
}

// take passes a signal on without waiting: the program may itself be waiting
// for the next one.
func (s *suspension) take(got os.Signal) {
	switch {
	case asksToStop(got):
		s.send(tea.SuspendMsg{})
	case s.held.CompareAndSwap(true, false):
		s.woken <- struct{}{}
	default:
		s.send(continued{})
	}
}

func (s *suspension) send(msg tea.Msg) { routine.Go(func() { s.program.Send(msg) }, s.failed) }

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
		s.lent.painter.Leave()
		s.lent.painter.Enter()
		_ = s.program.RestoreTerminal()
		return tea.ResumeMsg{}
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
	_ = s.lent.lend(s.sleep)
	_ = s.program.RestoreTerminal()
}

// sleep stops the process until it is woken.
func (s *suspension) sleep() error {
	s.held.Store(true)
	err := stopGroup()
	if err == nil {
		<-s.woken
	} else {
		s.held.Store(false)
	}
	return err
}
