package views

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// wayWords says a path in a few words, from the thing back to the user: what
// comes right before the thing first, how the user comes in last.
func wayWords(path rbac.Path) text.Text {
	if len(path) == 0 {
		return text.Text{}
	}
	if len(path) == 1 {
		return text.New(aloneWords(path[0]))
	}
	names := make([]string, 0, len(path)-1)
	for i := len(path) - 2; i >= 0; i-- {
		names = append(names, firstOf(path[i].Name, path[i].ID).Raw())
	}
	return text.New("by " + strings.Join(names, " < ") + startWords(path[0]))
}

// otherWays follows the shortest way where it is not the only one.
const otherWays = " + other ways"

// aloneWords is a path of one step in words.
func aloneWords(s rbac.Step) string {
	if s.Kind == rbac.StepMapping {
		return "by mapping " + s.GroupName.Raw()
	}
	return "direct"
}

// startWords is how the user comes in, where that is not by being a member.
func startWords(s rbac.Step) string {
	switch s.Kind {
	case rbac.StepDirect:
		return ", held directly"
	case rbac.StepMapping:
		return ", by mapping " + s.GroupName.Raw()
	}
	return ""
}

// wayLines list all ways by which a user has a thing, a line each.
func wayLines(th *theme.Theme, a *rbac.Access, thing rbac.Ref) []widget.Spans {
	paths, truncated := a.Paths(thing)
	words := counted(len(paths), "way")
	if truncated {
		words = "at least " + words
	}
	lines := []widget.Spans{{widget.Say(th.Title, widget.Words(words))}}
	for _, p := range paths {
		lines = append(lines, widget.Spans{
			widget.Say(th.Muted, th.Glyphs.Dot+" "), widget.Foreign(th.Text, wayWords(p)),
		})
	}
	return lines
}

// conditions say under which assumptions an answer holds: application (nil where none
// can matter), login,
// and what could not be read.
func conditions(th *theme.Theme, d *Data, app *rbac.ClientID, login *rbac.Login) widget.Spans {
	spans := widget.Spans{widget.Say(th.Muted, " ")}
	dot := widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")
	missing := d.Graph.Missing().Any()
	if missing {
		spans = append(spans, widget.Say(th.Bad, th.Glyphs.Warning+" incomplete: "+widget.Words(missingWords(d.Graph.Missing()))), dot)
	}
	if app == nil {
		return append(spans, loginWords(th, login, missing)...)
	}
	if app.IsZero() {
		spans = append(spans, widget.Say(th.Muted, "all applications"))
	} else {
		spans = append(spans, widget.Say(th.Muted, "only "), widget.Foreign(th.Application, d.applicationName(*app)))
	}
	return append(append(spans, dot), loginWords(th, login, missing)...)
}

// loginWords say at which login something holds.
func loginWords(th *theme.Theme, login *rbac.Login, missing bool) widget.Spans {
	if login == nil && missing { // there is no room for both
		return widget.Spans{widget.Say(th.Muted, "no login")}
	}
	if login == nil {
		return widget.Spans{widget.Say(th.Muted, "no login, so mappings don't count")}
	}
	spans := widget.Spans{widget.Say(th.Muted, "at a login by "), widget.Foreign(th.Connection, login.Connection)}
	for i, g := range login.IdPGroups {
		lead := widget.Words(" with ")
		if i > 0 {
			lead = ", "
		}
		spans = append(spans, widget.Say(th.Muted, lead), widget.Foreign(th.Text, g))
	}
	return spans
}
