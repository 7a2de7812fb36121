package plan

import (
	"encoding/json"
	"math"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Meaning is what a call brings about, told in changes of g: the way back from
// Request. It is false for a call that no changes can tell. Ids to come are
// placeholders that none of staged uses. Whether the server takes the call isn't
// looked at: endpoint.Call.Faults and rbac.ApplyAll know about that.
func Meaning(g *rbac.Graph, call endpoint.Call, staged []rbac.Change) ([]rbac.Change, bool) {
	if call.Check() != nil {
		return nil, false
	}
	m := meaning{graph: g, call: call, next: number(NextID(staged))}
	if len(call.Path) > 0 {
		m.id = text.New(call.Path[0])
	}
	switch call.Route.ID {
	case endpoint.GroupsDelete:
		return []rbac.Change{rbac.DeleteGroup{Group: rbac.GroupID{Text: m.id}}}, true
	case endpoint.RolesDelete:
		return []rbac.Change{rbac.DeleteRole{Role: rbac.RoleID{Text: m.id}}}, true
	case endpoint.PermissionsDelete:
		return []rbac.Change{rbac.DeletePermission{Permission: rbac.PermissionID{Text: m.id}}}, true
	case endpoint.ConfigurationUpdate:
		return m.switches()
	case endpoint.GroupsMappingsAdd:
		return m.mappings()
	}
	if call.Route.Method == "POST" || call.Route.Method == "PUT" {
		return m.record()
	}
	return m.list()
}

// meaning is a call that is being understood.
type meaning struct {
	graph *rbac.Graph
	call  endpoint.Call
	id    text.Text // the first value of the path
	next  int       // number of the next placeholder
}

func (m *meaning) placeholder() text.Text {
	m.next++
	return rbac.NewID(m.next - 1)
}

// object reads an object of the known keys. Of a key that comes twice the last
// one counts, as on the server.
func object(doc []byte, known ...string) (map[string]json.RawMessage, bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(doc, &members) != nil || members == nil {
		return nil, false
	}
	left := len(members)
	for _, k := range known {
		if _, ok := members[k]; ok {
			left--
		}
	}
	return members, left == 0
}

// textsOf reads the members of those names, all of which must be strings.
func textsOf(members map[string]json.RawMessage, names ...string) ([]text.Text, bool) {
	out := make([]text.Text, len(names))
	for i, name := range names {
		raw, err := text.Unquote(members[name])
		if err != nil {
			return nil, false
		}
		out[i] = text.New(raw)
	}
	return out, true
}

func stringsOf(doc []byte) ([]text.Text, bool) {
	var items []json.RawMessage
	if json.Unmarshal(doc, &items) != nil {
		return nil, false
	}
	out := make([]text.Text, len(items))
	for i, item := range items {
		raw, err := text.Unquote(item)
		if err != nil {
			return nil, false
		}
		out[i] = text.New(raw)
	}
	return out, true
}

// record is the meaning of what creates a group, role or permission, or writes
// it anew.
func (m *meaning) record() ([]rbac.Change, bool) {
	keys := []string{"name", "description"}
	switch m.call.Route.ID {
	case endpoint.GroupsCreate, endpoint.GroupsUpdate:
	case endpoint.RolesCreate, endpoint.RolesUpdate, endpoint.PermissionsCreate, endpoint.PermissionsUpdate:
		keys = append(keys, "applicationType", "applicationId")
	default:
		return nil, false
	}
	ofRole := m.call.Route.Area == endpoint.Roles
	known := keys
	if ofRole {
		known = append(known, "permissions")
	}
	members, ok := object(m.call.Body, known...)
	if !ok {
		return nil, false
	}
	v, ok := textsOf(members, keys...)
	if !ok {
		return nil, false
	}
	var held []rbac.PermissionID
	if list, there := members["permissions"]; ofRole && there {
		ids, ok := stringsOf(list)
		if !ok {
			return nil, false
		}
		for _, id := range ids {
			held = append(held, rbac.PermissionID{Text: id})
		}
	}
	switch m.call.Route.ID {
	case endpoint.GroupsCreate:
		return []rbac.Change{rbac.CreateGroup{Ref: rbac.GroupID{Text: m.placeholder()}, Name: v[0], Description: v[1]}}, true
	case endpoint.GroupsUpdate:
		return []rbac.Change{rbac.EditGroup{Group: rbac.GroupID{Text: m.id}, Name: v[0], Description: v[1]}}, true
	case endpoint.PermissionsCreate:
		return []rbac.Change{rbac.CreatePermission{Ref: rbac.PermissionID{Text: m.placeholder()},
			Name: v[0], Description: v[1], ApplicationType: v[2], Application: rbac.ClientID{Text: v[3]}}}, true
	case endpoint.PermissionsUpdate:
		return []rbac.Change{rbac.EditPermission{Permission: rbac.PermissionID{Text: m.id},
			Name: v[0], Description: v[1], ApplicationType: v[2], Application: rbac.ClientID{Text: v[3]}}}, true
	case endpoint.RolesCreate:
		return []rbac.Change{rbac.CreateRole{Ref: rbac.RoleID{Text: m.placeholder()},
			Name: v[0], Description: v[1], ApplicationType: v[2], Application: rbac.ClientID{Text: v[3]}, Permissions: held}}, true
	}
	return m.role(v, held)
}

// role is the meaning of a role written anew, which holds from then on what the
// body lists and nothing else.
func (m *meaning) role(v []text.Text, held []rbac.PermissionID) ([]rbac.Change, bool) {
	id := rbac.RoleID{Text: m.id}
	before, ok := m.graph.Role(id)
	if !ok || before.Application.Text != v[3] {
		return nil, false // a 404, and what the server never does
	}
	var changes []rbac.Change
	had, has := setOf(before.Permissions), setOf(held)
	for _, p := range before.Permissions {
		if !has[p] {
			changes = append(changes, rbac.RemovePermission(id, p))
			has[p] = true
		}
	}
	if before.Name != v[0] || before.Description != v[1] || before.ApplicationType != v[2] {
		changes = append(changes, rbac.EditRole{Role: id, Name: v[0], Description: v[1], ApplicationType: v[2]})
	}
	for _, p := range held {
		if !had[p] {
			changes = append(changes, rbac.AddPermission(id, p))
			had[p] = true
		}
	}
	return changes, true
}

func setOf[T comparable](list []T) map[T]bool {
	set := make(map[T]bool, len(list))
	for _, v := range list {
		set[v] = true
	}
	return set
}

// switches is the meaning of a new configuration.
func (m *meaning) switches() ([]rbac.Change, bool) {
	var known []string
	for _, s := range rbac.Switches() {
		known = append(known, string(s))
	}
	members, ok := object(m.call.Body, known...)
	if !ok || len(members) == 0 {
		return nil, false
	}
	set := rbac.SetConfiguration{Values: make(map[rbac.Switch]bool, len(members))}
	for name, raw := range members {
		// The server takes words as well.
		switch strings.ToLower(strings.Trim(string(raw), `"`)) {
		case "true", "yes":
			set.Values[rbac.Switch(name)] = true
		case "false", "no":
			set.Values[rbac.Switch(name)] = false
		default:
			return nil, false
		}
	}
	return []rbac.Change{set}, true
}

// mappings is the meaning of mappings that are added.
func (m *meaning) mappings() ([]rbac.Change, bool) {
	var items []json.RawMessage
	if json.Unmarshal(m.call.Body, &items) != nil {
		return nil, false
	}
	var changes []rbac.Change
	for _, item := range items {
		members, ok := object(item, "groupName", "connectionName")
		if !ok {
			return nil, false
		}
		v, ok := textsOf(members, "groupName", "connectionName")
		if !ok {
			return nil, false
		}
		changes = append(changes, rbac.AddMapping{Group: rbac.GroupID{Text: m.id},
			Ref: rbac.MappingID{Text: m.placeholder()}, GroupName: v[0], Connection: v[1]})
	}
	return changes, len(changes) > 0
}

// list is the meaning of ids that are added to a list or taken out of it.
func (m *meaning) list() ([]rbac.Change, bool) {
	ids, ok := stringsOf(m.call.Body)
	if !ok || len(ids) == 0 {
		return nil, false
	}
	switch m.call.Route.ID {
	case endpoint.UsersGroupsAdd:
		return m.joined(ids), true
	case endpoint.UsersRolesAdd:
		return m.assigned(ids), true
	}
	var changes []rbac.Change
	seen := make(map[text.Text]bool)
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		c := m.one(id)
		if c == nil || occurrences(ids, id) < m.needed(c) {
			return nil, false
		}
		changes = append(changes, c)
	}
	return changes, true
}

