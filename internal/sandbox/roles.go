package sandbox

func (s *Server) listRoles(r *request) (*answer, error) { return s.list(r, rolesKey, asStored) }

func (s *Server) createRole(r *request) (*answer, error) {
	role := r.body()
	d := s.store.document()
	if err := sameApplication(d, role); err != nil {
		return nil, err
	}
	if err := uniqueRole(d, nil, role); err != nil {
		return nil, err
	}
	created, err := s.store.create(rolesKey, role)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(created), nil
}

func (s *Server) readRole(r *request) (*answer, error) {
	role, err := s.store.read(rolesKey, r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(brief(role)), nil
}

func (s *Server) updateRole(r *request) (*answer, error) {
	role := r.body()
	if err := sameApplication(s.store.document(), role); err != nil {
		return nil, err
	}
	before, err := s.store.read(rolesKey, r.id())
	if err != nil {
		return nil, err
	}
	if before.get("applicationId") != role.get("applicationId") {
		return nil, errMoved
	}
	updated, err := s.storeRole(r.id(), role)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (s *Server) deleteRole(r *request) (*answer, error) {
	if err := unused(s.store.document(), groupsKey, "roles", r.id()); err != nil {
		return nil, err
	}
	if err := s.store.remove(rolesKey, r.id()); err != nil {
		return nil, err
	}
	return done(), nil
}

// storeRole lays the keys of role over the stored one. Every change of a role
// comes here, that of its users as well.
func (s *Server) storeRole(id value, role *object) (*object, error) {
	if err := uniqueRole(s.store.document(), id, role); err != nil {
		return nil, err
	}
	return s.store.update(rolesKey, id, role)
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
