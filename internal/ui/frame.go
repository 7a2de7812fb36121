package ui

import (
	"fmt"
	"strings"
	"time"

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
	v.WindowTitle = a.windowTitle()
	if a.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.Content = a.draw()
	return v
}

func (a *App) windowTitle() string {
	title := "authzx"
	if p := a.Host.Status().Profile; !p.IsZero() {
		title += " - " + p.String()
	}
	return title
}

func (a *App) draw() string {
	if a.layout.TooSmall {
		return a.tooSmall()
	}
	screen := a.topLine() + "\n" + a.body() + "\n" + a.bottomLine()
	for _, d := range a.dialogs {
		r := a.dialogRect(d)
		screen = widget.Overlay(screen, d.View(), r.X, r.Y, r.W)
	}
	return screen
}

func (a *App) tooSmall() string {
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
func (a *App) body() string {
	content := a.router.top().screen.View()
	if !a.layout.Bordered {
		return content
	}
	return widget.Box(a.Theme, nil, content, a.layout.Box.W, a.layout.Box.H, false)
}

// topLine says where one is: profile and region, the way here, how old the
// picture is, and whether one may write.
func (a *App) topLine() string {
	t, g, w := a.Theme, a.Theme.Glyphs, a.layout.W
	s := a.Host.Status()
	left := " " + t.Title.Render(clip(s.Profile.String(), 24, g.Ellipsis))
	if !s.Region.IsZero() {
		left += t.Muted.Render(" " + string(g.Dot) + " " + s.Region.String())
	}
	if s.Production {
		left = t.Prod.Render(" PROD ") + left
	}
	right := a.state(s) + " "
	room := w - ansi.StringWidth(left) - ansi.StringWidth(right) - 4
	return widget.Fit(left+"   "+widget.Fit(a.crumbs(max(room, 0)), max(room, 0), g.Ellipsis)+" "+right, w, "")
}

// crumbs is the way to the screen in view; its front gives way.
func (a *App) crumbs(w int) string {
	t, g := a.Theme, a.Theme.Glyphs
	sep := " " + string(g.Crumb) + " "
	titles := make([]string, len(a.router.stack))
	for i, e := range a.router.stack {
		titles[i] = clip(e.screen.Title(), 32, g.Ellipsis)
	}
	for len(titles) > 2 && ansi.StringWidth(strings.Join(titles, sep)) > w {
		titles = titles[1:]
		titles[0] = string(g.Ellipsis)
	}
	last := len(titles) - 1
	head := strings.Join(titles[:last], sep)
	if head != "" {
		head += sep
	}
	return t.Muted.Render(head) + t.Strong.Render(titles[last])
}

// state is the right of the top line.
func (a *App) state(s Status) string {
	t, g := a.Theme, a.Theme.Glyphs
	var parts []string
	if s.Missing != "" {
		parts = append(parts, t.Bad.Render(string(g.Warning)+" incomplete"))
	}
	if spin := a.spinner(); spin != "" {
		parts = append(parts, spin)
	} else if !s.At.IsZero() {
		age := string(g.Age) + " " + Age(a.Now().Sub(s.At))
		if s.Stale {
			parts = append(parts, t.Warn.Render(age+" stale"))
		} else {
			parts = append(parts, t.Muted.Render(age))
		}
	}
	switch {
	case s.Nowhere:
	case s.Offline:
		parts = append(parts, t.Muted.Render(string(g.Mode)+" offline"))
	case s.ReadOnly:
		parts = append(parts, t.Good.Render(string(g.Mode)+" read-only"))
	default:
		parts = append(parts, t.Warn.Render(string(g.Mode)+" writing"))
	}
	return strings.Join(parts, "  ")
}

// spinner shows that something runs, once it has run for a moment; after two
// seconds it says for how long, and how to end it.
func (a *App) spinner() string {
	for _, b := range a.busies() {
		since, what := b.Busy()
		if since.IsZero() {
			continue
		}
		d := a.Now().Sub(since)
		if d < spinDelay {
			return ""
		}
		sign := string(a.Theme.Glyphs.Spinner(a.frame)) + " " + what
		if d >= 2*time.Second {
			sign += fmt.Sprintf(" %ds, ctrl+c cancels", int(d/time.Second))
		}
		return a.Theme.Accent.Render(sign)
	}
	return ""
}

// bottomLine is what is pending, or the message of the moment, and the keys
// that matter here.
func (a *App) bottomLine() string {
	t, g, w := a.Theme, a.Theme.Glyphs, a.layout.W
	if a.say.Text != "" {
		style, sign := t.Good, g.Info
		if a.say.Bad {
			style, sign = t.Bad, g.Warning
		}
		return widget.Fit(" "+style.Render(clip(string(sign)+" "+a.say.Text, w-2, g.Ellipsis)), w, "")
	}
	left := " " + t.Warn.Render(a.pending())
	return spread(left, a.hints(w-ansi.StringWidth(left)-3)+" ", w)
}

// pending says what waits to be done.
func (a *App) pending() string {
	var parts []string
	if p, ok := a.focus().(Pending); ok && p.Pending() != "" {
		parts = append(parts, p.Pending())
	}
	switch n := a.Host.Status().Staged; {
	case n == 1:
		parts = append(parts, "1 change staged")
	case n > 1:
		parts = append(parts, count(n, "changes staged"))
	}
	return strings.Join(parts, " "+string(a.Theme.Glyphs.Dot)+" ")
}

// hints are the keys of the screen in focus, as many as there is room for, and
// help always.
func (a *App) hints(w int) string {
	t, focus := a.Theme, a.focus()
	layers := focus.Layers()
	wanted := focus.Hints()
	if len(a.dialogs) == 0 {
		wanted = append(wanted[:len(wanted):len(wanted)], Help)
	}
	var shown []string
	used := 0
	for i := len(wanted) - 1; i >= 0; i-- {
		b, ok := a.Keys.Binding(layers, wanted[i])
		if !ok {
			continue
		}
		hint := t.Key.Render(b.Keys[0]) + " " + t.Muted.Render(short(b))
		if n := ansi.StringWidth(hint) + 3; used+n <= w {
			used += n
			shown = append([]string{hint}, shown...)
		}
	}
	return strings.Join(shown, "   ")
}

// short is an action in a word, for the bottom line.
func short(b Binding) string {
	switch b.Action {
	case Mark:
		if b.Layer == ConfigLayer {
			return "switch"
		}
	case BackOrQuit:
		if b.Layer == WelcomeLayer {
			return "quit"
		}
	case Enter, Into:
		switch b.Layer {
		case TreeLayer, ChangesLayer, JSONLayer:
			return "unfold"
		case PickerLayer, WelcomeLayer:
			return "choose"
		case ProfilesLayer:
			return "switch to it"
		}
		return "open"
	case Review:
		return "save"
	case Escape:
		switch b.Layer {
		case OverlayLayer, ApplyLayer, UnfinishedLayer:
			return b.Help
		}
		return "cancel"
	case NextTab:
		return "tabs"
	case NextPane:
		return "next"
	case MarkAll:
		return "all"
	}
	return string(b.Action)
}

// Age says how old something is, coarsely, so that the frame seldom changes.
func Age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d/time.Hour))
	}
	return fmt.Sprintf("%dd", int(d/(24*time.Hour)))
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
