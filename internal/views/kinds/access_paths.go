package kinds

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// ShortestWay is what lies between a user and a thing, by a shortest path, read from the
// user outward, and how many other paths there are.
func ShortestWay(th *theme.Theme, a *rbac.Access, thing rbac.Ref, effort *rbac.Effort) widget.Spans {
	return desk.Path(th, catalog.WayOf(a, thing, effort))
}

// WayLines list all paths by which a user has a thing, a line each.
func WayLines(th *theme.Theme, a *rbac.Access, thing rbac.Ref) []widget.Spans {
	paths, truncated := a.Paths(thing)
	words := text.Counted(len(paths), "path")
	if truncated {
		words = "at least " + words
	}
	lines := []widget.Spans{{widget.Say(th.Title, widget.Words(words))}}
	for _, p := range paths {
		lines = append(lines, append(widget.Spans{widget.Say(th.Muted, th.Glyphs.Dot+" ")}, desk.Path(th, catalog.Between(p))...))
	}
	return lines
}

// Conditions say under which assumptions an answer holds: application (nil where none
// can matter), login,
// and what could not be read.
func Conditions(th *theme.Theme, d *desk.Data, app *rbac.ClientID, login *rbac.Login) widget.Spans {
	spans := widget.Spans{widget.Say(th.Muted, " ")}
	dot := widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")
	words := rbac.Unread(d.Lacks())
	missing := words != ""
	if missing {
		spans = append(spans, widget.Say(th.Bad, th.Glyphs.Warning+" incomplete: "+widget.Words(words)), dot)
	}
	if app == nil {
		return append(spans, loginWords(th, login, missing)...)
	}
	if app.IsZero() {
		spans = append(spans, widget.Say(th.Muted, "all applications"))
	} else {
		spans = append(spans, widget.Say(th.Muted, "only "), widget.Foreign(th.Application, d.ApplicationName(*app)))
	}
	return append(append(spans, dot), loginWords(th, login, missing)...)
}

// loginWords say at which login something holds.
func loginWords(th *theme.Theme, login *rbac.Login, missing bool) widget.Spans {
	if login == nil && missing { // there is no room for both
		return widget.Spans{widget.Say(th.Muted, "no login")}
	}
	if login == nil {
		return widget.Spans{widget.Say(th.Muted, "group mappings excluded: no login simulated")}
	}
	spans := widget.Spans{widget.Say(th.Muted, "login via "), widget.Foreign(th.Connection, login.Connection)}
	for i, g := range login.IdPGroups {
		lead := widget.Words(" with ")
		if i > 0 {
			lead = ", "
		}
		spans = append(spans, widget.Say(th.Muted, lead), widget.Foreign(th.Text, g))
	}
	return spans
}
