// Package rbac is the pure domain: the access graph of one tenant, who can do
// what by which path, what a change would alter, and what deserves a look. It
// does no I/O.
package rbac

import (
	"strconv"
	"strings"

	"authzx/internal/text"
)

// UserID identifies a user, such as auth0|59396da1.
type UserID struct{ text.Text }

// GroupID identifies a group: a UUID.
type GroupID struct{ text.Text }

// RoleID identifies a role: a UUID.
type RoleID struct{ text.Text }

// PermissionID identifies a permission: a UUID.
type PermissionID struct{ text.Text }

// MappingID identifies a mapping of a group: a UUID.
type MappingID struct{ text.Text }

// ClientID identifies an application.
type ClientID struct{ text.Text }

// User makes the id of a user.
func User(raw string) UserID { return UserID{text.New(raw)} }

// GroupOf makes the id of a group.
func GroupOf(raw string) GroupID { return GroupID{text.New(raw)} }

// RoleOf makes the id of a role.
func RoleOf(raw string) RoleID { return RoleID{text.New(raw)} }

// PermissionOf makes the id of a permission.
func PermissionOf(raw string) PermissionID { return PermissionID{text.New(raw)} }

// MappingOf makes the id of a mapping.
func MappingOf(raw string) MappingID { return MappingID{text.New(raw)} }

// Client makes the id of an application.
func Client(raw string) ClientID { return ClientID{text.New(raw)} }

// Kind is a kind of thing in a tenant.
type Kind string

// The kinds. Their values are the words that JSON answers use.
const (
	KindUser        Kind = "user"
	KindGroup       Kind = "group"
	KindRole        Kind = "role"
	KindPermission  Kind = "permission"
	KindMapping     Kind = "mapping"
	KindApplication Kind = "application"
	KindConnection  Kind = "connection"
	// KindConfiguration is the extension itself; it has no id.
	KindConfiguration Kind = "configuration"
)

// Ref is a kind and an id: any one thing in a tenant. It is comparable. A
// connection is known by its name.
type Ref struct {
	Kind Kind
	ID   text.Text
}

// Ref is the user as a Ref.
func (id UserID) Ref() Ref { return Ref{KindUser, id.Text} }

// Ref is the group as a Ref.
func (id GroupID) Ref() Ref { return Ref{KindGroup, id.Text} }

// Ref is the role as a Ref.
func (id RoleID) Ref() Ref { return Ref{KindRole, id.Text} }

// Ref is the permission as a Ref.
func (id PermissionID) Ref() Ref { return Ref{KindPermission, id.Text} }

// Ref is the application as a Ref.
func (id ClientID) Ref() Ref { return Ref{KindApplication, id.Text} }

const placeholder = "new:"

// NewID is the n-th placeholder id, such as new:1: it stands for the id that
// the server will choose for a thing that a change creates. Convert it to the
// type of the thing, as in GroupID{NewID(1)}. Placeholders must not repeat within
// one list of changes.
func NewID(n int) text.Text { return text.New(placeholder + strconv.Itoa(n)) }

// IsNew reports whether an id is a placeholder.
func IsNew(id text.Text) bool { return strings.HasPrefix(id.Raw(), placeholder) }
