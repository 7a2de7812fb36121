package widget

import "authzx/internal/ui/theme"

// Pager shows lines that can be scrolled. It has no cursor of its own.
type Pager struct {
	theme   *theme.Theme
	lines   []Spans
	wrapped []Spans
	wrap    bool
	w, h    int
	top     int
}

// NewPager is an empty pager; wrap breaks long lines instead of cutting them.
func NewPager(th *theme.Theme, wrap bool) *Pager { return &Pager{theme: th, wrap: wrap} }

// SetSize gives the pager w by h cells.
func (p *Pager) SetSize(w, h int) {
	p.w, p.h = max(0, w), max(0, h)
	p.flow()
}

// SetLines replaces the text and keeps the place in it.
func (p *Pager) SetLines(lines []Spans) {
	p.lines = lines
	p.flow()
}

func (p *Pager) flow() {
	p.wrapped = p.lines
	if p.wrap && p.w > 0 {
		p.wrapped = make([]Spans, 0, len(p.lines))
		for _, line := range p.lines {
			p.wrapped = append(p.wrapped, line.Wrap(p.w)...)
		}
	}
	p.scrollTo(p.top)
}

func (p *Pager) scrollTo(top int) {
	p.top = max(0, min(top, len(p.wrapped)-max(1, p.h)))
}

// Height is the number of lines that the text takes at the current width.
func (p *Pager) Height() int { return len(p.wrapped) }

// Go scrolls.
func (p *Pager) Go(m Motion) {
	page := max(1, p.h)
	switch m {
	case Up:
		p.scrollTo(p.top - 1)
	case Down:
		p.scrollTo(p.top + 1)
	case PageUp:
		p.scrollTo(p.top - page)
	case PageDown:
		p.scrollTo(p.top + page)
	case HalfUp:
		p.scrollTo(p.top - max(1, page/2))
	case HalfDown:
		p.scrollTo(p.top + max(1, page/2))
	case Top:
		p.scrollTo(0)
	case Bottom:
		p.scrollTo(len(p.wrapped))
	}
}

// Beyond is how many lines are above and below what is on screen.
func (p *Pager) Beyond() (above, below int) {
	return p.top, max(0, len(p.wrapped)-p.top-p.h)
}

// View is exactly the size given.
func (p *Pager) View() string {
	if p.w == 0 || p.h == 0 {
		return ""
	}
	lines := make([]string, 0, p.h)
	for i := p.top; i < min(len(p.wrapped), p.top+p.h); i++ {
		lines = append(lines, p.wrapped[i].fit(p.w, p.theme.Glyphs.Ellipsis))
	}
	return Block(lines, p.w, p.h)
}
