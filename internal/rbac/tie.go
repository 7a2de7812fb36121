package rbac

import (
	"bytes"
	"encoding/json"
	"fmt"

	"authzx/internal/text"
)

// TieKind is one way in which two things can be tied to each other. The zero
// value is none.
type TieKind uint8

// The kinds of ties. What they differ by stands in the rows of row.
const (
	TieMember     TieKind = iota + 1 // a user belongs to a group
	TieNested                        // a group is nested in another
	TieGrant                         // a group grants a role
	TieAssignment                    // a user holds a role directly
	TiePermission                    // a role holds a permission
)

// TieKinds are all kinds of ties.
func TieKinds() []TieKind {
	return []TieKind{TieMember, TieNested, TieGrant, TieAssignment, TiePermission}
}

// Tie ties two things together, or parts them. Left is the one that a request
// names in its path, Right the one in its body: group and user, group and nested
// group, group and role, user and role, role and permission.
//
// Users, and what is Right, need not exist. A tie that is there already, or one
// to part that isn't, is no error; nor is a group that is nested in itself, which the
// server takes without doing anything, or the assignment of a role that isn't
// there.
type Tie struct {
	Of          TieKind
	Left, Right text.Text
	Cut         bool // parts them
}

// TieEnd is one of the two things of a tie: the kind of thing, and the key that
// names it in JSON.
type TieEnd struct {
	Key  string
	Kind Kind
}

// tieRow is what ties of one kind differ by from others.
type tieRow struct {
	left, right TieEnd
	// held says that the list of those tied stands in the record of Right.
	held bool
	// make and cut are the words for either way.
	make, cut tieWords
}

// tieWords are a kind of change in JSON, its sentence of the names of left and
// right, and the sentence of how many and the name of left.
type tieWords struct{ kind, one, several string }

func (k TieKind) row() tieRow {
	user, group := TieEnd{"user", KindUser}, TieEnd{"group", KindGroup}
	role, permission := TieEnd{"role", KindRole}, TieEnd{"permission", KindPermission}
	switch k {
	case TieMember:
		return tieRow{group, user, false,
			tieWords{"add-member", "add user %[2]s to group %[1]s", "add %d users to group %s"},
			tieWords{"remove-member", "remove user %[2]s from group %[1]s", "remove %d users from group %s"}}
	case TieNested:
		return tieRow{group, TieEnd{"child", KindGroup}, false,
			tieWords{"add-nested", "nest group %[2]s in group %[1]s", "nest %d groups in group %s"},
			tieWords{"remove-nested", "unnest group %[2]s from group %[1]s", "unnest %d groups from group %s"}}
	case TieGrant:
		return tieRow{group, role, false,
			tieWords{"grant-role", "grant role %[2]s to group %[1]s", "grant %d roles to group %s"},
			tieWords{"revoke-role", "revoke role %[2]s from group %[1]s", "revoke %d roles from group %s"}}
	case TieAssignment:
		return tieRow{user, role, true,
			tieWords{"assign-role", "assign role %[2]s to user %[1]s", "assign %d roles to user %s"},
			tieWords{"unassign-role", "unassign role %[2]s from user %[1]s", "unassign %d roles from user %s"}}
	case TiePermission:
		return tieRow{role, permission, false,
			tieWords{"add-permission", "add permission %[2]s to role %[1]s", "add %d permissions to role %s"},
			tieWords{"remove-permission", "remove permission %[2]s from role %[1]s", "remove %d permissions from role %s"}}
	}
	return tieRow{}
}

func (r tieRow) words(cut bool) tieWords {
	if cut {
		return r.cut
	}
	return r.make
}

// Ends are the two things of a tie of this kind.
func (k TieKind) Ends() (left, right TieEnd) {
	row := k.row()
	return row.left, row.right
}

// Reversed parts what the tie ties, and the other way round.
func (c Tie) Reversed() Tie {
	c.Cut = !c.Cut
	return c
}

// Ends are the two things.
func (c Tie) Ends() (left, right Ref) {
	row := c.Of.row()
	return Ref{row.left.Kind, c.Left}, Ref{row.right.Kind, c.Right}
}

// Kind implements Change.
func (c Tie) Kind() string { return c.Of.row().words(c.Cut).kind }

// Targets implements Change. The record that is altered is the one that lists the
// other.
func (c Tie) Targets() []Ref {
	left, right := c.Ends()
	if c.Of.row().held {
		return []Ref{right, left}
	}
	return []Ref{left, right}
}

