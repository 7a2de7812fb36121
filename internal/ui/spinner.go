package ui

import (
	"slices"
	"time"
)

// longRun is from when on the line says how long something has run and how to end it,
// meantToCancel how long after that an interrupt is still meant for it.
const (
	longRun       = 2 * time.Second
	meantToCancel = time.Second
)

// spinDelay is how long something must run before the spinner shows, spinStep
// how long each of its frames stays.
const (
	spinDelay = 300 * time.Millisecond
	spinStep  = 150 * time.Millisecond
)

type spinMsg struct{}

// waits are what somebody waits for: of the screens, and of what stands behind them.
type waits struct{ *App }

// cancelled ends what runs; false when nothing does.
func (a waits) cancelled() bool {
	for _, b := range a.busies() {
		if since, what := b.Busy(); !since.IsZero() {
			b.Cancel()
			a.say = Say{Text: "cancelled: " + what}
			a.told = a.Now()
			return true
		}
	}
	return false
}

// offered reports whether the line offers to cancel what runs.
func (a waits) offered() bool {
	for _, b := range a.busies() {
		if since, _ := b.Busy(); !since.IsZero() {
			return a.Now().Sub(since) >= longRun || a.Host.Status().Again.After(a.Now())
		}
	}
	return false
}

// busies lists what may be waiting for something, the nearest first.
func (a waits) busies() []Busy {
	var out []Busy
	for _, d := range slices.Backward(a.dialogs) {
		out = append(out, d)
	}
	if e := a.router.top(); e != nil {
		out = append(out, e.screen)
	}
	return append(out, a.Host)
}

// spin keeps the spinner turning while something runs, and only then: a
// spinner that turns for nothing costs bytes for ever.
func (a waits) spin() Cmd {
	if a.offered() {
		a.told = a.Now()
	}
	if a.ticking {
		return nil
	}
	for _, b := range a.busies() {
		if since, _ := b.Busy(); !since.IsZero() {
			a.ticking = true
			return a.Options.Tick(spinStep, spinMsg{})
		}
	}
	return nil
}
