package plan

import (
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The most that one request carries.
const (
	maxIDs   = 200
	maxBytes = 512 << 10 // of ids; the server takes a body of 1 MiB
)

// Compile works out how to bring changes about, one after another. G and s are
// what was seen. The error is a *ChangeError for the first change that can't be
// carried out, and there is no plan then.
func Compile(g *rbac.Graph, s rbac.Settings, changes []rbac.Change) (*Plan, error) {
	p := &Plan{Before: g, After: g, Settings: s, Changes: changes}
	c := compiler{graph: g, switches: s.Switches}
	for first := 0; first < len(changes); {
		n := batch(changes[first:])
		item, err := c.item(changes[first : first+n])
		if err != nil {
			err.Index += first
			err.Change = changes[err.Index]
			return nil, err
		}
		item.First, item.plan = first, p
		p.Items = append(p.Items, item)
		first += n
		if len(p.Items)%layers == 0 {
			// Overlays upon overlays grow dear: begin with a flat graph again.
			c.graph = rbac.Index(c.graph.Document())
		}
	}
	p.After = c.graph
	if len(p.Items) >= layers {
		// What is predicted must be an overlay of what was seen: only between these
		// two an effect is quickly told.
		after, at, err := rbac.ApplyAll(g, p.elementary())
		if err != nil {
			return nil, &ChangeError{Index: at, Change: p.elementary()[at], Err: err}
		}
		p.After = after
	}
	return p, nil
}

// layers is how many overlays are laid over each other at most.
const layers = 250

// elementary are the changes of all steps.
func (p *Plan) elementary() []rbac.Change {
	var list []rbac.Change
	for _, i := range p.Items {
		for _, s := range i.Steps {
			list = append(list, s.Changes...)
		}
	}
	return list
}

// compiler goes through the changes with the graph as it is after those before.
type compiler struct {
	graph    *rbac.Graph
	switches map[rbac.Switch]bool
}

// item compiles one change, or several that one request can carry out.
func (c *compiler) item(changes []rbac.Change) (Item, *ChangeError) {
	item := Item{Changes: changes}
	parts := []part{{changes: changes}}
	if len(changes) == 1 {
		parts = c.expand(changes[0])
	}
	for _, part := range parts {
		step, err := c.step(part)
		if err != nil {
			if len(parts) > 1 {
				err.Index = 0
			}
			return Item{}, err
		}
		if len(step.Changes) > 0 {
			item.Steps = append(item.Steps, step)
		}
	}
	if len(item.Steps) == 0 {
		item.Note = "nothing to do: it is so already"
	}
	return item, nil
}

// part is what one step of an item has to do.
type part struct {
	changes  []rbac.Change
	note     string
	restores bool
}

// step compiles one request and goes on to the graph after it. A step without
// changes has nothing to do.
func (c *compiler) step(p part) (Step, *ChangeError) {
	after, at, err := rbac.ApplyAll(c.graph, p.changes)
	if err != nil {
		return Step{}, &ChangeError{Index: at, Err: err}
	}
	due := c.due(p.changes, after)
	if len(due) == 0 {
		return Step{}, nil
	}
	step := Step{Changes: due, Call: Request(c.graph, after, due), Note: p.note, Restores: p.restores}
	if step.Note == "" {
		step.Note = note(due[0])
	}
	if err := refused(step.Call); err != nil {
		return Step{}, &ChangeError{Err: err}
	}
	switches := switched(c.switches, due)
	for _, ref := range Touched(due) {
		if is := recordIn(c.graph, c.switches, ref); is.Exists() {
			step.Needs = append(step.Needs, Condition{ref, is})
		}
		step.Expect = append(step.Expect, Condition{ref, recordIn(after, switches, ref)})
	}
	c.graph, c.switches = after, switches
	return step, nil
}

// due leaves out the changes that the graph before them has already.
func (c *compiler) due(changes []rbac.Change, after *rbac.Graph) []rbac.Change {
	if set, ok := changes[0].(rbac.SetConfiguration); ok {
		for s, on := range set.Values {
			if c.switches == nil || c.switches[s] != on {
				return changes
			}
		}
		return nil
	}
	if after == c.graph {
		return nil
	}
	if len(changes) == 1 {
		return changes
	}
	return missing(c.graph, changes)
}

// missing leaves out of a batch what would alter nothing.
func missing(g *rbac.Graph, changes []rbac.Change) []rbac.Change {
	have := make(map[text.Text]bool)
	if list, _, _ := membership(g, changes[0]); list != nil {
		for _, id := range list() {
			have[id] = true
		}
	}
	var due []rbac.Change
	for _, c := range changes {
		_, id, add := membership(g, c)
		if a, ok := c.(rbac.AssignRole); ok {
			if _, known := g.Role(a.Role); !known {
				continue // the server passes it over
			}
		}
		if id.IsZero() || have[id] != add {
			have[id] = add
			due = append(due, c)
		}
	}
	return due
}

// membership says which list a change adds to or takes from, and what. A zero
// id is for what alters the list in any case.
func membership(g *rbac.Graph, c rbac.Change) (list func() []text.Text, id text.Text, add bool) {
	group := func(id rbac.GroupID) rbac.Group { r, _ := g.Group(id); return r }
	role := func(id rbac.RoleID) rbac.Role { r, _ := g.Role(id); return r }
	switch c := c.(type) {
	case rbac.AddMember:
		return func() []text.Text { return texts(group(c.Group).Members) }, c.User.Text, true
	case rbac.RemoveMember:
		return func() []text.Text { return texts(group(c.Group).Members) }, c.User.Text, false
	case rbac.AddNested:
		// The server leaves a group out of its own list.
		return func() []text.Text { return append(texts(group(c.Group).Nested), c.Group.Text) }, c.Child.Text, true
	case rbac.RemoveNested:
		return func() []text.Text { return texts(group(c.Group).Nested) }, c.Child.Text, false
	case rbac.GrantRole:
		return func() []text.Text { return texts(group(c.Group).Roles) }, c.Role.Text, true
	case rbac.RevokeRole:
		return func() []text.Text { return texts(group(c.Group).Roles) }, c.Role.Text, false
	case rbac.RemoveMapping:
		return func() []text.Text {
			var ids []text.Text
			for _, m := range group(c.Group).Mappings {
				ids = append(ids, m.ID.Text)
			}
			return ids
		}, c.Mapping.Text, false
	case rbac.AssignRole:
		return func() []text.Text { return texts(g.DirectRoles(c.User)) }, c.Role.Text, true
	case rbac.UnassignRole:
		return func() []text.Text { return texts(g.DirectRoles(c.User)) }, c.Role.Text, false
	case rbac.AddPermission:
		return func() []text.Text { return texts(role(c.Role).Permissions) }, c.Permission.Text, true
	case rbac.RemovePermission:
		return func() []text.Text { return texts(role(c.Role).Permissions) }, c.Permission.Text, false
	}
	return nil, text.Text{}, false
}

// expand makes of a change the requests that it needs where the API has none
// for it.
func (c *compiler) expand(change rbac.Change) []part {
	switch change := change.(type) {
	case rbac.EditPermission:
		return c.expandPermission(change)
	case rbac.EditMapping:
		g, _ := c.graph.Group(change.Group)
		for _, m := range g.Mappings {
			if m.ID == change.Mapping && (m.GroupName != change.GroupName || m.Connection != change.Connection) {
				// A failure between the two leaves both: nobody is locked out.
				return []part{
					{changes: []rbac.Change{rbac.AddMapping{Group: change.Group, Ref: change.Ref, GroupName: change.GroupName, Connection: change.Connection}},
						note: "a mapping can't be edited: the new one is added first"},
					{changes: []rbac.Change{rbac.RemoveMapping{Group: change.Group, Mapping: change.Mapping}}, note: "then the old one is removed"},
				}
			}
		}
	}
	return []part{{changes: []rbac.Change{change}}}
}

// expandPermission edits a permission that roles hold: the server takes no edit
// of it until they let go.
func (c *compiler) expandPermission(change rbac.EditPermission) []part {
	edit := part{changes: []rbac.Change{change}}
	p, ok := c.graph.Permission(change.Permission)
	holders := c.graph.PermissionRoles(change.Permission)
	moves := !change.Application.IsZero() && change.Application != p.Application
	if ok && !moves && same(p, change) {
		return nil
	}
	if !ok || len(holders) == 0 || moves {
		// Roles could not take a permission of another application back.
		return []part{edit}
	}
	var parts []part
	for i, role := range holders {
		parts = append(parts, part{
			changes: []rbac.Change{rbac.RemovePermission{Role: role, Permission: change.Permission}},
			note:    fmt.Sprintf("a permission in use can't be edited: role %d of %d lets go of it", i+1, len(holders)),
		})
	}
	edit.note = "while no role holds it"
	parts = append(parts, edit)
	for i, role := range holders {
		parts = append(parts, part{
			changes:  []rbac.Change{rbac.AddPermission{Role: role, Permission: change.Permission}},
			note:     fmt.Sprintf("role %d of %d takes it back", i+1, len(holders)),
			restores: true,
		})
	}
	return parts
}

func same(p rbac.Permission, c rbac.EditPermission) bool {
	return p.Name == c.Name && p.Description == c.Description &&
		(c.ApplicationType.IsZero() || c.ApplicationType == p.ApplicationType)
}
