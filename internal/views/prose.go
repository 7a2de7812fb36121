package views

import (
	"fmt"

	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// prose is a text that may be longer than its room: the last line then says
// how much there is below, and which key leads on.
type prose struct {
	theme *theme.Theme
	pager *widget.Pager
	key   widget.Words // what leads on, such as j
	w, h  int
}

func newProse(th *theme.Theme, key widget.Words) *prose {
	return &prose{theme: th, pager: widget.NewPager(th, true), key: key}
}

// SetLines replaces the text and keeps the place in it.
func (p *prose) SetLines(lines []widget.Spans) {
	p.pager.SetLines(lines)
	p.arrange()
}

// SetSize gives it w by h cells.
func (p *prose) SetSize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

func (p *prose) arrange() {
	h := p.h
	if p.pager.SetSize(p.w, h); p.long() {
		h--
	}
	p.pager.SetSize(p.w, h)
}

// long reports whether the text does not fit; a single line holds no remark.
func (p *prose) long() bool { return p.h > 1 && p.pager.Height() > p.h }

// Go scrolls.
func (p *prose) Go(m widget.Motion) { p.pager.Go(m) }

// View is exactly the size given.
func (p *prose) View() string {
	if !p.long() || p.w <= 0 {
		return p.pager.View()
	}
	return p.pager.View() + "\n" + widget.Line(p.theme, p.w, widget.Say(p.theme.Muted, widget.Words(p.more())))
}

func (p *prose) more() string {
	_, n := p.pager.Beyond()
	if n == 0 {
		return "the end"
	}
	return fmt.Sprintf("%s %s more: %s", string(p.theme.Glyphs.Down), counted(n, "line"), string(p.key))
}
