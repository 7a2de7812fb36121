package plan

import (
	"fmt"

	"authzx/internal/rbac"
)

// Sentence says the item in one line that is safe to draw, with names from the
// plan's graphs and from the directory, which may be nil. Of several changes it
// says those that are sent.
func (i Item) Sentence(d *rbac.Directory) string {
	if len(i.Changes) > 1 && len(i.Steps) == 1 {
		return sentence(i.plan, i.Steps[0].Changes, d)
	}
	return sentence(i.plan, i.Changes, d)
}

func sentence(p *Plan, changes []rbac.Change, d *rbac.Directory) string {
	c := changes[0]
	g := p.Before
	for _, ref := range c.Targets() {
		// What the plan makes itself has a name only afterwards.
		if rbac.IsNew(ref.ID) {
			g = p.After
		}
	}
	if len(changes) == 1 {
		return c.Sentence(g, d)
	}
	name := func(ref rbac.Ref) string {
		label := g.Name(ref)
		if label.IsZero() {
			label = d.Name(ref)
		}
		if label.IsZero() {
			return ref.ID.String()
		}
		return rbac.Quoted(label)
	}
	return several(c, len(changes), name)
}

// several says a batch of n changes like c.
func several(c rbac.Change, n int, name func(rbac.Ref) string) string {
	switch c := c.(type) {
	case rbac.Tie:
		left, _ := c.Ends()
		return c.Several(n, name(left))
	case rbac.AddMapping:
		return fmt.Sprintf("add %d mappings to group %s", n, name(c.Group.Ref()))
	case rbac.RemoveMapping:
		return fmt.Sprintf("remove %d mappings from group %s", n, name(c.Group.Ref()))
	}
	return fmt.Sprintf("%d changes: %s", n, c.Kind())
}

const wholeRole = "the whole role is sent, with all permissions"

// note is what a person may not expect of the request for a change.
func note(c rbac.Change) string {
	switch c := c.(type) {
	case rbac.Tie:
		if c.Of == rbac.TiePermission {
			return wholeRole
		}
	case rbac.EditRole:
		return wholeRole
	case rbac.SetConfiguration:
		return "the extension writes the login rule first, which may fail now that Rules have ended; it creates an API key if there is none"
	}
	return ""
}
