package private

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Reserved is a new file that waits for data that must not be lost: it is there, and
// has its room, before the data comes.
type Reserved struct {
	path string
	file *os.File
	room int
}

// Reserve makes a file that is not there yet, with room for so many bytes, which are
// blanks until Keep. Errors: fs.ErrExist, wrapped, where something is there.
func Reserve(path string, room int) (*Reserved, error) {
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	if err = protect(f); err == nil {
		_, err = f.Write(bytes.Repeat([]byte(" "), room))
	}
	if err = errors.Join(err, f.Sync(), syncFolder(filepath.Dir(path))); err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	return &Reserved{path, f, room}, nil
}

// Keep puts data into the file in place of the blanks, and ends it.
func (r *Reserved) Keep(data []byte) error {
	if len(data) > r.room {
		return errors.Join(fmt.Errorf("%d bytes are more than the %d that were reserved", len(data), r.room), r.Drop())
	}
	_, err := r.file.WriteAt(data, 0)
	return errors.Join(err, r.file.Truncate(int64(len(data))), r.file.Sync(), r.file.Close())
}

// Drop takes the file away again.
func (r *Reserved) Drop() error { return errors.Join(r.file.Close(), os.Remove(r.path)) }
