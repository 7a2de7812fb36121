package widget

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// Answer is what became of a question.
type Answer int

// A question stays Pending until it is answered.
const (
	Pending Answer = iota
	Yes
	No
)

// Confirm asks before something is done. Enter means no; where the effect is
// large, a name must be typed instead.
type Confirm struct {
	theme *theme.Theme
	title Spans
	body  *Pager
	lines []Spans
	name  text.Text
	input *Input
	wrong bool
	// answers say which keys answer where no name is to be typed.
	answers Words
	w, h    int
}

// NewConfirm asks with those lines.
func NewConfirm(th *theme.Theme, title Spans, lines []Spans) *Confirm {
	c := &Confirm{theme: th, title: title, body: NewPager(th, true), lines: lines, answers: YesOrNo}
	c.body.SetLines(lines)
	return c
}

// SetText asks the same with other words; what was typed stays.
func (c *Confirm) SetText(title Spans, lines []Spans) {
	c.title, c.lines = title, lines
	c.body.SetLines(lines)
}

// RequireName demands that name be typed. The empty name demands nothing; the
// same name again leaves what was typed of it.
func (c *Confirm) RequireName(name text.Text) {
	if c.input != nil && name == c.name {
		return
	}
	c.name, c.wrong = name, false
	if name.IsZero() {
		c.input = nil
		return
	}
	c.input = NewInput(c.theme)
}

// YesOrNo says which keys answer most questions.
const YesOrNo Words = "{question.yes} yes   {question.no} no   enter means no"

// SetAnswers says which keys answer, where no name is to be typed.
func (c *Confirm) SetAnswers(words Words) { c.answers = words }

// Go scrolls the text of the question.
func (c *Confirm) Go(m Motion) { c.body.Go(m) }

// Update takes a key press or a paste for the name. Enter is yes with the right
// one, and no with none.
func (c *Confirm) Update(msg tea.Msg) Answer {
	if c.input == nil {
		return Pending
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "enter" {
		switch c.input.Text() {
		case c.name:
			return Yes
		case text.Text{}:
			return No
		}
		c.wrong = true
		return Pending
	}
	if c.input.Update(msg) {
		c.wrong = false
	}
	return Pending
}

// Want is wide enough for the longest line, up to 76 cells.
func (c *Confirm) Want(maxW, maxH int) (w, h int) {
	w = max(44, c.title.Width()+6, c.asking().Width()+4)
	for _, line := range c.lines {
		w = max(w, line.Width()+4)
	}
	w = min(w, 76, maxW)
	rows := 0
	for _, line := range c.lines {
		rows += len(line.Wrap(max(1, w-4)))
	}
	return w, min(maxH, rows+frameCells+1+c.foot())
}

// foot is the lines below the text.
func (c *Confirm) foot() int {
	if c.input != nil {
		return 2
	}
	return 1
}

// SetSize gives the question w by h cells, frame included.
func (c *Confirm) SetSize(w, h int) {
	c.w, c.h = max(0, w), max(0, h)
	// The answer's line outlives the text when it is low: what can't be seen
	// above can be scrolled to.
	c.body.SetSize(max(1, c.w-4), max(0, c.h-frameCells-c.foot()-1))
}

// asking is the line that says which keys answer.
func (c *Confirm) asking() Spans {
	th := c.theme
	if c.input == nil {
		return Keyed(th, th.Muted, c.answers)
	}
	if c.wrong {
		return Spans{Say(th.Bad, "no match: type "), Foreign(th.Strong, c.name)}
	}
	return Spans{Say(th.Muted, "to continue, type "), Foreign(th.Strong, c.name)}
}

// more says how much of the text is still below.
func (c *Confirm) more() Spans {
	_, n := c.body.Beyond()
	if n == 0 {
		return nil
	}
	return append(Spans{Sayf(c.theme.Muted, "%s %d more below: ", string(c.theme.Glyphs.Down), n)}, Keyed(c.theme, c.theme.Muted, "{question.page_down}")...)
}

// View is exactly the size given.
func (c *Confirm) View() string {
	if c.w < 3 || c.h < 3 {
		return Box(c.theme, nil, c.asking().fit(max(0, c.w), c.theme.Glyphs.Ellipsis), c.w, c.h, true)
	}
	inner := c.w - frameCells
	rows := make([]string, 0, c.h)
	if c.body.h > 0 {
		for _, line := range splitLines(c.body.View()) {
			rows = append(rows, " "+line)
		}
		rows = append(rows, " "+c.more().fit(max(0, inner-1), c.theme.Glyphs.Ellipsis))
	}
	rows = append(rows, " "+c.asking().fit(max(0, inner-1), c.theme.Glyphs.Ellipsis))
	if c.input != nil {
		c.input.SetSize(max(0, inner-3), 1)
		rows = append(rows, " "+c.theme.Key.Render(">")+" "+c.input.View())
	}
	// On a low screen the lines that take the answer stay.
	if room := c.h - frameCells; len(rows) > room {
		rows = rows[len(rows)-room:]
	}
	return Box(c.theme, c.title, joinLines(rows), c.w, c.h, true)
}
