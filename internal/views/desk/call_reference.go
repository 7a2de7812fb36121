package desk

import (
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// KindOfReference is the kind of things that a value of a call names.
func KindOfReference(r endpoint.Ref) rbac.Kind {
	if r == endpoint.RefClient {
		return rbac.KindApplication
	}
	return rbac.Kind(r)
}

// Resolve finds the thing that a value of a call names; false when the tenant
// has none of that id, as far as is known.
func (d *Data) Resolve(r endpoint.Ref, id text.Text) (rbac.Ref, bool) {
	ref := rbac.Ref{Kind: KindOfReference(r), ID: id}
	return ref, d.Knows(ref)
}

// mentioned finds the thing that a string of an answer names. Key is the name
// of the member that holds it: connections are known by name, and so only where
// a key says that one is meant.
func (d *Data) mentioned(key, value text.Text) (rbac.Ref, bool) {
	if value.IsZero() {
		return rbac.Ref{}, false
	}
	for _, k := range []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindUser, rbac.KindApplication} {
		if ref := (rbac.Ref{Kind: k, ID: value}); d.Knows(ref) {
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
		return ref, d.Knows(ref)
	}
	return rbac.Ref{}, false
}

// NamedBy finds what the answer to a call calls by name: a policy names groups,
// and roles and permissions of the application that it was asked for, and
// connections go by their names. Nil for a call whose answers go by ids.
func (d *Desk) NamedBy(call endpoint.Call) func(key, value text.Text) (rbac.Ref, bool) {
	switch {
	case call.Route == nil:
		return nil
	case call.Route.ID == endpoint.ConnectionsList:
		return func(key, name text.Text) (rbac.Ref, bool) {
			ref := rbac.Ref{Kind: rbac.KindConnection, ID: name}
			return ref, key.Raw() == "name" && d.Data.Knows(ref)
		}
	case call.Route.ID == endpoint.PolicyAsk && len(call.Path) == 2:
		app := rbac.Client(call.Path[1])
		return func(key, name text.Text) (rbac.Ref, bool) { return d.Data.inPolicy(app, key, name) }
	}
	return nil
}

// inPolicy finds what a policy of an application calls by name under a key.
func (d *Data) inPolicy(app rbac.ClientID, key, name text.Text) (rbac.Ref, bool) {
	for _, k := range catalog.Lists() {
		if k.Plural != key.Raw() {
			continue
		}
		for _, ref := range d.ByName(k.Kind, name) {
			if k.Application == nil || d.ApplicationOf(ref) == app {
				return ref, true
			}
		}
	}
	return rbac.Ref{}, false
}
