package state

import (
	"slices"
	"strings"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Difference is one thing that two states have otherwise, by names.
type Difference struct {
	// Change makes it here as it is there.
	Change rbac.Change
	// About is what it is a matter of, in the ids of here; zero for the configuration.
	About rbac.Ref
	Name  text.Text // of that
	// What is the part of it: "member", "description"; the kind of thing where the whole
	// of it is here or there only.
	What        string
	Here, There text.Text // zero where it has none
}

// Differences set side by side what lies between two states. Switches stand apart.
func (b Between) Differences(here, there Source) []Difference {
	d := differ{b, here, there}
	var list []Difference
	for _, c := range b.Changes {
		set, ok := c.(rbac.SetConfiguration)
		if !ok {
			list = append(list, d.of(c))
			for _, held := range heldBy(here.Graph, c) {
				list = append(list, d.of(held))
			}
			continue
		}
		for _, s := range rbac.Switches() {
			if on, ok := set.Values[s]; ok {
				one := rbac.SetConfiguration{Values: map[rbac.Switch]bool{s: on}}
				list = append(list, Difference{Change: one, Name: text.New("configuration"), What: string(s), Here: onOff(here.Switches[s]), There: onOff(on)})
			}
		}
	}
	return list
}

// heldBy parts what goes with a thing that is deleted.
func heldBy(g *rbac.Graph, c rbac.Change) []rbac.Change {
	var held []rbac.Change
	switch c := c.(type) {
	case rbac.DeleteGroup:
		r, _ := g.Group(c.Group)
		for _, id := range r.Members {
			held = append(held, rbac.RemoveMember(r.ID, id))
		}
		for _, id := range r.Nested {
			held = append(held, rbac.RemoveNested(r.ID, id))
		}
		for _, id := range r.Roles {
			held = append(held, rbac.RevokeRole(r.ID, id))
		}
		for _, m := range r.Mappings {
			held = append(held, rbac.RemoveMapping{Group: r.ID, Mapping: m.ID})
		}
	case rbac.DeleteRole:
		r, _ := g.Role(c.Role)
		for _, id := range r.Users {
			held = append(held, rbac.UnassignRole(id, r.ID))
		}
		for _, id := range r.Permissions {
			held = append(held, rbac.RemovePermission(r.ID, id))
		}
	}
	return held
}

func onOff(on bool) text.Text {
	if on {
		return text.New("on")
	}
	return text.New("off")
}

// differ finds names in two states.
type differ struct {
	Between
	here, there Source
}

// Name is what a thing is called in either state, there first; its id where it has no
// name.
func (d differ) name(ref rbac.Ref) text.Text {
	for _, name := range []text.Text{
		d.After.Name(ref), d.here.Graph.Name(ref), d.here.Directory.Name(ref), d.there.Directory.Name(ref),
	} {
		if !name.IsZero() {
			return name
		}
	}
	return ref.ID
}

// of sets one change side by side.
func (d differ) of(c rbac.Change) Difference {
	about := c.Targets()[0]
	x := Difference{Change: c, About: about, Name: d.name(about), What: string(about.Kind)}
	switch c := c.(type) {
	case rbac.Tie:
		other := d.name(c.Targets()[1])
		x.What = tieWord(c.Of)
		if c.Cut {
			x.Here = other
		} else {
			x.There = other
		}
	case rbac.AddMapping:
		x.What, x.There = "mapping", mappingName(c.Connection, c.GroupName)
	case rbac.RemoveMapping:
		x.What = "mapping"
		group, _ := d.here.Graph.Group(c.Group)
		for _, m := range group.Mappings {
			if m.ID == c.Mapping {
				x.Here = mappingName(m.Connection, m.GroupName)
			}
		}
	case rbac.EditGroup, rbac.EditRole, rbac.EditPermission:
		d.edited(&x)
	case rbac.DeleteGroup, rbac.DeleteRole, rbac.DeletePermission:
		x.Here = d.here.Graph.Name(about)
	default:
		x.There = d.After.Name(about)
	}
	return x
}

// Sentence says a change with the names of the state that has what it alters.
func (b Between) Sentence(c rbac.Change, here, there Source) string {
	for _, ref := range c.Targets() {
		if b.After.Name(ref).IsZero() && !here.Graph.Name(ref).IsZero() {
			return c.Sentence(here.Graph, here.Directory)
		}
	}
	return c.Sentence(b.After, there.Directory)
}

// tieWord is what the one thing is to the other.
func tieWord(k rbac.TieKind) string {
	switch k {
	case rbac.TieNested:
		return "nested group"
	case rbac.TieGrant:
		return "role"
	case rbac.TieAssignment:
		return "holder"
	case rbac.TiePermission:
		return "permission"
	}
	return "member"
}

func mappingName(connection, group text.Text) text.Text {
	return text.New(connection.Raw() + ": " + group.Raw())
}

// edited says which fields of a record differ, and how.
func (d differ) edited(x *Difference) {
	here, there := fieldsOf(d.here.Graph, x.About), fieldsOf(d.After, x.About)
	var what, was, is []string
	for i, name := range []string{fieldName, fieldDescription, "type"} {
		if here[i] != there[i] {
			what, was, is = append(what, name), append(was, here[i]), append(is, there[i])
		}
	}
	x.What = strings.Join(what, ", ")
	x.Here, x.There = text.New(strings.Join(was, ", ")), text.New(strings.Join(is, ", "))
}

// fieldsOf are name, description and type of application of a record.
func fieldsOf(g *rbac.Graph, ref rbac.Ref) [3]string {
	switch ref.Kind {
	case rbac.KindGroup:
		r, _ := g.Group(rbac.GroupID{Text: ref.ID})
		return [3]string{r.Name.Raw(), r.Description.Raw()}
	case rbac.KindRole:
		r, _ := g.Role(rbac.RoleID{Text: ref.ID})
		return [3]string{r.Name.Raw(), r.Description.Raw(), r.ApplicationType.Raw()}
	}
	r, _ := g.Permission(rbac.PermissionID{Text: ref.ID})
	return [3]string{r.Name.Raw(), r.Description.Raw(), r.ApplicationType.Raw()}
}

// Needed are the changes of some differences, after those of list that make what they
// use. What the API can't make is left out, and what goes with a thing that is deleted.
func Needed(list []Difference, chosen func(int) bool) []rbac.Change {
	makes := make(map[text.Text]int)
	for i, x := range list {
		if id := plan.Created(x.Change); !id.IsZero() {
			makes[id] = i
		}
	}
	wanted := make(map[int]bool, len(list))
	var want func(int)
	want = func(i int) {
		if wanted[i] || NestsItself(list[i].Change) {
			return
		}
		wanted[i] = true
		for _, id := range used(list[i].Change) {
			if at, ok := makes[id]; ok {
				want(at)
			}
		}
	}
	gone := make(map[rbac.Ref]bool)
	for i, x := range list {
		if !chosen(i) {
			continue
		}
		want(i)
		if strings.HasPrefix(x.Change.Kind(), "delete-") {
			gone[x.About] = true
		}
	}
	var changes []rbac.Change
	for i, x := range list {
		if wanted[i] && (!gone[x.About] || strings.HasPrefix(x.Change.Kind(), "delete-")) {
			changes = append(changes, x.Change)
		}
	}
	return changes
}

// used are the ids that a change names.
func used(c rbac.Change) []text.Text {
	var ids []text.Text
	for _, ref := range c.Targets() {
		ids = append(ids, ref.ID)
	}
	if r, ok := c.(rbac.CreateRole); ok {
		for _, id := range r.Permissions {
			ids = append(ids, id.Text)
		}
	}
	return slices.Clip(ids)
}
