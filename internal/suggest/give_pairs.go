package suggest

import (
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// pairs are the sets of two changes that would do, where no single one does. More
// than two are never needed: a role of one's own is made in two.
func (s *giving) pairs() []candidate {
	if s.wish.Thing.Kind == rbac.KindGroup {
		return nil // a group that takes nobody in by one change takes nobody in by two
	}
	var list []candidate
	list = append(list, s.newRole()...)
	list = append(list, s.filledRoles()...)
	return append(list, s.grantedAbove()...)
}

// filledRoles put the permission into a role and bring the user to the role.
func (s *giving) filledRoles() []candidate {
	var list []candidate
	for _, r := range s.g.Roles() {
		if !s.holds(r.ID) {
			continue
		}
		fill := rbac.AddPermission(r.ID, s.wish.permission())
		n := s.lack(r.ID.Ref())
		add := func(c candidate) {
			least := Score{max(n, c.least.Permissions), max(n, c.least.Users), 0}
			if joins(c) && s.wish.Login == nil {
				least = Score{n + c.least.Permissions + 1, n + 1, 0}
			}
			list = append(list, candidate{changes: []rbac.Change{fill, c.changes[0]}, least: least})
		}
		list = append(list, candidate{
			changes: []rbac.Change{fill, rbac.AssignRole(s.wish.User, r.ID)},
			least:   Score{n + s.margin.More(r.ID.Ref()) + 1, n + 1, 0},
		})
		for _, group := range s.at.Groups() {
			if !s.g.Frozen(group.Ref()) {
				add(candidate{changes: []rbac.Change{rbac.GrantRole(group, r.ID)}, least: s.spread(group)})
			}
		}
		for _, granting := range s.g.RoleGroups(r.ID) {
			for _, group := range s.within(granting) {
				for _, c := range s.entrances(group) {
					c.least = s.loose(c)
					add(c)
				}
			}
		}
	}
	return list
}

// grantedAbove bring the user into a group and grant a role to it or to one above:
// where roles themselves can't be written to.
func (s *giving) grantedAbove() []candidate {
	var list []candidate
	for _, role := range s.wish.roles(s.g) {
		for _, g := range s.g.Groups() {
			if s.g.Frozen(g.ID.Ref()) {
				continue
			}
			n := s.lack(g.ID.Ref())
			for _, group := range s.within(g.ID) {
				for _, c := range s.entrances(group) {
					least := Score{max(n, s.loose(c).Permissions), max(n, s.gain), 0}
					list = append(list, candidate{changes: []rbac.Change{rbac.GrantRole(g.ID, role), c.changes[0]}, least: least})
				}
			}
		}
	}
	return list
}

// within are a group and all below it.
func (s *giving) within(group rbac.GroupID) []rbac.GroupID {
	list := []rbac.GroupID{group}
	for _, below := range s.g.Below(group) {
		list = append(list, below.Group)
	}
	return list
}

// loose is what coming into a group that does not give the permission yet alters at
// least.
func (s *giving) loose(c candidate) Score {
	tie, ok := c.changes[0].(rbac.Tie)
	switch {
	case joins(c):
		return c.least
	case ok && tie.Of == rbac.TieNested:
		return s.spread(rbac.GroupID{Text: tie.Right})
	default:
		return Score{}
	}
}

// joins reports whether a candidate makes the user a member of a group.
func joins(c candidate) bool {
	tie, ok := c.changes[0].(rbac.Tie)
	return ok && tie.Of == rbac.TieMember
}

// spread is what all members of a group gain at least when the permission comes.
func (s *giving) spread(group rbac.GroupID) Score {
	n := s.lack(group.Ref())
	return Score{n, n, 0}
}

// newRole makes a role with nothing but the permission for the user alone.
func (s *giving) newRole() []candidate {
	p, some := s.g.Permission(s.wish.permission())
	if !some {
		return nil
	}
	role := rbac.RoleID{Text: s.freeID()}
	create := rbac.CreateRole{
		Ref: role, Name: s.freeName(p), Description: text.New("Gives " + p.Name.Clip(400).Raw()),
		ApplicationType: p.ApplicationType, Application: p.Application, Permissions: []rbac.PermissionID{p.ID},
	}
	return []candidate{{changes: []rbac.Change{create, rbac.AssignRole(s.wish.User, role)}, least: Score{1, 1, 0}}}
}

// freeID is a placeholder that nothing has which is still to be made.
func (s *giving) freeID() text.Text {
	for n := 1; ; n++ {
		id := rbac.NewID(n)
		_, group := s.g.Group(rbac.GroupID{Text: id})
		_, role := s.g.Role(rbac.RoleID{Text: id})
		_, permission := s.g.Permission(rbac.PermissionID{Text: id})
		if !group && !role && !permission {
			return id
		}
	}
}

// freeName is a name for a role that its application has room for: the
// permission's, with a number behind it where it is taken.
func (s *giving) freeName(p rbac.Permission) text.Text {
	name := p.Name
	for most := rbac.MaxName - 4; name.Units() > rbac.MaxName; most-- {
		name = p.Name.Clip(most)
	}
	for n := 2; !s.g.RoleNameFree(name, p.Application); n++ {
		base := p.Name
		for most := rbac.MaxName - 8; base.Units() > rbac.MaxName-8; most-- {
			base = p.Name.Clip(most)
		}
		name = text.New(fmt.Sprintf("%s %d", base.Raw(), n))
	}
	return name
}
