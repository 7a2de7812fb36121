package private

import (
	"errors"
	"os"
	"path/filepath"
)

// NewFile writes data to a file that is not there yet. The error is
// fs.ErrExist, wrapped, where something is there; it stays as it is. Missing
// folders are made. What can't be written whole is taken away again.
func NewFile(path string, data []byte) error {
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if err = protect(f); err == nil {
		_, err = f.Write(data)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return syncFolder(filepath.Dir(path))
}
