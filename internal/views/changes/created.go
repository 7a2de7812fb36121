package changes

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// created is the first thing that changes made, by what was there before them and
// after; zero where they made none.
func created(before, after *rbac.Graph, list []rbac.Change) rbac.Ref {
	for _, c := range list {
		if plan.Created(c).IsZero() {
			continue
		}
		var ref rbac.Ref
		switch c := c.(type) {
		case rbac.CreateGroup:
			ref = fresh(before.GroupsNamed(c.Name), after.GroupsNamed(c.Name), rbac.GroupID.Ref)
		case rbac.CreateRole:
			ref = fresh(before.RolesNamed(c.Name), after.RolesNamed(c.Name), rbac.RoleID.Ref)
		case rbac.CreatePermission:
			ref = fresh(before.PermissionsNamed(c.Name), after.PermissionsNamed(c.Name), rbac.PermissionID.Ref)
		case rbac.AddMapping:
			ref = freshMapping(before, after, c.Group)
		case rbac.EditMapping:
			ref = freshMapping(before, after, c.Group)
		}
		if !ref.ID.IsZero() {
			return ref
		}
	}
	return rbac.Ref{}
}

// fresh is the first of some ids that was not among others.
func fresh[ID comparable](before, after []ID, ref func(ID) rbac.Ref) rbac.Ref {
	for _, id := range after {
		if !slices.Contains(before, id) {
			return ref(id)
		}
	}
	return rbac.Ref{}
}

func freshMapping(before, after *rbac.Graph, of rbac.GroupID) rbac.Ref {
	was, _ := before.Group(of)
	is, _ := after.Group(of)
	known := map[text.Text]bool{}
	for _, m := range was.Mappings {
		known[m.ID.Text] = true
	}
	for _, m := range is.Mappings {
		if !known[m.ID.Text] {
			return catalog.MappingRef(of, m)
		}
	}
	return rbac.Ref{}
}
