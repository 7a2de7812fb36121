package explorer

import (
	"os"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/keyboard"
	"authzx/internal/ui/paint"
)

// borrowed is the terminal as the explorer has it: drawn on, with a window title of its
// own, and asked what it can do.
type borrowed struct {
	input, output *os.File
	painter       *paint.Painter
	asked         keyboard.Asked
}

// XTWINOPS 22 and 23 put the window's title aside and bring it back.
const (
	titleAside = 22
	titleBack  = 23
	windowOnly = 2
)

// take is called before the explorer draws.
func (b *borrowed) take() {
	b.write(ansi.WindowOp(titleAside, windowOnly))
	b.painter.Enter()
}

// giveBack ends the drawing. It returns when the terminal has
// nothing left to say that whoever has it next would take for typing.
func (b *borrowed) giveBack() {
	b.painter.Leave()
	b.write(ansi.WindowOp(titleBack, windowOnly))
	b.asked.Settle(b.input)
}

// lend gives the terminal back for as long as f runs.
func (b *borrowed) lend(f func() error) error {
	b.giveBack()
	defer b.take()
	return f()
}

// write tells the terminal something; one that is gone needs to know nothing.
func (b *borrowed) write(s string) { _, _ = b.output.WriteString(s) }
