package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Loader is the only way in which a screen does I/O. Start cancels what runs
// and raises the generation; a result that is not of the current generation is
// dropped, so late answers never replace newer ones.
type Loader[T any] struct {
	owner      any
	now        func() time.Time
	generation int
	cancel     context.CancelFunc
	since      time.Time
	what       string
}

// NewLoader makes a loader whose results go to owner, a Screen or the Host.
func NewLoader[T any](owner any, now func() time.Time) *Loader[T] {
	return &Loader[T]{owner: owner, now: now}
}

// GiveTo lets what runs, and what is started from now on, come to another owner.
func (l *Loader[T]) GiveTo(owner any) { l.owner = owner }

// Loaded is a result on its way to the owner of its loader.
type Loaded[T any] struct {
	loader     *Loader[T]
	generation int
	asked      time.Time
	Value      T
	Err        error
}

// To is the owner of the loader.
func (m Loaded[T]) To() any { return m.loader.owner }

// Asked is when the load was begun.
func (m Loaded[T]) Asked() time.Time { return m.asked }

// Start runs load beside the program. What says what is awaited.
func (l *Loader[T]) Start(what string, load func(context.Context) (T, error)) Cmd {
	l.Cancel()
	ctx, cancel := context.WithCancel(context.Background())
	l.generation++
	l.cancel, l.since, l.what = cancel, l.now(), what
	generation, asked := l.generation, l.since
	return Run(func() tea.Msg {
		value, err := load(ctx)
		return Loaded[T]{loader: l, generation: generation, asked: asked, Value: value, Err: err}
	})
}

// Take unpacks msg when it is the current result of this loader.
func (l *Loader[T]) Take(msg tea.Msg) (value T, err error, ok bool) {
	m, is := msg.(Loaded[T])
	if !is || m.loader != l || m.generation != l.generation || l.cancel == nil {
		return value, nil, false
	}
	l.Cancel()
	return m.Value, m.Err, true
}

// Busy is since when a load runs and what it loads; the zero time when none does.
func (l *Loader[T]) Busy() (time.Time, string) { return l.since, l.what }

// Stop asks what runs to end. Unlike after Cancel, its result still comes: it
// says how far it got.
func (l *Loader[T]) Stop() {
	if l.cancel != nil {
		l.cancel()
	}
}

// Cancel ends what runs; its result will be dropped.
func (l *Loader[T]) Cancel() {
	if l.cancel != nil {
		l.cancel()
	}
	l.cancel, l.since, l.what = nil, time.Time{}, ""
}
