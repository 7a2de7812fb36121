package tenant

import (
	"context"
	"time"

	"authzx/internal/secret"
)

// BaseURL is the address that calls are relative to.
func (l *loader) BaseURL() string { return l.client.BaseURL() }

// TokenFacts are what may be told of a token.
type TokenFacts struct {
	Scopes []string  // sorted; nil when it does not say
	Ends   time.Time // zero when it does not say
	Kept   bool      // it was found on disk
}

// TokenFacts tell of the current token.
func (l *loader) TokenFacts(ctx context.Context) (TokenFacts, error) {
	t, err := l.client.For("explorer").Token(ctx)
	facts := TokenFacts{Scopes: t.Scopes, Kept: t.Kept}
	if t.Life > 0 {
		facts.Ends = t.Got.Add(t.Life)
	}
	return facts, err
}

// RenewToken gets another token in place of the current one, with the scopes that the
// client has now.
func (l *loader) RenewToken(ctx context.Context) (TokenFacts, error) {
	if err := l.client.For("explorer").Renew(ctx); err != nil {
		return TokenFacts{}, err
	}
	return l.TokenFacts(ctx)
}

// Token is the current token, for who asked to see it.
func (l *loader) Token(ctx context.Context) (secret.Secret, error) {
	token, err := l.client.For("explorer").Token(ctx)
	return token.Value, err
}
