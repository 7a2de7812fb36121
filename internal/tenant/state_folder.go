package tenant

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"authzx/internal/rbac"
)

// ErrNoState is why nothing can be written: there is no folder for the journal,
// and without a journal nothing is sent.
var ErrNoState = errors.New("no folder for the journal, so nothing is written")

// JournalError says that the journal, or what lies beside it, can't be kept or
// read. Nothing more is sent then.
type JournalError struct {
	Doing string // such as writing the journal
	Err   error
}

// Error says what failed and why.
func (e *JournalError) Error() string { return e.Doing + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *JournalError) Unwrap() error { return e.Err }

// folder is where everything about the changes of one tenant by one client is
// kept; empty when there is none.
type folder string

// folderOf is the tenant's folder below the one for what must stay. Tenants
// that are reached by the same address with the same client share it, whatever
// their profiles are called.
func folderOf(state, base, client string) folder {
	if state == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(base + "\n" + client))
	const enough = 10
	return folder(filepath.Join(state, "tenants", hex.EncodeToString(sum[:enough])))
}

func (f folder) journals() string { return filepath.Join(string(f), "journal") }
func (f folder) audit() string    { return filepath.Join(string(f), "audit.jsonl") }
func (f folder) staged() string   { return filepath.Join(string(f), "staged.json") }
func (f folder) lockFile() string { return filepath.Join(string(f), "lock") }

// stagedLock is held by who writes what is staged, for a moment.
func (f folder) stagedLock() string { return filepath.Join(string(f), "staged.lock") }

// records are what is kept of a tenant between runs of the program: the journals of
// its runs, the audit trail, what is staged.
type records struct {
	folder folder
	now    func() time.Time

	staging     sync.Mutex
	stagedKnown []rbac.Change // what is staged as it was read or kept last
}

// Folder is where everything about the changes of this tenant is kept; empty when
// nothing is.
func (s *records) Folder() string { return string(s.folder) }
