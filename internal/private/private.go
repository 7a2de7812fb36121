// Package private reads and writes files that are nobody else's business:
// configuration with a secret in it, cached tokens, the journal. Files are made
// 0600 and folders 0700, whatever the umask says.
package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
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
	if err := prepare(path); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(dir), renameio.WithStaticPermissions(fileMode))
	if err != nil {
		return err
	}
	defer func() { _ = f.Cleanup() }()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.CloseAtomicallyReplace(); err != nil {
		return err
	}
	return syncFolder(dir)
}

// AppendFile opens path for appending and makes it, and missing folders, when
// it is not there. A file that others could read is closed to them. The error
// is a *NotRegularError where the target is no regular file.
func AppendFile(path string) (*os.File, error) {
	if err := prepare(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, fileMode)
	if err != nil {
		return nil, err
	}
	info, err := regular(f, path)
	if err == nil && info.Mode().Perm() != fileMode {
		err = f.Chmod(fileMode)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
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
func MakeFolder(path string) error {
	return os.MkdirAll(path, folderMode)
}

// syncFolder makes a rename in dir last through a power cut. Some file systems
// know no such thing for a folder; the rename itself has succeeded by then.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer func() { _ = d.Close() }()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
