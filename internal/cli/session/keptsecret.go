package session

import (
	"context"
	"sync"

	"authzx/internal/secret"
)

// KeptSecret asks for a client secret once: a program that gives it may ask a
// person for a passphrase each time.
type KeptSecret struct {
	find func(context.Context) (secret.Secret, string, error)
	hide func(secret.Secret) // keeps it out of the log of a panic
	mu   sync.Mutex
	kept secret.Secret
}

// Keep gives the secret, so that nobody has to be asked.
func (k *KeptSecret) Keep(value secret.Secret) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keep(value)
}

func (k *KeptSecret) keep(value secret.Secret) {
	k.hide(value)
	k.kept = value
}

// Get is the secret; a failure is not kept.
func (k *KeptSecret) Get(ctx context.Context) (secret.Secret, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.kept.IsZero() {
		return k.kept, nil
	}
	value, _, err := k.find(ctx)
	if err != nil {
		return secret.Secret{}, err
	}
	k.keep(value)
	return value, nil
}
