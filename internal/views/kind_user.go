package views

import (
	"context"
	"slices"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

func userKind() *kind {
	return &kind{
		kind: rbac.KindUser, plural: "Users", singular: "user", list: "users", detail: "user",
		columns: []column{
			nameColumn("User"),
			emailColumn(1),
			countColumn("Groups", 2, func(d *Data, r row) int {
				return len(d.Graph.DirectGroups(rbac.UserID{Text: r.ref.ID}))
			}),
			countColumn("Roles", 4, func(d *Data, r row) int {
				return len(d.Graph.DirectRoles(rbac.UserID{Text: r.ref.ID}))
			}),
			noteColumn(2),
			textColumn("Connection", 12, 1, 5, func(d *Data, r row) text.Text { return joined(d.person(r.ref).Connections) }),
			{
				Column: widget.Column{Title: "Last login", Min: 10, Priority: 6},
				cell:   func(d *Data, r row) cell { return timeCell(d.person(r.ref).LastLogin) },
			},
			countColumn("Logins", 7, func(d *Data, r row) int { return d.person(r.ref).Logins }),
		},
		rows:    userRows,
		fields:  userFields,
		tabs:    []relation{userGroups(), userRoles(), userPermissions()},
		raw:     func(d *Data, id text.Text) any { return rawUser(d, id) },
		read:    readProfile,
		missing: func(d *Data) error { return d.Directory.UsersExtent().Err },
		partial: func(d *Data) bool { x := d.Directory.UsersExtent(); return !x.At.IsZero() && !x.Complete },
		empty:   "No users. The tenant lists none, and no group or role names any.",
		asks:    []ui.Action{ui.ShowAccess},
	}
}

// userRows are the users that the server lists and those that groups and roles
// name, each once.
func userRows(d *Data) []row {
	people := d.Directory.Users()
	rows := make([]row, 0, len(people))
	listed := make(map[rbac.UserID]bool, len(people))
	for _, p := range people {
		listed[p.ID] = true
		rows = append(rows, row{ref: p.ID.Ref()})
	}
	for _, id := range d.Graph.Users() {
		if !listed[id] {
			rows = append(rows, row{ref: id.Ref()})
		}
	}
	return unique(rows)
}

func (d *Data) person(ref rbac.Ref) rbac.Person {
	p, _ := d.Directory.User(rbac.UserID{Text: ref.ID})
	return p
}

func emailColumn(priority int) column {
	return textColumn("Email", 18, 2, priority, func(d *Data, r row) text.Text {
		p := d.person(r.ref)
		if p.Name.IsZero() {
			return text.Text{} // the name column says it, or the id
		}
		return firstOf(p.Email, r.ref.ID)
	})
}

func joined(texts []text.Text) text.Text {
	if len(texts) == 1 {
		return texts[0]
	}
	parts := make([]string, len(texts))
	for i, t := range texts {
		parts[i] = t.Raw()
	}
	return text.New(strings.Join(parts, ", "))
}

// statusField is the place of the status among a user's fields.
const statusField = 3

func userFields(d *Data, id text.Text) []field {
	uid := rbac.UserID{Text: id}
	p, _ := d.Directory.User(uid)
	a := d.Graph.Access(rbac.Query{User: uid})
	fields := []field{
		{label: "Name", value: textCell(p.Name, named)},
		{label: "Email", value: textCell(p.Email, plain)},
		{label: "Id", value: textCell(id, muted)},
		{label: "Status", value: d.userStatus(p)},
		{label: "Last login", value: timeCell(p.LastLogin)},
		{label: "Logins", value: countCell(p.Logins)},
		{label: "Multifactor", value: textCell(joined(p.Multifactor), good)},
		{label: "Groups", value: ofAll(len(a.DirectGroups()), len(a.Groups())), tab: "Groups"},
		{label: "Roles", value: ofAll(len(d.Graph.DirectRoles(uid)), len(a.Roles())), tab: "Roles"},
		{label: "Permissions", value: countCell(len(a.Permissions())), tab: "Permissions"},
	}
	var connections []field
	for _, c := range p.Connections {
		ref := rbac.Ref{Kind: rbac.KindConnection, ID: c}
		connections = append(connections, field{label: "Connection", value: textCell(c, plain), ref: ref})
	}
	return slices.Insert(fields, statusField+1, connections...)
}

// userStatus says what is known of whether the user exists.
func (d *Data) userStatus(p rbac.Person) cell {
	switch {
	case p.Status == rbac.StatusGone:
		return wordCell("gone: the tenant has no such user any more", bad)
	case p.Blocked:
		return wordCell("blocked", bad)
	case p.Status == rbac.StatusUnlisted && p.Name.IsZero() && p.Email.IsZero():
		return standing(d.Directory.UsersExtent(), false, "only the id is known")
	case p.Status == rbac.StatusUnlisted:
		return wordCell("not in the list, read one by one", plain)
	}
	return standing(rbac.Extent{}, true, "")
}

func userGroups() relation {
	return relation{
		title: "Groups", columns: []column{nameColumn("Group"), howColumn(), descriptionColumn(2)},
		rows: func(d *Data, id text.Text) []row {
			return d.accessRows(id, func(a *rbac.Access) []rbac.Ref { return refsOf(a.Groups()) })
		},
		empty: "In no group. Press a to add this user to some.",
	}
}

func userRoles() relation {
	return relation{
		title: "Roles", columns: []column{nameColumn("Role"), applicationColumn(2), howColumn()},
		rows: func(d *Data, id text.Text) []row {
			return d.accessRows(id, func(a *rbac.Access) []rbac.Ref { return refsOf(a.Roles()) })
		},
		empty: "No roles, neither directly nor through a group.",
	}
}

func userPermissions() relation {
	return relation{
		title: "Permissions", columns: []column{nameColumn("Permission"), applicationColumn(2), howColumn()},
		rows: func(d *Data, id text.Text) []row {
			return d.accessRows(id, func(a *rbac.Access) []rbac.Ref { return refsOf(a.Permissions()) })
		},
		empty: "No permissions.",
	}
}

// accessRows are what a user has, each with the shortest way by which, the
// direct ones first.
func (d *Data) accessRows(id text.Text, of func(*rbac.Access) []rbac.Ref) []row {
	a := d.Graph.Access(rbac.Query{User: rbac.UserID{Text: id}})
	var direct, inherited []row
	for _, ref := range of(a) {
		path, more := a.Shortest(ref)
		how := wayWords(path)
		switch {
		case more:
			how = text.New(how.Raw() + otherWays)
		case len(path) == 1:
			how = text.Text{}
		}
		if len(path) == 1 {
			direct = append(direct, row{ref: ref, via: via{path: how}})
			continue
		}
		inherited = append(inherited, row{ref: ref, via: via{inherited: true, path: how}})
	}
	return append(direct, inherited...)
}

// readProfile reads the whole profile of a user, but for what it holds of
// secrets.
func readProfile(s Source, id text.Text) func(ctx context.Context) ([]byte, error) {
	reader, ok := s.(userReader)
	if !ok {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) {
		doc, err := reader.ReadUser(ctx, rbac.UserID{Text: id})
		return endpoint.New(endpoint.UsersRead).Mask(doc), err
	}
}

// rawUser is what is known of a user, as the list of users spells it.
func rawUser(d *Data, id text.Text) any {
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
