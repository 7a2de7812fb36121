package cli

import (
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// ListOf lists all things of a kind, those of the graph in the server's order.
// Users, applications and connections come from the directory, which may be
// nil; users whom only the graph mentions follow. Applications and connections that
// the graph mentions stand in where the directory was never read. It reports
// false for a kind that has no list.
func ListOf(kind rbac.Kind, g *rbac.Graph, d *rbac.Directory) (List, bool) {
	switch kind {
	case rbac.KindUser:
		return listUsers(g, d), true
	case rbac.KindGroup:
		return listGroups(g), true
	case rbac.KindRole:
		return listRoles(g, d), true
	case rbac.KindPermission:
		return listPermissions(g, d), true
	case rbac.KindApplication:
		return listApplications(g, d), true
	case rbac.KindConnection:
		return listConnections(g, d), true
	default:
		return List{}, false
	}
}

// Everybody is every user there is: the people of the directory, then those
// whom only the graph mentions.
func Everybody(g *rbac.Graph, d *rbac.Directory) []rbac.UserID {
	people := d.Users()
	users := make([]rbac.UserID, 0, len(people))
	for i := range people {
		users = append(users, people[i].ID)
	}
	for _, id := range g.Users() {
		if _, known := d.User(id); !known {
			users = append(users, id)
		}
	}
	return users
}

func listUsers(g *rbac.Graph, d *rbac.Directory) List {
	users := Everybody(g, d)
	at := func(i int) rbac.Person { return personOf(d, users[i]) }
	return List{rows: len(users), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return users[i].Text }),
		textField("name", "NAME", func(i int) text.Text { return at(i).Name }),
		textField("email", "EMAIL", func(i int) text.Text { return at(i).Email }),
		wordsField("connections", "CONNECTION", func(i int) []text.Text { return at(i).Connections }),
		momentField("last_login", "LAST LOGIN", func(i int) time.Time { return at(i).LastLogin }),
		numberField("logins_count", "", func(i int) int { return at(i).Logins }),
		flagField("blocked", "BLOCKED", func(i int) bool { return at(i).Blocked }),
		wordsField("multifactor", "", func(i int) []text.Text { return at(i).Multifactor }),
		textField("status", "STATUS", func(i int) text.Text { return text.New(string(at(i).Status)) }),
		idsField("groups", "GROUPS", func(i int) []rbac.GroupID { return g.DirectGroups(users[i]) }),
		idsField("roles", "ROLES", func(i int) []rbac.RoleID { return g.DirectRoles(users[i]) }),
	}}
}

func listGroups(g *rbac.Graph) List {
	groups := g.Groups()
	return List{rows: len(groups), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return groups[i].ID.Text }),
		textField("name", "NAME", func(i int) text.Text { return groups[i].Name }),
		textField("description", "", func(i int) text.Text { return groups[i].Description }),
		idsField("members", "MEMBERS", func(i int) []rbac.UserID { return groups[i].Members }),
		numberField("all_members", "ALL", func(i int) int { _, all := g.MemberCount(groups[i].ID); return all }),
		idsField("nested", "NESTED", func(i int) []rbac.GroupID { return groups[i].Nested }),
		idsField("roles", "ROLES", func(i int) []rbac.RoleID { return groups[i].Roles }),
		mappingsField(func(i int) []rbac.Mapping { return groups[i].Mappings }),
	}}
}

func listRoles(g *rbac.Graph, d *rbac.Directory) List {
	roles := g.Roles()
	return List{rows: len(roles), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return roles[i].ID.Text }),
		textField("name", "NAME", func(i int) text.Text { return roles[i].Name }),
		textField("description", "", func(i int) text.Text { return roles[i].Description }),
		textField("application", "", func(i int) text.Text { return roles[i].Application.Text }),
		textField("application_name", "APPLICATION", func(i int) text.Text { return d.Name(roles[i].Application.Ref()) }),
		idsField("permissions", "PERMISSIONS", func(i int) []rbac.PermissionID { return roles[i].Permissions }),
		idsField("groups", "GROUPS", func(i int) []rbac.GroupID { return g.RoleGroups(roles[i].ID) }),
		idsField("users", "USERS", func(i int) []rbac.UserID { return roles[i].Users }),
	}}
}

func listPermissions(g *rbac.Graph, d *rbac.Directory) List {
	permissions := g.Permissions()
	return List{rows: len(permissions), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return permissions[i].ID.Text }),
		textField("name", "NAME", func(i int) text.Text { return permissions[i].Name }),
		textField("description", "DESCRIPTION", func(i int) text.Text { return permissions[i].Description }),
		textField("application", "", func(i int) text.Text { return permissions[i].Application.Text }),
		textField("application_name", "APPLICATION", func(i int) text.Text { return d.Name(permissions[i].Application.Ref()) }),
		idsField("roles", "ROLES", func(i int) []rbac.RoleID { return g.PermissionRoles(permissions[i].ID) }),
	}}
}

func listApplications(g *rbac.Graph, d *rbac.Directory) List {
	apps := d.Applications()
	if len(apps) == 0 && d.ApplicationsExtent().At.IsZero() {
		for _, id := range g.Applications() {
			apps = append(apps, rbac.Application{ID: id})
		}
	}
	roles, permissions := ownedBy(g)
	return List{rows: len(apps), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return apps[i].ID.Text }),
		textField("name", "NAME", func(i int) text.Text { return apps[i].Name }),
		textField("type", "TYPE", func(i int) text.Text { return apps[i].Type }),
		wordsField("callbacks", "", func(i int) []text.Text { return apps[i].Callbacks }),
		numberField("roles", "ROLES", func(i int) int { return roles[apps[i].ID] }),
		numberField("permissions", "PERMISSIONS", func(i int) int { return permissions[apps[i].ID] }),
	}}
}

// ownedBy counts roles and permissions by application.
func ownedBy(g *rbac.Graph) (roles, permissions map[rbac.ClientID]int) {
	roles, permissions = make(map[rbac.ClientID]int), make(map[rbac.ClientID]int)
	for _, r := range g.Roles() {
		roles[r.Application]++
	}
	for _, p := range g.Permissions() {
		permissions[p.Application]++
	}
	return roles, permissions
}

func listConnections(g *rbac.Graph, d *rbac.Directory) List {
	connections := d.Connections()
	if len(connections) == 0 && d.ConnectionsExtent().At.IsZero() {
		for _, name := range g.Connections() {
			connections = append(connections, rbac.Connection{Name: name})
		}
	}
	return List{rows: len(connections), fields: []listField{
		textField("id", "ID", func(i int) text.Text { return connections[i].ID }),
		textField("name", "NAME", func(i int) text.Text { return connections[i].Name }),
		textField("strategy", "STRATEGY", func(i int) text.Text { return connections[i].Strategy }),
		numberField("mappings", "MAPPINGS", func(i int) int { return len(g.MappingsOn(connections[i].Name)) }),
	}}
}

// mappingsField is their number, and in JSON all of them.
func mappingsField(value func(i int) []rbac.Mapping) listField {
	f := numberField("mappings", "MAPPINGS", func(i int) int { return len(value(i)) })
	f.json = func(j *jsonWriter, i int) {
		j.lineArray(func() {
			for _, m := range value(i) {
				j.line(func() {
					j.key("id").text(m.ID.Text)
					j.key("group_name").text(m.GroupName)
					j.key("connection").text(m.Connection)
				})
			}
		})
	}
	return f
}
