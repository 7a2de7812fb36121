package rbac

import (
	"slices"

	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// Apply implements Change.
func (c Tie) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c Tie) apply(d *draft) error {
	holder, listed := c.Targets()[0], c.Targets()[1]
	if !c.Cut && listed.ID.IsZero() {
		return &InvalidError{c.listedKey(), "must not be empty"}
	}
	n, err := d.number(holder)
	switch {
	case err != nil && c.Of == TieAssignment && !c.Cut:
		return nil // the server passes over a role that is not there
	case err != nil:
		return err
	case c.Of == TieNested && holder == listed && !c.Cut:
		return nil
	}
	switch c.Of {
	case TieMember:
		return alter(d, c.Cut, n, UserID{listed.ID}, d.membersOf(n))
	case TieNested:
		return alter(d, c.Cut, n, GroupID{listed.ID}, d.nestedOf(n))
	case TieGrant:
		return alter(d, c.Cut, n, RoleID{listed.ID}, d.grantsOf(n))
	case TieAssignment:
		return alter(d, c.Cut, n, UserID{listed.ID}, d.holdersOf(n))
	default:
		return alter(d, c.Cut, n, PermissionID{listed.ID}, d.permissionsOf(n))
	}
}

// listedKey is the key of what is listed in the record of the other.
func (c Tie) listedKey() string {
	row := c.Of.row()
	if row.held {
		return row.left.Key
	}
	return row.right.Key
}

// number is that of the group or role that lists what is tied to it.
func (d *draft) number(holder Ref) (int32, error) {
	if holder.Kind == KindGroup {
		return d.group(GroupID{holder.ID})
	}
	return d.role(RoleID{holder.ID})
}

// bond is where a draft keeps the ties of one record: its list, and the indexes
// of both directions.
type bond[T anID] struct {
	list []T
	own  func() *[]T // the list, to be set
	// out is the index by holder: as stored, or else ascending. Back is the one by
	// what is listed.
	out, back *relation.Edges
	stored    bool
	node      func(T) (int32, bool)
	// add gives a number to what has none; dangling keeps it where there is none
	// to give.
	add      func(T) int32
	dangling map[T]struct{}
	// fits says what the server has against the new list.
	fits func([]T) error
	// altered notes what follows for answers that are remembered; node is that of
	// what is listed.
	altered func(node int32)
}

func (d *draft) membersOf(n int32) bond[UserID] {
	return bond[UserID]{
		list: d.groups.Record(n).Members, own: func() *[]UserID { return &d.ownGroup(n).Members },
		out: &d.members, back: &d.memberOf, stored: true,
		node: d.users.node, add: d.user,
		altered: func(int32) { d.touch.users = true },
	}
}

func (d *draft) nestedOf(n int32) bond[GroupID] {
	return bond[GroupID]{
		list: d.groups.Record(n).Nested, own: func() *[]GroupID { return &d.ownGroup(n).Nested },
		out: &d.children, back: &d.parents, stored: true,
		node: d.groups.Node, dangling: d.dangling.groups,
		altered: func(child int32) { d.tie(child) },
	}
}

func (d *draft) grantsOf(n int32) bond[RoleID] {
	return bond[RoleID]{
		list: d.groups.Record(n).Roles, own: func() *[]RoleID { return &d.ownGroup(n).Roles },
		out: &d.groupRoles, back: &d.roleGroups,
		node: d.roles.Node, dangling: d.dangling.roles,
		altered: func(int32) { d.tie(n) },
	}
}

func (d *draft) holdersOf(n int32) bond[UserID] {
	return bond[UserID]{
		list: d.roles.Record(n).Users, own: func() *[]UserID { return &d.ownRole(n).Users },
		out: &d.roleUsers, back: &d.userRoles, stored: true,
		node: d.users.node, add: d.user,
		altered: func(int32) { d.touch.users = true },
	}
}

func (d *draft) permissionsOf(n int32) bond[PermissionID] {
	r := d.roles.Record(n)
	return bond[PermissionID]{
		list: r.Permissions, own: func() *[]PermissionID { return &d.ownRole(n).Permissions },
		out: &d.rolePerms, back: &d.permRoles,
		node: d.permissions.Node, dangling: d.dangling.permissions,
		// The server is sent the whole list, and checks all of it.
		fits:    func(list []PermissionID) error { return d.permissionsFit(r.Application, list) },
		altered: func(int32) { d.tie(d.roleGroups.Of(n)...) },
	}
}

// has reports whether id is listed. Users are asked for their groups and roles,
// which are few, rather than a list of all members.
func (b bond[T]) has(holder int32, id T) bool {
	if b.add == nil {
		return slices.Contains(b.list, id)
	}
	node, ok := b.node(id)
	return ok && b.back.Has(node, holder)
}

// alter ties or parts holder and id, unless that is so already.
func alter[T anID](d *draft, cut bool, holder int32, id T, b bond[T]) error {
	alters := b.has(holder, id) == cut
	if b.fits != nil && (alters || d.unjudged) {
		d.unjudged = d.unfinished
		if !d.unfinished {
			next := without(b.list, id)
			if !cut {
				next = append(next, id)
			}
			if err := b.fits(next); err != nil {
				return err
			}
		}
	}
	switch {
	case !alters:
	case cut:
		b.part(d, holder, id)
	default:
		b.bind(d, holder, id)
	}
	return nil
}

func (b bond[T]) bind(d *draft, holder int32, id T) {
	place := tied{b.out, holder}
	list, numbers := b.own(), b.out.Of(holder)
	if !d.grown[place] {
		d.grown[place] = true
		*list, numbers = slices.Clip(*list), slices.Clip(numbers)
	}
	*list = append(*list, id)
	node, ok := b.node(id)
	switch {
	case !ok && b.add == nil:
		b.dangling[id] = struct{}{}
		return
	case !ok:
		node = b.add(id)
	}
	if b.stored {
		b.out.Put(holder, append(numbers, node))
	} else {
		b.out.Insert(holder, node)
	}
	b.back.Insert(node, holder)
	b.altered(node)
}

func (b bond[T]) part(d *draft, holder int32, id T) {
	list := b.own()
	*list = without(*list, id)
	delete(d.grown, tied{b.out, holder})
	if node, ok := b.node(id); ok {
		b.out.Remove(holder, node)
		b.back.Remove(node, holder)
		b.altered(node)
	}
}

// tied is the list of one node in one index.
type tied struct {
	in *relation.Edges
	of int32
}

// anID is any of the ids.
type anID interface{ ~struct{ text.Text } }

// Texts are ids as texts.
func Texts[T anID](ids []T) []text.Text {
	list := make([]text.Text, len(ids))
	for i, id := range ids {
		list[i] = struct{ text.Text }(id).Text
	}
	return list
}
