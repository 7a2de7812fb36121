package rbac

import (
	"slices"

	"authzx/internal/text"
)

// CreateGroup makes a group without members, roles, nested groups or mappings.
type CreateGroup struct {
	Ref         GroupID   `json:"ref"` // placeholder for the id to come
	Name        text.Text `json:"name"`
	Description text.Text `json:"description"`
}

// Kind implements Change.
func (c CreateGroup) Kind() string { return "create-group" }

// Targets implements Change.
func (c CreateGroup) Targets() []Ref { return []Ref{c.Ref.Ref()} }

// Apply implements Change.
func (c CreateGroup) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c CreateGroup) apply(d *draft) error {
	if err := checkGroup(c.Name, c.Description); err != nil {
		return err
	}
	if err := d.groupNameFree(c.Name, GroupID{}); err != nil {
		return err
	}
	if _, ok := d.groups.Node(c.Ref); ok || c.Ref.IsZero() {
		return &InvalidError{"ref", "must be an unused id"}
	}
	if _, ok := d.dangling.groups[c.Ref]; ok {
		d.stale = true
	}
	d.touch.any, d.touch.names = true, true
	d.groups.Add(c.Ref, Group{ID: c.Ref, Name: c.Name, Description: c.Description})
	return nil
}

// EditGroup sets name and description of a group; all else stays.
type EditGroup struct {
	Group       GroupID   `json:"group"`
	Name        text.Text `json:"name"`
	Description text.Text `json:"description"`
}

// Kind implements Change.
func (c EditGroup) Kind() string { return "edit-group" }

// Targets implements Change.
func (c EditGroup) Targets() []Ref { return []Ref{c.Group.Ref()} }

// Apply implements Change.
func (c EditGroup) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c EditGroup) apply(d *draft) error {
	if err := checkGroup(c.Name, c.Description); err != nil {
		return err
	}
	if err := d.groupNameFree(c.Name, c.Group); err != nil {
		return err
	}
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if r := d.groups.Record(n); r.Name == c.Name && r.Description == c.Description {
		return nil
	}
	r := d.ownGroup(n)
	r.Name, r.Description = c.Name, c.Description
	d.touch.names = true
	return nil
}

// DeleteGroup deletes a group, which no group may nest. One that is not there
// counts as deleted.
type DeleteGroup struct {
	Group GroupID `json:"group"`
}

// Kind implements Change.
func (c DeleteGroup) Kind() string { return "delete-group" }

// Targets implements Change.
func (c DeleteGroup) Targets() []Ref { return []Ref{c.Group.Ref()} }

// Apply implements Change.
func (c DeleteGroup) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c DeleteGroup) apply(d *draft) error {
	n, ok := d.groups.Node(c.Group)
	users := d.nesting(c.Group, n, ok)
	if len(users) > 0 {
		return d.inUse(c.Group.Ref(), users)
	}
	if !ok {
		return nil
	}
	d.touch.any, d.touch.users, d.touch.names = true, true, true
	d.touch.mappings = d.touch.mappings || len(d.groups.Record(n).Mappings) > 0
	for _, user := range d.members.Of(n) {
		d.memberOf.Remove(user, n)
	}
	for _, child := range d.children.Of(n) {
		d.parents.Remove(child, n)
		d.tie(child)
	}
	for _, role := range d.groupRoles.Of(n) {
		d.roleGroups.Remove(role, n)
	}
	d.members.Put(n, nil)
	d.children.Put(n, nil)
	d.groupRoles.Put(n, nil)
	d.groups.Drop(c.Group, n)
	return nil
}

// nesting are the groups that nest a group. For one that is not there the
// lists themselves have to be asked.
func (d *draft) nesting(id GroupID, n int32, known bool) []Ref {
	var by []Ref
	if known {
		for _, parent := range d.parents.Of(n) {
			by = append(by, d.groups.Record(parent).ID.Ref())
		}
		return by
	}
	if _, mentioned := d.dangling.groups[id]; mentioned {
		for _, r := range d.groups.Records() {
			if slices.Contains(r.Nested, id) {
				by = append(by, r.ID.Ref())
			}
		}
	}
	return by
}

// inUse is the error for a thing that others use.
func (d *draft) inUse(ref Ref, by []Ref) error {
	e := &InUseError{Ref: ref, Name: d.Name(ref), By: by}
	for _, user := range by {
		e.Names = append(e.Names, d.Name(user))
	}
	return e
}

// groupNameFree fails when another group than own has the name but for case.
func (d *draft) groupNameFree(name text.Text, own GroupID) error {
	low := name.Lower()
	for _, r := range d.groups.Records() {
		if r.ID != own && sameName(r.Name, low) {
			return &DuplicateNameError{name, r.ID.Ref()}
		}
	}
	return nil
}

// sameName reports whether a name is, but for case, the one that low is the
// lower case of.
func sameName(name text.Text, low string) bool {
	return name.Raw() == low || name.Lower() == low
}
