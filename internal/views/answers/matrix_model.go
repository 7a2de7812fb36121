package answers

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// matrixKind says what stands against what.
type matrixKind struct {
	Rows, columns rbac.Kind
}

// MatrixKinds are the matrices there are, in the order of the tabs.
func MatrixKinds() []matrixKind {
	return []matrixKind{
		{rbac.KindUser, rbac.KindRole}, {rbac.KindUser, rbac.KindPermission},
		{rbac.KindGroup, rbac.KindRole}, {rbac.KindGroup, rbac.KindPermission},
	}
}

// matrixModel is what a matrix has for rows and columns. It never changes; its rows
// can be searched.
type matrixModel struct {
	data    *desk.Data
	kind    matrixKind
	app     rbac.ClientID
	Rows    []rbac.Ref
	Columns []rbac.Ref
	index   *widget.Index
}

// NewMatrixModel gathers who holds what, of one kind of rows and one application.
func NewMatrixModel(d *desk.Data, kind matrixKind, app rbac.ClientID) *matrixModel {
	b := &matrixModel{data: d, kind: kind, app: app}
	b.Rows = catalog.Of(kind.Rows).Refs(&d.Data)
	for _, ref := range catalog.Of(kind.columns).Refs(&d.Data) {
		if app.IsZero() || d.ApplicationOf(ref) == app {
			b.Columns = append(b.Columns, ref)
		}
	}
	b.byApplication()
	b.index = widget.NewNamedIndex(len(b.Rows), func(i int) (names, others []text.Text) {
		return []text.Text{d.Name(b.Rows[i])}, []text.Text{d.Extra(b.Rows[i]), b.Rows[i].ID}
	})
	return b
}

// byApplication puts the columns of one application beside each other.
func (b *matrixModel) byApplication() {
	place := make(map[rbac.ClientID]int)
	for i, app := range b.data.Graph.Applications() {
		place[app] = i
	}
	slices.SortStableFunc(b.Columns, func(x, y rbac.Ref) int {
		return place[b.data.ApplicationOf(x)] - place[b.data.ApplicationOf(y)]
	})
}

// hold is how a row has a column.
type hold int

const (
	// HeldNot says that a row does not hold a column.
	HeldNot hold = iota
	heldInherited
	heldDirect
	heldBoth // directly and by a group as well
)

// words are what an export calls a hold.
func (h hold) words() string {
	return [...]string{HeldNot: "", heldInherited: "inherited", heldDirect: "direct", heldBoth: "both"}[h]
}

// rowHolds tells of one row how it has the columns.
type rowHolds struct {
	direct, inherited map[rbac.Ref]bool
}

func (r *rowHolds) Of(column rbac.Ref) hold {
	switch direct, inherited := r.direct[column], r.inherited[column]; {
	case direct && inherited:
		return heldBoth
	case direct:
		return heldDirect
	case inherited:
		return heldInherited
	}
	return HeldNot
}

// Holds works one row out.
func (b *matrixModel) Holds(row rbac.Ref) *rowHolds {
	if b.kind.Rows == rbac.KindUser {
		return b.userHolds(desk.UserID(row))
	}
	return b.groupHolds(desk.GroupID(row))
}

func (b *matrixModel) userHolds(user rbac.UserID) *rowHolds {
	g, h := b.data.Graph, newRowHolds()
	for _, role := range g.DirectRoles(user) {
		b.addRole(h.direct, role)
	}
	for _, group := range g.Access(rbac.Query{User: user}).Groups() {
		b.addRolesOf(h.inherited, group)
	}
	return h
}

func (b *matrixModel) groupHolds(group rbac.GroupID) *rowHolds {
	h := newRowHolds()
	b.addRolesOf(h.direct, group)
	for _, above := range b.data.Graph.Above(group) {
		b.addRolesOf(h.inherited, above.Group)
	}
	return h
}

func newRowHolds() *rowHolds { return &rowHolds{map[rbac.Ref]bool{}, map[rbac.Ref]bool{}} }

// addRolesOf notes the roles that a group itself grants.
func (b *matrixModel) addRolesOf(to map[rbac.Ref]bool, group rbac.GroupID) {
	for _, role := range b.data.Group(group.Ref()).Roles {
		b.addRole(to, role)
	}
}

// addRole notes a role, or what it holds where the columns are permissions.
func (b *matrixModel) addRole(to map[rbac.Ref]bool, id rbac.RoleID) {
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

// matrixCells shows the model in a grid: the rows that a filter left, worked out
// as they come into view.
type matrixCells struct {
	*matrixModel
	theme *theme.Theme
	hits  []int32 // nil: all rows
	known map[rbac.Ref]*rowHolds
}

func newMatrixCells(th *theme.Theme, b *matrixModel) *matrixCells {
	return &matrixCells{matrixModel: b, theme: th, known: map[rbac.Ref]*rowHolds{}}
}

// ref is what stands in row i.
func (c *matrixCells) ref(i int) rbac.Ref {
	if c.hits != nil {
		i = int(c.hits[i])
	}
	return c.matrixModel.Rows[i]
}

// Rows is how many rows the filter left.
func (c *matrixCells) Rows() int {
	if c.hits != nil {
		return len(c.hits)
	}
	return len(c.matrixModel.Rows)
}

// Columns is how many columns there are.
func (c *matrixCells) Columns() int { return len(c.matrixModel.Columns) }

// Row is the name of a row.
func (c *matrixCells) Row(i int) widget.Spans {
	ref := c.ref(i)
	return widget.Spans{widget.Foreign(desk.KindStyle(c.theme, ref.Kind), c.data.Name(ref))}
}

// Column is the name of a column.
func (c *matrixCells) Column(j int) text.Text { return c.data.Name(c.matrixModel.Columns[j]) }

// Band is the application of a column.
func (c *matrixCells) Band(j int) text.Text {
	return c.data.ApplicationName(c.data.ApplicationOf(c.matrixModel.Columns[j]))
}

// Cell is the sign for how a row has a column.
func (c *matrixCells) Cell(i, j int) widget.Span { return holdSign(c.theme, c.hold(i, j)) }

func (c *matrixCells) hold(i, j int) hold {
	ref := c.ref(i)
	h, ok := c.known[ref]
	if !ok {
		if len(c.known) >= mostRows {
			clear(c.known)
		}
		h = c.Holds(ref)
		c.known[ref] = h
	}
	return h.Of(c.matrixModel.Columns[j])
}

func holdSign(th *theme.Theme, h hold) widget.Span {
	switch h {
	case heldBoth:
		return widget.Say(th.Good, th.Glyphs.Both)
	case heldDirect:
		return widget.Say(th.Good, th.Glyphs.On)
	case heldInherited:
		return widget.Say(th.Accent, th.Glyphs.Off)
	}
	return widget.Say(th.Muted, th.Glyphs.Leaf)
}
