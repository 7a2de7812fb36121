package state

import (
	"maps"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// comparison lists what lies between two documents of the same ids.
type comparison struct {
	a       *aligner
	now     rbac.Document
	to      rbac.Document
	made    int // of placeholders
	changes []rbac.Change
	prune   bool
}

// lists are the changes in the order in which they can be made: what is new before
// what uses it, what uses before what is deleted.
func (c *comparison) all() []rbac.Change {
	nowPermissions, toPermissions := byID(c.now.Permissions, permissionID), byID(c.to.Permissions, permissionID)
	nowRoles, toRoles := byID(c.now.Roles, roleID), byID(c.to.Roles, roleID)
	nowGroups, toGroups := byID(c.now.Groups, groupID), byID(c.to.Groups, groupID)
	for _, r := range c.to.Permissions {
		c.permission(nowPermissions, r)
	}
	for _, r := range c.to.Roles {
		c.role(nowRoles, r)
	}
	for _, r := range c.to.Groups {
		c.group(nowGroups, r)
	}
	c.groupTies(nowGroups)
	c.assignments(nowRoles, toRoles, false)
	if c.prune {
		c.cuts(nowRoles, toRoles, toGroups)
		c.deletions(toGroups, toRoles, toPermissions)
	}
	return c.changes
}

func (c *comparison) add(changes ...rbac.Change) { c.changes = append(c.changes, changes...) }

func permissionID(r rbac.Permission) text.Text { return r.ID.Text }
func roleID(r rbac.Role) text.Text             { return r.ID.Text }
func groupID(r rbac.Group) text.Text           { return r.ID.Text }

func byID[R any](list []R, id func(R) text.Text) map[text.Text]R {
	m := make(map[text.Text]R, len(list))
	for _, r := range list {
		if _, twin := m[id(r)]; !twin {
			m[id(r)] = r
		}
	}
	return m
}

func (c *comparison) permission(now map[text.Text]rbac.Permission, r rbac.Permission) {
	have, ok := now[r.ID.Text]
	switch {
	case !ok:
		c.add(rbac.CreatePermission{Ref: r.ID, Name: r.Name, Description: r.Description, ApplicationType: r.ApplicationType, Application: r.Application})
	case have != r:
		e := rbac.EditPermission{Permission: r.ID, Name: r.Name, Description: r.Description}
		if have.ApplicationType != r.ApplicationType {
			e.ApplicationType = r.ApplicationType
		}
		c.add(e)
	}
}

func (c *comparison) role(now map[text.Text]rbac.Role, r rbac.Role) {
	have, ok := now[r.ID.Text]
	if !ok {
		c.add(rbac.CreateRole{Ref: r.ID, Name: r.Name, Description: r.Description, ApplicationType: r.ApplicationType,
			Application: r.Application, Permissions: r.Permissions})
		return
	}
	if have.Name != r.Name || have.Description != r.Description || have.ApplicationType != r.ApplicationType {
		e := rbac.EditRole{Role: r.ID, Name: r.Name, Description: r.Description}
		if have.ApplicationType != r.ApplicationType {
			e.ApplicationType = r.ApplicationType
		}
		c.add(e)
	}
	for _, id := range lacking(have.Permissions, r.Permissions) {
		c.add(rbac.AddPermission(r.ID, id))
	}
}

func (c *comparison) group(now map[text.Text]rbac.Group, r rbac.Group) {
	have, ok := now[r.ID.Text]
	switch {
	case !ok:
		c.add(rbac.CreateGroup{Ref: r.ID, Name: r.Name, Description: r.Description})
	case have.Name != r.Name || have.Description != r.Description:
		c.add(rbac.EditGroup{Group: r.ID, Name: r.Name, Description: r.Description})
	}
}

// groupTies are those that groups are to have, kind after kind.
func (c *comparison) groupTies(now map[text.Text]rbac.Group) {
	for _, r := range c.to.Groups {
		for _, id := range lacking(now[r.ID.Text].Nested, r.Nested) {
			c.add(rbac.AddNested(r.ID, id))
		}
	}
	for _, r := range c.to.Groups {
		for _, id := range lacking(now[r.ID.Text].Roles, r.Roles) {
			c.add(rbac.GrantRole(r.ID, id))
		}
	}
	for _, r := range c.to.Groups {
		for _, m := range lacking(bare(now[r.ID.Text].Mappings), bare(r.Mappings)) {
			c.made++
			c.a.checkConnection(m.Connection)
			c.add(rbac.AddMapping{Group: r.ID, Ref: rbac.MappingID{Text: rbac.NewID(c.made)}, GroupName: m.GroupName, Connection: m.Connection})
		}
	}
	for _, r := range c.to.Groups {
		for _, id := range lacking(now[r.ID.Text].Members, r.Members) {
			c.add(rbac.AddMember(r.ID, id))
		}
	}
}

// bare are mappings without their ids, each once.
func bare(list []rbac.Mapping) []rbac.Mapping {
	return renamed(list, func(m rbac.Mapping) rbac.Mapping {
		m.ID = rbac.MappingID{}
		return m
	})
}

// assignments are the roles that users are to get or lose, user by user: one
// request serves all roles of one.
func (c *comparison) assignments(now, to map[text.Text]rbac.Role, cut bool) {
	of := make(map[rbac.UserID][]rbac.RoleID)
	for _, r := range c.to.Roles {
		have, want := now[r.ID.Text].Users, to[r.ID.Text].Users
		if cut {
			have, want = want, have
		}
		for _, user := range lacking(have, want) {
			of[user] = append(of[user], r.ID)
		}
	}
	users := slices.SortedFunc(maps.Keys(of), func(a, b rbac.UserID) int { return strings.Compare(a.Raw(), b.Raw()) })
	for _, user := range users {
		for _, role := range of[user] {
			tie := rbac.AssignRole(user, role)
			tie.Cut = cut
			c.add(tie)
		}
	}
}

// cuts part what the other state does not tie, in what both have.
func (c *comparison) cuts(nowRoles, toRoles map[text.Text]rbac.Role, toGroups map[text.Text]rbac.Group) {
	for _, have := range c.now.Groups {
		want, ok := toGroups[have.ID.Text]
		if !ok {
			continue
		}
		for _, id := range lacking(want.Members, have.Members) {
			c.add(rbac.RemoveMember(have.ID, id))
		}
		for _, m := range have.Mappings {
			if !slices.Contains(bare(want.Mappings), rbac.Mapping{GroupName: m.GroupName, Connection: m.Connection}) {
				c.add(rbac.RemoveMapping{Group: have.ID, Mapping: m.ID})
			}
		}
		for _, id := range lacking(want.Roles, have.Roles) {
			c.add(rbac.RevokeRole(have.ID, id))
		}
		for _, id := range lacking(want.Nested, have.Nested) {
			c.add(rbac.RemoveNested(have.ID, id))
		}
	}
	c.assignments(nowRoles, toRoles, true)
	for _, have := range c.now.Roles {
		if want, ok := toRoles[have.ID.Text]; ok {
			for _, id := range lacking(want.Permissions, have.Permissions) {
				c.add(rbac.RemovePermission(have.ID, id))
			}
		}
	}
}

// deletions are the records that the other state lacks: groups, from the top of
// their hierarchy, then roles, then permissions.
func (c *comparison) deletions(groups map[text.Text]rbac.Group, roles map[text.Text]rbac.Role, permissions map[text.Text]rbac.Permission) {
	var gone []rbac.Group
	for _, r := range c.now.Groups {
		if _, stays := groups[r.ID.Text]; !stays {
			gone = append(gone, r)
		}
	}
	c.deleteGroups(gone)
	for _, r := range c.now.Roles {
		if _, stays := roles[r.ID.Text]; !stays {
			c.add(rbac.DeleteRole{Role: r.ID})
		}
	}
	for _, r := range c.now.Permissions {
		if _, stays := permissions[r.ID.Text]; !stays {
			c.add(rbac.DeletePermission{Permission: r.ID})
		}
	}
}

// deleteGroups deletes groups after those that nest them. In a cycle one is taken
// out of the others first.
func (c *comparison) deleteGroups(gone []rbac.Group) {
	for len(gone) > 0 {
		next := slices.IndexFunc(gone, func(r rbac.Group) bool { return len(nesting(gone, r.ID)) == 0 })
		if next < 0 {
			next = 0
			for _, parent := range nesting(gone, gone[0].ID) {
				c.add(rbac.RemoveNested(parent, gone[0].ID))
			}
		}
		c.add(rbac.DeleteGroup{Group: gone[next].ID})
		gone = slices.Delete(slices.Clone(gone), next, next+1)
	}
}

func nesting(groups []rbac.Group, child rbac.GroupID) []rbac.GroupID {
	var parents []rbac.GroupID
	for _, g := range groups {
		if slices.Contains(g.Nested, child) {
			parents = append(parents, g.ID)
		}
	}
	return parents
}

// lacking is what of want is not in have, each once.
func lacking[T comparable](have, want []T) []T {
	if len(want) == 0 {
		return nil
	}
	known := make(map[T]bool, len(have))
	for _, v := range have {
		known[v] = true
	}
	var rest []T
	for _, v := range want {
		if !known[v] {
			known[v] = true
			rest = append(rest, v)
		}
	}
	return rest
}

// checkConnection wants a connection to be here when a mapping by it is to be
// added, unless neither side knows what connections there are.
func (a *aligner) checkConnection(name text.Text) {
	_, listed := a.here.Directory.Connection(name)
	_, theirs := a.there.Directory.Connection(name)
	untold := len(a.there.Directory.Connections()) == 0
	switch {
	case listed, a.there.unlisted[name], len(a.here.Directory.Connections()) == 0, slices.Contains(a.here.Graph.Mappings().Connections(), name), !theirs && !untold:
		return
	}
	a.unmappable(rbac.KindConnection, name, "connection %s doesn't exist here; map it")
}

// Compare finds what lies between the state here and the one there.
func Compare(here, there Source, o Options) Between {
	a := &aligner{
		here: here, there: there, o: o,
		apps: make(map[rbac.ClientID]rbac.ClientID), ids: make(map[rbac.Ref]text.Text),
	}
	to := a.aligned()
	c := &comparison{a: a, now: here.Graph.Document(), to: to, made: a.made, prune: o.Prune}
	b := Between{After: rbac.Index(to)}
	m := here.Graph.Missing()
	b.all = c.all()
	for _, one := range b.all {
		if o.wants(one) {
			b.Changes = append(b.Changes, one)
		}
	}
	if set, ok := switchesBetween(here, there); ok && o.wants(set) {
		b.Changes = append(b.Changes, set)
	}
	b.Unmapped = unique(a.unmapped)
	b.Unmatched, b.Remarks = unique(a.unmatched), remarks(here, there)
	if m.Any() {
		b.Remarks = append(b.Remarks, m.Words()+", so the difference is incomplete")
	}
	return b
}
