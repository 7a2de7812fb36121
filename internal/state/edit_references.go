package state

import (
	"encoding/json"
	"errors"
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// ref gives the placeholder of what an edit creates. A label names it for later
// lines.
func (r *resolver) ref(e Edit, raw json.RawMessage) (json.RawMessage, error) {
	r.made++
	id := rbac.NewID(r.made)
	if raw != nil {
		label, err := unquoted(raw)
		if err != nil || label.IsZero() {
			return nil, errors.New("a label is needed")
		}
		if _, twice := r.refs[label]; twice {
			return nil, fmt.Errorf("%s is already used", rbac.Quoted(label))
		}
		r.refs[label] = rbac.Ref{Kind: madeBy(e.kind.Kind), ID: id}
	}
	return encoded(id), nil
}

// madeBy is the kind of what a kind of edit creates.
func madeBy(kind string) rbac.Kind {
	switch kind {
	case "create-group":
		return rbac.KindGroup
	case "create-role":
		return rbac.KindRole
	case "create-permission":
		return rbac.KindPermission
	}
	return rbac.KindMapping
}

// labelled is the placeholder of a label, of the kind that is wanted.
func (r *resolver) labelled(kind rbac.Kind, label text.Text) (json.RawMessage, error) {
	made, ok := r.refs[label]
	switch {
	case !ok:
		return nil, fmt.Errorf("no earlier line has the ref %s", rbac.Quoted(label))
	case made.Kind != kind:
		return nil, fmt.Errorf("the ref %s is a %s, not a %s", rbac.Quoted(label), made.Kind, kind)
	}
	return encoded(made.ID), nil
}

func unquoted(raw json.RawMessage) (text.Text, error) {
	s, err := text.Unquote(raw)
	return text.New(s), err
}

// thing is the id of what a value names: a string, { name, application }, { id }
// or { ref }.
func (r *resolver) thing(kind rbac.Kind, raw json.RawMessage, app rbac.ClientID) (json.RawMessage, error) {
	if given, err := unquoted(raw); err == nil {
		if _, ok := r.refs[given]; ok && rbac.IsNew(given) {
			return r.labelled(kind, given) // as plan files refer to what they create
		}
		return r.named(kind, given, app)
	}
	var table map[string]json.RawMessage
	if err := json.Unmarshal(raw, &table); err != nil || table == nil {
		return nil, errors.New(`a name or id is needed, {"name", "application"} or {"ref"}`)
	}
	return r.table(kind, table, app)
}

func (r *resolver) table(kind rbac.Kind, table map[string]json.RawMessage, app rbac.ClientID) (json.RawMessage, error) {
	for name := range table {
		switch name {
		case "name", "application", "ref", "id":
		default:
			return nil, fmt.Errorf("unknown key %q; take name and application, id or ref", text.Escape(name))
		}
	}
	switch {
	case len(table) == 1 && table["ref"] != nil:
		label, err := unquoted(table["ref"])
		if err != nil {
			return nil, errors.New("ref: a string is needed")
		}
		return r.labelled(kind, label)
	case len(table) == 1 && table["id"] != nil:
		id, err := unquoted(table["id"])
		return encoded(id), err
	case table["name"] == nil:
		return nil, errors.New("name, id or ref is needed")
	}
	if table["application"] != nil {
		id, err := r.thing(rbac.KindApplication, table["application"], rbac.ClientID{})
		if err != nil {
			return nil, err
		}
		client, err := unquoted(id)
		if err != nil {
			return nil, err
		}
		app = rbac.ClientID{Text: client}
	}
	name, err := unquoted(table["name"])
	if err != nil {
		return nil, errors.New("name: a string is needed")
	}
	return r.named(kind, name, app)
}

// named looks for a thing in the tenant, then among what earlier lines create.
func (r *resolver) named(kind rbac.Kind, given text.Text, app rbac.ClientID) (json.RawMessage, error) {
	id, err := r.find(kind, given, app)
	if err == nil {
		return encoded(id), nil
	}
	for _, k := range []key{{kind, app, given}, {kind: kind, name: given}} {
		if made, ok := r.created[k]; ok {
			return encoded(made), nil
		}
	}
	return nil, err
}

func (r *resolver) list(k EditKey, raw json.RawMessage, app rbac.ClientID) (json.RawMessage, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, errors.New("a list is needed")
	}
	for i := range items {
		var err error
		if items[i], err = r.thing(k.Of, items[i], app); err != nil {
			return nil, err
		}
	}
	return json.Marshal(items)
}

