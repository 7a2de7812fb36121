package plan

import (
	"maps"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Reversal takes back one elementary change.
type Reversal struct {
	Of      rbac.Change
	Changes []rbac.Change // none when the change altered nothing
	Own     []Difference  // what the change altered
}

// Reverse works out how to take back elementary changes that were applied, one
// after another, to the records of the view: the last change first. What was
// deleted is made anew under a placeholder; ids says which. Placeholders in the
// changes must have been resolved.
func (v View) Reverse(changes []rbac.Change) (list []Reversal, ids IDs, err error) {
	befores := make([]View, len(changes))
	own := make([][]Difference, len(changes))
	at := v
	for i := range changes {
		befores[i] = at.Of(Touched(changes[i : i+1]))
		next, err := befores[i].Apply(changes[i : i+1])
		if err != nil {
			return nil, nil, err
		}
		own[i] = befores[i].Compare(next)
		at = at.With(next)
	}
	r := reverser{ids: make(IDs)}
	for i := len(changes) - 1; i >= 0; i-- {
		one := Reversal{Of: changes[i], Own: own[i]}
		if len(own[i]) > 0 {
			ref := touched(changes[i])
			known := maps.Clone(r.ids)
			one.Changes = RenameAll(r.inverse(befores[i].Record(ref), changes[i]), known)
		}
		list = append(list, one)
	}
	return list, r.ids, nil
}

// reverser numbers the placeholders of what it makes anew.
type reverser struct {
	made int
	ids  IDs
}

// anew is a placeholder for what had the id.
func (r *reverser) anew(id text.Text) text.Text {
	r.made++
	next := rbac.NewID(r.made)
	r.ids[id] = next
	return next
}

// inverse lists the changes that bring back what a record was before c.
func (r *reverser) inverse(before Record, c rbac.Change) []rbac.Change {
	switch c := c.(type) {
	case rbac.Tie:
		return just(c.Reversed())
	case rbac.AddMapping:
		return just(rbac.RemoveMapping{Group: c.Group, Mapping: c.Ref})
	case rbac.RemoveMapping:
		return r.mappings(c.Group, before.Group, func(m rbac.Mapping) bool { return m.ID == c.Mapping })
	case rbac.SetConfiguration:
		values := make(map[rbac.Switch]bool, len(c.Values))
		for s, on := range c.Values {
			if before.Switches[s] != on {
				values[s] = !on
			}
		}
		return just(rbac.SetConfiguration{Values: values})
	}
	return r.inverseRecord(before, c)
}

func just(c rbac.Change) []rbac.Change { return []rbac.Change{c} }

// inverseRecord is inverse for changes of whole records.
func (r *reverser) inverseRecord(before Record, c rbac.Change) []rbac.Change {
	switch c := c.(type) {
	case rbac.CreateGroup:
		return just(rbac.DeleteGroup{Group: c.Ref})
	case rbac.CreateRole:
		return just(rbac.DeleteRole{Role: c.Ref})
	case rbac.CreatePermission:
		return just(rbac.DeletePermission{Permission: c.Ref})
	case rbac.EditGroup:
		return just(rbac.EditGroup{Group: c.Group, Name: before.Group.Name, Description: before.Group.Description})
	case rbac.EditRole:
		o := before.Role
		return just(rbac.EditRole{Role: c.Role, Name: o.Name, Description: o.Description, ApplicationType: o.ApplicationType})
	case rbac.EditPermission:
		p := before.Permission
		return just(rbac.EditPermission{Permission: c.Permission, Name: p.Name, Description: p.Description,
			ApplicationType: p.ApplicationType, Application: p.Application})
	case rbac.DeleteGroup:
		return r.remakeGroup(*before.Group)
	case rbac.DeleteRole:
		o := before.Role
		id := rbac.RoleID{Text: r.anew(o.ID.Text)}
		list := just(rbac.CreateRole{Ref: id, Name: o.Name, Description: o.Description,
			ApplicationType: o.ApplicationType, Application: o.Application, Permissions: o.Permissions})
		for _, user := range o.Users {
			list = append(list, rbac.AssignRole(user, id))
		}
		return list
	case rbac.DeletePermission:
		p := before.Permission
		return just(rbac.CreatePermission{Ref: rbac.PermissionID{Text: r.anew(p.ID.Text)}, Name: p.Name, Description: p.Description,
			ApplicationType: p.ApplicationType, Application: p.Application})
	}
	return nil
}

// remakeGroup makes a deleted group anew, with all that it had.
func (r *reverser) remakeGroup(g rbac.Group) []rbac.Change {
	id := rbac.GroupID{Text: r.anew(g.ID.Text)}
	list := just(rbac.CreateGroup{Ref: id, Name: g.Name, Description: g.Description})
	for _, user := range g.Members {
		list = append(list, rbac.AddMember(id, user))
	}
	for _, child := range g.Nested {
		list = append(list, rbac.AddNested(id, child))
	}
	for _, role := range g.Roles {
		list = append(list, rbac.GrantRole(id, role))
	}
	return append(list, r.mappings(id, &g, func(rbac.Mapping) bool { return true })...)
}

// mappings makes those mappings of a group anew that match.
func (r *reverser) mappings(id rbac.GroupID, g *rbac.Group, match func(rbac.Mapping) bool) []rbac.Change {
	var list []rbac.Change
	for _, m := range g.Mappings {
		if match(m) {
			list = append(list, rbac.AddMapping{Group: id, Ref: rbac.MappingID{Text: r.anew(m.ID.Text)},
				GroupName: m.GroupName, Connection: m.Connection})
		}
	}
	return list
}
