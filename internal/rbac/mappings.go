package rbac

import (
	"cmp"
	"slices"

	"authzx/internal/text"
)

// GroupMapping is a mapping with the group that it belongs to.
type GroupMapping struct {
	Group   GroupID
	Mapping Mapping
}

// Via says by what a mapping takes a user in.
type Via string

// The ways. A mapping can take the same user in by both.
const (
	ViaIdP   Via = "idp"   // the identity provider reports the group
	ViaGroup Via = "group" // the user is a direct member of an extension group of that name
)

// arrival is one way by which a mapping takes a user into a group.
type arrival struct {
	mappingAt
	via Via
}

type mappingKey struct{ connection, group text.Text }

type mappingAt struct {
	group   int32
	place   int // among the mappings of its group
	mapping *Mapping
}

// mappingIndex finds mappings by what they match, in stored order.
type mappingIndex struct {
	by          map[mappingKey][]mappingAt
	connections []text.Text
}

func (g *Graph) mappingIndex() mappingIndex {
	return g.mappings.get(func() mappingIndex {
		x := mappingIndex{by: make(map[mappingKey][]mappingAt)}
		seen := make(map[text.Text]struct{})
		for n, r := range g.groups.records() {
			for i := range r.Mappings {
				m := &r.Mappings[i]
				key := mappingKey{m.Connection, m.GroupName}
				x.by[key] = append(x.by[key], mappingAt{n, i, m})
				if _, ok := seen[m.Connection]; !ok {
					seen[m.Connection] = struct{}{}
					x.connections = append(x.connections, m.Connection)
				}
			}
		}
		return x
	})
}

// arrivals are the ways by which mappings take a user in at a login, ordered by
// group and by place within it; direct holds the groups that list the user.
func (g *Graph) arrivals(user UserID, direct []int32, login Login) []arrival {
	if login.Connection.IsZero() {
		return nil
	}
	index := g.mappingIndex()
	var found []arrival
	take := func(name text.Text, via Via) {
		for _, at := range index.by[mappingKey{login.Connection, name}] {
			found = append(found, arrival{at, via})
		}
	}
	seen := make(map[text.Text]struct{}, len(login.IdPGroups))
	for _, name := range login.IdPGroups {
		if _, again := seen[name]; !again {
			seen[name] = struct{}{}
			take(name, ViaIdP)
		}
	}
	clear(seen)
	for _, name := range g.directNames(user, direct) {
		if _, again := seen[name]; !again {
			seen[name] = struct{}{}
			take(name, ViaGroup)
		}
	}
	slices.SortStableFunc(found, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.place, b.place))
	})
	return found
}

// directNames are the names of the groups that list the user. Of records that
// share an id only those count that list him themselves.
func (g *Graph) directNames(user UserID, direct []int32) []text.Text {
	names := make([]text.Text, 0, len(direct))
	if !g.groups.twins() {
		for _, n := range direct {
			names = append(names, g.groups.record(n).Name)
		}
		return names
	}
	for n, r := range g.groups.records() {
		if slices.Contains(direct, n) && slices.Contains(r.Members, user) {
			names = append(names, r.Name)
		}
	}
	return names
}

// Maps reports whether a mapping of a connection names a group, letter by letter.
func (g *Graph) Maps(connection, group text.Text) bool {
	return len(g.mappingIndex().by[mappingKey{connection, group}]) > 0
}

// MappingsOn are the mappings that name a connection, in stored order.
func (g *Graph) MappingsOn(connection text.Text) []GroupMapping {
	return g.mappingsWhere(func(m *Mapping) bool { return m.Connection == connection })
}

// MappingsNaming are the mappings that match a group name, be it one of the
// identity provider or of an extension group, in stored order.
func (g *Graph) MappingsNaming(group text.Text) []GroupMapping {
	return g.mappingsWhere(func(m *Mapping) bool { return m.GroupName == group })
}

func (g *Graph) mappingsWhere(match func(*Mapping) bool) []GroupMapping {
	var found []GroupMapping
	for _, r := range g.groups.records() {
		for i := range r.Mappings {
			if match(&r.Mappings[i]) {
				found = append(found, GroupMapping{r.ID, r.Mappings[i]})
			}
		}
	}
	return found
}

// Connections are the connections that mappings name, in the order of their
// first mention.
func (g *Graph) Connections() []text.Text { return g.mappingIndex().connections }
