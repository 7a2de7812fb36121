package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"authzx/internal/private"
)

// maxFile bounds the data file, in bytes.
const maxFile = 1 << 30

// readFile reads the document of an earlier run; nil when there was none.
func readFile(path string) (*document, error) {
	b, err := private.ReadAtMost(path, maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the data file: %w", err)
	}
	v, err := parseJSON(string(b))
	if err != nil {
		return nil, fmt.Errorf("reading the data file %s: %w", path, err)
	}
	d, err := newDocument(v)
	if err != nil {
		return nil, fmt.Errorf("reading the data file %s: %w", path, err)
	}
	return d, nil
}

// writable reports why the document can't be put into path; better now than at the
// first write.
func writable(path string) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("writing the data file: %w", &private.NotRegularError{Path: path, Mode: info.Mode()})
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".authzx-")
	if err != nil {
		return fmt.Errorf("writing the data file: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// fileSaver writes each document into path, whole or not at all, and for its owner
// alone: it may hold an API key.
func fileSaver(path string) func(*document) error {
	return func(d *document) error {
		if err := private.WriteFile(path, d.appendJSON(make([]byte, 0, d.size()))); err != nil {
			return fmt.Errorf("writing the data file: %w", err)
		}
		return nil
	}
}
