// Package environment is what the process was told by its environment, out of which it
// takes the secrets before anybody else looks.
package environment

import (
	"os"
	"slices"
	"strings"
)

// taken finds a secret that stood in the process's environment. It is a package variable
// because a library starts a program, which inherits the environment, before main begins,
// and Go sets up this package earlier: its path sorts before and it needs little.
var taken = take()

func take() func(name string) (string, bool) {
	values := map[string]string{}
	for _, name := range Secrets() {
		if value, set := os.LookupEnv(name); set {
			values[name] = value
			_ = os.Unsetenv(name)
		}
	}
	return func(name string) (string, bool) {
		value, set := values[name]
		return value, set
	}
}

// Secrets are the names of the variables that hold secrets.
func Secrets() []string { return []string{"AUTHZX_CLIENT_SECRET", "AUTHZX_TOKEN"} }

// All is what the process was started with, secrets included, as NAME=value.
func All() []string {
	all := os.Environ()
	for _, name := range Secrets() {
		if value, set := taken(name); set {
			all = append(all, name+"="+value)
		}
	}
	return all
}

// Lookup finds a variable that the process was started with.
func Lookup(name string) (string, bool) {
	if value, set := taken(name); set {
		return value, true
	}
	return os.LookupEnv(name)
}

// ForChild is an environment without the secrets: an editor or a command that is
// started could keep or show them.
func ForChild(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(Secrets(), name)
	})
}
