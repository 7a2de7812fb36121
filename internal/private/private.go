// Package private reads and writes files that are nobody else's business:
// configuration with a secret in it, cached tokens, the journal. Files are made
// 0600 and folders 0700, whatever the umask says; on Windows an access list does the
// same. What the systems do differently stands in system_unix.go and system_windows.go.
package private

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
)

// NotRegularError is returned for a path that is a folder, a symbolic link, a
// pipe or a device where a regular file is wanted.
type NotRegularError struct {
	Path string
	Mode fs.FileMode
}

// Error names the path and what is there.
func (e *NotRegularError) Error() string {
	return fmt.Sprintf("%s is %s, not a regular file", e.Path, kind(e.Mode))
}

func kind(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// WriteFile replaces what path holds by data, so that after a crash at any
// moment the old or the new content is there, whole. Missing folders are made.
// A target that is there and no regular file gives a *NotRegularError and
// stays as it is.
func WriteFile(path string, data []byte) error {
	return WriteWith(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// WriteWith is WriteFile for what is written bit by bit. Where write fails the file is
// left as it was.
func WriteWith(path string, write func(io.Writer) error) error {
	if err := prepare(path); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	// Closed before anything is in it.
	err = protect(f)
	if err == nil {
		err = write(f)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = patiently(func() error { return os.Rename(f.Name(), path) }, held)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(filepath.Dir(path))
}

// AppendFile opens path for appending and makes it, and missing folders, when
// it is not there. A file that others could read is closed to them. The error
// is a *NotRegularError where the target is no regular file.
func AppendFile(path string) (*os.File, error) {
	if err := prepare(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE|itself|atOnce, fileMode)
	if err != nil {
		return nil, err
	}
	if _, err = regular(f, path); err == nil {
		err = protect(f)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// AppendOwn is AppendFile for what ReadFile is to read again: the error is an
// *UnprotectedError where the file system leaves the file open to others, or gives it to
// another user.
func AppendOwn(path string) (*os.File, error) {
	f, err := AppendFile(path)
	if err != nil {
		return nil, err
	}
	if err := protected(f, path, look); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// protected looks whether protecting a file has worked.
func protected(f *os.File, path string, look func(*os.File, fs.FileInfo) (Access, error)) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	access, err := look(f, info)
	if err != nil {
		return err
	}
	access.path = path
	err = access.Secret()
	var exposed *ExposedError
	if errors.As(err, &exposed) {
		return &UnprotectedError{Path: path, Owner: exposed.Owner, Self: exposed.Self}
	}
	return err
}

// prepare makes the folder of path and refuses a target that is no regular file.
func prepare(path string) error {
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &NotRegularError{Path: path, Mode: info.Mode()}
	}
	return nil
}

// MakeFolder makes path and the folders above it that are missing, each 0700.
// Folders that are there stay as they are.
func MakeFolder(path string) error { return makeFolder(path) }
