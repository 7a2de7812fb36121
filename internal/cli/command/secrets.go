package command

import (
	"slices"
	"sync"

	"authzx/internal/environment"
	"authzx/internal/secret"
)

// hidden are the secrets that a run has met.
type hidden struct {
	mu    sync.Mutex
	known []secret.Secret
}

// Hide keeps a secret out of the log of a panic.
func (r *Run) Hide(s secret.Secret) {
	r.hidden.mu.Lock()
	defer r.hidden.mu.Unlock()
	if !slices.ContainsFunc(r.hidden.known, func(k secret.Secret) bool { return k.Reveal() == s.Reveal() }) {
		r.hidden.known = append(r.hidden.known, s)
	}
}

// withoutSecrets takes out of a text what the run knows to be secret, and what looks so.
func (r *Run) withoutSecrets(s string) string {
	r.hidden.mu.Lock()
	known := slices.Clone(r.hidden.known)
	r.hidden.mu.Unlock()
	for _, name := range environment.Secrets() {
		known = append(known, secret.New(r.Env.Variable(name)))
	}
	return secret.HideShapes(secret.NewRedactor(known...).String(s))
}
