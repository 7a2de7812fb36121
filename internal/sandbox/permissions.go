package sandbox

func (s *Server) listPermissions(r *request) (*answer, error) {
	return s.list(r, permissionsKey, asStored)
}

func (s *Server) createPermission(r *request) (*answer, error) {
	permission := r.body()
	if err := uniquePermission(s.store.document(), nil, permission); err != nil {
		return nil, err
	}
	created, err := s.store.create(permissionsKey, permission)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(created), nil
}

func (s *Server) readPermission(r *request) (*answer, error) {
	p, err := s.store.read(permissionsKey, r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(brief(p)), nil
}

func (s *Server) updatePermission(r *request) (*answer, error) {
	d, permission := s.store.document(), r.body()
	if err := uniquePermission(d, r.id(), permission); err != nil {
		return nil, err
	}
	for _, collection := range []string{rolesKey, groupsKey} {
		if err := unused(d, collection, "permissions", r.id()); err != nil {
			return nil, err
		}
	}
	updated, err := s.store.update(permissionsKey, r.id(), permission)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (s *Server) deletePermission(r *request) (*answer, error) {
	if err := unused(s.store.document(), rolesKey, "permissions", r.id()); err != nil {
		return nil, err
	}
	if err := s.store.remove(permissionsKey, r.id()); err != nil {
		return nil, err
	}
	return done(), nil
}

func uniquePermission(d *document, id value, permission *object) error {
	return uniqueInApplication(d.all(permissionsKey), id, permission, "Permission")
}
