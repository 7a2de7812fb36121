package rbac

import (
	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// Holder is a user who has the thing asked about. The paths by which are
// Access's to give.
type Holder struct {
	User UserID
	// Direct says that the group or role asked about, or a role that holds the
	// permission asked about, lists the user.
	Direct bool
}

// Reach narrows a question about holders. The zero value asks as the server
// calculates: all applications, mappings left out.
type Reach struct {
	// Application keeps the roles of one application; zero keeps all.
	Application ClientID
	// Login asks who would have the thing at such a login: every user that the
	// graph mentions is taken to log in like that.
	Login *Login
}

// WhoCan are the users who have a group, role or permission, in the order of
// Users. Users whom the graph does not mention are not among them, though a
// login could give them the same by a mapping on groups of the identity
// provider; GivesAll tells.
func (g *Graph) WhoCan(target Ref, reach Reach) []Holder {
	s, ok := g.holders(target, reach)
	if !ok {
		return nil
	}
	var list []Holder
	for n := range g.users.len() {
		if s.everyone && g.mentions(n) || s.users.Has(n) {
			list = append(list, Holder{g.users.id(n), s.direct.Has(n)})
		}
	}
	return list
}

// holding is how many users have each role and each permission, by their numbers.
type holding struct{ roles, permissions []int32 }

// HolderCount is how many users have a role or permission. It is the quick way to that of
// all: what everybody has is counted once.
func (g *Graph) HolderCount(target Ref) int {
	switch target.Kind {
	case KindRole:
		if n, ok := g.roles.Node(RoleID{target.ID}); ok {
			return int(g.counted().roles[n])
		}
	case KindPermission:
		if n, ok := g.permissions.Node(PermissionID{target.ID}); ok {
			return int(g.counted().permissions[n])
		}
	}
	return 0
}

func (g *index) counted() holding {
	return g.held.get(func() holding {
		h := holding{make([]int32, g.roles.N), make([]int32, g.permissions.N)}
		w := g.walker()
		for n := range g.users.len() {
			w.access(n)
			for _, role := range w.roles.list {
				h.roles[role]++
			}
			for _, permission := range w.permissions.list {
				h.permissions[permission]++
			}
		}
		return h
	})
}

// GivesAll reports whether a login gives the target to whoever logs in so, by
// a mapping on groups of the identity provider.
func (g *Graph) GivesAll(target Ref, reach Reach) bool {
	s, ok := g.holders(target, reach)
	return ok && s.everyone
}

type holders struct {
	users, direct relation.Set
	everyone      bool
}

func (g *index) holders(target Ref, reach Reach) (holders, bool) {
	s := holders{users: relation.NewSet(int(g.users.len())), direct: relation.NewSet(int(g.users.len()))}
	below := relation.NewSet(int(g.groups.N))
	grantedBy := func(role int32) {
		if !reach.Application.IsZero() && g.roles.Record(role).Application != reach.Application {
			return
		}
		for _, group := range g.roleGroups.Of(role) {
			g.descend(&below, group)
		}
		s.direct.AddAll(g.roleUsers.Of(role))
		s.users.AddAll(g.roleUsers.Of(role))
	}
	switch target.Kind {
	case KindGroup:
		n, ok := g.groups.Node(GroupID{target.ID})
		if !ok {
			return s, false
		}
		g.descend(&below, n)
		s.direct.AddAll(g.members.Of(n))
	case KindRole:
		n, ok := g.roles.Node(RoleID{target.ID})
		if !ok {
			return s, false
		}
		grantedBy(n)
	case KindPermission:
		n, ok := g.permissions.Node(PermissionID{target.ID})
		if !ok {
			return s, false
		}
		for _, role := range g.permRoles.Of(n) {
			grantedBy(role)
		}
	default:
		return s, false
	}
	groups := below.AppendTo(nil)
	for _, n := range groups {
		s.users.AddAll(g.members.Of(n))
	}
	if reach.Login != nil {
		g.addMapped(&s, &below, *reach.Login)
	}
	return s, true
}

// addMapped adds those whom mappings of the login's connection take into any
// of the groups.
func (g *index) addMapped(s *holders, groups *relation.Set, login Login) {
	if login.Connection.IsZero() {
		return
	}
	reported := make(map[text.Text]struct{}, len(login.IdPGroups))
	for _, name := range login.IdPGroups {
		reported[name] = struct{}{}
	}
	names := make(map[text.Text]struct{})
	for n, r := range g.groups.Records() {
		if !groups.Has(n) {
			continue
		}
		for i := range r.Mappings {
			m := &r.Mappings[i]
			if m.Connection != login.Connection {
				continue
			}
			names[m.GroupName] = struct{}{}
			if _, ok := reported[m.GroupName]; ok {
				s.everyone = true
			}
		}
	}
	if len(names) == 0 {
		return
	}
	for n, r := range g.groups.Records() {
		if _, ok := names[r.Name]; !ok {
			continue
		}
		if !g.groups.Twins() {
			s.users.AddAll(g.members.Of(n))
			continue
		}
		for _, id := range r.Members {
			user, _ := g.users.node(id)
			s.users.Add(user)
		}
	}
}
