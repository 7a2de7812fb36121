package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/widget"
)

// helpBox lists the keys in force on the screen below it.
type helpBox struct {
	*widget.Help
}

// help makes the overlay for the screen in focus.
func (a *App) help() Dialog {
	layers := append([]Layer{InterruptLayer}, a.focus().Layers()...)
	glyphs := a.Theme.Glyphs
	arrows := strings.NewReplacer("↑", string(glyphs.UpKey), "↓", string(glyphs.DownKey),
		"←", string(glyphs.LeftKey), "→", string(glyphs.RightKey))
	var groups []widget.HelpGroup
	for _, l := range append(layers[1:len(layers):len(layers)], InterruptLayer) {
		g := widget.HelpGroup{Title: widget.Words(l)}
		for _, r := range rows(a.working(layers, l)) {
			g.Keys = append(g.Keys, widget.HelpKey{Key: widget.Words(arrows.Replace(r.Keys)), Does: widget.Words(r.Does)})
		}
		if len(g.Keys) > 0 {
			groups = append(groups, g)
		}
	}
	title := widget.Spans{widget.Say(a.Theme.Title, "Keys")}
	return &helpBox{widget.NewHelp(a.Theme, title, groups...)}
}

// working lists the bindings of one of layers that have something to do on the
// screen in focus.
func (a *App) working(layers []Layer, l Layer) []Binding {
	idle, _ := a.focus().(Idler)
	return slices.DeleteFunc(a.Keys.InForce(layers, l), func(b Binding) bool {
		return idle != nil && idle.Idle(b.Action)
	})
}

func (h *helpBox) Init() tea.Cmd          { return nil }
func (h *helpBox) Update(tea.Msg) tea.Cmd { return nil }
func (h *helpBox) Title() string          { return "Keys" }
func (h *helpBox) Layers() []Layer        { return []Layer{OverlayLayer} }
func (h *helpBox) Hints() []Action        { return []Action{Down, PageDown, Escape} }

func (h *helpBox) Act(a Action) (tea.Cmd, bool) {
	m, ok := Motions(a)
	if !ok {
		return nil, false
	}
	h.Go(m)
	return nil, true
}

// Motions is the motion that an action stands for; false for one that is none.
func Motions(a Action) (widget.Motion, bool) {
	switch a {
	case Down:
		return widget.Down, true
	case Up:
		return widget.Up, true
	case Top:
		return widget.Top, true
	case Bottom:
		return widget.Bottom, true
	case HalfDown:
		return widget.HalfDown, true
	case HalfUp:
		return widget.HalfUp, true
	case PageDown:
		return widget.PageDown, true
	case PageUp:
		return widget.PageUp, true
	}
	return 0, false
}
