package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
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
