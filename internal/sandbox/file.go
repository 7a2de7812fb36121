package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/google/renameio/v2"
)

// dataMode keeps the stored document, which may hold an API key, to its owner.
const dataMode = 0o600

// readFile reads the document of an earlier run; nil when there was none.
func readFile(path string) (*document, error) {
	b, err := os.ReadFile(path)
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

// writable reports why no file can be put into a folder; better now than at the
// first write.
func writable(folder string) error {
	f, err := os.CreateTemp(folder, ".authzx-")
	if err != nil {
		return fmt.Errorf("writing the data file: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// fileSaver writes each document into path, whole or not at all.
func fileSaver(path string) func(*document) error {
	return func(d *document) error {
		if err := renameio.WriteFile(path, d.appendJSON(make([]byte, 0, d.size())), dataMode, renameio.IgnoreUmask()); err != nil {
			return fmt.Errorf("writing the data file: %w", err)
		}
		return nil
	}
}
