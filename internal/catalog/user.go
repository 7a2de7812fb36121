package catalog

import (
	"slices"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of a user.
const (
	UserGroups      RelationID = "user.groups"
	UserRoles       RelationID = "user.roles"
	UserPermissions RelationID = "user.permissions"
)

func userIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text {
			p, _ := d.Directory.User(rbac.UserID{Text: id})
			return FirstOf(p.Name, p.Email)
		},
		Known: func(d *Data, id text.Text) bool {
			_, listed := d.Directory.User(rbac.UserID{Text: id})
			return listed || d.Graph.HasUser(rbac.UserID{Text: id})
		},
	}
}

func userResource() *Resource {
	person := func(d *Data, r Row) rbac.Person { return d.Person(r.Ref) }
	id := idColumn("", func(_ *Data, r Row) text.Text { return r.Ref.ID })
	name := nameColumn("User", func(d *Data, r Row) text.Text { return person(d, r).Name })
	email := Mailed(1)
	connections := textsColumn("connections", "Connection", func(d *Data, r Row) []text.Text { return person(d, r).Connections }).yielding(5)
	lastLogin := Column{Key: "last_login", Title: "Last login", Role: Date, Yields: 6, Of: func(d *Data, r Row) Value {
		return Value{Form: Moment, Moment: person(d, r).LastLogin}
	}}
	logins := numberColumn("logins_count", "Logins", func(d *Data, r Row) int { return person(d, r).Logins }).yielding(7)
	blocked := Column{Key: "blocked", Title: "Blocked", Role: Term, Of: func(d *Data, r Row) Value {
		return Value{Form: Flag, Is: person(d, r).Blocked}
	}}
	multifactor := textsColumn("multifactor", "", func(d *Data, r Row) []text.Text { return person(d, r).Multifactor })
	status := textColumn("status", "Status", Term, func(d *Data, r Row) text.Text { return text.New(string(person(d, r).Status)) })
	groups := idsColumn("groups", "Direct groups", func(d *Data, r Row) []rbac.GroupID {
		return d.Graph.DirectGroups(rbac.UserID{Text: r.Ref.ID})
	}).yielding(2).headed("GROUPS").short("Groups")
	roles := idsColumn("roles", "Direct roles", func(d *Data, r Row) []rbac.RoleID {
		return d.Graph.DirectRoles(rbac.UserID{Text: r.Ref.ID})
	}).yielding(4).headed("ROLES").short("Roles")
	return &Resource{
		Identity: userIdentity(), Kind: rbac.KindUser, Plural: "users",
		Document:  []Column{id, name, email, connections, lastLogin, logins, blocked, multifactor, status, groups, roles},
		Text:      []Column{name, email, connections, lastLogin, blocked, status, groups, roles, id},
		List:      []Column{name, email, groups, roles, Noted(2), connections, lastLogin, logins},
		Fields:    userFields,
		Relations: []Relation{userGroups(), userRoles(), userPermissions()},
		Shape:     Oval,
		gist:      userGist,
		label:     userLabel,
		All:       allUsers,
		Mentioned: func(d *Data) []rbac.Ref { return RefsOf(d.Graph.Users()) },
		Extent:    func(d *Data) rbac.Extent { return d.Directory.UsersExtent() },
		Listed: func(d *Data, id text.Text) bool {
			p, _ := d.Directory.User(rbac.UserID{Text: id})
			return p.Status != rbac.StatusUnlisted
		},
		Names:   rbac.KindUser,
		Stored:  storedUser,
		Call:    func(_ *Data, ref rbac.Ref) endpoint.Call { return endpoint.New(endpoint.UsersRead, ref.ID.Raw()) },
		Single:  true,
		Extra:   func(d *Data, ref rbac.Ref) text.Text { return FirstOf(d.Person(ref).Email, ref.ID) },
		Partial: func(d *Data) bool { x := d.Directory.UsersExtent(); return !x.At.IsZero() && !x.Complete },
		Order:   "by last login",
		Empty:   "No users: the tenant lists none, and no group or role refers to one.",
		Asks:    Access,
	}
}

