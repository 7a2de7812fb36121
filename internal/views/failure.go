package views

import (
	"errors"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// errorLines say what went wrong, the way out where there is one, and what to
// press.
func errorLines(th *theme.Theme, err error) []widget.Spans {
	return append(faultLines(th, err), widget.Spans{widget.Say(th.Key, "r"), widget.Say(th.Muted, " tries again")})
}

// notYet says why nothing of the tenant can be shown; nil when its lists have
// arrived.
func (d *Desk) notYet() []widget.Spans {
	switch waiting, err := d.loading(); {
	case err != nil:
		return errorLines(d.Theme, err)
	case waiting:
		return []widget.Spans{{widget.Say(d.Theme.Muted, "Loading…")}}
	}
	return nil
}

// faultLines say what went wrong, and the way out where there is one.
func faultLines(th *theme.Theme, err error) []widget.Spans {
	lines := []widget.Spans{{widget.Say(th.Bad, th.Glyphs.Warning+" "), widget.Whole(th.Text, text.New(err.Error()))}}
	if hint := hintOf(err); hint != "" {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "%s", hint)})
	}
	return lines
}

// hintOf is the way out that an error knows, safe to draw; empty when it knows
// none.
func hintOf(err error) string {
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) {
		return ""
	}
	return text.Escape(hinted.Hint())
}
