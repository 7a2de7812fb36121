package session

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// What the ids of each kind look like where Auth0 makes them, and copied from a log.
var (
	uuid     = text.Pattern(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	clientID = text.Pattern(`^[A-Za-z0-9_-]{24,64}$`)
	escaped  = text.Pattern(`%[0-9A-Fa-f]{2}`)
	digits   = text.Pattern(`[0-9]+`)
)

// isID reports whether what nothing mentions can only be an id: it looks as ids do
// in general, or as those that are there.
func (p *State) isID(kind rbac.Kind, given string) bool {
	switch {
	case given == "" || given != strings.TrimSpace(given):
		return false
	case kind == rbac.KindUser && isEmail(given):
		return false
	case kind == rbac.KindUser && strings.Contains(given, "|"):
		return true
	case kind == rbac.KindApplication && clientID().MatchString(given):
		return true
	case uuid().MatchString(given), escaped().MatchString(given):
		return true
	}
	known := p.ids(kind)
	if len(known) == 0 && (kind == rbac.KindUser || kind == rbac.KindApplication) {
		return !strings.Contains(given, " ")
	}
	return slices.ContainsFunc(known, func(id text.Text) bool { return alike(id.Raw(), given) })
}

// alike reports whether two ids are of one make: `app-1` and `app-wiki`, `u1` and `u20`.
func alike(a, b string) bool {
	if uuid().MatchString(a) || clientID().MatchString(a) || strings.Contains(a, "|") {
		return false
	}
	if at := strings.IndexAny(a, "-_"); at > 0 && strings.HasPrefix(b, a[:at+1]) && len(b) > at+1 {
		return true
	}
	return digits().MatchString(a) && digits().ReplaceAllString(a, "0") == digits().ReplaceAllString(b, "0")
}

// ids are those of a kind that the graph and the directory have.
func (p *State) ids(kind rbac.Kind) []text.Text {
	var list []text.Text
	switch kind {
	case rbac.KindUser:
		for _, id := range p.Graph.Users() {
			list = append(list, id.Text)
		}
	case rbac.KindGroup:
		for _, g := range p.Graph.Groups() {
			list = append(list, g.ID.Text)
		}
	case rbac.KindRole:
		for _, r := range p.Graph.Roles() {
			list = append(list, r.ID.Text)
		}
	case rbac.KindPermission:
		for _, v := range p.Graph.Permissions() {
			list = append(list, v.ID.Text)
		}
	case rbac.KindApplication:
		for _, id := range p.Graph.Applications() {
			list = append(list, id.Text)
		}
		for _, a := range p.Directory.Applications() {
			list = append(list, a.ID.Text)
		}
	}
	return list
}
