package tenant

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Staged are changes that somebody put by to apply them later.
type Staged struct {
	Changes rbac.Changes
	Reason  text.Text
	Saved   time.Time // zero when nothing was ever saved
}

type stagedJSON struct {
	Version int          `json:"authzx_staged"`
	Saved   time.Time    `json:"saved"`
	Reason  text.Text    `json:"reason,omitzero"`
	Changes rbac.Changes `json:"changes"`
}

const stagedVersion = 1

// LoadStaged is what was staged when the program ended last. A file that can't
// be understood is set aside, and the note says where; it is empty otherwise.
func (t *Tenant) LoadStaged() (s Staged, note string, err error) {
	if t.folder == "" {
		return Staged{}, "", nil
	}
	path := t.folder.staged()
	b, err := private.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Staged{}, "", nil
	}
	if err != nil {
		return Staged{}, "", &JournalError{"reading the staged changes", err}
	}
	var in stagedJSON
	err = json.Unmarshal(b, &in)
	if err == nil && in.Version != stagedVersion {
		err = fmt.Errorf("version %d is not known", in.Version)
	}
	if err != nil {
		aside := path + ".broken-" + t.now().UTC().Format("20060102T150405Z")
		if err := os.Rename(path, aside); err != nil {
			return Staged{}, "", &JournalError{"setting aside the staged changes", err}
		}
		return Staged{}, fmt.Sprintf("the staged changes could not be read (%s); they are kept in %s", text.Escape(err.Error()), text.Escape(aside)), nil
	}
	return Staged{in.Changes, in.Reason, in.Saved}, "", nil
}

// SaveStaged keeps what is staged; nothing staged leaves no file. The time in s
// is not looked at.
func (t *Tenant) SaveStaged(s Staged) error {
	if t.folder == "" {
		return ErrNoState
	}
	path := t.folder.staged()
	if len(s.Changes) == 0 {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &JournalError{"saving the staged changes", err}
		}
		return nil
	}
	b, err := json.Marshal(stagedJSON{stagedVersion, t.now().UTC(), s.Reason, s.Changes})
	if err == nil {
		err = private.WriteFile(path, append(b, '\n'))
	}
	if err != nil {
		return &JournalError{"saving the staged changes", err}
	}
	return nil
}
