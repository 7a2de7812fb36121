package answers

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
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
