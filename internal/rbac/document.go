package rbac

import (
	"time"

	"authzx/internal/text"
)

// Document is what the three lists of a tenant say, in the server's order.
type Document struct {
	Groups      []Group      `json:"groups"`
	Roles       []Role       `json:"roles"`
	Permissions []Permission `json:"permissions"`

	// At is when the lists were fetched, by the local clock.
	At time.Time `json:"-"`
	// Missing says which lists could not be read, and why.
	Missing Missing `json:"-"`
}

// Missing holds the reason for each list that could not be read; nil where it
// could.
type Missing struct {
	Groups, Roles, Permissions error
}

// Any reports whether any list is missing, so that answers about access are
// incomplete.
func (m Missing) Any() bool {
	return m.Groups != nil || m.Roles != nil || m.Permissions != nil
}

// Group is one group as GET /groups gives it. A nil list was absent, which
// the API tells from an empty one: deleting from an absent list is an error
// there.
type Group struct {
	ID          GroupID   `json:"_id"`
	Name        text.Text `json:"name"`
	Description text.Text `json:"description"`
	Members     []UserID  `json:"members,omitempty"`
	Nested      []GroupID `json:"nested,omitempty"` // children: their members belong to this group as well
	Roles       []RoleID  `json:"roles,omitempty"`
	Mappings    []Mapping `json:"mappings,omitempty"`
}

// Mapping takes into its group, at a login by Connection, who has GroupName
// at the identity provider or is a direct member of an extension group of that
// name.
type Mapping struct {
	ID         MappingID `json:"_id"`
	GroupName  text.Text `json:"groupName"`
	Connection text.Text `json:"connectionName"`
}

// Role is one role as GET /roles gives it.
type Role struct {
	ID              RoleID         `json:"_id"`
	Name            text.Text      `json:"name"`
	Description     text.Text      `json:"description"`
	ApplicationType text.Text      `json:"applicationType"` // client or resource_server
	Application     ClientID       `json:"applicationId"`
	Permissions     []PermissionID `json:"permissions"`
	Users           []UserID       `json:"users,omitempty"` // who holds it directly
}

// Permission is one permission as GET /permissions gives it.
type Permission struct {
	ID              PermissionID `json:"_id"`
	Name            text.Text    `json:"name"`
	Description     text.Text    `json:"description"`
	ApplicationType text.Text    `json:"applicationType"`
	Application     ClientID     `json:"applicationId"`
}
