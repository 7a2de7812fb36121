package plan

import (
	"strconv"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// IDs says what ids are called instead: placeholders by the ids that the server
// gave, ids of deleted things by those under which they were made anew. Ids that
// are not in it stay.
type IDs map[text.Text]text.Text

// of follows renamings to the end.
func (ids IDs) of(id text.Text) text.Text {
	for range len(ids) {
		next, ok := ids[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}

func as[T anID](ids IDs, id T) T {
	return T(struct{ text.Text }{ids.of(struct{ text.Text }(id).Text)})
}

func asAll[T anID](ids IDs, list []T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, id := range list {
		out[i] = as(ids, id)
	}
	return out
}

// Ref is the thing under its new id.
func (ids IDs) Ref(ref rbac.Ref) rbac.Ref {
	ref.ID = ids.of(ref.ID)
	return ref
}

// NextID is the first placeholder that none of the changes uses, as a text to
// be made an id of the kind that is needed.
func NextID(changes []rbac.Change) text.Text {
	most := 0
	for _, c := range changes {
		for _, ref := range c.Targets() {
			most = max(most, number(ref.ID))
		}
	}
	return rbac.NewID(most + 1)
}

// number is the number of a placeholder, 0 for any other id.
func number(id text.Text) int {
	if !rbac.IsNew(id) {
		return 0
	}
	_, digits, _ := strings.Cut(id.Raw(), ":")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// Unresolved reports whether a change still has a placeholder that is not its
// own to create.
func Unresolved(c rbac.Change) bool {
	own := Created(c)
	for _, ref := range c.Targets() {
		if rbac.IsNew(ref.ID) && ref.ID != own {
			return true
		}
	}
	return false
}

// Created is the placeholder of what a change creates; zero when it creates
// nothing.
func Created(c rbac.Change) text.Text {
	switch c := c.(type) {
	case rbac.CreateGroup:
		return c.Ref.Text
	case rbac.CreateRole:
		return c.Ref.Text
	case rbac.CreatePermission:
		return c.Ref.Text
	case rbac.AddMapping:
		return c.Ref.Text
	case rbac.EditMapping:
		return c.Ref.Text
	}
	return text.Text{}
}

// Rename is the change with its ids renamed.
func Rename(c rbac.Change, ids IDs) rbac.Change {
	if len(ids) == 0 {
		return c
	}
	if c, ok := c.(rbac.Tie); ok {
		left, right := c.Ends()
		c.Left, c.Right = ids.unlessUser(left), ids.unlessUser(right)
		return c
	}
	return renameRecord(c, ids)
}

// unlessUser is the id of a thing under its new name. Users keep theirs.
func (ids IDs) unlessUser(ref rbac.Ref) text.Text {
	if ref.Kind == rbac.KindUser {
		return ref.ID
	}
	return ids.of(ref.ID)
}

// renameRecord is Rename for changes of records and mappings.
func renameRecord(c rbac.Change, ids IDs) rbac.Change {
	switch c := c.(type) {
	case rbac.CreateGroup:
		c.Ref = as(ids, c.Ref)
		return c
	case rbac.EditGroup:
		c.Group = as(ids, c.Group)
		return c
	case rbac.DeleteGroup:
		c.Group = as(ids, c.Group)
		return c
	case rbac.AddMapping:
		c.Group, c.Ref = as(ids, c.Group), as(ids, c.Ref)
		return c
	case rbac.RemoveMapping:
		c.Group, c.Mapping = as(ids, c.Group), as(ids, c.Mapping)
		return c
	case rbac.EditMapping:
		c.Group, c.Mapping, c.Ref = as(ids, c.Group), as(ids, c.Mapping), as(ids, c.Ref)
		return c
	case rbac.CreateRole:
		c.Ref, c.Permissions = as(ids, c.Ref), asAll(ids, c.Permissions)
		return c
	case rbac.EditRole:
		c.Role = as(ids, c.Role)
		return c
	case rbac.DeleteRole:
		c.Role = as(ids, c.Role)
		return c
	case rbac.CreatePermission:
		c.Ref = as(ids, c.Ref)
		return c
	case rbac.EditPermission:
		c.Permission = as(ids, c.Permission)
		return c
	case rbac.DeletePermission:
		c.Permission = as(ids, c.Permission)
		return c
	}
	return c
}

// RenameAll renames a list of changes.
func RenameAll(changes []rbac.Change, ids IDs) []rbac.Change {
	out := make([]rbac.Change, len(changes))
	for i, c := range changes {
		out[i] = Rename(c, ids)
	}
	return out
}
