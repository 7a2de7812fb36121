package views

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// matrixKind says what stands against what.
type matrixKind struct {
	rows, columns rbac.Kind
}

// matrixKinds are the matrices there are, in the order of the tabs.
func matrixKinds() []matrixKind {
	return []matrixKind{
		{rbac.KindUser, rbac.KindRole}, {rbac.KindUser, rbac.KindPermission},
		{rbac.KindGroup, rbac.KindRole}, {rbac.KindGroup, rbac.KindPermission},
	}
}

// board is what a matrix has for rows and columns. It never changes; its rows
// can be searched.
type board struct {
	data    *Data
	kind    matrixKind
	app     rbac.ClientID
	rows    []rbac.Ref
	columns []rbac.Ref
	index   *widget.Index
}

func newBoard(d *Data, kind matrixKind, app rbac.ClientID) *board {
	b := &board{data: d, kind: kind, app: app}
	if kind.rows == rbac.KindUser {
		b.rows = rowRefs(userRows(d))
	} else {
		b.rows = distinct(allGroups(d, nil))
	}
	if kind.columns == rbac.KindRole {
		for _, r := range d.Graph.Roles() {
			if app.IsZero() || r.Application == app {
				b.columns = append(b.columns, r.ID.Ref())
			}
		}
	} else {
		for _, p := range d.Graph.Permissions() {
			if app.IsZero() || p.Application == app {
				b.columns = append(b.columns, p.ID.Ref())
			}
		}
	}
	b.columns = distinct(b.columns)
	b.byApplication()
	b.index = widget.NewNamedIndex(len(b.rows), func(i int) (names, others []text.Text) {
		return []text.Text{d.name(b.rows[i])}, []text.Text{d.extra(b.rows[i]), b.rows[i].ID}
	})
	return b
}

// byApplication puts the columns of one application beside each other.
func (b *board) byApplication() {
	place := make(map[rbac.ClientID]int)
	for i, app := range b.data.Graph.Applications() {
		place[app] = i
	}
	slices.SortStableFunc(b.columns, func(x, y rbac.Ref) int {
		return place[b.data.applicationOf(x)] - place[b.data.applicationOf(y)]
	})
}

// distinct keeps the first of each.
func distinct(refs []rbac.Ref) []rbac.Ref {
	seen := make(map[rbac.Ref]bool, len(refs))
	return slices.DeleteFunc(slices.Clone(refs), func(r rbac.Ref) bool {
		again := seen[r]
		seen[r] = true
		return again
	})
}

// hold is how a row has a column.
type hold int

const (
	heldNot hold = iota
	heldInherited
	heldDirect
)

// rowHolds tells of one row how it has the columns.
type rowHolds struct {
	direct map[rbac.Ref]bool
	has    func(rbac.Ref) bool
}

func (r *rowHolds) of(column rbac.Ref) hold {
	switch {
	case r.direct[column]:
		return heldDirect
	case r.has(column):
		return heldInherited
	}
	return heldNot
}

// holds works one row out.
func (b *board) holds(row rbac.Ref) *rowHolds {
	if b.kind.rows == rbac.KindUser {
		return b.userHolds(userID(row))
	}
	return b.groupHolds(groupID(row))
}

func (b *board) userHolds(user rbac.UserID) *rowHolds {
	g := b.data.Graph
	access := g.Access(rbac.Query{User: user, Application: b.app})
	h := &rowHolds{direct: map[rbac.Ref]bool{}, has: access.Has}
	for _, role := range g.DirectRoles(user) {
		b.addRole(h.direct, role)
	}
	return h
}

func (b *board) groupHolds(group rbac.GroupID) *rowHolds {
	all := map[rbac.Ref]bool{}
	h := &rowHolds{direct: map[rbac.Ref]bool{}, has: func(ref rbac.Ref) bool { return all[ref] }}
	for _, r := range b.data.Graph.EffectiveRoles(group) {
		b.addRole(all, r.Role)
		if r.Direct {
			b.addRole(h.direct, r.Role)
		}
	}
	return h
}

// addRole notes a role, or what it holds where the columns are permissions.
func (b *board) addRole(to map[rbac.Ref]bool, id rbac.RoleID) {
	role, ok := b.data.Graph.Role(id)
	if !ok || !b.app.IsZero() && role.Application != b.app {
		return
	}
	if b.kind.columns == rbac.KindRole {
		to[id.Ref()] = true
		return
	}
	for _, p := range role.Permissions {
		to[p.Ref()] = true
	}
}

// mostRows bounds how many rows are remembered: several screens full.
const mostRows = 400

// boardCells shows a board in a grid: the rows that a filter left, worked out
// as they come into view.
type boardCells struct {
	*board
	theme *theme.Theme
	hits  []int32 // nil: all rows
	known map[rbac.Ref]*rowHolds
}

func newBoardCells(th *theme.Theme, b *board) *boardCells {
	return &boardCells{board: b, theme: th, known: map[rbac.Ref]*rowHolds{}}
}

// ref is what stands in row i.
func (c *boardCells) ref(i int) rbac.Ref {
	if c.hits != nil {
		i = int(c.hits[i])
	}
	return c.rows[i]
}

// Rows is how many rows the filter left.
func (c *boardCells) Rows() int {
	if c.hits != nil {
		return len(c.hits)
	}
	return len(c.rows)
}

// Columns is how many columns there are.
func (c *boardCells) Columns() int { return len(c.columns) }

// Row is the name of a row.
func (c *boardCells) Row(i int) widget.Spans {
	ref := c.ref(i)
	return widget.Spans{widget.Foreign(kindStyle(c.theme, ref.Kind), c.data.name(ref))}
}

// Column is the name of a column.
func (c *boardCells) Column(j int) text.Text { return c.data.name(c.columns[j]) }

// Band is the application of a column.
func (c *boardCells) Band(j int) text.Text {
	return c.data.applicationName(c.data.applicationOf(c.columns[j]))
}

// Cell is the sign for how a row has a column.
func (c *boardCells) Cell(i, j int) widget.Span { return holdSign(c.theme, c.hold(i, j)) }

func (c *boardCells) hold(i, j int) hold {
	ref := c.ref(i)
	h, ok := c.known[ref]
	if !ok {
		if len(c.known) >= mostRows {
			clear(c.known)
		}
		h = c.holds(ref)
		c.known[ref] = h
	}
	return h.of(c.columns[j])
}

func holdSign(th *theme.Theme, h hold) widget.Span {
	switch h {
	case heldDirect:
		return widget.Say(th.Good, th.Glyphs.On)
	case heldInherited:
		return widget.Say(th.Accent, th.Glyphs.Off)
	}
	return widget.Say(th.Muted, th.Glyphs.Leaf)
}
