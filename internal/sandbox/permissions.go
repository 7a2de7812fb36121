package sandbox

func (h permissionRoutes) listPermissions(r *request) (*answer, error) {
	return h.list(r, permissionsKey, asStored)
}

func (h permissionRoutes) createPermission(r *request) (*answer, error) {
	permission := r.body()
	if err := uniquePermission(h.store.document(), nil, permission); err != nil {
		return nil, err
	}
	return h.create(permissionsKey, permission)
}

func (h permissionRoutes) readPermission(r *request) (*answer, error) {
	p, err := h.store.read(permissionsKey, r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(brief(p)), nil
}

func (h permissionRoutes) updatePermission(r *request) (*answer, error) {
	d, permission := h.store.document(), r.body()
	if err := uniquePermission(d, r.id(), permission); err != nil {
		return nil, err
	}
	for _, collection := range []string{rolesKey, groupsKey} {
		if err := unused(d, collection, "permissions", r.id()); err != nil {
			return nil, err
		}
	}
	updated, err := h.store.update(permissionsKey, r.id(), permission)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (h permissionRoutes) deletePermission(r *request) (*answer, error) {
	return h.deleteUnused(permissionsKey, r.id(), rolesKey, "permissions")
}

func uniquePermission(d *document, id value, permission *object) error {
	return uniqueInApplication(d.all(permissionsKey), id, permission, "Permission")
}
