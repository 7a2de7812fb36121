package suggest

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// giving is what the search for ways to give looks at.
type giving struct {
	g      *rbac.Graph
	wish   Goal
	at     *rbac.Access // as the goal is judged
	static *rbac.Access // mappings left out
	margin *rbac.Margin // of a permission that whoever is given what is wished for has then
	gain   int          // 1 where the user lacks that permission; 0 where there is none
	names  []text.Text  // by which a mapping of the login would take the user in

	mapped map[rbac.GroupID][]text.Text // the names that mappings of the login match
	called map[text.Text][]rbac.GroupID

	lacking map[rbac.Ref]int
}

func newGiving(g *rbac.Graph, w Goal) *giving {
	s := &giving{
		g: g, wish: w, at: g.Access(rbac.Query{User: w.User, Login: w.Login}), static: g.Access(rbac.Query{User: w.User}),
		lacking: make(map[rbac.Ref]int),
	}
	by := s.mark()
	s.margin = s.static.Margin(by)
	if !by.IsZero() {
		s.gain = 1
	}
	if w.Login == nil || w.Login.Connection.IsZero() {
		return s
	}
	s.mapped, s.called = make(map[rbac.GroupID][]text.Text), make(map[text.Text][]rbac.GroupID)
	for _, m := range g.Mappings().On(w.Login.Connection) {
		s.mapped[m.Group] = append(s.mapped[m.Group], m.Mapping.GroupName)
	}
	for _, group := range g.Groups() {
		s.called[group.Name] = append(s.called[group.Name], group.ID)
	}
	for _, id := range g.DirectGroups(w.User) {
		s.name(g.Name(id.Ref()))
	}
	for _, name := range w.Login.IdPGroups {
		s.name(name)
	}
	return s
}

func (s *giving) name(name text.Text) {
	if !slices.Contains(s.names, name) {
		s.names = append(s.names, name)
	}
}

// mark is a permission that comes with what is wished for and that the user lacks.
func (s *giving) mark() rbac.PermissionID {
	var roles []rbac.RoleID
	switch s.wish.Thing.Kind {
	case rbac.KindPermission:
		return s.wish.permission()
	case rbac.KindRole:
		roles = s.wish.roles(s.g)
	default:
		for _, granted := range s.g.EffectiveRoles(rbac.GroupID{Text: s.wish.Thing.ID}) {
			roles = append(roles, granted.Role)
		}
	}
	for _, id := range roles {
		role, _ := s.g.Role(id)
		for _, p := range role.Permissions {
			if _, known := s.g.Permission(p); known && !s.static.Has(p.Ref()) {
				return p
			}
		}
	}
	return rbac.PermissionID{}
}

// lack is how many users of a group or role gain a permission, at least, when all of
// them are given what is wished for.
func (s *giving) lack(among rbac.Ref) int {
	if s.gain == 0 {
		return 0
	}
	n, known := s.lacking[among]
	if !known {
		n = s.margin.Lacking(among)
		s.lacking[among] = n
	}
	return n
}

// singles are all single changes that would do.
func (s *giving) singles() []candidate {
	var list []candidate
	for _, role := range s.wish.roles(s.g) {
		list = append(list, s.byRole(role)...)
	}
	for _, group := range s.giving() {
		list = append(list, s.entrances(group)...)
	}
	for _, role := range s.at.Roles() {
		if s.holds(role) {
			n := s.lack(role.Ref())
			list = append(list, candidate{changes: []rbac.Change{rbac.AddPermission(role, s.wish.permission())}, least: Score{n, n, 0}})
		}
	}
	return list
}

// giving are the groups whose members have what is wished for by them.
func (s *giving) giving() []rbac.GroupID {
	switch s.wish.Thing.Kind {
	case rbac.KindPermission:
		return s.g.GroupsGiving(s.wish.permission())
	case rbac.KindGroup:
		return s.within(rbac.GroupID{Text: s.wish.Thing.ID})
	}
	var list []rbac.GroupID
	for _, granting := range s.g.RoleGroups(rbac.RoleID{Text: s.wish.Thing.ID}) {
		for _, group := range s.within(granting) {
			if !slices.Contains(list, group) {
				list = append(list, group)
			}
		}
	}
	return list
}

// byRole are the changes that give a role to the user, or to a group of the user's.
func (s *giving) byRole(role rbac.RoleID) []candidate {
	var list []candidate
	if !s.g.Frozen(role.Ref()) {
		list = append(list, candidate{changes: []rbac.Change{rbac.AssignRole(s.wish.User, role)}, least: Score{s.margin.More(role.Ref()), s.gain, 0}})
	}
	for _, group := range s.at.Groups() {
		if !s.g.Frozen(group.Ref()) {
			list = append(list, candidate{changes: []rbac.Change{rbac.GrantRole(group, role)}, least: s.throughout(group, role.Ref())})
		}
	}
	return list
}

// throughout is what all members of a group of the user's gain at least, when it
// comes by something that gives what is wished for.
func (s *giving) throughout(group rbac.GroupID, by rbac.Ref) Score {
	n := s.lack(group.Ref())
	least := Score{n, n, 0}
	if s.static.Has(group.Ref()) {
		least.Permissions += s.margin.More(by) - s.gain
	}
	return least
}

// entrances are the single changes by which the user comes into a group.
func (s *giving) entrances(group rbac.GroupID) []candidate {
	list := s.mappedNames(group)
	if s.g.Frozen(group.Ref()) {
		return list
	}
	more := s.margin.More(group.Ref())
	list = append(list, candidate{changes: []rbac.Change{rbac.AddMember(group, s.wish.User)}, least: Score{more, min(more, 1), 0}})
	for _, child := range s.at.Groups() {
		if child != group {
			list = append(list, candidate{changes: []rbac.Change{rbac.AddNested(group, child)}, least: s.throughout(child, group.Ref())})
		}
	}
	for i, name := range s.names {
		list = append(list, candidate{changes: []rbac.Change{rbac.AddMapping{
			Group: group, Ref: rbac.MappingID{Text: rbac.NewID(i + 1)}, GroupName: name, Connection: s.wish.Login.Connection,
		}}})
	}
	return list
}

// mappedNames make the user a direct member of a group whose name a mapping of the
// login matches, which takes the user into the group.
func (s *giving) mappedNames(group rbac.GroupID) []candidate {
	var list []candidate
	for _, name := range s.mapped[group] {
		for _, id := range s.called[name] {
			if id != group && !s.g.Frozen(id.Ref()) {
				list = append(list, candidate{changes: []rbac.Change{rbac.AddMember(id, s.wish.User)}, least: Score{s.margin.More(id.Ref()), 0, 0}})
			}
		}
	}
	return list
}

// holds reports whether a role may be given the permission: one of another
// application, or what the role holds already, would be refused.
func (s *giving) holds(role rbac.RoleID) bool {
	r, _ := s.g.Role(role)
	p, some := s.g.Permission(s.wish.permission())
	if !some || r.Application != p.Application || s.g.Frozen(role.Ref()) {
		return false
	}
	_, err := rbac.AddPermission(role, p.ID).Apply(s.g)
	return err == nil
}