// needed is how often the server must be told to take out what c takes out: it
// takes one out for each time.
func (m *meaning) needed(c rbac.Change) int {
	if t, ok := c.(rbac.Tie); ok && t.Of == rbac.TieAssignment {
		if _, known := m.graph.Role(rbac.RoleID{Text: t.Right}); !known {
			return math.MaxInt // the server stops there, with a 404
		}
	}
	return times(m.graph, c)
}

// one is what a list means by one of its ids; nil for a route of another kind.
func (m *meaning) one(id text.Text) rbac.Change {
	if m.call.Route.ID == endpoint.GroupsMappingsRemove {
		return rbac.RemoveMapping{Group: rbac.GroupID{Text: m.id}, Mapping: rbac.MappingID{Text: id}}
	}
	t, ok := tieOf(m.call.Route.ID)
	if !ok {
		return nil
	}
	t.Left, t.Right = m.id, id
	return t
}

// looksLikeID is how the server tells a list of ids from one of names: by its
// first element.
var looksLikeID = text.Pattern(`^\{?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\}?$`)

// named reports whether a list means the thing of that id and name.
func named(list []text.Text) func(id, name text.Text) bool {
	byID := looksLikeID().MatchString(list[0].Raw()) || rbac.IsNew(list[0])
	set := setOf(list)
	return func(id, name text.Text) bool { return byID && set[id] || !byID && set[name] }
}

// joined is the meaning of a user who is put into groups, by id or by name.
// What names no group is passed over.
func (m *meaning) joined(list []text.Text) []rbac.Change {
	var changes []rbac.Change
	means := named(list)
	for _, g := range m.graph.Groups() {
		if means(g.ID.Text, g.Name) {
			changes = append(changes, rbac.AddMember(g.ID, rbac.UserID{Text: m.id}))
		}
	}
	return changes
}

// assigned is the same for roles.
func (m *meaning) assigned(list []text.Text) []rbac.Change {
	var changes []rbac.Change
	means := named(list)
	for _, r := range m.graph.Roles() {
		if means(r.ID.Text, r.Name) {
			changes = append(changes, rbac.AssignRole(rbac.UserID{Text: m.id}, r.ID))
		}
	}
	return changes
}
