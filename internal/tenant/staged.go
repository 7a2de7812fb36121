package tenant

import (
	"context"
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
func (r *records) LoadStaged() (s Staged, note string, err error) {
	r.staging.Lock()
	defer r.staging.Unlock()
	s, note, err = r.readStaged()
	if err == nil {
		r.stagedKnown = s.Changes
	}
	return s, note, err
}

func (r *records) readStaged() (s Staged, note string, err error) {
	if r.folder == "" {
		return Staged{}, "", nil
	}
	path := r.folder.staged()
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
		err = fmt.Errorf("unknown version %d", in.Version)
	}
	if err != nil {
		aside := path + ".broken-" + r.now().UTC().Format("20060102T150405Z")
		if err := os.Rename(path, aside); err != nil {
			return Staged{}, "", &JournalError{"setting aside the staged changes", err}
		}
		return Staged{}, fmt.Sprintf("the staged changes could not be read (%s); they are kept in %s", text.Escape(err.Error()), text.Escape(aside)), nil
	}
	return Staged{in.Changes, in.Reason, in.Saved}, "", nil
}

// SaveStaged keeps what is staged; nothing staged leaves no file. The time in s
// is not looked at. What another authzx staged or took away since this one read
// or kept it last is not lost: it is kept too, and told. Nothing is written when
// ctx has ended before it is this caller's turn.
func (r *records) SaveStaged(ctx context.Context, s Staged) (Merged, error) {
	if r.folder == "" {
		return Merged{}, ErrNoState
	}
	r.staging.Lock()
	defer r.staging.Unlock()
	release, err := r.folder.lockStaged(ctx)
	if err != nil {
		return Merged{}, err
	}
	defer release()
	theirs, note, err := r.readStaged()
	if err != nil {
		return Merged{}, err
	}
	if note != "" { // who wrote that can't be understood: ours stand
		theirs.Changes = r.stagedKnown
	}
	all, m := merge(r.stagedKnown, theirs.Changes, s.Changes)
	m.Note = note
	s.Changes = all
	if err := r.writeStaged(s); err != nil {
		return Merged{}, err
	}
	r.stagedKnown = all
	return m, nil
}

func (r *records) writeStaged(s Staged) error {
	path := r.folder.staged()
	if len(s.Changes) == 0 {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &JournalError{"saving the staged changes", err}
		}
		return nil
	}
	b, err := json.Marshal(stagedJSON{stagedVersion, r.now().UTC(), s.Reason, s.Changes})
	if err == nil {
		err = private.WriteFile(path, append(b, '\n'))
	}
	if err != nil {
		return &JournalError{"saving the staged changes", err}
	}
	return nil
}
