package state

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Options say how to bring one state to another.
type Options struct {
	// Prune also removes and deletes what the other state lacks.
	Prune bool
	// Only are the kinds of changes that are wanted, of Kinds; all where it is empty.
	Only []string
	// WithoutMembers leaves alone who belongs to groups and who holds roles.
	WithoutMembers bool
	// Applications, Connections and Users say what those of the other state are here:
	// by client id or name, by name, by id.
	Applications, Connections, Users map[text.Text]text.Text
}

// Reversed are the options with the maps the other way round.
func (o Options) Reversed() Options {
	for _, m := range []*map[text.Text]text.Text{&o.Applications, &o.Connections, &o.Users} {
		turned := make(map[text.Text]text.Text, len(*m))
		for from, to := range *m {
			turned[to] = from
		}
		*m = turned
	}
	return o
}

// Kinds are the words that Only takes: the lists, and the ties within them.
func Kinds() []string {
	return []string{"permissions", "roles", "groups", "members", "nested", "mappings", "grants", "assignments", "configuration"}
}

// ParseKinds reads kinds with commas between them.
func ParseKinds(given string) ([]string, error) {
	var list []string
	for word := range strings.SplitSeq(given, ",") {
		word = strings.ToLower(strings.TrimSpace(word))
		i := slices.IndexFunc(Kinds(), func(k string) bool { return k == word || strings.TrimSuffix(k, "s") == word })
		switch {
		case word == "":
			continue
		case i < 0:
			return nil, fmt.Errorf("%q is none of %s", text.Escape(word), strings.Join(Kinds(), ", "))
		}
		list = append(list, Kinds()[i])
	}
	return list, nil
}

// kindsOf are the words under which a change is found, the list first.
func kindsOf(c rbac.Change) []string {
	switch c := c.(type) {
	case rbac.Tie:
		return map[rbac.TieKind][]string{
			rbac.TieMember: {"groups", "members"}, rbac.TieNested: {"groups", "nested"}, rbac.TieGrant: {"groups", "grants"},
			rbac.TieAssignment: {"roles", "assignments", "members"}, rbac.TiePermission: {"roles"},
		}[c.Of]
	case rbac.AddMapping, rbac.RemoveMapping, rbac.EditMapping:
		return []string{"groups", "mappings"}
	case rbac.SetConfiguration:
		return []string{"configuration"}
	}
	switch targets := c.Targets(); targets[0].Kind {
	case rbac.KindGroup:
		return []string{"groups"}
	case rbac.KindRole:
		return []string{"roles"}
	default:
		return []string{"permissions"}
	}
}

// wants reports whether a change is of a kind that is wanted.
func (o Options) wants(c rbac.Change) bool {
	if t, ok := c.(rbac.Tie); ok && o.WithoutMembers && (t.Of == rbac.TieMember || t.Of == rbac.TieAssignment) {
		return false
	}
	return len(o.Only) == 0 || slices.ContainsFunc(kindsOf(c), func(k string) bool { return slices.Contains(o.Only, k) })
}
