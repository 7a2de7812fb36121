package views

import (
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// kindOfRef is the kind of things that a value of a call names.
func kindOfRef(r endpoint.Ref) rbac.Kind {
	if r == endpoint.RefClient {
		return rbac.KindApplication
	}
	return rbac.Kind(r)
}

// resolve finds the thing that a value of a call names; false when the tenant
// has none of that id, as far as is known.
func (d *Data) resolve(r endpoint.Ref, id text.Text) (rbac.Ref, bool) {
	ref := rbac.Ref{Kind: kindOfRef(r), ID: id}
	return ref, d.has(ref)
}

// has reports whether a thing is known at all.
func (d *Data) has(ref rbac.Ref) bool {
	switch ref.Kind {
	case rbac.KindUser:
		id := rbac.UserID{Text: ref.ID}
		_, listed := d.Directory.User(id)
		return listed || d.Graph.HasUser(id)
	case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
		return d.exists(ref)
	case rbac.KindApplication:
		if _, ok := d.Directory.Application(rbac.ClientID{Text: ref.ID}); ok {
			return true
		}
		for _, id := range d.Graph.Applications() {
			if id.Text == ref.ID {
				return true
			}
		}
	case rbac.KindConnection:
		_, ok := d.Directory.Connection(ref.ID)
		return ok
	}
	return false
}

// mentioned finds the thing that a string of an answer names. Key is the name
// of the member that holds it: connections are known by name, and so only where
// a key says that one is meant.
func (d *Data) mentioned(key, value text.Text) (rbac.Ref, bool) {
	if value.IsZero() {
		return rbac.Ref{}, false
	}
	for _, k := range []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindUser, rbac.KindApplication} {
		if ref := (rbac.Ref{Kind: k, ID: value}); d.has(ref) {
			return ref, true
		}
	}
	switch key.Raw() {
	case "user_id":
		return rbac.Ref{Kind: rbac.KindUser, ID: value}, strings.Contains(value.Raw(), "|")
	case "connection", "connectionName":
		// Mappings are read as "name (strategy)", and kept by name alone.
		name, _, _ := strings.Cut(value.Raw(), " (")
		ref := rbac.Ref{Kind: rbac.KindConnection, ID: text.New(name)}
		return ref, d.has(ref)
	}
	return rbac.Ref{}, false
}

// namedBy finds what the answer to a call calls by name: a policy names groups,
// and roles and permissions of the application that it was asked for, and
// connections go by their names. Nil for a call whose answers go by ids.
func (d *Desk) namedBy(call endpoint.Call) func(key, value text.Text) (rbac.Ref, bool) {
	switch {
	case call.Route == nil:
		return nil
	case call.Route.ID == endpoint.ConnectionsList:
		return func(key, name text.Text) (rbac.Ref, bool) {
			ref := rbac.Ref{Kind: rbac.KindConnection, ID: name}
			return ref, key.Raw() == "name" && d.data.has(ref)
		}
	case call.Route.ID == endpoint.PolicyAsk && len(call.Path) == 2:
		app := rbac.Client(call.Path[1])
		return func(key, name text.Text) (rbac.Ref, bool) { return d.data.inPolicy(app, key, name) }
	}
	return nil
}

// inPolicy finds what a policy of an application calls by name under a key.
func (d *Data) inPolicy(app rbac.ClientID, key, name text.Text) (rbac.Ref, bool) {
	var refs []rbac.Ref
	switch key.Raw() {
	case "groups":
		refs = refsOf(d.Graph.GroupsNamed(name))
	case "roles":
		refs = refsOf(d.Graph.RolesNamed(name))
	case "permissions":
		refs = refsOf(d.Graph.PermissionsNamed(name))
	}
	for _, ref := range refs {
		if ref.Kind == rbac.KindGroup || d.applicationOf(ref) == app {
			return ref, true
		}
	}
	return rbac.Ref{}, false
}

// read is the call that reads one thing; false where the API has none.
func (d *Data) read(ref rbac.Ref) (endpoint.Call, bool) {
	switch ref.Kind {
	case rbac.KindUser:
		return endpoint.New(endpoint.UsersRead, ref.ID.Raw()), true
	case rbac.KindGroup:
		return endpoint.New(endpoint.GroupsRead, ref.ID.Raw()), true
	case rbac.KindRole:
		return endpoint.New(endpoint.RolesRead, ref.ID.Raw()), true
	case rbac.KindPermission:
		return endpoint.New(endpoint.PermissionsRead, ref.ID.Raw()), true
	case rbac.KindApplication:
		return endpoint.New(endpoint.ApplicationsRead, ref.ID.Raw()), true
	case rbac.KindConnection:
		return endpoint.New(endpoint.ConnectionsList), true
	case rbac.KindMapping:
		group, _, _ := d.mapping(ref)
		return endpoint.New(endpoint.GroupsMappingsList, group.Raw()), true
	}
	return endpoint.Call{}, false
}
