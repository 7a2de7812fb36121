package rulebook

import "authzx/internal/rbac"

// Coverage says which grants tests and rules speak of: those of roles to groups, and
// of roles to users directly.
type Coverage struct {
	Grants  int
	Missing []rbac.Tie // those that nothing speaks of, in stored order
}

// Covered is how many of the grants are spoken of.
func (c Coverage) Covered() int { return c.Grants - len(c.Missing) }

// Cover goes through the grants of a tenant. A grant is spoken of when it lies on a
// path to what a test wants a user to have, or leads to what a rule is about.
func Cover(g *rbac.Graph, verdicts []Verdict) Coverage {
	spoken := make(map[rbac.Tie]bool)
	ruled := make(map[rbac.RoleID]bool)
	for _, v := range verdicts {
		for _, a := range v.asserted {
			switch {
			case a.access != nil:
				alongPaths(a, spoken)
			case a.thing.Kind == rbac.KindPermission:
				for _, role := range g.PermissionRoles(rbac.PermissionID{Text: a.thing.ID}) {
					ruled[role] = true
				}
			}
		}
	}
	var c Coverage
	count := func(role rbac.RoleID, grant rbac.Tie) {
		c.Grants++
		if !spoken[grant] && !ruled[role] {
			c.Missing = append(c.Missing, grant)
		}
	}
	for _, r := range g.Roles() {
		for _, group := range g.RoleGroups(r.ID) {
			count(r.ID, rbac.GrantRole(group, r.ID))
		}
	}
	for _, user := range g.Users() {
		for _, role := range g.DirectRoles(user) {
			count(role, rbac.AssignRole(user, role))
		}
	}
	return c
}

// alongPaths notes the grants on the paths to what a test wants.
func alongPaths(a asserted, spoken map[rbac.Tie]bool) {
	paths, _ := a.access.Paths(a.thing)
	for _, path := range paths {
		for i, step := range path {
			switch step.Kind {
			case rbac.StepDirect:
				spoken[rbac.AssignRole(a.access.Query().User, rbac.RoleID{Text: step.ID})] = true
			case rbac.StepRole:
				spoken[rbac.GrantRole(rbac.GroupID{Text: path[i-1].ID}, rbac.RoleID{Text: step.ID})] = true
			}
		}
	}
}
