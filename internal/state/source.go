// Package state says a tenant by names: state files, what lies between two
// states, and the changes that bring a tenant from one to the other. It does no
// I/O.
package state

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Source is a tenant at one moment, wherever it was read from.
type Source struct {
	Graph     *rbac.Graph
	Directory *rbac.Directory
	// Switches are those of the configuration; nil where they are not known.
	Switches map[rbac.Switch]bool
	// WithoutMembers says that who belongs to a group or holds a role was left out.
	WithoutMembers bool

	// loose are ids that stand for the names of things which the source doesn't
	// hold itself.
	loose map[rbac.Ref]named
	// unlisted are connections that the source's own tenant does not list.
	unlisted map[text.Text]bool
	// unsaid are the fields that the source leaves open.
	unsaid map[field]bool
}

// named is what is known of a thing by its name.
type named struct {
	name        text.Text
	application rbac.ClientID // zero where it isn't said
}

// field is one field of one record.
type field struct {
	of   rbac.Ref
	name string
}

// The fields that a state file may leave open.
const (
	fieldName        = "name"
	fieldDescription = "description"
)
