//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// Flags for opening a path itself, not what a link names, and without waiting for it.
const (
	itself = syscall.O_NOFOLLOW
	atOnce = syscall.O_NONBLOCK
)

// protect closes an open file to everybody but its owner.
func protect(f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Mode().Perm() == fileMode {
		return err
	}
	return f.Chmod(fileMode)
}

func makeFolder(path string) error { return os.MkdirAll(path, folderMode) }

// held reports whether an error is of those that pass.
func held(error) bool { return false }

// look says who can get at an open file.
func look(_ *os.File, info fs.FileInfo) (Access, error) {
	access := Access{mode: info.Mode(), owner: os.Geteuid(), self: os.Geteuid()}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		access.owner = int(stat.Uid)
	}
	return access, nil
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

// own reports whether something belongs to this user.
func own(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

func runs(process int) bool { return !errors.Is(syscall.Kill(process, 0), syscall.ESRCH) }
