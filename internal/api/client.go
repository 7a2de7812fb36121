// Package api is the client of one Authorization Extension: it sends the calls
// of the endpoint table over HTTP, gets the tokens for them, tries reads again
// where that helps, and decodes what comes back. Every failure is an *Error.
package api

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

// Limits bound answers, in bytes; zero values take the defaults.
type Limits struct {
	Answer int64 // 16 MiB
	Large  int64 // of the routes whose answers grow with the tenant: 256 MiB
}

// Options say where a Client sends its requests and how.
type Options struct {
	BaseURL   string            // ends in /api; HTTPS, or HTTP on loopback
	Tokens    TokenSource       // not needed for Open routes alone
	Transport http.RoundTripper // from NewTransport
	ReadOnly  bool              // refuse whatever writes; can't be taken back

	Limits   Limits
	Timeouts Timeouts
	Retry    Retry
	Pace     rate.Limit // requests in a second at most; 0 is unlimited

	Now     func() time.Time                           // nil takes time.Now
	Sleep   func(context.Context, time.Duration) error // nil takes a timer
	Rand    func() float64                             // from [0, 1); nil takes math/rand
	Observe func(Exchange)                             // takes every request, after it; may be nil; is called from many goroutines
	OnWait  func(Wait)                                 // takes every pause, before it; may be nil; likewise
	Agent   string                                     // of the User-Agent header; empty takes authzx
}

// Client sends calls to one Authorization Extension. It is safe for concurrent
// use.
type Client struct {
	o      Options
	base   string
	sender *sender
	pace   *rate.Limiter
	gate   *gate
	cause  string
}

// New checks the options and makes a client. Nothing is sent.
func New(o Options) (*Client, error) {
	base, err := parseBase(o.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	if o.Transport == nil {
		return nil, errors.New("api: no transport")
	}
	o.Retry = o.Retry.orDefault()
	if o.Limits.Answer == 0 {
		o.Limits.Answer = 16 << 20
	}
	if o.Limits.Large == 0 {
		o.Limits.Large = 256 << 20
	}
	if o.Pace == 0 {
		o.Pace = rate.Inf
	}
	fillSeams(&o)
	return &Client{
		o:      o,
		base:   base.String(),
		sender: newSender(o.Transport, o.Timeouts),
		pace:   rate.NewLimiter(o.Pace, 1),
		gate:   newGate(o.Retry, o.Now, o.Rand),
	}, nil
}

// fillSeams puts the real clock and chance where no others were given.
func fillSeams(o *Options) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Observe == nil {
		o.Observe = func(Exchange) {}
	}
	if o.OnWait == nil {
		o.OnWait = func(Wait) {}
	}
	if o.Agent == "" {
		o.Agent = "authzx"
	}
}

// BaseURL is the address that calls are relative to, without a slash at its end.
func (c *Client) BaseURL() string { return c.base }

// ReadOnly reports whether the client refuses to write.
func (c *Client) ReadOnly() bool { return c.o.ReadOnly }

// AsReadOnly is the same client, refusing to write.
func (c *Client) AsReadOnly() *Client {
	guarded := *c
	guarded.o.ReadOnly = true
	return &guarded
}

// For is the same client with a word on what its requests are for, such as a
// screen or a plan: it stands in exchanges and waits.
func (c *Client) For(cause string) *Client {
	named := *c
	named.cause = cause
	return &named
}

// Scopes are the scopes of the current token, sorted; nil when it does not say.
func (c *Client) Scopes(ctx context.Context) ([]string, error) {
	t, err := c.token(ctx)
	if err != nil {
		return nil, err
	}
	return t.Scopes, nil
}

// Renew has the next request carry a token that is issued anew, where there is another.
func (c *Client) Renew(ctx context.Context) error {
	t, err := c.token(ctx)
	if err == nil {
		c.o.Tokens.Drop(t)
	}
	return err
}

// Token is the token that the next request would carry, for who asked to see it.
func (c *Client) Token(ctx context.Context) (Token, error) { return c.token(ctx) }

func (c *Client) token(ctx context.Context) (Token, error) {
	if c.o.Tokens == nil {
		return Token{}, &Error{Kind: KindTokenSecret, Route: TokenRoute, Detail: noCredentials()}
	}
	return c.o.Tokens.Token(context.WithValue(ctx, causeKey{}, c.cause))
}

// causeKey is where a context says what a token is wanted for: a token source
// serves many clients, and the log should tell which of them had it ask.
type causeKey struct{}

func causeOf(ctx context.Context) string {
	cause, _ := ctx.Value(causeKey{}).(string)
	return cause
}
