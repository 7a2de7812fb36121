package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// View draws the whole terminal: nothing before its size is known.
func (a *App) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	if a.layout.W == 0 || a.router.top() == nil {
		return v
	}
	v.WindowTitle = drawing{a}.windowTitle()
	if a.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.Content = drawing{a}.draw()
	if a.Mouse {
		a.moves.drawn(v.Content, string(a.Theme.Glyphs.Vertical), a.Now())
	}
	return v
}

// drawing is the App as it is drawn.
type drawing struct{ *App }

func (a drawing) windowTitle() string {
	title := "authzx"
	if p := a.Host.Status().Profile; !p.IsZero() {
		title += " - " + p.String()
	}
	return title
}

func (a drawing) draw() string {
	if a.layout.TooSmall {
		return a.tooSmall()
	}
	screen := a.topLine() + "\n" + a.body() + "\n" + a.bottomLine()
	message := a.message()
	screen = widget.Overlay(screen, strings.Join(message, "\n"), 0, a.layout.H-len(message), a.layout.W)
	for _, d := range a.dialogs {
		r := a.dialogRect(d)
		screen = widget.Overlay(screen, d.View(), r.X, r.Y, r.W)
	}
	return screen
}

// message is what is said at the moment, over the bottom of the screen: as many
// lines as it takes.
func (a drawing) message() []string {
	if a.say.Text == "" || a.say.Holds != nil && !a.say.Holds() {
		return nil
	}
	t, g, w := a.Theme, a.Theme.Glyphs, a.layout.W
	style, sign := t.Good, g.Info
	if a.say.Bad {
		style, sign = t.Bad, g.Warning
	}
	lines := strings.Split(ansi.Wrap(a.say.Text, w-4, ""), "\n")
	lines = lines[:min(len(lines), a.layout.H)]
	for i, l := range lines {
		lead := "   "
		if i == 0 {
			lead = " " + string(sign) + " "
		}
		lines[i] = widget.Fit(style.Render(lead+l), w, "")
	}
	return lines
}

func (a drawing) tooSmall() string {
	says := []string{
		"too small",
		fmt.Sprintf("%dx%d needed", MinWidth, MinHeight),
		fmt.Sprintf("%dx%d here", a.layout.W, a.layout.H),
	}
	if a.say.Text != "" {
		says = append(says, strings.Split(ansi.Wrap(a.say.Text, a.layout.W, ""), "\n")...)
	}
	lines := make([]string, a.layout.H)
	for i := range lines {
		if i < len(says) {
			lines[i] = ansi.Truncate(says[i], a.layout.W, "")
		}
		lines[i] = widget.Fit(lines[i], a.layout.W, "")
	}
	return strings.Join(lines, "\n")
}

// body is the screen in view, in its border where there is room for one.
func (a drawing) body() string {
	content := a.router.top().screen.View()
	if !a.layout.Bordered {
		return content
	}
	return widget.Box(a.Theme, nil, content, a.layout.Box.W, a.layout.Box.H, false)
}

func count(n int, of string) string { return fmt.Sprintf("%d %s", n, of) }

func clip(s string, w int, ellipsis theme.Words) string {
	return ansi.Truncate(s, w, string(ellipsis))
}

// spread sets left and right at the two ends of a line of w cells.
func spread(left, right string, w int) string {
	gap := w - ansi.StringWidth(left) - ansi.StringWidth(right)
	return widget.Fit(left+strings.Repeat(" ", max(gap, 1))+right, w, "")
}