// Sentence implements Change.
func (c Tie) Sentence(g *Graph, d *Directory) string {
	n := Naming{g, d}
	left, right := c.Ends()
	return fmt.Sprintf(c.Of.row().words(c.Cut).one, n.Of(left), n.Of(right))
}

// Several says n ties like this one, of the same left, in one line.
func (c Tie) Several(n int, left string) string {
	return fmt.Sprintf(c.Of.row().words(c.Cut).several, n, left)
}

// Tied is what Left is tied to by ties of this kind.
func (c Tie) Tied(g *Graph) []text.Text {
	switch c.Of {
	case TieMember:
		r, _ := g.Group(GroupID{c.Left})
		return Texts(r.Members)
	case TieNested:
		r, _ := g.Group(GroupID{c.Left})
		return Texts(r.Nested)
	case TieGrant:
		r, _ := g.Group(GroupID{c.Left})
		return Texts(r.Roles)
	case TieAssignment:
		return Texts(g.DirectRoles(UserID{c.Left}))
	case TiePermission:
		r, _ := g.Role(RoleID{c.Left})
		return Texts(r.Permissions)
	}
	return nil
}

// Times is how often the list that holds the tie names it.
func (c Tie) Times(g *Graph) int {
	list, named := c.Tied(g), c.Right
	if c.Of == TieAssignment {
		r, _ := g.Role(RoleID{c.Right})
		list, named = Texts(r.Users), c.Left
	}
	n := 0
	for _, id := range list {
		if id == named {
			n++
		}
	}
	return n
}

// MarshalJSON implements json.Marshaler: the two ids by their keys.
func (c Tie) MarshalJSON() ([]byte, error) {
	row := c.Of.row()
	b := append([]byte(`{"`), row.left.Key...)
	b = text.AppendJSON(append(b, `":`...), c.Left.Raw())
	b = append(append(b, `,"`...), row.right.Key...)
	b = text.AppendJSON(append(b, `":`...), c.Right.Raw())
	return append(b, '}'), nil
}

// decodeTie reads the two ids of a tie of this kind.
func decodeTie(of TieKind, cut bool, b []byte) (Change, error) {
	var ids map[string]text.Text
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(&ids); err != nil {
		return nil, err
	}
	row := of.row()
	for key := range ids {
		if key != row.left.Key && key != row.right.Key {
			return nil, fmt.Errorf("unknown field %q", key)
		}
	}
	return Tie{of, ids[row.left.Key], ids[row.right.Key], cut}, nil
}

// AddMember puts a user into a group.
func AddMember(group GroupID, user UserID) Tie { return Tie{TieMember, group.Text, user.Text, false} }

// RemoveMember takes a user out of a group, however often the group lists the
// user. (The server removes one entry for each time that a request names it.)
func RemoveMember(group GroupID, user UserID) Tie { return AddMember(group, user).Reversed() }

// AddNested nests a group in another: members of the child belong to the other
// group as well. The server accepts cycles.
func AddNested(group, child GroupID) Tie { return Tie{TieNested, group.Text, child.Text, false} }

// RemoveNested takes a group out of the nested groups of another.
func RemoveNested(group, child GroupID) Tie { return AddNested(group, child).Reversed() }

// GrantRole gives a role to a group, and so to all who belong to it.
func GrantRole(group GroupID, role RoleID) Tie { return Tie{TieGrant, group.Text, role.Text, false} }

// RevokeRole takes a role from a group. Members may still have it otherwise.
func RevokeRole(group GroupID, role RoleID) Tie { return GrantRole(group, role).Reversed() }

// AssignRole gives a role to a user directly.
func AssignRole(user UserID, role RoleID) Tie { return Tie{TieAssignment, user.Text, role.Text, false} }

// UnassignRole takes a role from a user who holds it directly, however often it
// lists the user, who may still have it through a group.
func UnassignRole(user UserID, role RoleID) Tie { return AssignRole(user, role).Reversed() }

// AddPermission puts a permission of the same application into a role.
func AddPermission(role RoleID, permission PermissionID) Tie {
	return Tie{TiePermission, role.Text, permission.Text, false}
}

// RemovePermission takes a permission out of a role.
func RemovePermission(role RoleID, permission PermissionID) Tie {
	return AddPermission(role, permission).Reversed()
}
