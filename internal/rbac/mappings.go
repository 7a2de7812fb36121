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

// Mappings are all mappings of a graph, found by what they match, in stored order.
// They may be read by several goroutines.
type Mappings struct {
	by          map[mappingKey][]mappingAt
	all         []GroupMapping
	connections []text.Text
}

// Mappings are the mappings of all groups.
func (g *Graph) Mappings() *Mappings { return g.mappingIndex() }

func (g *index) mappingIndex() *Mappings {
	return g.mappings.get(func() *Mappings {
		x := &Mappings{by: make(map[mappingKey][]mappingAt)}
		seen := make(map[text.Text]struct{})
		for n, r := range g.groups.Records() {
			for i := range r.Mappings {
				m := &r.Mappings[i]
				key := mappingKey{m.Connection, m.GroupName}
				x.by[key] = append(x.by[key], mappingAt{n, i, m})
				x.all = append(x.all, GroupMapping{r.ID, *m})
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
func (g *index) arrivals(user UserID, direct []int32, login Login) []arrival {
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
// share an id only those count that list the user themselves.
func (g *index) directNames(user UserID, direct []int32) []text.Text {
	names := make([]text.Text, 0, len(direct))
	if !g.groups.Twins() {
		for _, n := range direct {
			names = append(names, g.groups.Record(n).Name)
		}
		return names
	}
	for n, r := range g.groups.Records() {
		if slices.Contains(direct, n) && slices.Contains(r.Members, user) {
			names = append(names, r.Name)
		}
	}
	return names
}

// Maps reports whether a mapping of a connection names a group, letter by letter.
func (x *Mappings) Maps(connection, group text.Text) bool {
	return len(x.by[mappingKey{connection, group}]) > 0
}

// On are the mappings that name a connection, in stored order.
func (x *Mappings) On(connection text.Text) []GroupMapping {
	return x.where(func(m *Mapping) bool { return m.Connection == connection })
}

// Naming are the mappings that match a group name, be it one of the identity
// provider or of an extension group, in stored order.
func (x *Mappings) Naming(group text.Text) []GroupMapping {
	return x.where(func(m *Mapping) bool { return m.GroupName == group })
}

func (x *Mappings) where(match func(*Mapping) bool) []GroupMapping {
	var found []GroupMapping
	for i := range x.all {
		if match(&x.all[i].Mapping) {
			found = append(found, x.all[i])
		}
	}
	return found
}

// Connections are the connections that mappings name, in the order of their
// first mention.
func (x *Mappings) Connections() []text.Text { return x.connections }
