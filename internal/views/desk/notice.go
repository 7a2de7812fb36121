package desk

import (
	"strings"

	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Notice is a dialog that only tells something.
type Notice struct {
	ui.Plain
	theme *theme.Theme
	title widget.Spans
	Lines []widget.Spans
	pager *widget.Pager
	W, H  int
}

// NewNotice makes a dialog that tells lines.
func NewNotice(th *theme.Theme, title widget.Spans, lines []widget.Spans) *Notice {
	n := &Notice{theme: th, title: title, Lines: lines, pager: widget.NewPager(th, true)}
	n.pager.SetLines(lines)
	return n
}

// Title names it.
func (n *Notice) Title() string { return n.title.Plain() }

// Layers are its keys.
func (n *Notice) Layers() []ui.Layer { return []ui.Layer{ui.OverlayLayer} }

// Hints are those worth a place at the bottom.
func (n *Notice) Hints() []ui.Action { return []ui.Action{ui.Down, ui.Escape} }

// Want is room for the whole text.
func (n *Notice) Want(maxW, maxH int) (w, h int) {
	w = n.title.Width() + 6
	for _, l := range n.Lines {
		w = max(w, l.Width()+4)
	}
	w = min(max(w, 44), 80, maxW)
	rows := 0
	for _, l := range n.Lines {
		rows += len(Hanging([]widget.Spans{l}, max(w-4, 1)))
	}
	return w, min(rows+2, maxH)
}

// SetSize gives it its room.
func (n *Notice) SetSize(w, h int) {
	n.W, n.H = w, h
	n.pager.SetLines(Hanging(n.Lines, max(w-4, 1)))
	n.pager.SetSize(max(w-4, 0), max(h-2, 0))
}

// View draws it.
func (n *Notice) View() string { return Padded(n.theme, n.title, n.pager.View(), n.W, n.H) }

// Act scrolls; enter and escape close.
func (n *Notice) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		n.pager.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter, ui.Escape:
		return ui.Tell(ui.Close{Dialog: n}), true
	}
	return nil, false
}

// Padded is a box around content, with a blank column on either side.
func Padded(th *theme.Theme, title widget.Spans, content string, w, h int) string {
	lines := strings.Split(content, "\n")
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return widget.Box(th, title, strings.Join(lines, "\n"), w, h, true)
}

// Hanging breaks lines at w cells; what goes on below is set in as far as the
// line itself.
func Hanging(lines []widget.Spans, w int) []widget.Spans {
	var out []widget.Spans
	for _, l := range lines {
		parts := l.Wrap(w)
		plain := l.Plain()
		indent := len(plain) - len(strings.TrimLeft(plain, " "))
		if len(parts) == 1 || indent == 0 || indent >= w {
			out = append(out, parts...)
			continue
		}
		var rest widget.Spans
		for _, part := range parts[1:] {
			if n := len(rest); n > 0 && !strings.HasSuffix(rest[n-1].Plain(), " ") {
				rest = append(rest, widget.Say(theme.Style{}, " "))
			}
			rest = append(rest, part...)
		}
		out = append(out, parts[0])
		for _, part := range rest.Wrap(w - indent) {
			out = append(out, append(widget.Spans{widget.Say(theme.Style{}, widget.Words(strings.Repeat(" ", indent)))}, part...))
		}
	}
	return out
}
