package tenant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/private"
	"authzx/internal/text"
)

// maxKey bounds a key that is handed over, in bytes: the real ones have 64.
const maxKey = 4096

// ErrKeyLost refuses to have a new API key made that nobody would get.
var ErrKeyLost = errors.New("the new key is returned once, and the old one stops working at once: it needs a new file that only you can read")

// KeyFileError says that the file for a new API key can't be had, so nothing was sent.
type KeyFileError struct{ Cause error }

// Error gives the cause, and that nothing was sent.
func (e *KeyFileError) Error() string { return e.Cause.Error() + "; nothing was sent" }

// Unwrap gives the cause: fs.ErrExist where something is there already.
func (e *KeyFileError) Unwrap() error { return e.Cause }

// RotateKey has a new API key made and keeps it in a new file that only its owner can
// read, which is there before anything is sent and goes again where no key came. The
// answer is that of SendWrite, likewise the errors, a *KeyFileError, and those that say
// that a key was made or may have been, and is lost.
func (t *Tenant) RotateKey(ctx context.Context, file, cause string) (*Answer, error) {
	if file == "" {
		return nil, ErrKeyLost
	}
	kept, err := private.Reserve(file, maxKey)
	if err != nil {
		return nil, &KeyFileError{err}
	}
	answer, err := t.sendWrite(ctx, endpoint.New(endpoint.ConfigurationRotateKey), cause)
	key, found := keyIn(answer)
	switch {
	case found:
		if failure := kept.Keep([]byte(key)); failure != nil {
			err = errors.Join(fmt.Errorf("the new key could not be saved: rotate again: %w", failure), err)
		}
		return answer, err
	case err == nil:
		err = errors.New("outcome unknown: the response holds no key, and the old one may no longer work: rotate again")
	case errors.Is(err, api.ErrOutcomeUnknown):
		err = fmt.Errorf("outcome unknown: the key may have changed, and the old one may no longer work: rotate again: %w", err)
	}
	return answer, errors.Join(err, kept.Drop())
}

// keyIn is the key in an answer that says that it was made.
func keyIn(a *Answer) (string, bool) {
	if a == nil || a.Status != 200 {
		return "", false
	}
	var body struct {
		Hash string `json:"hash"`
	}
	if json.Unmarshal(a.Body, &body) != nil || body.Hash == "" {
		return "", false
	}
	return body.Hash, true
}

// KeyKept says where a new API key is.
func KeyKept(file string) string {
	return "the new key is in " + text.Escape(file) + "; the old one no longer works"
}