// mapping is the id of a mapping of a group: given as such, or by what it maps.
func (r *resolver) mapping(group, raw json.RawMessage) (json.RawMessage, error) {
	var want struct {
		Ref        text.Text `json:"ref"`
		GroupName  text.Text `json:"group_name"`
		Connection text.Text `json:"connection"`
	}
	if id, err := unquoted(raw); err == nil {
		return encoded(id), nil
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		return nil, errors.New(`an id is needed, or {"connection", "group_name"}`)
	}
	if !want.Ref.IsZero() {
		return r.labelled(rbac.KindMapping, want.Ref)
	}
	id, err := unquoted(group)
	if err != nil {
		return nil, err
	}
	if made, ok := r.mappings[mapped{id, want.GroupName, want.Connection}]; ok {
		return encoded(made), nil
	}
	g, _ := r.graph.Group(rbac.GroupID{Text: id})
	for _, m := range g.Mappings {
		if m.GroupName == want.GroupName && m.Connection == want.Connection {
			return encoded(m.ID.Text), nil
		}
	}
	return nil, fmt.Errorf("the group has no mapping of %s of %s", rbac.Quoted(want.GroupName), rbac.Quoted(want.Connection))
}

// applicationOf is the application in which an edit's permissions are looked for
// first: that of its role, or the one it names itself.
func (r *resolver) applicationOf(e Edit) (rbac.ClientID, error) {
	if raw, ok := e.fields["application"]; ok {
		id, err := r.thing(rbac.KindApplication, raw, rbac.ClientID{})
		if err != nil {
			return rbac.ClientID{}, fmt.Errorf("application: %w", err)
		}
		client, err := unquoted(id)
		return rbac.ClientID{Text: client}, err
	}
	raw, ok := e.fields["role"]
	if _, holds := e.fields["permission"]; !ok || !holds {
		return rbac.ClientID{}, nil
	}
	id, err := r.thing(rbac.KindRole, raw, rbac.ClientID{})
	if err != nil {
		return rbac.ClientID{}, nil // told where the role itself is looked for
	}
	role, err := unquoted(id)
	return r.owner(rbac.RoleID{Text: role}), err
}

// complete fills in what may be left out: a type, and what stays as it is.
func (r *resolver) complete(e Edit, fields map[string]json.RawMessage) {
	set := func(name string, v text.Text) {
		if _, ok := fields[name]; !ok {
			fields[name] = encoded(v)
		}
	}
	kept := func(key string, of func(text.Text) record) {
		id, _ := unquoted(fields[key])
		now, ok := r.records[id]
		if !ok {
			now = of(id)
		}
		set("name", now.name)
		set("description", now.description)
	}
	switch e.kind.Kind {
	case "create-role", "create-permission":
		set("application_type", text.New(rbac.TypeClient))
	case "edit-group":
		kept("group", func(id text.Text) record {
			g, _ := r.graph.Group(rbac.GroupID{Text: id})
			return record{g.Name, g.Description}
		})
	case "edit-role":
		kept("role", func(id text.Text) record {
			o, _ := r.graph.Role(rbac.RoleID{Text: id})
			return record{o.Name, o.Description}
		})
	case "edit-permission":
		kept("permission", func(id text.Text) record {
			p, _ := r.graph.Permission(rbac.PermissionID{Text: id})
			return record{p.Name, p.Description}
		})
	}
}
