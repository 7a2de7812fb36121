package desk

import (
	"fmt"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Prose is a text that may be longer than its room: the last line then says
// how much there is below, and which key leads on.
type Prose struct {
	theme *theme.Theme
	pager *widget.Pager
	Key   widget.Words // what leads on, such as {list.down}
	w, h  int
}

// NewProse makes an empty text; key is what leads on in it.
func NewProse(th *theme.Theme, key widget.Words) *Prose {
	return &Prose{theme: th, pager: widget.NewPager(th, true), Key: key}
}

// SetLines replaces the text and keeps the place in it.
func (p *Prose) SetLines(lines []widget.Spans) {
	p.pager.SetLines(lines)
	p.arrange()
}

// SetSize gives it w by h cells.
func (p *Prose) SetSize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

func (p *Prose) arrange() {
	h := p.h
	if p.pager.SetSize(p.w, h); p.long() {
		h--
	}
	p.pager.SetSize(p.w, h)
}

// long reports whether the text does not fit; a single line holds no remark.
func (p *Prose) long() bool { return p.h > 1 && p.pager.Height() > p.h }

// Go scrolls.
func (p *Prose) Go(m widget.Motion) { p.pager.Go(m) }

// View is exactly the size given.
func (p *Prose) View() string {
	if !p.long() || p.w <= 0 {
		return p.pager.View()
	}
	return p.pager.View() + "\n" + widget.Line(p.theme, p.w, widget.Say(p.theme.Muted, widget.Words(p.more())))
}

func (p *Prose) more() string {
	_, n := p.pager.Beyond()
	if n == 0 {
		return "the end"
	}
	return fmt.Sprintf("%s %s more: %s", string(p.theme.Glyphs.Down), text.Counted(n, "line"), p.theme.Words(p.Key))
}
