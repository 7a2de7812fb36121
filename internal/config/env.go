package config

import (
	"os"
	"runtime"

	"authzx/internal/environment"
)

// The variables that authzx reads. Each wins over the file; one that is set
// but empty counts as not set.
const (
	varProfile      = "AUTHZX_PROFILE"
	varConfig       = "AUTHZX_CONFIG"
	varClientID     = "AUTHZX_CLIENT_ID"
	varClientSecret = "AUTHZX_CLIENT_SECRET"
	varToken        = "AUTHZX_TOKEN"
	varBaseURL      = "AUTHZX_BASE_URL"
	varTokenURL     = "AUTHZX_TOKEN_URL"
	varNoColour     = "NO_COLOR"
)

// Env is the world as this package may see it.
type Env struct {
	// Lookup finds an environment variable.
	Lookup func(name string) (string, bool)
	// Home is the user's home folder, empty when there is none.
	Home string
	// Keyring keeps client secrets; nil when there is none.
	Keyring Keyring
	// Keys says what is wrong with the keys that actions are to have, which only the
	// explorer's table tells; nil takes them unseen.
	Keys func([]KeyChoice) []KeyFault
	// Windows has places and habits of its own.
	Windows bool
}

// System is the environment of this process.
func System() Env {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return Env{Lookup: environment.Lookup, Home: home, Keyring: SystemKeyring{}, Windows: runtime.GOOS == "windows"}
}

// value is what a variable holds, empty when it is not set.
func (e Env) value(name string) string {
	if e.Lookup == nil {
		return ""
	}
	v, _ := e.Lookup(name)
	return v
}
