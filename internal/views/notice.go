package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// notice is a dialog that only tells something.
type notice struct {
	theme *theme.Theme
	title widget.Spans
	lines []widget.Spans
	pager *widget.Pager
	w, h  int
}

func newNotice(th *theme.Theme, title widget.Spans, lines []widget.Spans) *notice {
	n := &notice{theme: th, title: title, lines: lines, pager: widget.NewPager(th, true)}
	n.pager.SetLines(lines)
	return n
}

func (n *notice) Init() tea.Cmd          { return nil }
func (n *notice) Update(tea.Msg) tea.Cmd { return nil }
func (n *notice) Title() string          { return n.title.Plain() }
func (n *notice) Layers() []ui.Layer     { return []ui.Layer{ui.OverlayLayer} }
func (n *notice) Hints() []ui.Action     { return []ui.Action{ui.Down, ui.Escape} }

// Want is room for the whole text.
func (n *notice) Want(maxW, maxH int) (w, h int) {
	w = n.title.Width() + 6
	for _, l := range n.lines {
		w = max(w, l.Width()+4)
	}
	w = min(max(w, 44), 80, maxW)
	rows := 0
	for _, l := range n.lines {
		rows += len(hanging([]widget.Spans{l}, max(w-4, 1)))
	}
	return w, min(rows+2, maxH)
}

// SetSize gives it its room.
func (n *notice) SetSize(w, h int) {
	n.w, n.h = w, h
	n.pager.SetLines(hanging(n.lines, max(w-4, 1)))
	n.pager.SetSize(max(w-4, 0), max(h-2, 0))
}

// View draws it.
func (n *notice) View() string { return padded(n.theme, n.title, n.pager.View(), n.w, n.h) }

// Act scrolls; enter and escape close.
func (n *notice) Act(a ui.Action) (tea.Cmd, bool) {
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

// padded is a box around content, with a blank column on either side.
func padded(th *theme.Theme, title widget.Spans, content string, w, h int) string {
	lines := strings.Split(content, "\n")
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return widget.Box(th, title, strings.Join(lines, "\n"), w, h, true)
}

// hanging breaks lines at w cells; what goes on below is set in as far as the
// line itself.
func hanging(lines []widget.Spans, w int) []widget.Spans {
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
