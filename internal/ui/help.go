package ui

import (
	"slices"

	"authzx/internal/ui/widget"
)

// helpBox lists the keys in force on the screen below it.
type helpBox struct {
	Plain
	*widget.Help
}

// help makes the overlay for the screen in focus.
func (a offers) help() Dialog {
	layers := append([]Layer{InterruptLayer}, a.focus().Layers()...)
	var groups []widget.HelpGroup
	for _, l := range append(layers[1:len(layers):len(layers)], InterruptLayer) {
		g := widget.HelpGroup{Title: widget.Words(l)}
		for _, r := range rows(a.working(layers, l)) {
			g.Keys = append(g.Keys, widget.HelpKey{Key: widget.Words(a.Theme.Glyphs.Arrows(r.Keys)), Does: widget.Words(r.Does)})
		}
		if len(g.Keys) > 0 {
			groups = append(groups, g)
		}
	}
	title := widget.Spans{widget.Say(a.Theme.Title, "Keys")}
	return &helpBox{Help: widget.NewHelp(a.Theme, title, groups...)}
}

// working lists the bindings of one of layers that have something to do on the
// screen in focus.
func (a offers) working(layers []Layer, l Layer) []Binding {
	focus := a.focus()
	return slices.DeleteFunc(a.Keys.InForce(layers, l), func(b Binding) bool { return a.whyNot(focus, b.Action) != "" })
}

func (h *helpBox) Title() string   { return "Keys" }
func (h *helpBox) Layers() []Layer { return []Layer{OverlayLayer} }
func (h *helpBox) Hints() []Action { return []Action{Down, PageDown, Escape} }

// WhyNot says that there is nothing to choose.
func (h *helpBox) WhyNot(a Action) widget.Words {
	if a == Enter {
		return "there is nothing to choose: {overlay.escape} closes"
	}
	return ""
}

func (h *helpBox) Act(a Action) (Cmd, bool) {
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
