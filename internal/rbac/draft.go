package rbac

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
	grown map[int32]bool // groups whose lists of members are the draft's own to append to
}

// touched says what a draft altered that graphs remember answers about.
type touched struct {
	any      bool
	users    bool    // someone may be mentioned no longer, or for the first time
	mappings bool    // which mappings there are
	apps     bool    // which applications there are
	ties     []int32 // groups whose roles, parents or permissions are others now
}

func newDraft(g *Graph) *draft {
	next := *g
	next.groups, next.roles, next.permissions = g.groups.writable(), g.roles.writable(), g.permissions.writable()
	next.users.extra = cloned(g.users.extra)
	next.users.added = g.users.added[:len(g.users.added):len(g.users.added)]
	for _, e := range next.relations() {
		*e = e.writable()
	}
	next.dangling.groups = cloned(g.dangling.groups)
	next.dangling.roles = cloned(g.dangling.roles)
	next.dangling.permissions = cloned(g.dangling.permissions)
	return &draft{
		Graph: &next, before: g, grown: make(map[int32]bool),
		stale: g.groups.twins() || g.roles.twins() || g.permissions.twins(),
	}
}

func (g *Graph) relations() []*edges {
	return []*edges{
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
	if d.stale {
		return Index(g.Document())
	}
	if d.touch.users {
		g.users.over = true
	}
	if d.touch.mappings {
		g.mappings = new(lazy[mappingIndex])
	}
	if d.touch.apps {
		g.applications = new(lazy[[]ClientID])
	}
	if len(d.touch.ties) > 0 || int(g.groups.n) != len(g.memo.of) {
		// What a group gives is another thing now for it and all below it.
		stale := newBitset(int(g.groups.n))
		for _, n := range d.touch.ties {
			g.descend(&stale, n)
		}
		g.memo = g.memo.without(&stale, int(g.groups.n))
	}
	return g
}

// user is the number of a user, given when he is new.
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
	if n, ok := d.groups.node(id); ok {
		return n, nil
	}
	return 0, &NotFoundError{id.Ref()}
}

func (d *draft) role(id RoleID) (int32, error) {
	if n, ok := d.roles.node(id); ok {
		return n, nil
	}
	return 0, &NotFoundError{id.Ref()}
}

// ownGroup makes the record of a group the draft's, to be set.
func (d *draft) ownGroup(n int32) *Group {
	d.touch.any = true
	return d.groups.own(n)
}

func (d *draft) ownRole(n int32) *Role {
	d.touch.any = true
	return d.roles.own(n)
}

func (d *draft) ownPermission(n int32) *Permission {
	d.touch.any = true
	return d.permissions.own(n)
}

// tie marks a group as one that gives something else now.
func (d *draft) tie(groups ...int32) { d.touch.ties = append(d.touch.ties, groups...) }
