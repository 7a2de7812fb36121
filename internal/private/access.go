package private

import (
	"fmt"
	"io/fs"
	"strings"
)

// ExposedError says that a file can be reached by others than its user.
type ExposedError struct {
	Path string
	// Mode is the file's mode; Owner its user id, Self the user id of this process.
	Mode        fs.FileMode
	Owner, Self int
	// Others are the accounts that may reach it, where accounts have names and files
	// no mode, as on Windows; Account is the identifier of the user's own there.
	Others  []string
	Account string
}

// UnprotectedError says that a file stays open to others although it was closed to them,
// or isn't this user's own.
type UnprotectedError struct {
	Path        string
	Owner, Self int // user ids
}

// Error says why, and how to go on.
func (e *UnprotectedError) Error() string {
	if e.Owner != e.Self {
		return fmt.Sprintf("%s belongs to user id %d and not to you (%d): run authzx as that user, or set XDG_STATE_HOME to a folder of your own",
			e.Path, e.Owner, e.Self)
	}
	return e.Path + " can't be kept from others, as its file system ignores access rights; set XDG_STATE_HOME to a folder on another"
}

// Error names the fault and the command that fixes it.
func (e *ExposedError) Error() string {
	switch {
	case len(e.Others) > 0:
		return fmt.Sprintf("%s may be used by others (%s); fix it with: icacls \"%s\" /inheritance:r /grant:r \"*%s:F\"",
			e.Path, strings.Join(e.Others, ", "), e.Path, e.Account)
	case e.Owner != e.Self:
		return fmt.Sprintf("%s belongs to user id %d and not to you (%d); fix it with: chown %d %s && chmod 600 %s",
			e.Path, e.Owner, e.Self, e.Self, shell(e.Path), shell(e.Path))
	}
	return fmt.Sprintf("%s may be used by others (mode %04o); fix it with: chmod 600 %s",
		e.Path, e.Mode.Perm(), shell(e.Path))
}

// shell quotes a path for a command that is going to be copied.
func shell(path string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+:,@%", r)
	}
	if strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// Access is who can get at a file, as it was when it was read.
type Access struct {
	path  string
	mode  fs.FileMode
	owner int
	self  int
	list  *accessList // on Windows, instead of a mode
}

// Secret is nil when the file is its user's own and nobody else may read or
// write it, else an *ExposedError.
func (a Access) Secret() error {
	if a.list != nil {
		return a.reached(a.list.others(mayRead | mayWrite))
	}
	if a.owner != a.self || a.mode.Perm()&0o077 != 0 {
		return a.exposed()
	}
	return nil
}

// Trusted is nil when nobody but its user and root can have written the file,
// else an *ExposedError.
func (a Access) Trusted() error {
	if a.list != nil {
		return a.reached(a.list.others(mayWrite))
	}
	if a.owner != a.self && a.owner != 0 || a.mode.Perm()&0o022 != 0 {
		return a.exposed()
	}
	return nil
}

func (a Access) exposed() error {
	return &ExposedError{Path: a.path, Mode: a.mode, Owner: a.owner, Self: a.self}
}

func (a Access) reached(others []string) error {
	if len(others) == 0 {
		return nil
	}
	return &ExposedError{Path: a.path, Mode: a.mode, Others: others, Account: a.list.self}
}
