package apiref

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// rights are what the current token may do, as far as it says.
type rights struct {
	desk   *desk.Desk
	loader *ui.Loader[tenant.TokenFacts]
	facts  tenant.TokenFacts
	scopes []string // nil while unknown
	asked  bool     // an answer came
	err    error
}

// NewRights makes what tells whether the token allows a request; owner is told.
func NewRights(owner any, d *desk.Desk) *rights {
	return &rights{desk: d, loader: ui.NewLoader[tenant.TokenFacts](owner, d.Now)}
}

// ask reads the scopes of the token; where none is kept that fetches one.
func (r *rights) ask() ui.Cmd {
	source := r.desk.Can.Scopes
	if source == nil {
		return nil
	}
	return r.loader.Start("checking the token", source.TokenFacts)
}

// renew has another token issued.
func (r *rights) renew() ui.Cmd {
	return r.loader.Start("getting a new token", r.desk.Can.Scopes.RenewToken)
}

// update takes the answer; false for any other message.
func (r *rights) update(msg tea.Msg) bool {
	facts, err, ok := r.loader.Take(msg)
	if !ok {
		return false
	}
	r.facts, r.scopes, r.err, r.asked = facts, facts.Scopes, err, true
	return true
}

// right is what is known of the token's right to one route.
type right int

const (
	rightUnknown right = iota
	rightHas
	rightLacks
	rightAny  // any valid token will do
	rightOpen // no token is needed
)

func (r *rights) of(route *endpoint.Route) right {
	switch {
	case route.Open:
		return rightOpen
	case route.Scope == "":
		return rightAny
	case r.scopes == nil:
		return rightUnknown
	case slices.Contains(r.scopes, route.Scope):
		return rightHas
	}
	return rightLacks
}

// cell is the right in a word or two, for a column.
func (r right) cell() desk.Cell {
	switch r {
	case rightHas:
		return desk.WordCell("granted", desk.Good)
	case rightLacks:
		return desk.WordCell("missing", desk.Bad)
	case rightAny:
		return desk.WordCell("any valid", desk.Muted)
	case rightOpen:
		return desk.WordCell("not needed", desk.Muted)
	}
	return desk.WordCell("unknown", desk.Muted)
}

// sentence says which scope a route wants and whether the token has it.
func (r *rights) sentence(route *endpoint.Route) widget.Spans {
	th := r.desk.Theme
	scope := widget.Say(th.Strong, widget.Words(route.Scope))
	switch r.of(route) {
	case rightOpen:
		return widget.Spans{widget.Say(th.Muted, "No token is needed.")}
	case rightAny:
		words := widget.Words("Any valid token works.")
		if route.APIKey {
			words = "Any valid token works, or the API key as x-api-key."
		}
		return widget.Spans{widget.Say(th.Muted, words)}
	case rightHas:
		return widget.Spans{scope, widget.Say(th.Good, " "+th.Glyphs.Check+" granted to the token")}
	case rightLacks:
		return widget.Spans{scope, widget.Say(th.Bad, " "+th.Glyphs.Cross+" not granted to the token: grant it to the client under Dashboard > APIs > "+endpoint.APIName+"")}
	}
	return widget.Spans{scope, widget.Say(th.Muted, "  "+r.doubt())}
}

// doubt is why it isn't known what the token may do.
func (r *rights) doubt() widget.Words {
	can := r.desk.Can.Scopes != nil
	switch {
	case !can:
		return r.desk.NoServer("no token: this is a snapshot", "no token: this is the tenant as of %s")
	case r.err != nil:
		return "no token available"
	case r.asked:
		return "the token doesn't list its scopes"
	}
	return "checking the token"
}

// lines list what the token may do.
func (r *rights) lines() []widget.Spans {
	th := r.desk.Theme
	if r.scopes == nil {
		lines := []widget.Spans{{widget.Say(th.Muted, "The scopes are unknown: "+r.doubt()+".")}}
		if r.err != nil {
			lines = append(lines, widget.Spans{widget.Foreign(th.Bad, text.New(r.err.Error()))})
		}
		return lines
	}
	lines := []widget.Spans{{widget.Sayf(th.Title, "The token has %d of %d scopes", r.known(endpoint.Scopes()), len(endpoint.Scopes()))}}
	for _, p := range endpoint.Purposes() {
		n, style := r.known(p.Scopes), th.Good
		if n < len(p.Scopes) {
			style = th.Warn
		}
		lines = append(lines, nil, widget.Spans{widget.Sayf(th.Strong, "%s: ", p.Words), widget.Sayf(style, "%d of %d", n, len(p.Scopes))})
		for _, s := range p.Scopes {
			sign, style := th.Glyphs.Cross+" ", th.Bad
			if slices.Contains(r.scopes, s.Name) {
				sign, style = th.Glyphs.Check+" ", th.Good
			}
			lines = append(lines, widget.Spans{
				widget.Say(style, sign), widget.Sayf(th.Text, "%-23s ", s.Name), widget.Say(th.Muted, widget.Words(s.Doc)),
			})
		}
	}
	return lines
}

// known is how many of some scopes the token has.
func (r *rights) known(of []endpoint.Scope) int {
	n := 0
	for _, s := range of {
		if slices.Contains(r.scopes, s.Name) {
			n++
		}
	}
	return n
}
