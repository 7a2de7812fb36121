package explorer

import (
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"

	"authzx/internal/private"
	"authzx/internal/text"
)

// keeper keeps how the lists of each profile are arranged, in a folder of the person's.
type keeper struct{ folder string }

func (k keeper) file(profile text.Text) string {
	return filepath.Join(k.folder, url.PathEscape(profile.Raw())+".json")
}

// Read is what was written last; nil where nothing was.
func (k keeper) Read(profile text.Text) ([]byte, error) {
	data, err := private.ReadFile(k.file(profile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

func (k keeper) Write(profile text.Text, data []byte) error {
	return private.WriteFile(k.file(profile), data)
}
