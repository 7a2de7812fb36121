package rbac

import (
	"time"

	"authzx/internal/text"
)

// Switch is one of the nine switches of the configuration, by its name in the API.
type Switch string

// The switches.
const (
	GroupsInToken          Switch = "groupsInToken"
	RolesInToken           Switch = "rolesInToken"
	PermissionsInToken     Switch = "permissionsInToken"
	PersistGroups          Switch = "persistGroups"
	PersistRoles           Switch = "persistRoles"
	PersistPermissions     Switch = "persistPermissions"
	GroupsPassthrough      Switch = "groupsPassthrough"
	RolesPassthrough       Switch = "rolesPassthrough"
	PermissionsPassthrough Switch = "permissionsPassthrough"
)

// Switches are all nine, in the order in which to show them.
func Switches() []Switch {
	return []Switch{
		GroupsInToken, RolesInToken, PermissionsInToken,
		PersistGroups, PersistRoles, PersistPermissions,
		GroupsPassthrough, RolesPassthrough, PermissionsPassthrough,
	}
}

// Explain says in a phrase what a switch does when it is on.
func (s Switch) Explain() string {
	switch s {
	case GroupsInToken:
		return "groups go into the token"
	case RolesInToken:
		return "roles go into the token"
	case PermissionsInToken:
		return "permissions go into the token"
	case PersistGroups:
		return "groups are kept in the user's metadata"
	case PersistRoles:
		return "roles are kept in the user's metadata"
	case PersistPermissions:
		return "permissions are kept in the user's metadata"
	case GroupsPassthrough:
		return "groups of the identity provider are passed through"
	case RolesPassthrough:
		return "roles of the identity provider are passed through"
	case PermissionsPassthrough:
		return "permissions of the identity provider are passed through"
	default:
		return "unknown"
	}
}

// StorageLimit is the size of the default storage in bytes.
const StorageLimit = 500 * 1024

// DefaultStorage is the type of the storage that StorageLimit bounds.
const DefaultStorage = "default"

// Settings are what a tenant's extension is set to.
type Settings struct {
	// Switches holds those that were ever set; others are off.
	Switches map[Switch]bool

	// RuleKnown says that the state of the login rule was read.
	RuleKnown, RuleExists, RuleEnabled bool

	// StorageType is default or s3; zero when it is not known.
	StorageType text.Text
	// StorageSize is in bytes, -1 when the storage does not tell.
	StorageSize int64

	// APIAccess says that the API is on; TokenLifetime is what its tokens live,
	// zero when not known.
	APIAccess     bool
	TokenLifetime time.Duration
}

// StorageUsed is the used part of the storage, 1 being full; 0 when there is no
// limit or the size is not known.
func (s Settings) StorageUsed() float64 {
	if s.StorageType.Raw() != DefaultStorage || s.StorageSize < 0 {
		return 0
	}
	return float64(s.StorageSize) / StorageLimit
}

// WithSettings replaces the settings.
func (d *Directory) WithSettings(s Settings, x Extent) *Directory {
	return d.with(func(d *Directory) { d.settings, d.settingsRead = s, x })
}

// Settings are the settings as last read, and when that was; the time in the
// extent is zero when they never were.
func (d *Directory) Settings() (Settings, Extent) {
	if d == nil {
		return Settings{StorageSize: -1}, Extent{}
	}
	return d.settings, d.settingsRead
}
