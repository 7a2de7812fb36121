// Package paint draws frames on a terminal: each as soon as there is something to draw,
// and of each only what differs from the one before. It has no clock. While a frame is
// on its way the newest one waits, and those between are never drawn.
package paint

import (
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/routine"
)

// Frame is what is to stand on the screen.
type Frame struct {
	Content       string // lines with styles
	Columns, Rows int    // the size of the screen for which it was made
	Title         string // of the window
	Mouse         bool   // clicks are reported
}

// Options say how a terminal is drawn on.
type Options struct {
	Output  io.Writer
	Profile colorprofile.Profile
	Scrolls bool // the terminal scrolls a part of its lines
	Asks    bool // it is asked whether it shows frames whole
	// Failed is told of a panic.
	Failed func(*routine.Panic)
}

// Painter draws on a terminal. Its methods may be called by many at once, but for Enter
// and Leave.
type Painter struct {
	Options
	drawn chan struct{} // closed when nothing is drawn any more

	mu     sync.Mutex    // guards what follows, never while something is written
	wake   chan struct{} // there is something to draw; nil while nothing is drawn
	next   Frame
	copies []string // for the clipboard
	anew   bool     // nobody knows what stands on the screen
	asks   bool     // a question to the terminal goes with the next frame
	whole  bool     // the terminal shows frames whole

	// Of whoever draws:
	picture *picture
	shown   Frame // but for its content
}

// New makes a painter, which draws nothing before it entered the terminal.
func New(o Options) *Painter {
	return &Painter{Options: o, picture: newPicture(o.Profile, o.Scrolls)}
}

// Enter takes the terminal: its other screen, its keys as they are pressed. It asks
// nothing: whoever reads the answer may not be there yet, and it would be echoed.
func (p *Painter) Enter() {
	p.shown = Frame{}
	modes := ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste +
		ansi.SetModifyOtherKeys2 + ansi.PushKittyKeyboard(ansi.KittyDisambiguateEscapeCodes)
	p.write(modes)
	wake, drawn := make(chan struct{}, 1), make(chan struct{})
	p.drawn = drawn
	p.mu.Lock()
	p.next, p.anew, p.asks, p.wake = Frame{}, true, p.Asks, wake
	p.mu.Unlock()
	routine.Go(func() {
		defer close(drawn)
		for range wake {
			p.paint()
		}
	}, p.Failed)
}

// stuck is how long a terminal that takes nothing any more is waited for.
const stuck = time.Second

// Leave gives the terminal back as it was, unless it takes nothing any more.
func (p *Painter) Leave() {
	p.mu.Lock()
	close(p.wake)
	p.wake = nil
	p.mu.Unlock()
	over := make(chan struct{})
	routine.Go(func() {
		defer close(over)
		<-p.drawn
		modes := ansi.ResetStyle
		if p.shown.Mouse {
			modes += withoutMouse
		}
		p.write(modes + ansi.PopKittyKeyboard(1) + ansi.ResetModifyOtherKeys + ansi.ResetModeBracketedPaste +
			ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable)
	}, p.Failed)
	select {
	case <-over:
	case <-time.After(stuck):
	}
}

// Show draws a frame, or a newer one. It doesn't wait.
func (p *Painter) Show(f Frame) {
	p.change(func() { p.next = f })
}

// Anew draws all of the next frame: nobody knows any more what stands on the screen.
func (p *Painter) Anew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.anew = true
}

// Whole says that the terminal shows frames whole where it is told their ends.
func (p *Painter) Whole() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.whole = true
}

// Copy gives the terminal a text for its clipboard.
func (p *Painter) Copy(value string) {
	p.change(func() { p.copies = append(p.copies, ansi.SetSystemClipboard(value)) })
}

func (p *Painter) change(do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	do()
	if p.wake == nil {
		return
	}
	select {
	case p.wake <- struct{}{}:
	default: // it will see what is newest anyway
	}
}

const (
	withMouse    = ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
	withoutMouse = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr
)

// oneSight is how many bytes reach the eye in one piece anyway: to mark their end would
// make the frame of a key dearer by a quarter.
const oneSight = 128

// paint draws what is newest.
func (p *Painter) paint() {
	p.mu.Lock()
	next, copies, anew, asks, whole := p.next, p.copies, p.anew, p.asks, p.whole
	p.copies = nil
	drawable := next.Content != "" && next.Columns > 0 && next.Rows > 0
	p.anew, p.asks = anew && !drawable, asks && !drawable
	p.mu.Unlock()
	var out strings.Builder
	for _, c := range copies {
		out.WriteString(c)
	}
	if drawable {
		if anew {
			p.picture.forget()
		}
		p.modes(&out, next)
		drawn := p.picture.draw(next.Content, next.Columns, next.Rows)
		if whole && len(drawn) > oneSight {
			out.WriteString(ansi.SetModeSynchronizedOutput + string(drawn) + ansi.ResetModeSynchronizedOutput)
		} else {
			out.Write(drawn)
		}
		if asks {
			out.WriteString(ansi.RequestModeSynchronizedOutput)
		}
	}
	p.write(out.String())
}

// modes sets what a frame wants besides its content.
func (p *Painter) modes(out *strings.Builder, next Frame) {
	if next.Title != p.shown.Title {
		out.WriteString(ansi.SetWindowTitle(next.Title))
	}
	switch {
	case next.Mouse && !p.shown.Mouse:
		out.WriteString(withMouse)
	case p.shown.Mouse && !next.Mouse:
		out.WriteString(withoutMouse)
	}
	next.Content = ""
	p.shown = next
}

// write writes to the terminal, at once and not as a string: its Write notes what is
// asked. One that is gone is noticed where its keys are read.
func (p *Painter) write(s string) {
	if s != "" {
		_, _ = p.Output.Write([]byte(s))
	}
}
