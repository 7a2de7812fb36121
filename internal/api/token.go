package api

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"authzx/internal/secret"
)

// Token is an access token and what is known of it.
type Token struct {
	Value  secret.Secret
	Scopes []string // sorted; nil when the token doesn't say
	// Got is when it was received, by the local clock; Life how long it lives
	// from then, 0 when nobody said.
	Got  time.Time
	Life time.Duration
	Kept bool // it was found on disk
	// Given says that it was given by hand: no secret stands behind it.
	Given bool
}

// leeway is how long before its end a token is no longer used: five minutes,
// or a tenth of a life that is short.
func (t Token) leeway() time.Duration { return min(5*time.Minute, t.Life/10) }

// fresh reports whether the token may be used at now.
func (t Token) fresh(now time.Time) bool {
	if t.Value.IsZero() {
		return false
	}
	age := now.Sub(t.Got)
	// A token from the future was received before the clock was set back.
	return age >= 0 && (t.Life == 0 || age < t.Life-t.leeway())
}

// TokenSource gives the tokens for requests. It is safe for concurrent use.
type TokenSource interface {
	// Token is a token to use now. The error is an *Error where a token
	// endpoint refused or failed.
	Token(ctx context.Context) (Token, error)
	// Drop says that the server did not accept t: the next token must be
	// another one, if there is another.
	Drop(t Token)
}

// StaticToken is a source of the one token that was given by hand.
type StaticToken struct {
	token Token
}

// NewStaticToken makes a source of value alone.
func NewStaticToken(value secret.Secret) *StaticToken {
	c := readClaims(value.Reveal())
	t := Token{Value: value, Scopes: c.scopes(), Life: c.life(), Given: true}
	if t.Life > 0 {
		t.Got = time.Unix(int64(c.Issued), 0)
	}
	return &StaticToken{token: t}
}

// Token is the token, whatever became of it.
func (s *StaticToken) Token(context.Context) (Token, error) { return s.token, nil }

// Drop does nothing: there is no other token.
func (s *StaticToken) Drop(Token) {}

// claims are the parts of a JSON Web Token that authzx looks at. They are read
// without checking the signature: the server does that, and they decide
// nothing but what is shown and when to ask for the next token.
type claims struct {
	Scope  *string `json:"scope"`
	Issued float64 `json:"iat"`
	Ends   float64 `json:"exp"`
}

// readClaims gives zero claims for whatever is no JSON Web Token.
func readClaims(token string) claims {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return claims{}
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return claims{}
	}
	var c claims
	if json.Unmarshal(payload, &c, lenient()) != nil {
		return claims{}
	}
	return c
}

// scopes is nil when the token is none that could say, empty when it has none.
func (c claims) scopes() []string {
	switch {
	case c.Scope != nil:
		return splitScopes(*c.Scope)
	case c.Ends != 0:
		return []string{}
	}
	return nil
}

// life is the span between the token's own two times: right however wrong the
// local clock is. 0 when it doesn't say.
func (c claims) life() time.Duration {
	span := c.Ends - c.Issued
	if c.Issued == 0 || !(span > 0 && span < longestLife.Seconds()) {
		return 0
	}
	return time.Duration(span * float64(time.Second))
}

func splitScopes(s string) []string {
	scopes := append([]string{}, strings.Fields(s)...)
	slices.Sort(scopes)
	return slices.Compact(scopes)
}
