package rbac

import (
	"slices"
	"strings"

	"authzx/internal/text"
)

// naive answers the same questions as Graph by walking the lists themselves,
// without indexes: slow, and plain enough to be believed.
type naive struct{ Document }

// arrivalsOf are the first steps of the user into groups.
func (n naive) arrivalsOf(q Query) map[GroupID][]Step {
	found := make(map[GroupID][]Step)
	var names []text.Text
	for _, g := range n.Groups {
		if slices.Contains(g.Members, q.User) {
			if len(found[g.ID]) == 0 {
				found[g.ID] = append(found[g.ID], Step{Kind: StepMember, ID: g.ID.Text, Name: n.groupName(g.ID)})
			}
			names = append(names, g.Name)
		}
	}
	if q.Login == nil || q.Login.Connection.IsZero() {
		return found
	}
	for _, g := range n.Groups {
		for _, m := range g.Mappings {
			if m.Connection != q.Login.Connection {
				continue
			}
			step := Step{
				Kind: StepMapping, ID: g.ID.Text, Name: n.groupName(g.ID),
				Mapping: m.ID, Connection: m.Connection, GroupName: m.GroupName,
			}
			if slices.Contains(q.Login.IdPGroups, m.GroupName) {
				step.Via = ViaIdP
				found[g.ID] = append(found[g.ID], step)
			}
			if slices.Contains(names, m.GroupName) {
				step.Via = ViaGroup
				found[g.ID] = append(found[g.ID], step)
			}
		}
	}
	return found
}

func (n naive) groupName(id GroupID) text.Text {
	return n.Groups[slices.IndexFunc(n.Groups, func(g Group) bool { return g.ID == id })].Name
}

func (n naive) roleName(id RoleID) text.Text {
	return n.Roles[slices.IndexFunc(n.Roles, func(r Role) bool { return r.ID == id })].Name
}

func (n naive) permissionName(id PermissionID) text.Text {
	return n.Permissions[slices.IndexFunc(n.Permissions, func(p Permission) bool { return p.ID == id })].Name
}

// groupsOf are the ids of the user's groups in stored order, each once.
func (n naive) groupsOf(q Query) []GroupID {
	in := make(map[GroupID]bool)
	for id := range n.arrivalsOf(q) {
		in[id] = true
	}
	for again := true; again; {
		again = false
		for _, g := range n.Groups {
			for _, child := range g.Nested {
				if in[child] && !in[g.ID] {
					in[g.ID], again = true, true
				}
			}
		}
	}
	var list []GroupID
	for _, g := range n.Groups {
		if in[g.ID] && !slices.Contains(list, g.ID) {
			list = append(list, g.ID)
		}
	}
	return list
}

func (n naive) rolesOf(q Query) []RoleID {
	groups := n.groupsOf(q)
	var list []RoleID
	add := func(had func(Role) bool) {
		for _, r := range n.Roles {
			if had(r) && (q.Application.IsZero() || r.Application == q.Application) && !slices.Contains(list, r.ID) {
				list = append(list, r.ID)
			}
		}
	}
	add(func(r Role) bool {
		for _, g := range n.Groups {
			if slices.Contains(groups, g.ID) && slices.Contains(g.Roles, r.ID) {
				return true
			}
		}
		return false
	})
	add(func(r Role) bool { return slices.Contains(r.Users, q.User) })
	return list
}

func (n naive) permissionsOf(q Query) []PermissionID {
	roles := n.rolesOf(q)
	var list []PermissionID
	for _, p := range n.Permissions {
		for _, r := range n.Roles {
			if slices.Contains(roles, r.ID) && slices.Contains(r.Permissions, p.ID) && !slices.Contains(list, p.ID) {
				list = append(list, p.ID)
			}
		}
	}
	return list
}

// pathsTo are all simple paths from the user to a thing.
func (n naive) pathsTo(q Query, target Ref) []Path {
	var all []Path
	var walk func(Path)
	walk = func(p Path) {
		at := p[len(p)-1].To()
		if at == target {
			all = append(all, slices.Clone(p))
			return
		}
		for _, step := range n.stepsFrom(q, at) {
			if !slices.ContainsFunc(p, func(s Step) bool { return s.To() == step.To() }) {
				walk(append(p, step))
			}
		}
	}
	for _, steps := range n.arrivalsOf(q) {
		for _, step := range steps {
			walk(Path{step})
		}
	}
	for _, r := range n.Roles {
		if slices.Contains(r.Users, q.User) && n.wants(q, r) {
			walk(Path{{Kind: StepDirect, ID: r.ID.Text, Name: r.Name}})
		}
	}
	return all
}

func (n naive) wants(q Query, r Role) bool {
	return q.Application.IsZero() || r.Application == q.Application
}

func (n naive) stepsFrom(q Query, at Ref) []Step {
	var steps []Step
	if at.Kind == KindGroup {
		for _, g := range n.Groups {
			if slices.Contains(g.Nested, GroupID{at.ID}) {
				steps = append(steps, Step{Kind: StepNested, ID: g.ID.Text, Name: n.groupName(g.ID)})
			}
		}
		for _, r := range n.Roles {
			for _, g := range n.Groups {
				if g.ID.Text == at.ID && slices.Contains(g.Roles, r.ID) && n.wants(q, r) {
					steps = append(steps, Step{Kind: StepRole, ID: r.ID.Text, Name: n.roleName(r.ID)})
				}
			}
		}
	}
	if at.Kind == KindRole {
		for _, p := range n.Permissions {
			for _, r := range n.Roles {
				if r.ID.Text == at.ID && slices.Contains(r.Permissions, p.ID) {
					steps = append(steps, Step{Kind: StepPermission, ID: p.ID.Text, Name: n.permissionName(p.ID)})
				}
			}
		}
	}
	return dedupe(steps)
}

func dedupe(steps []Step) []Step {
	var list []Step
	for _, s := range steps {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// keys makes paths comparable as sets: one string each, sorted.
func keys(paths []Path) []string {
	list := make([]string, len(paths))
	for i, p := range paths {
		var b strings.Builder
		for _, s := range p {
			b.WriteString(string(s.Kind) + " " + s.ID.Raw() + " " + s.Name.Raw() + " " + s.Mapping.Raw() + " " + s.GroupName.Raw() + " " + string(s.Via) + "\n")
		}
		list[i] = b.String()
	}
	slices.Sort(list)
	return list
}

// everything is each group, role and permission of a document, once.
func (n naive) everything() []Ref {
	var refs []Ref
	add := func(ref Ref) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	for _, g := range n.Groups {
		add(g.ID.Ref())
	}
	for _, r := range n.Roles {
		add(r.ID.Ref())
	}
	for _, p := range n.Permissions {
		add(p.ID.Ref())
	}
	return refs
}

func (n naive) users() []UserID {
	var ids []UserID
	for _, g := range n.Groups {
		ids = append(ids, g.Members...)
	}
	for _, r := range n.Roles {
		ids = append(ids, r.Users...)
	}
	slices.SortFunc(ids, func(a, b UserID) int { return strings.Compare(a.Raw(), b.Raw()) })
	return slices.Compact(ids)
}
