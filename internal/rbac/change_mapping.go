package rbac

import (
	"slices"

	"authzx/internal/text"
)

// AddMapping adds a mapping to a group. The server takes the same one twice,
// and unknown connections.
type AddMapping struct {
	Group      GroupID   `json:"group"`
	Ref        MappingID `json:"ref"` // placeholder for the id to come
	GroupName  text.Text `json:"group_name"`
	Connection text.Text `json:"connection"` // by name, without the strategy
}

// Kind implements Change.
func (c AddMapping) Kind() string { return "add-mapping" }

// Targets implements Change.
func (c AddMapping) Targets() []Ref {
	return []Ref{c.Group.Ref(), {KindMapping, c.Ref.Text}, {KindConnection, c.Connection}}
}

// Apply implements Change.
func (c AddMapping) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c AddMapping) apply(d *draft) error {
	if err := checkMapping(c.GroupName, c.Connection); err != nil {
		return err
	}
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	d.touch.mappings = true
	r := d.ownGroup(n)
	r.Mappings = append(slices.Clip(r.Mappings), Mapping{c.Ref, c.GroupName, c.Connection})
	return nil
}

// RemoveMapping deletes a mapping of a group. One that is not there counts as
// deleted.
type RemoveMapping struct {
	Group   GroupID   `json:"group"`
	Mapping MappingID `json:"mapping"`
}

// Kind implements Change.
func (c RemoveMapping) Kind() string { return "remove-mapping" }

// Targets implements Change.
func (c RemoveMapping) Targets() []Ref { return []Ref{c.Group.Ref(), {KindMapping, c.Mapping.Text}} }

// Apply implements Change.
func (c RemoveMapping) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c RemoveMapping) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if _, ok := d.groups.Record(n).mapping(c.Mapping); !ok {
		return nil
	}
	d.touch.mappings = true
	r := d.ownGroup(n)
	r.Mappings = slices.DeleteFunc(slices.Clone(r.Mappings), func(m Mapping) bool { return m.ID == c.Mapping })
	return nil
}

// EditMapping replaces a mapping of a group. The API can't edit one: it is
// deleted and another created, at the end and with an id of its own.
type EditMapping struct {
	Group      GroupID   `json:"group"`
	Mapping    MappingID `json:"mapping"`
	Ref        MappingID `json:"ref"` // placeholder for the id to come
	GroupName  text.Text `json:"group_name"`
	Connection text.Text `json:"connection"`
}

// Kind implements Change.
func (c EditMapping) Kind() string { return "edit-mapping" }

// Targets implements Change.
func (c EditMapping) Targets() []Ref {
	return []Ref{c.Group.Ref(), {KindMapping, c.Mapping.Text}, {KindMapping, c.Ref.Text}, {KindConnection, c.Connection}}
}

// Apply implements Change.
func (c EditMapping) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c EditMapping) apply(d *draft) error {
	if err := checkMapping(c.GroupName, c.Connection); err != nil {
		return err
	}
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	old, ok := d.groups.Record(n).mapping(c.Mapping)
	if !ok {
		return &NotFoundError{Ref{KindMapping, c.Mapping.Text}}
	}
	if old.GroupName == c.GroupName && old.Connection == c.Connection {
		return nil
	}
	if err := (RemoveMapping{c.Group, c.Mapping}).apply(d); err != nil {
		return err
	}
	return AddMapping{c.Group, c.Ref, c.GroupName, c.Connection}.apply(d)
}

func (r *Group) mapping(id MappingID) (Mapping, bool) {
	i := slices.IndexFunc(r.Mappings, func(m Mapping) bool { return m.ID == id })
	if i < 0 {
		return Mapping{}, false
	}
	return r.Mappings[i], true
}
