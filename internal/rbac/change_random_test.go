package rbac

import (
	"fmt"
	"math/rand/v2"

	"authzx/internal/text"
)

// changer makes changes at random that mostly fit the odd tenants.
type changer struct {
	*rand.Rand
	made int
}

func (c *changer) newID() text.Text { c.made++; return NewID(c.made) }

// among is an id of the small tenants, of a thing made before, of the one that
// will be made next, or of nothing.
func (c *changer) among(prefix string) text.Text {
	if c.IntN(4) == 0 {
		return NewID(1 + c.IntN(c.made+1))
	}
	return text.New(fmt.Sprintf("%s%d", prefix, c.IntN(7)))
}

func (c *changer) group() GroupID           { return GroupID{c.among("g")} }
func (c *changer) role() RoleID             { return RoleID{c.among("r")} }
func (c *changer) permission() PermissionID { return PermissionID{c.among("p")} }
func (c *changer) user() UserID             { return User(fmt.Sprintf("auth0|u%d", c.IntN(8))) }

// fresh is a name that is seldom taken.
func (c *changer) fresh() text.Text { return text.New(fmt.Sprintf("Fresh %d", c.IntN(1000))) }

func (c *changer) change(g *Graph) Change {
	d, client := text.New("d"), text.New(TypeClient)
	switch c.IntN(23) {
	case 0:
		return CreateGroup{GroupID{c.newID()}, c.fresh(), d}
	case 1:
		return EditGroup{c.group(), c.fresh(), d}
	case 2:
		return DeleteGroup{c.group()}
	case 3:
		return AddMember(c.group(), c.user())
	case 4:
		return RemoveMember(c.group(), c.user())
	case 5, 6:
		return AddNested(c.group(), c.group())
	case 7:
		return RemoveNested(c.group(), c.group())
	case 8, 9:
		return GrantRole(c.group(), c.role())
	case 10:
		return RevokeRole(c.group(), c.role())
	case 11:
		return AddMapping{c.group(), MappingID{c.newID()}, oddName(c.Rand), oddConnection(c.Rand)}
	case 12:
		return RemoveMapping{c.group(), MappingOf(fmt.Sprintf("m%d.0", c.IntN(7)))}
	case 13:
		n := c.IntN(7)
		return EditMapping{GroupOf(fmt.Sprintf("g%d", n)), MappingOf(fmt.Sprintf("m%d.0", n)), MappingID{c.newID()}, oddName(c.Rand), oddConnection(c.Rand)}
	case 14:
		return CreateRole{RoleID{c.newID()}, c.fresh(), d, client, oddApplication(c.Rand), some(c.Rand, 2, c.permission)}
	case 15:
		return EditRole{c.role(), c.fresh(), d, text.Text{}}
	case 16:
		return DeleteRole{c.role()}
	case 17:
		return AddPermission(c.role(), c.permission())
	case 18:
		return RemovePermission(c.role(), c.permission())
	case 19:
		return AssignRole(c.user(), c.role())
	case 20:
		return UnassignRole(c.user(), c.role())
	case 21:
		return CreatePermission{PermissionID{c.newID()}, c.fresh(), d, client, oddApplication(c.Rand)}
	default:
		if c.IntN(2) == 0 {
			return EditPermission{c.permission(), c.fresh(), d, text.Text{}, oddApplication(c.Rand)}
		}
		return DeletePermission{c.permission()}
	}
}
