package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Style is one look, kept as the two escape sequences that switch it on and
// off. It is comparable; the zero value leaves text as it is.
type Style struct {
	on, off string
}

// NewStyle keeps the colours and weights of l. Sizes, borders and padding do
// not survive: laying out is the widgets' business.
func NewStyle(l lipgloss.Style) Style {
	const probe = "x"
	l = l.UnsetWidth().UnsetHeight().UnsetMaxWidth().UnsetMaxHeight().UnsetTransform().UnsetHyperlink().Inline(true)
	on, off, found := strings.Cut(l.Render(probe), probe)
	if !found {
		return Style{}
	}
	return Style{on: on, off: off}
}

// Render is s between the switches. An empty s stays empty.
func (s Style) Render(str string) string {
	if str == "" || s.on == "" {
		return str
	}
	return s.on + str + s.off
}

// ink is one colour of a palette with the weight that stands in for it where
// there are no colours.
type ink struct {
	colour    color.Color
	bold      bool
	faint     bool
	underline bool
	reverse   bool
}

func (k ink) style() Style {
	l := lipgloss.NewStyle()
	if k.colour != nil {
		l = l.Foreground(k.colour)
	}
	if k.bold {
		l = l.Bold(true)
	}
	if k.faint {
		l = l.Faint(true)
	}
	if k.underline {
		l = l.Underline(true)
	}
	if k.reverse {
		l = l.Reverse(true)
	}
	return NewStyle(l)
}
