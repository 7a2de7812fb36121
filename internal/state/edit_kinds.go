package state

import "authzx/internal/rbac"

// EditKey is one key of an edit: what its value names, if it names a thing.
type EditKey struct {
	Name     string
	Of       rbac.Kind // empty for a value of its own
	Optional bool
	List     bool // several things
}

// EditKind is one kind of edit with its keys, in order.
type EditKind struct {
	Kind string
	Keys []EditKey
}

// EditKinds are all kinds of edits: those that plan files know.
func EditKinds() []EditKind {
	var list []EditKind
	for _, of := range rbac.TieKinds() {
		left, right := of.Ends()
		keys := []EditKey{{Name: left.Key, Of: left.Kind}, {Name: right.Key, Of: right.Kind}}
		list = append(list, EditKind{rbac.Tie{Of: of}.Kind(), keys}, EditKind{rbac.Tie{Of: of, Cut: true}.Kind(), keys})
	}
	return append(list, recordKinds()...)
}

func recordKinds() []EditKind {
	ref, name, description := EditKey{Name: "ref", Optional: true}, EditKey{Name: "name"}, EditKey{Name: "description"}
	app, kind := EditKey{Name: "application", Of: rbac.KindApplication}, EditKey{Name: "application_type", Optional: true}
	group, role := EditKey{Name: "group", Of: rbac.KindGroup}, EditKey{Name: "role", Of: rbac.KindRole}
	permission, mapping := EditKey{Name: "permission", Of: rbac.KindPermission}, EditKey{Name: "mapping", Of: rbac.KindMapping}
	held := EditKey{Name: "permissions", Of: rbac.KindPermission, Optional: true, List: true}
	idp := []EditKey{{Name: "group_name"}, {Name: "connection"}}
	maybe := func(k EditKey) EditKey { k.Optional = true; return k }
	return []EditKind{
		{"create-group", []EditKey{name, description, ref}},
		{"edit-group", []EditKey{group, maybe(name), maybe(description)}},
		{"delete-group", []EditKey{group}},
		{"add-mapping", append([]EditKey{group}, append(idp, ref)...)},
		{"edit-mapping", append([]EditKey{group, mapping}, append(idp, ref)...)},
		{"remove-mapping", []EditKey{group, mapping}},
		{"create-role", []EditKey{name, description, app, held, kind, ref}},
		{"edit-role", []EditKey{role, maybe(name), maybe(description), kind}},
		{"delete-role", []EditKey{role}},
		{"create-permission", []EditKey{name, description, app, kind, ref}},
		{"edit-permission", []EditKey{permission, maybe(name), maybe(description), kind, maybe(app)}},
		{"delete-permission", []EditKey{permission}},
		{"set-configuration", []EditKey{{Name: "values"}}},
	}
}

func editKind(kind string) (EditKind, bool) {
	for _, k := range EditKinds() {
		if k.Kind == kind {
			return k, true
		}
	}
	return EditKind{}, false
}
