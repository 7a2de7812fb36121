package desk

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Thing names a thing in a report.
func (d *Data) Thing(ref rbac.Ref) string { return string(ref.Kind) + " " + rbac.Quoted(d.Name(ref)) }

// UserID is the id of a user's reference.
func UserID(ref rbac.Ref) rbac.UserID { return rbac.UserID{Text: ref.ID} }

// GroupID is the id of a group's reference.
func GroupID(ref rbac.Ref) rbac.GroupID { return rbac.GroupID{Text: ref.ID} }

// RoleID is the id of a role's reference.
func RoleID(ref rbac.Ref) rbac.RoleID { return rbac.RoleID{Text: ref.ID} }

// PermissionID is the id of a permission's reference.
func PermissionID(ref rbac.Ref) rbac.PermissionID { return rbac.PermissionID{Text: ref.ID} }

// Named is one thing by name, several by number.
func (d *Data) Named(refs []rbac.Ref) text.Text {
	if len(refs) == 1 {
		return d.Name(refs[0])
	}
	if len(refs) == 0 {
		return text.New("nothing")
	}
	return text.New(text.Counted(len(refs), string(refs[0].Kind)))
}
