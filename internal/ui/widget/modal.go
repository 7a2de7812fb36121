package widget

import (
	"time"

	"authzx/internal/ui/theme"
)

// Sized is what every widget is.
type Sized interface {
	// SetSize says how many cells there are.
	SetSize(w, h int)
	// View draws exactly that many.
	View() string
}

// Modal is what can lie over the screen.
type Modal interface {
	Sized
	// Want is the size that it would like, at most that given.
	Want(maxW, maxH int) (w, h int)
}

// Popup frames any widget as a Modal.
type Popup struct {
	theme        *theme.Theme
	title        Spans
	inner        Sized
	wantW, wantH int
	w, h         int
}

// NewPopup frames inner, which would like that many cells within the frame.
func NewPopup(th *theme.Theme, title Spans, inner Sized, wantW, wantH int) *Popup {
	return &Popup{theme: th, title: title, inner: inner, wantW: wantW, wantH: wantH}
}

// Inner is the widget within the frame.
func (p *Popup) Inner() Sized { return p.inner }

// SetTitle replaces the title.
func (p *Popup) SetTitle(title Spans) { p.title = title }

// Want is the size asked for, with the frame.
func (p *Popup) Want(maxW, maxH int) (w, h int) {
	return min(maxW, p.wantW+frameCells), min(maxH, p.wantH+frameCells)
}

// SetSize gives the popup w by h cells, frame included.
func (p *Popup) SetSize(w, h int) {
	p.w, p.h = max(0, w), max(0, h)
	if p.w < 3 || p.h < 3 {
		p.inner.SetSize(p.w, p.h)
		return
	}
	p.inner.SetSize(p.w-frameCells, p.h-frameCells)
}

// View is exactly the size given.
func (p *Popup) View() string {
	return Box(p.theme, p.title, p.inner.View(), p.w, p.h, true)
}

// Grace is how long a modal that has just opened takes no keys: what was typed
// before it could be seen was not meant for it.
const Grace = 150 * time.Millisecond

// Stack is the modals that lie over the screen, the last on top. The zero value
// is empty and has no size.
type Stack struct {
	modals []opened
	w, h   int
}

type opened struct {
	Modal
	at time.Time
}

// SetSize gives the stack the whole screen.
func (s *Stack) SetSize(w, h int) {
	s.w, s.h = max(0, w), max(0, h)
	for _, m := range s.modals {
		s.fit(m)
	}
}

func (s *Stack) fit(m Modal) {
	w, h := m.Want(s.w, s.h)
	m.SetSize(min(w, s.w), min(h, s.h))
}

// Push opens m on top; now is the caller's clock.
func (s *Stack) Push(m Modal, now time.Time) {
	s.modals = append(s.modals, opened{Modal: m, at: now})
	s.fit(m)
}

// Pop closes the one on top; nil when there is none.
func (s *Stack) Pop() Modal {
	top := s.Top()
	if top != nil {
		s.modals[len(s.modals)-1] = opened{}
		s.modals = s.modals[:len(s.modals)-1]
	}
	return top
}

// Top is the one that has the keys; nil when there is none.
func (s *Stack) Top() Modal {
	if len(s.modals) == 0 {
		return nil
	}
	return s.modals[len(s.modals)-1].Modal
}

// Len is how many are open.
func (s *Stack) Len() int { return len(s.modals) }

// Ready reports whether the one on top takes keys yet.
func (s *Stack) Ready(now time.Time) bool {
	return len(s.modals) > 0 && now.Sub(s.modals[len(s.modals)-1].at) >= Grace
}

// Over draws the modals over the screen that lies below, centred.
func (s *Stack) Over(background string) string {
	for _, m := range s.modals {
		w, h := m.Want(s.w, s.h)
		w, h = min(w, s.w), min(h, s.h)
		m.SetSize(w, h)
		background = Overlay(background, m.View(), (s.w-w)/2, (s.h-h)/2, w)
	}
	return background
}
