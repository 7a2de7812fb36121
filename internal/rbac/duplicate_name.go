package rbac

import (
	"fmt"

	"authzx/internal/text"
)

// DuplicateNameError says that the name is taken, but for case, by another
// group, or by another role or permission of the same application.
type DuplicateNameError struct {
	Name  text.Text
	Taken Ref // who has it
}

// Error names the name; it is safe to draw.
func (e *DuplicateNameError) Error() string {
	return fmt.Sprintf("a %s named %s already exists", e.Taken.Kind, Quoted(e.Name))
}

// FrozenError says that the server refuses every write to a group or role but a
// rename, since another one has its name.
type FrozenError struct {
	Ref   Ref
	Name  text.Text
	Other Ref // who has the name too
}

// Error names both and the way out; it is safe to draw.
func (e *FrozenError) Error() string {
	return fmt.Sprintf("%s %s has the name of another %s (%v), so the server refuses every change but a rename: rename one first",
		e.Ref.Kind, Quoted(e.Name), e.Other.Kind, e.Other.ID)
}

// names counts, without regard to case, who is called what among those whose
// names must differ: all groups, the roles of one application.
type names struct {
	groups map[string]int
	roles  map[roleName]int
}

type roleName struct {
	application ClientID
	name        string
}

// Frozen reports whether the server refuses every write to a group or role but a
// rename, since another one has its name. Imports make such.
func (g *Graph) Frozen(ref Ref) bool {
	switch ref.Kind {
	case KindGroup:
		r, ok := g.Group(GroupID{ref.ID})
		return ok && g.taken().groups[r.Name.Lower()] > 1
	case KindRole:
		r, ok := g.Role(RoleID{ref.ID})
		return ok && g.taken().roles[roleName{r.Application, r.Name.Lower()}] > 1
	default:
		return false
	}
}

// Namesake is another group, or another role of the same application, that has
// the name of ref; false where none has.
func (g *Graph) Namesake(ref Ref) (Ref, bool) {
	if !g.Frozen(ref) {
		return Ref{}, false
	}
	if ref.Kind == KindGroup {
		own, _ := g.Group(GroupID{ref.ID})
		for _, r := range g.groups.Records() {
			if r.ID != own.ID && sameName(r.Name, own.Name.Lower()) {
				return r.ID.Ref(), true
			}
		}
		return Ref{}, false
	}
	own, _ := g.Role(RoleID{ref.ID})
	for _, r := range g.roles.Records() {
		if r.ID != own.ID && r.Application == own.Application && sameName(r.Name, own.Name.Lower()) {
			return r.ID.Ref(), true
		}
	}
	return Ref{}, false
}

func (g *index) taken() names {
	return g.named.get(func() names {
		n := names{make(map[string]int), make(map[roleName]int)}
		for _, r := range g.groups.Records() {
			n.groups[r.Name.Lower()]++
		}
		for _, r := range g.roles.Records() {
			n.roles[roleName{r.Application, r.Name.Lower()}]++
		}
		return n
	})
}

// RoleNameFree reports whether no role of an application has a name.
func (g *Graph) RoleNameFree(name text.Text, application ClientID) bool {
	return g.taken().roles[roleName{application, name.Lower()}] == 0
}
