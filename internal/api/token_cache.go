package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"authzx/internal/private"
	"authzx/internal/secret"
)

// TokenCache keeps one token on disk, for one base URL, client and audience.
// The zero value keeps nothing.
type TokenCache struct {
	Dir      string
	BaseURL  string
	ClientID string
	Audience string
}

// cachedToken is the content of the file.
type cachedToken struct {
	Token  string    `json:"access_token"`
	Scopes []string  `json:"scopes"`
	Got    time.Time `json:"got"`
	Life   float64   `json:"life_seconds"`
}

// longestLife is more than any token lives.
const longestLife = 100 * 365 * 24 * time.Hour

// path is the file; its name tells nothing of the tenant.
func (c TokenCache) path() string {
	key := sha256.Sum256([]byte(strings.Join([]string{c.BaseURL, c.ClientID, c.Audience}, "\x00")))
	return filepath.Join(c.Dir, "token-"+hex.EncodeToString(key[:16])+".json")
}

// Clear removes the token. Removing what is not there is no error.
func (c TokenCache) Clear() error {
	if c.Dir == "" {
		return nil
	}
	// The lock file stays: removing it would let two processes hold two locks.
	if err := os.Remove(c.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clearing the cached token: %w", err)
	}
	return nil
}

// lockPatience is how long another process may hold the lock: a request for a
// token takes no longer, and without the lock there is but one request too many.
const lockPatience = 15 * time.Second

// lockSilence is how long that is waited for without a word.
const lockSilence = time.Second

// lock keeps other processes out until unlock. Waiting is told how much longer at
// most it takes, once it takes long. The error says why there is no lock; unlock is
// never nil.
func (c TokenCache) lock(ctx context.Context, waiting func(time.Duration)) (unlock func(), err error) {
	nothing := func() {}
	if c.Dir == "" {
		return nothing, nil
	}
	if err := private.MakeFolder(c.Dir); err != nil {
		return nothing, err
	}
	file := flock.New(c.path()+".lock", flock.SetPermissions(0o600))
	err = tryLock(ctx, file, lockSilence)
	if errors.Is(err, errLocked) {
		waiting(lockPatience - lockSilence)
		err = tryLock(ctx, file, lockPatience-lockSilence)
	}
	if err != nil {
		return nothing, err
	}
	return func() { _ = file.Unlock() }, nil
}

// errLocked says that another process kept the lock for too long.
var errLocked = errors.New("another authzx has been requesting a token for 15 s")

func tryLock(ctx context.Context, file *flock.Flock, patience time.Duration) error {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := file.TryLockContext(limited, 20*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return errLocked
	}
	return err
}

// load gives the token on disk; the zero Token without error when there is none.
func (c TokenCache) load() (Token, error) {
	if c.Dir == "" {
		return Token{}, nil
	}
	data, err := private.ReadFile(c.path())
	if errors.Is(err, fs.ErrNotExist) {
		return Token{}, nil
	}
	if err != nil {
		return Token{}, err
	}
	var kept cachedToken
	if json.Unmarshal(data, &kept) != nil || !sendable(kept.Token) || kept.Life < 0 || kept.Life > longestLife.Seconds() {
		// The decoder's error may quote the file, and with it the token.
		return Token{}, errors.New("the file is damaged")
	}
	return Token{
		Value:  secret.New(kept.Token),
		Scopes: kept.Scopes,
		Got:    kept.Got,
		Life:   time.Duration(kept.Life * float64(time.Second)),
	}, nil
}

// store puts t on disk.
func (c TokenCache) store(t Token) error {
	if c.Dir == "" {
		return nil
	}
	data, err := json.Marshal(cachedToken{
		Token: t.Value.Reveal(), Scopes: t.Scopes, Got: t.Got, Life: t.Life.Seconds(),
	})
	if err != nil {
		return err
	}
	return private.WriteFile(c.path(), append(data, '\n'))
}
