package sandbox

func (h roleRoutes) listRoles(r *request) (*answer, error) { return h.list(r, rolesKey, asStored) }

func (h roleRoutes) createRole(r *request) (*answer, error) {
	role := r.body()
	d := h.store.document()
	if err := sameApplication(d, role); err != nil {
		return nil, err
	}
	if err := uniqueRole(d, nil, role); err != nil {
		return nil, err
	}
	return h.create(rolesKey, role)
}

func (h roleRoutes) readRole(r *request) (*answer, error) {
	role, err := h.store.read(rolesKey, r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(brief(role)), nil
}

func (h roleRoutes) updateRole(r *request) (*answer, error) {
	role := r.body()
	if err := sameApplication(h.store.document(), role); err != nil {
		return nil, err
	}
	before, err := h.store.read(rolesKey, r.id())
	if err != nil {
		return nil, err
	}
	if before.get("applicationId") != role.get("applicationId") {
		return nil, errMoved
	}
	updated, err := h.storeRole(r.id(), role)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (h roleRoutes) deleteRole(r *request) (*answer, error) {
	return h.deleteUnused(rolesKey, r.id(), groupsKey, "roles")
}

// storeRole lays the keys of role over the stored one. Every change of a role
// comes here, that of its users as well.
func (b *backend) storeRole(id value, role *object) (*object, error) {
	if err := uniqueRole(b.store.document(), id, role); err != nil {
		return nil, err
	}
	return b.store.update(rolesKey, id, role)
}

func uniqueRole(d *document, id value, role *object) error {
	return uniqueInApplication(d.all(rolesKey), id, role, "Role")
}

func uniqueInApplication(records []*object, id value, o *object, what string) error {
	name, ok := o.text("name")
	if !ok {
		return errNoName
	}
	application := o.get("applicationId")
	return unique(records, id, name, func(r *object) bool { return r.get("applicationId") == application },
		what+` with name "`+name+`" already exists for this application`)
}

// sameApplication checks that the permissions of a role, as far as they are
// there at all, belong to its application.
func sameApplication(d *document, role *object) error {
	for _, id := range elements(role.get("permissions")) {
		for _, p := range d.all(permissionsKey) {
			if p.get("_id") != id {
				continue
			}
			if p.get("applicationId") != role.get("applicationId") {
				return errElsewhere
			}
			break
		}
	}
	return nil
}
