package private

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// ExposedError says that a file can be reached by others than its user.
type ExposedError struct {
	Path string
	// Mode is the file's mode; Owner its user id, Self the user id of this process.
	Mode        fs.FileMode
	Owner, Self int
}

// Error names the fault and the command that mends it.
func (e *ExposedError) Error() string {
	if e.Owner != e.Self {
		return fmt.Sprintf("%s belongs to user id %d and not to you (%d); mend it with: chown %d %s && chmod 600 %s",
			e.Path, e.Owner, e.Self, e.Self, shell(e.Path), shell(e.Path))
	}
	return fmt.Sprintf("%s may be used by others (mode %04o); mend it with: chmod 600 %s",
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
}

// Secret is nil when the file is its user's own and nobody else may read or
// write it, else an *ExposedError.
func (a Access) Secret() error {
	if a.owner != a.self || a.mode.Perm()&0o077 != 0 {
		return a.exposed()
	}
	return nil
}

// Trusted is nil when nobody but its user and root can have written the file,
// else an *ExposedError.
func (a Access) Trusted() error {
	if a.owner != a.self && a.owner != 0 || a.mode.Perm()&0o022 != 0 {
		return a.exposed()
	}
	return nil
}

func (a Access) exposed() error {
	return &ExposedError{Path: a.path, Mode: a.mode, Owner: a.owner, Self: a.self}
}

// ReadFile reads a file that only its user can get at. Errors: fs.ErrNotExist,
// *NotRegularError, *ExposedError.
func ReadFile(path string) ([]byte, error) {
	data, access, err := Read(path)
	if err != nil {
		return nil, err
	}
	if err := access.Secret(); err != nil {
		return nil, err
	}
	return data, nil
}

// Read reads a file and says who can get at it; what follows from that is up
// to the caller. A symbolic link is followed: it is the file behind it that counts.
func Read(path string) ([]byte, Access, error) {
	// Without O_NONBLOCK a named pipe would hold the program up for ever.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, Access{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := regular(f, path)
	if err != nil {
		return nil, Access{}, err
	}
	access := Access{path: path, mode: info.Mode(), owner: os.Geteuid(), self: os.Geteuid()}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		access.owner = int(stat.Uid)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, Access{}, err
	}
	return data, access, nil
}

func regular(f *os.File, path string) (fs.FileInfo, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotRegularError{Path: path, Mode: info.Mode()}
	}
	return info, nil
}