// Mailed is the column of email addresses. On a screen it is empty where the name, or
// what stands in its place, is the address.
func Mailed(yields int) Column {
	c := textColumn("email", "Email", Email, func(d *Data, r Row) text.Text { return d.Person(r.Ref).Email }).yielding(yields)
	c.Show = func(d *Data, r Row) Cell {
		p := d.Person(r.Ref)
		if p.Name.IsZero() {
			return Cell{Role: Email}
		}
		return Cell{Text: FirstOf(p.Email, r.Ref.ID), Role: Email}
	}
	return c
}

// allUsers are the people of the directory, then those whom only groups and roles name.
func allUsers(d *Data) []Row {
	people := d.Directory.Users()
	rows := make([]Row, 0, len(people))
	for i := range people {
		rows = append(rows, Row{Ref: people[i].ID.Ref()})
	}
	for _, id := range d.Graph.Users() {
		if _, known := d.Directory.User(id); !known {
			rows = append(rows, Row{Ref: id.Ref()})
		}
	}
	return rows
}

// statusField is the place of the status among a user's fields.
const statusField = 3

func userFields(d *Data, id text.Text) []Field {
	uid := rbac.UserID{Text: id}
	p, _ := d.Directory.User(uid)
	a := accessOf(d, id)
	fields := []Field{
		{Label: "Name", Value: Cell{Text: p.Name, Role: Name}},
		{Label: "Email", Value: Cell{Text: p.Email}},
		{Label: "Id", Value: Cell{Text: id, Role: ID}},
		{Label: "Status", Value: UserStatus(d, p)},
		{Label: "Last login", Value: Day(p.LastLogin)},
		{Label: "Logins", Value: Count(p.Logins)},
		{Label: "Multifactor", Value: Cell{Text: Joined(p.Multifactor), Role: Good}},
		{Label: "Groups", Value: OfAll(len(a.DirectGroups()), len(a.Groups())), Relation: UserGroups},
		{Label: "Roles", Value: OfAll(len(d.Graph.DirectRoles(uid)), len(a.Roles())), Relation: UserRoles},
		{Label: "Permissions", Value: Count(len(a.Permissions())), Relation: UserPermissions},
	}
	var connections []Field
	for _, c := range p.Connections {
		ref := rbac.Ref{Kind: rbac.KindConnection, ID: c}
		connections = append(connections, Field{Label: "Connection", Value: Cell{Text: c}, Ref: ref})
	}
	return slices.Insert(fields, statusField+1, connections...)
}

// UserStatus says what is known of whether the user exists.
func UserStatus(d *Data, p rbac.Person) Cell {
	switch {
	case p.Status == rbac.StatusGone:
		return says("gone: the user was deleted", Fault)
	case p.Blocked:
		return says(Trouble(p), Fault)
	case p.Status == rbac.StatusUnlisted && p.Name.IsZero() && p.Email.IsZero():
		return standing(d.Directory.UsersExtent(), false, "only the id is known")
	case p.Status == rbac.StatusUnlisted:
		return says("not in the list, read individually", Plain)
	}
	return standing(rbac.Extent{}, true, "")
}

// Trouble says when a user should perhaps have nothing: gone or blocked; empty else.
func Trouble(p rbac.Person) string {
	switch {
	case p.Status == rbac.StatusGone:
		return "gone"
	case p.Blocked:
		return "blocked"
	}
	return ""
}

func userGroups() Relation {
	return Relation{
		ID: UserGroups, Title: "Groups", To: rbac.KindGroup,
		Columns: []Column{Called("Group"), By(), described(2)},
		Rows: func(d *Data, id text.Text) []Row {
			return accessRows(d, id, func(a *rbac.Access) []rbac.Ref { return RefsOf(a.Groups()) })
		},
		Empty: "In no group.", Add: "add this user to some",
		Tie: &Tie{
			Kind: rbac.TieMember, Turned: true, One: "group", Many: "groups",
			Direct:  func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Graph.DirectGroups(rbac.UserID{Text: ref.ID})) },
			Implied: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(accessOf(d, ref.ID).Groups()) },
			By:      "already via a nested group",
		},
	}
}

