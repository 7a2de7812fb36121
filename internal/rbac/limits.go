package rbac

import (
	"strconv"

	"authzx/internal/text"
)

// The longest values that the server takes, in UTF-16 units.
const (
	MaxName           = 50 // of groups and roles, and of both names in a mapping
	MaxPermissionName = 100
	MaxDescription    = 500
	MaxApplication    = 500
)

// The application types.
const (
	TypeClient         = "client"
	TypeResourceServer = "resource_server"
)

// within fails for a value that is empty or longer than most units.
func within(field string, v text.Text, most int) error {
	if n := v.Units(); n < 1 || n > most {
		return &InvalidError{field, "must be 1 to " + strconv.Itoa(most) + " characters long"}
	}
	return nil
}

func checkNamed(name text.Text, most int, description text.Text) error {
	if err := within("name", name, most); err != nil {
		return err
	}
	return within("description", description, MaxDescription)
}

func checkGroup(name, description text.Text) error { return checkNamed(name, MaxName, description) }

func checkMapping(groupName, connection text.Text) error {
	if err := within("groupName", groupName, MaxName); err != nil {
		return err
	}
	return within("connectionName", connection, MaxName)
}

func checkRole(name, description, kind text.Text, application ClientID) error {
	if err := checkNamed(name, MaxName, description); err != nil {
		return err
	}
	return checkOwner(kind, application)
}

func checkPermission(name, description, kind text.Text, application ClientID) error {
	if err := checkNamed(name, MaxPermissionName, description); err != nil {
		return err
	}
	return checkOwner(kind, application)
}

func checkOwner(kind text.Text, application ClientID) error {
	if kind.Raw() != TypeClient && kind.Raw() != TypeResourceServer {
		return &InvalidError{"applicationType", "must be " + TypeClient + " or " + TypeResourceServer}
	}
	return within("applicationId", application.Text, MaxApplication)
}
