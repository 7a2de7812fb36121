package rbac

import (
	"maps"
	"slices"

	"authzx/internal/rbac/relation"
)

// draft is a graph in the making: an overlay over another graph, which only
// its maker sees until it is finished.
type draft struct {
	*Graph
	before *Graph
	touch  touched
	// stale says that the indexes could not follow, so that the graph has to be
	// indexed anew: when ids repeat, or when an id comes into being that lists
	// mentioned before.
	stale bool
	grown map[tied]bool // lists that are the draft's own to append to
	// unfinished says that the next change goes on with the same list, unjudged that a
	// change to it was not judged yet.
	unfinished, unjudged bool
}

// touched says what a draft altered that graphs remember answers about.
type touched struct {
	any      bool
	users    bool    // someone may be mentioned no longer, or for the first time
	mappings bool    // which mappings there are
	apps     bool    // which applications there are
	names    bool    // what groups and roles are called
	ties     []int32 // groups whose roles, parents or permissions are others now
}

func newDraft(g *Graph) *draft {
	next := *g
	next.groups, next.roles, next.permissions = g.groups.Writable(), g.roles.Writable(), g.permissions.Writable()
	next.users.extra = maps.Clone(g.users.extra)
	next.users.added = g.users.added[:len(g.users.added):len(g.users.added)]
	for _, e := range next.relations() {
		*e = e.Writable()
	}
	next.dangling.groups = maps.Clone(g.dangling.groups)
	next.dangling.roles = maps.Clone(g.dangling.roles)
	next.dangling.permissions = maps.Clone(g.dangling.permissions)
	return &draft{
		Graph: &next, before: g, grown: make(map[tied]bool),
		stale: g.groups.Twins() || g.roles.Twins() || g.permissions.Twins(),
	}
}

func (g *index) relations() []*relation.Edges {
	return []*relation.Edges{
		&g.memberOf, &g.members, &g.parents, &g.children, &g.groupRoles,
		&g.roleGroups, &g.rolePerms, &g.permRoles, &g.userRoles, &g.roleUsers,
	}
}

// graph is the finished graph. The draft must not be used afterwards.
func (d *draft) graph() *Graph {
	if !d.touch.any {
		return d.before
	}
	g := d.Graph
	g.listed = new(lazy[lists])
	g.shared = new(lazy[map[called]bool])
	g.held = new(lazy[holding])
	if d.touch.names {
		g.named = new(lazy[names])
	}
	if d.stale {
		return Index(g.Document())
	}
	if d.touch.users {
		g.users.over = true
	}
	if d.touch.mappings {
		g.mappings = new(lazy[*Mappings])
	}
	if d.touch.apps {
		g.applications = new(lazy[[]ClientID])
	}
	if len(d.touch.ties) > 0 || int(g.groups.N) != len(g.memo.of) {
		// What a group gives is another thing now for it and all below it.
		stale := relation.NewSet(int(g.groups.N))
		for _, n := range d.touch.ties {
			g.descend(&stale, n)
		}
		g.memo = g.memo.without(&stale, int(g.groups.N))
	}
	return g
}

// user is the number of a user, given to who has none.
func (d *draft) user(id UserID) int32 {
	n, ok := d.users.node(id)
	if !ok {
		n = d.users.len()
		d.users.extra[id] = n
		d.users.added = append(d.users.added, id)
	}
	return n
}

func (d *draft) group(id GroupID) (int32, error) {
	if n, ok := d.groups.Node(id); ok {
		return n, nil
	}
	return 0, &NotFoundError{id.Ref()}
}

func (d *draft) role(id RoleID) (int32, error) {
	if n, ok := d.roles.Node(id); ok {
		return n, nil
	}
	return 0, &NotFoundError{id.Ref()}
}

// ownGroup makes the record of a group the draft's, to be set.
func (d *draft) ownGroup(n int32) *Group {
	d.touch.any = true
	return d.groups.Own(n)
}

func (d *draft) ownRole(n int32) *Role {
	d.touch.any = true
	return d.roles.Own(n)
}

func (d *draft) ownPermission(n int32) *Permission {
	d.touch.any = true
	return d.permissions.Own(n)
}

// tie marks a group as one that gives something else now.
func (d *draft) tie(groups ...int32) { d.touch.ties = append(d.touch.ties, groups...) }

// without is list less every v, never nil and never in place.
func without[T comparable](list []T, v T) []T {
	rest := make([]T, 0, len(list))
	for _, x := range list {
		if x != v {
			rest = append(rest, x)
		}
	}
	return slices.Clip(rest)
}