func userRoles() Relation {
	return Relation{
		ID: UserRoles, Title: "Roles", To: rbac.KindRole,
		Columns: []Column{Called("Role"), ofApplication(2), By()},
		Rows: func(d *Data, id text.Text) []Row {
			return accessRows(d, id, func(a *rbac.Access) []rbac.Ref { return RefsOf(a.Roles()) })
		},
		Empty: "No roles, direct or via a group.",
		Tie: &Tie{
			Kind: rbac.TieAssignment, One: "role", Many: "roles", Rank: 1,
			Direct:  func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Graph.DirectRoles(rbac.UserID{Text: ref.ID})) },
			Implied: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(accessOf(d, ref.ID).Roles()) },
			By:      "already via a group",
		},
	}
}

func userPermissions() Relation {
	return Relation{
		ID: UserPermissions, Title: "Permissions", To: rbac.KindPermission,
		Columns: []Column{Called("Permission"), ofApplication(2), By()},
		Rows: func(d *Data, id text.Text) []Row {
			return accessRows(d, id, func(a *rbac.Access) []rbac.Ref { return RefsOf(a.Permissions()) })
		},
		Empty: "No permissions.",
	}
}

func accessOf(d *Data, user text.Text) *rbac.Access {
	return d.Graph.Access(rbac.Query{User: rbac.UserID{Text: user}})
}

// accessRows are what a user has, each with the shortest way by which, the
// direct ones first.
func accessRows(d *Data, id text.Text, of func(*rbac.Access) []rbac.Ref) []Row {
	a, effort := accessOf(d, id), rbac.NewEffort()
	var direct, inherited []Row
	for _, ref := range of(a) {
		path, more := a.Shortest(ref)
		how := WayOf(a, ref, effort)
		if len(path) > 1 {
			inherited = append(inherited, Row{Ref: ref, Via: Via{Inherited: true, Path: how}})
			continue
		}
		if !more {
			how = nil
		}
		direct = append(direct, Row{Ref: ref, Via: Via{Path: how}})
	}
	return append(direct, inherited...)
}

// userLabel is the address of a user before the name.
func userLabel(d *Data, id text.Text) text.Text {
	p, _ := d.Directory.User(rbac.UserID{Text: id})
	return p.Label()
}

// userGist is the id of a user who is shown by name.
func userGist(d *Data, ref rbac.Ref) text.Text {
	if userLabel(d, ref.ID).IsZero() {
		return text.Text{}
	}
	return ref.ID
}

// storedUser is what is known of a user, as the list of users spells it.
func storedUser(d *Data, id text.Text) any {
	p, ok := d.Directory.User(rbac.UserID{Text: id})
	type identity struct {
		Connection text.Text `json:"connection"`
	}
	user := struct {
		ID          text.Text   `json:"user_id"`
		Name        text.Text   `json:"name,omitzero"`
		Email       text.Text   `json:"email,omitzero"`
		Identities  []identity  `json:"identities,omitempty"`
		LastLogin   time.Time   `json:"last_login,omitzero"`
		Logins      int         `json:"logins_count,omitzero"`
		Blocked     bool        `json:"blocked,omitzero"`
		Multifactor []text.Text `json:"multifactor,omitempty"`
	}{
		ID: id, Name: p.Name, Email: p.Email, LastLogin: p.LastLogin.UTC(), Logins: p.Logins,
		Blocked: p.Blocked, Multifactor: p.Multifactor,
	}
	for _, c := range p.Connections {
		user.Identities = append(user.Identities, identity{c})
	}
	return known(user, ok && p.Status != rbac.StatusGone)
}
