package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// hint is a key with a word of what it does, for the bottom line.
type hint struct {
	drawn string
	stays bool // however short the room is
	shown bool
}

// hintGap stands between two hints, and before the first.
const hintGap = "   "

// bottomLine is what is pending, and the keys that matter here. What is pending is
// cut for the first of these, and for those that help or lead out; all others go
// for what is pending, those that matter least first.
func (a *App) bottomLine() string {
	w := a.layout.W - 2 // a space at both ends
	hints := a.hints()
	for i := range hints {
		hints[i].shown = hints[i].stays
	}
	left := a.pending(max(w-hintsWidth(hints), 0))
	for i := range hints {
		was := hints[i].shown
		hints[i].shown = true
		hints[i].shown = was || ansi.StringWidth(left)+hintsWidth(hints) <= w
	}
	return spread(" "+a.Theme.Warn.Render(left), drawHints(hints)+" ", a.layout.W)
}

// pending says what waits to be done, in w cells: what the screen says is cut before
// what is staged.
func (a *App) pending(w int) string {
	own, staged, ellipsis := "", "", a.Theme.Glyphs.Ellipsis
	if p, ok := a.focus().(Pending); ok {
		own = p.Pending()
	}
	switch n := a.Host.Status().Staged; {
	case n == 1:
		staged = "1 change staged"
	case n > 1:
		staged = count(n, "changes staged")
	}
	if own != "" && staged != "" {
		staged = " " + string(a.Theme.Glyphs.Dot) + " " + staged
	}
	own = clip(own, max(w-ansi.StringWidth(staged), 0), ellipsis)
	return clip(own+staged, w, ellipsis)
}

// hints are the keys of the screen in focus that have something to do, those that
// matter most first, and help.
func (a *App) hints() []hint {
	focus := a.focus()
	wanted := focus.Hints()
	if len(a.dialogs) == 0 {
		wanted = append(wanted[:len(wanted):len(wanted)], Help)
	}
	idle, _ := focus.(Idler)
	var hints []hint
	for _, action := range wanted {
		b, ok := a.Keys.Binding(focus.Layers(), action)
		if !ok || idle != nil && idle.Idle(action) {
			continue
		}
		hints = append(hints, hint{
			drawn: a.Theme.Key.Render(b.Keys[0]) + " " + a.Theme.Muted.Render(short(b)),
			stays: len(hints) == 0 || action == Help || action == Escape,
		})
	}
	return hints
}

func drawHints(hints []hint) string {
	var shown []string
	for _, h := range hints {
		if h.shown {
			shown = append(shown, h.drawn)
		}
	}
	return strings.Join(shown, hintGap)
}

// hintsWidth is the width of the hints that are shown, with the gap before them.
func hintsWidth(hints []hint) int { return len(hintGap) + ansi.StringWidth(drawHints(hints)) }

// short is an action in a word, for the bottom line.
func short(b Binding) string {
	switch b.Action {
	case Mark:
		if b.Layer == ConfigLayer {
			return "switch"
		}
	case CopyID:
		if b.Layer == JSONLayer {
			return "copy value"
		}
	case Filter:
		if b.Layer == JSONLayer {
			return b.Help
		}
	case BackOrQuit:
		if b.Layer == WelcomeLayer {
			return "quit"
		}
	case Enter, Into:
		switch b.Layer {
		case TreeLayer, ChangesLayer, JSONLayer:
			return "unfold"
		case PickerLayer, ChoiceLayer, WelcomeLayer:
			return "choose"
		case LoginLayer:
			return b.Help
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
