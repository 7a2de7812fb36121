package tenant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"

	"authzx/internal/private"
	"authzx/internal/text"
)

// LockedError says that another authzx is writing to the same tenant.
type LockedError struct {
	PID   int // 0 when it is not known
	Host  text.Text
	Since time.Time
}

// Error says who it is, as far as that is known.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "another authzx is writing to this tenant; try again later"
	}
	return fmt.Sprintf("another authzx (process %d on %s, since %s) is writing to this tenant; try again later",
		e.PID, e.Host, e.Since.Local().Format("15:04:05"))
}

// holder is what the lock's file says of who holds it.
type holder struct {
	PID   int       `json:"pid"`
	Host  text.Text `json:"host"`
	Since time.Time `json:"since"`
}

// lock makes the caller the one writer, until the caller releases it or ends. The error
// is a *LockedError when there is another.
func (f folder) lock(now time.Time) (release func(), err error) {
	if f == "" {
		return nil, ErrNoState
	}
	file, err := private.AppendOwn(f.lockFile())
	if err != nil {
		return nil, &JournalError{"locking the journal", err}
	}
	_ = file.Close()
	const mode = 0o600
	lock := flock.New(f.lockFile(), flock.SetPermissions(mode))
	// Who only looks whether somebody writes holds the lock for a moment, too.
	const patience, pause = 200 * time.Millisecond, 20 * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	got, err := lock.TryLockContext(ctx, pause)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, &JournalError{"locking the journal", err}
	}
	if !got {
		_ = lock.Close()
		return nil, f.locked()
	}
	if err := f.sign(now); err != nil {
		_ = lock.Close()
		return nil, &JournalError{"locking the journal", err}
	}
	return func() { _ = lock.Close() }, nil
}

// lockStaged makes the caller the one who may write what is staged: others do
// that in a moment, so it waits for them.
func (f folder) lockStaged(ctx context.Context) (release func(), err error) {
	file, err := private.AppendOwn(f.stagedLock())
	if err != nil {
		return nil, &JournalError{"saving the staged changes", err}
	}
	_ = file.Close()
	const mode, patience, pause = 0o600, 3 * time.Second, 10 * time.Millisecond
	lock := flock.New(f.stagedLock(), flock.SetPermissions(mode))
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, pause); err != nil {
		_ = lock.Close()
		if errors.Is(err, context.DeadlineExceeded) {
			err = errors.New("another authzx is writing them")
		}
		return nil, &JournalError{"saving the staged changes", err}
	}
	return func() { _ = lock.Close() }, nil
}

// sign writes into the lock's file who holds it. The file must stay the same
// one: a new file in its place would be another lock.
func (f folder) sign(now time.Time) error {
	host, err := os.Hostname()
	if err != nil {
		host = "this host"
	}
	b, err := json.Marshal(holder{os.Getpid(), text.New(host), now.UTC()})
	if err != nil {
		return err
	}
	file, err := os.OpenFile(f.lockFile(), os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(b)
	return errors.Join(err, file.Close())
}

func (f folder) locked() *LockedError {
	var h holder
	b, err := private.ReadFile(f.lockFile())
	if err != nil || json.Unmarshal(b, &h) != nil {
		return &LockedError{}
	}
	return &LockedError{PID: h.PID, Host: h.Host, Since: h.Since}
}

// busy reports whether somebody is writing now.
func (f folder) busy() bool {
	if _, err := os.Lstat(f.lockFile()); err != nil {
		return false
	}
	lock := flock.New(f.lockFile(), flock.SetFlag(os.O_RDONLY))
	got, err := lock.TryRLock()
	_ = lock.Close()
	return err == nil && !got
}
