package rbac

import "slices"

// AddNested nests a group in another: members of the child belong to the group
// as well. The child need not exist. Nesting a group in itself does nothing, as
// on the server; cycles are accepted there.
type AddNested struct {
	Group GroupID `json:"group"` // the parent
	Child GroupID `json:"child"`
}

// Kind implements Change.
func (c AddNested) Kind() string { return "add-nested" }

// Targets implements Change.
func (c AddNested) Targets() []Ref { return []Ref{c.Group.Ref(), c.Child.Ref()} }

// Apply implements Change.
func (c AddNested) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c AddNested) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if c.Child.IsZero() {
		return &InvalidError{"child", "must not be empty"}
	}
	if c.Child == c.Group || slices.Contains(d.groups.record(n).Nested, c.Child) {
		return nil
	}
	r := d.ownGroup(n)
	r.Nested = append(slices.Clip(r.Nested), c.Child)
	child, ok := d.groups.node(c.Child)
	if !ok {
		d.dangling.groups[c.Child] = struct{}{}
		return nil
	}
	d.children.push(n, child)
	d.parents.insert(child, n)
	d.tie(child)
	return nil
}

// RemoveNested takes a group out of the nested groups of another.
type RemoveNested struct {
	Group GroupID `json:"group"` // the parent
	Child GroupID `json:"child"`
}

// Kind implements Change.
func (c RemoveNested) Kind() string { return "remove-nested" }

// Targets implements Change.
func (c RemoveNested) Targets() []Ref { return []Ref{c.Group.Ref(), c.Child.Ref()} }

// Apply implements Change.
func (c RemoveNested) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c RemoveNested) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if !slices.Contains(d.groups.record(n).Nested, c.Child) {
		return nil
	}
	r := d.ownGroup(n)
	r.Nested = without(r.Nested, c.Child)
	if child, ok := d.groups.node(c.Child); ok {
		d.children.remove(n, child)
		d.parents.remove(child, n)
		d.tie(child)
	}
	return nil
}
