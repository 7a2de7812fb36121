package plan

import (
	"bytes"
	"encoding/json"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Request is the one call that carries out elementary changes which belong
// together, as those of a step do. Before and after are graphs without and with
// them: a role's request carries everything that the role is to be, and what a
// list holds several times has to be taken out several times.
func Request(before, after *rbac.Graph, changes []rbac.Change) endpoint.Call {
	switch c := changes[0].(type) {
	case rbac.CreateGroup, rbac.EditGroup, rbac.DeleteGroup:
		return groupRequest(c)
	case rbac.CreateRole, rbac.DeleteRole, rbac.CreatePermission, rbac.DeletePermission:
		return recordRequest(c)
	case rbac.EditRole:
		return putRole(after, c.Role)
	case rbac.Tie:
		if c.Of == rbac.TiePermission {
			return putRole(after, rbac.RoleID{Text: c.Left})
		}
	case rbac.EditPermission:
		p, _ := after.Permission(c.Permission)
		call := endpoint.New(endpoint.PermissionsUpdate, c.Permission.Raw())
		call.Body = body(permissionBody{p.Name, p.Description, p.ApplicationType, p.Application})
		return call
	case rbac.SetConfiguration:
		call := endpoint.New(endpoint.ConfigurationUpdate)
		call.Body = body(c.Values)
		return call
	}
	return listRequest(before, changes)
}

// Bodies of records, keys as in the API.
type (
	groupBody struct {
		Name        text.Text `json:"name"`
		Description text.Text `json:"description"`
	}
	roleBody struct {
		Name            text.Text           `json:"name"`
		Description     text.Text           `json:"description"`
		ApplicationType text.Text           `json:"applicationType"`
		Application     rbac.ClientID       `json:"applicationId"`
		Permissions     []rbac.PermissionID `json:"permissions"`
	}
	permissionBody struct {
		Name            text.Text     `json:"name"`
		Description     text.Text     `json:"description"`
		ApplicationType text.Text     `json:"applicationType"`
		Application     rbac.ClientID `json:"applicationId"`
	}
	mappingBody struct {
		GroupName  text.Text `json:"groupName"`
		Connection text.Text `json:"connectionName"`
	}
)

// body encodes a value of this package, which always can be.
func body(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("plan: a request body that can't be encoded: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func groupRequest(c rbac.Change) endpoint.Call {
	var call endpoint.Call
	switch c := c.(type) {
	case rbac.CreateGroup:
		call = endpoint.New(endpoint.GroupsCreate)
		call.Body = body(groupBody{c.Name, c.Description})
	case rbac.EditGroup:
		call = endpoint.New(endpoint.GroupsUpdate, c.Group.Raw())
		call.Body = body(groupBody{c.Name, c.Description})
	case rbac.DeleteGroup:
		call = endpoint.New(endpoint.GroupsDelete, c.Group.Raw())
	}
	return call
}

func recordRequest(c rbac.Change) endpoint.Call {
	var call endpoint.Call
	switch c := c.(type) {
	case rbac.CreateRole:
		call = endpoint.New(endpoint.RolesCreate)
		call.Body = body(roleBody{c.Name, c.Description, c.ApplicationType, c.Application, some(c.Permissions)})
	case rbac.DeleteRole:
		call = endpoint.New(endpoint.RolesDelete, c.Role.Raw())
	case rbac.CreatePermission:
		call = endpoint.New(endpoint.PermissionsCreate)
		call.Body = body(permissionBody{c.Name, c.Description, c.ApplicationType, c.Application})
	case rbac.DeletePermission:
		call = endpoint.New(endpoint.PermissionsDelete, c.Permission.Raw())
	}
	return call
}

// putRole writes the whole role: what a PUT leaves out is cleared.
func putRole(after *rbac.Graph, id rbac.RoleID) endpoint.Call {
	r, _ := after.Role(id)
	call := endpoint.New(endpoint.RolesUpdate, id.Raw())
	call.Body = body(roleBody{r.Name, r.Description, r.ApplicationType, r.Application, some(r.Permissions)})
	return call
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// listRequest adds ids to a list, or takes them from it.
func listRequest(before *rbac.Graph, changes []rbac.Change) endpoint.Call {
	route, of := listRoute(changes[0])
	call := endpoint.New(route, of.Raw())
	if route == endpoint.GroupsMappingsAdd {
		list := make([]mappingBody, len(changes))
		for i, c := range changes {
			m, _ := c.(rbac.AddMapping)
			list[i] = mappingBody{m.GroupName, m.Connection}
		}
		call.Body = body(list)
		return call
	}
	call.Body = []byte{'['}
	for _, c := range changes {
		id, _ := member(c)
		for range times(before, c) {
			if len(call.Body) > 1 {
				call.Body = append(call.Body, ',')
			}
			call.Body = text.AppendJSON(call.Body, id.Raw())
		}
	}
	call.Body = append(call.Body, ']')
	return call
}

// times is how often an id has to be named: the server takes one of them out
// for each time.
func times(before *rbac.Graph, c rbac.Change) int {
	switch c := c.(type) {
	case rbac.Tie:
		if c.Cut {
			return max(1, c.Times(before))
		}
	case rbac.RemoveMapping:
		return max(1, occurrences(present(before, c), c.Mapping.Text))
	}
	return 1
}

func occurrences[T comparable](list []T, v T) int {
	n := 0
	for _, have := range list {
		if have == v {
			n++
		}
	}
	return n
}

// listRoute is the route by which a list changes, and of what.
func listRoute(c rbac.Change) (endpoint.ID, text.Text) {
	switch c := c.(type) {
	case rbac.Tie:
		return tieRoute(c), c.Left
	case rbac.AddMapping:
		return endpoint.GroupsMappingsAdd, c.Group.Text
	case rbac.RemoveMapping:
		return endpoint.GroupsMappingsRemove, c.Group.Text
	}
	return "", text.Text{}
}

// refused is what the server would have against a request, as far as it can be
// known; nil when there is nothing.
func refused(call endpoint.Call) error {
	call = filled(call)
	if err := call.Check(); err != nil {
		return &rbac.InvalidError{Field: "id", Reason: "can't be sent: " + text.Escape(err.Error())}
	}
	faults := call.Faults()
	if call.Route.ID == endpoint.UsersRolesAdd {
		// A role that is not named by an id of the usual form would be taken for a name.
		faults = append(faults, endpoint.Lookup(endpoint.UsersRolesRemove).Body.Check(call.Body)...)
	}
	for _, f := range faults {
		return &rbac.InvalidError{Field: text.Escape(f.Path), Reason: text.Escape(f.Message)}
	}
	return nil
}

// anID of the usual form stands in for ids that are not known yet.
const someID = "00000000-0000-4000-8000-000000000000"

func filled(call endpoint.Call) endpoint.Call {
	return placed(call, func(int) string { return someID })
}
