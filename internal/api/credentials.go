package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// TokenRoute stands for the token endpoint in errors and exchanges: it is no
// route of the API's table.
const TokenRoute endpoint.ID = "token"

// CredentialsOptions say where tokens come from and where they are kept.
type CredentialsOptions struct {
	// URLs are the token endpoints to try in this order: the next one only
	// where a name is unknown or answers that there is nothing (404).
	URLs     []string
	ClientID string
	// Secret gives the client secret. It is asked only when a token is needed.
	Secret   func(context.Context) (secret.Secret, error)
	Audience string
	Cache    TokenCache

	Transport http.RoundTripper // from NewTransport
	Timeouts  Timeouts
	Now       func() time.Time // nil takes time.Now
	Retry     Retry

	Sleep   func(context.Context, time.Duration) error // nil takes a timer
	Rand    func() float64                             // from [0, 1); nil takes math/rand
	Note    func(string)                               // takes remarks, such as a cache that can't be used; may be nil
	Observe func(Exchange)                             // takes every request for a token, without bodies; may be nil
	OnWait  func(Wait)                                 // takes every pause, before it; may be nil
}

// Credentials is a TokenSource by client credentials. Tokens are kept in memory
// and, where there is a cache, on disk, shared with other processes.
type Credentials struct {
	o      CredentialsOptions
	urls   []*url.URL
	sender *sender
	asking shared
	turn   chan struct{} // holds one place: an asking that nobody waits for may still be ending

	mu      sync.Mutex
	current Token
	dropped secret.Secret // the last token that the server refused
	noted   map[string]bool
}

// NewCredentials checks the options. The error names a URL that may not be used.
func NewCredentials(o CredentialsOptions) (*Credentials, error) {
	o.fill()
	c := &Credentials{
		o:      o,
		sender: newSender(o.Transport, o.Timeouts),
		turn:   make(chan struct{}, 1),
		noted:  map[string]bool{},
	}
	for _, raw := range o.URLs {
		u, err := parseBase(raw)
		if err != nil {
			return nil, fmt.Errorf("token URL: %w", err)
		}
		c.urls = append(c.urls, u)
	}
	if len(c.urls) == 0 {
		return nil, errors.New("token URL: none is given")
	}
	return c, nil
}

// fill puts the real clock and chance where no others were given.
func (o *CredentialsOptions) fill() {
	seams := Options{Now: o.Now, Sleep: o.Sleep, Rand: o.Rand, Observe: o.Observe, OnWait: o.OnWait}
	fillSeams(&seams)
	o.Now, o.Sleep, o.Rand, o.Observe, o.OnWait = seams.Now, seams.Sleep, seams.Rand, seams.Observe, seams.OnWait
	o.Retry = o.Retry.orDefault()
	if o.Note == nil {
		o.Note = func(string) {}
	}
}

// Token is the kept token while it is fresh, else a new one. All who wait for one
// share it, or the failure.
func (c *Credentials) Token(ctx context.Context) (Token, error) {
	if t, ok := c.kept(); ok {
		return t, nil
	}
	t, failure, ended := c.asking.join(ctx, c.obtain)
	switch {
	case !ended:
		return Token{}, c.canceled(ctx)
	case failure != nil:
		return Token{}, failure
	}
	return t, nil
}

// obtain gets a token from the cache or else from an endpoint.
func (c *Credentials) obtain(ctx context.Context) (Token, *Error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return Token{}, c.canceled(ctx)
	}
	if t, ok := c.kept(); ok { // who had the turn before has brought one
		return t, nil
	}
	unlock, err := c.o.Cache.lock(ctx, c.waitForOther)
	defer unlock()
	if ctx.Err() != nil {
		return Token{}, c.canceled(ctx)
	}
	c.noteFailure("tokens are not shared with other processes", err)
	if t, ok := c.cached(); ok {
		return t, nil
	}
	t, failure := c.fetch(ctx)
	if failure != nil {
		return Token{}, failure
	}
	c.keep(t)
	c.noteFailure("the token is not kept on disk", c.o.Cache.store(t))
	return t, nil
}

// waitForOther tells that another process has the lock.
func (c *Credentials) waitForOther(limit time.Duration) {
	c.o.OnWait(Wait{Cause: "token", For: limit, Process: true})
}

func (c *Credentials) keep(t Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = t
}

// Drop forgets t, in memory and on disk, because the server refused it.
func (c *Credentials) Drop(t Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dropped = t.Value
	if same(c.current.Value, t.Value) {
		c.current = Token{}
	}
}

// same compares two secrets, which know no ==.
func same(a, b secret.Secret) bool { return a.Reveal() == b.Reveal() }

func (c *Credentials) kept() (Token, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current, c.current.fresh(c.o.Now())
}

// cached is the token on disk, where it is fresh and was not refused.
func (c *Credentials) cached() (Token, bool) {
	t, err := c.o.Cache.load()
	c.noteFailure("the cached token can't be read", err)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || !t.fresh(c.o.Now()) || same(t.Value, c.dropped) {
		return Token{}, false
	}
	t.Kept = true
	c.current = t
	return t, true
}

// noteFailure tells of a fault of the cache, each once.
func (c *Credentials) noteFailure(what string, err error) {
	if err == nil {
		return
	}
	note := text.Escape(what + ": " + err.Error())
	c.mu.Lock()
	known := c.noted[note]
	c.noted[note] = true
	c.mu.Unlock()
	if !known {
		c.o.Note(note)
	}
}

// fetch asks for a new token, again where that may help.
func (c *Credentials) fetch(ctx context.Context) (Token, *Error) {
	clientSecret, err := c.o.Secret(ctx)
	if err != nil {
		return Token{}, &Error{Kind: KindTokenSecret, Route: TokenRoute, Detail: text.New(err.Error()), Cause: err}
	}
	pauses := newWaits(c.o.Retry, c.o.Rand)
	for try := 1; ; try++ {
		t, failure := c.fetchOnce(ctx, clientSecret)
		if failure == nil {
			return t, nil
		}
		failure.Attempts = try
		if try >= c.o.Retry.Tries || !failure.transient() {
			return Token{}, failure
		}
		d := pauses.next(failure.RetryAfter)
		c.o.OnWait(Wait{
			Method: failure.Method, Target: failure.Target, Cause: causeOf(ctx),
			For: d, Attempt: try, Tries: c.o.Retry.Tries, Reason: failure,
		})
		if c.o.Sleep(ctx, d) != nil {
			return Token{}, c.canceled(ctx)
		}
	}
}

// fetchOnce asks the endpoints in order.
func (c *Credentials) fetchOnce(ctx context.Context, clientSecret secret.Secret) (Token, *Error) {
	var first *Error
	for _, u := range c.candidates() {
		t, failure := c.request(ctx, u, clientSecret)
		if failure == nil {
			c.prefer(u)
			return t, nil
		}
		if first == nil {
			first = failure
		}
		if !failure.elsewhere() {
			return Token{}, failure
		}
	}
	return Token{}, first
}

// elsewhere reports whether the token endpoint may be at another address.
func (e *Error) elsewhere() bool {
	return e.Kind == KindDNS || e.Status == http.StatusNotFound
}

func (c *Credentials) candidates() []*url.URL {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.urls)
}

// prefer puts the address that answered in front.
func (c *Credentials) prefer(u *url.URL) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.Index(c.urls, u); i > 0 {
		c.urls = slices.Insert(slices.Delete(c.urls, i, i+1), 0, u)
	}
}

func (c *Credentials) canceled(ctx context.Context) *Error {
	return &Error{Kind: KindCanceled, Route: TokenRoute, Cause: ctx.Err()}
}
