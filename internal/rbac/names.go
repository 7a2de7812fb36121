package rbac

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"authzx/internal/text"
)

// GroupsNamed are the groups with a name, in stored order: those that have it
// exactly or, when none has, those that have it but for case.
func (g *Graph) GroupsNamed(name text.Text) []GroupID {
	return named(&g.groups, name, func(r *Group) (GroupID, text.Text) { return r.ID, r.Name })
}

// RolesNamed are the roles with a name, as GroupsNamed; several applications
// may share it.
func (g *Graph) RolesNamed(name text.Text) []RoleID {
	return named(&g.roles, name, func(r *Role) (RoleID, text.Text) { return r.ID, r.Name })
}

// PermissionsNamed are the permissions with a name, as GroupsNamed; several
// applications may share it.
func (g *Graph) PermissionsNamed(name text.Text) []PermissionID {
	return named(&g.permissions, name, func(r *Permission) (PermissionID, text.Text) { return r.ID, r.Name })
}

func named[K comparable, R any](t *table[K, R], name text.Text, of func(*R) (K, text.Text)) []K {
	var exact, alike []K
	low := lower(name.Raw())
	for _, r := range t.records() {
		switch id, v := of(r); {
		case v == name:
			exact = append(exact, id)
		case len(exact) == 0 && lower(v.Raw()) == low:
			alike = append(alike, id)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return alike
}

// Applications are the applications that roles and permissions belong to, in
// the order of their first mention, roles first.
func (g *Graph) Applications() []ClientID {
	return g.applications.get(func() []ClientID {
		var list []ClientID
		seen := make(map[ClientID]struct{})
		add := func(id ClientID) {
			if _, ok := seen[id]; !ok {
				seen[id] = struct{}{}
				list = append(list, id)
			}
		}
		for _, r := range g.roles.records() {
			add(r.Application)
		}
		for _, r := range g.permissions.records() {
			add(r.Application)
		}
		return list
	})
}

// lower is s in lower case as the server's language does it, which decides
// whether two names are the same: U+0130 becomes two code points, and a sigma
// at the end of a word its final form.
func lower(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteByte(s[i]) // part of a lone surrogate
		case r == '\u0130':
			b.WriteString("i\u0307")
		case r == '\u03a3' && finalSigma(s[:i], s[i+size:]):
			b.WriteRune('\u03c2')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		i += size
	}
	return b.String()
}

// finalSigma is the Final_Sigma condition of the Unicode standard, chapter
// 3.13: a cased letter before, none after, ignorable characters passed over.
func finalSigma(before, after string) bool {
	cased := func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) }
	found := false
	for len(before) > 0 {
		r, size := utf8.DecodeLastRuneInString(before)
		before = before[:len(before)-size]
		if !caseIgnorable(r) {
			found = cased(r)
			break
		}
	}
	if !found {
		return false
	}
	for _, r := range after {
		if !caseIgnorable(r) {
			return !cased(r)
		}
	}
	return true
}

func caseIgnorable(r rune) bool {
	return strings.ContainsRune("'.:^`\u00a8\u00ad\u00b7\u2018\u2019", r) || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}
