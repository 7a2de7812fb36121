package cli

import (
	"context"
	"sync"

	"authzx/internal/secret"
)

// keptSecret asks for a client secret once: a program that gives it may ask a
// person for a passphrase each time.
type keptSecret struct {
	find func(context.Context) (secret.Secret, string, error)
	mu   sync.Mutex
	kept secret.Secret
}

// keep gives the secret, so that nobody has to be asked.
func (k *keptSecret) keep(value secret.Secret) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = value
}

// get is the secret; a failure is not kept.
func (k *keptSecret) get(ctx context.Context) (secret.Secret, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.kept.IsZero() {
		return k.kept, nil
	}
	value, _, err := k.find(ctx)
	if err != nil {
		return secret.Secret{}, err
	}
	k.kept = value
	return value, nil
}
