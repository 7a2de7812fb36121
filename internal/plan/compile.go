package plan

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The most that one request carries.
const (
	maxIDs   = 200
	maxBytes = 512 << 10 // of ids; the server takes a body of 1 MiB
)

// Compile works out how to bring changes about, one after another but arranged to
// take few requests. G and s are what was seen. The error is a *ChangeError for the first
// change that can't be carried out, and there is no plan then.
func Compile(g *rbac.Graph, s rbac.Settings, changes []rbac.Change) (*Plan, error) {
	arranged, from := Arrange(changes)
	p, err := compile(g, s, arranged)
	if err != nil {
		err.Index = from[err.Index]
		return nil, err
	}
	return p, nil
}

// compile is Compile for changes in the order in which they are to be made.
func compile(g *rbac.Graph, s rbac.Settings, changes []rbac.Change) (*Plan, *ChangeError) {
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
			return nil, &ChangeError{Change: p.elementary()[at], Err: err}
		}
		p.After = after
	}
	return p, nil
}

// layers is how many overlays are laid over each other at most.
const layers = 250

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
		item.Note = "nothing to do: already so"
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
	if err := frozen(c.graph, after, due); err != nil {
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

// frozen fails for a record whose name another has before and after: the server
// takes no write to it but one that ends that.
func frozen(before, after *rbac.Graph, due []rbac.Change) error {
	for _, ref := range Touched(due) {
		other, twin := before.Namesake(ref)
		if twin && after.Frozen(ref) {
			return &rbac.FrozenError{Ref: ref, Name: before.Name(ref), Other: other}
		}
	}
	return nil
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
	for _, id := range present(g, changes[0]) {
		have[id] = true
	}
	var due []rbac.Change
	for _, c := range changes {
		id, add := member(c)
		if t, ok := c.(rbac.Tie); ok && add && t.Of == rbac.TieAssignment {
			if _, known := g.Role(rbac.RoleID{Text: id}); !known {
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

// present are the ids of the list that a change adds to or takes from.
func present(g *rbac.Graph, c rbac.Change) []text.Text {
	switch c := c.(type) {
	case rbac.Tie:
		ids := c.Tied(g)
		if c.Of == rbac.TieNested && !c.Cut {
			ids = append(ids, c.Left) // the server leaves a group out of its own list
		}
		return ids
	case rbac.RemoveMapping:
		r, _ := g.Group(c.Group)
		ids := make([]text.Text, len(r.Mappings))
		for i, m := range r.Mappings {
			ids[i] = m.ID.Text
		}
		return ids
	}
	return nil
}

// member says what a change adds to a list or takes from it. A zero id is for
// what alters the list in any case.
func member(c rbac.Change) (id text.Text, add bool) {
	switch c := c.(type) {
	case rbac.Tie:
		return c.Right, !c.Cut
	case rbac.RemoveMapping:
		return c.Mapping.Text, false
	}
	return text.Text{}, false
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
						note: "a mapping can't be edited: add the new one first"},
					{changes: []rbac.Change{rbac.RemoveMapping{Group: change.Group, Mapping: change.Mapping}}, note: "then remove the old one"},
				}
			}
		}
	}
	return []part{{changes: []rbac.Change{change}}}
}
