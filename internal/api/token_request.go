package api

import (
	"bytes"
	"context"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"authzx/internal/secret"
	"authzx/internal/text"
)

// maxTokenAnswer bounds a token endpoint's response, in bytes.
const maxTokenAnswer = 1 << 20

// request asks one endpoint for a token.
func (c *Credentials) request(ctx context.Context, u *url.URL, clientSecret secret.Secret) (Token, *Error) {
	trip := &tokenTrip{sender: c.sender}
	config := clientcredentials.Config{
		ClientID:       c.o.ClientID,
		ClientSecret:   clientSecret.Reveal(),
		TokenURL:       u.String(),
		EndpointParams: url.Values{"audience": {c.o.Audience}},
		AuthStyle:      oauth2.AuthStyleInParams,
	}
	start := c.o.Now()
	// This is how the library takes its HTTP client.
	ctx = context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: trip, CheckRedirect: noRedirects})
	answer, err := config.Token(ctx)
	got := c.o.Now()

	var failure *Error
	switch {
	case trip.failure != nil:
		failure = trip.failure
	case err != nil:
		failure = tokenRefused(trip.got, got)
	case !sendable(answer.AccessToken):
		failure = &Error{Kind: KindTokenAnswer, Status: trip.got.status, Detail: text.New(unsendable)}
	}
	if failure != nil {
		failure.Route, failure.Method, failure.Target = TokenRoute, http.MethodPost, u.String()
		failure.Attempts = 1
		newRedactor(clientSecret).error(failure)
	}
	c.o.Observe(Exchange{
		Route: TokenRoute, Method: http.MethodPost, Target: u.String(), Attempt: 1, Cause: causeOf(ctx),
		Start: start, Duration: got.Sub(start), Status: trip.got.status,
		BytesOut: trip.sent, BytesIn: int64(len(trip.got.body)), Omitted: true, Err: failure,
	})
	if failure != nil {
		return Token{}, failure
	}
	return newToken(answer, got), nil
}

// newToken takes scopes and life from the answer, else from the token itself.
func newToken(answer *oauth2.Token, now time.Time) Token {
	inside := readClaims(answer.AccessToken)
	t := Token{Value: secret.New(answer.AccessToken), Scopes: inside.scopes(), Got: now, Life: inside.life()}
	if scope, ok := answer.Extra("scope").(string); ok {
		t.Scopes = splitScopes(scope)
	}
	seconds := 0.0
	switch v := answer.Extra("expires_in").(type) {
	case float64:
		seconds = v
	case string:
		seconds, _ = strconv.ParseFloat(v, 64)
	}
	if seconds > 0 && seconds < longestLife.Seconds() {
		t.Life = time.Duration(seconds * float64(time.Second))
	}
	return t
}

// tokenTrip is the round trip of one request for a token, kept for whoever
// wants to know what happened: the library's own errors quote bodies.
type tokenTrip struct {
	sender  *sender
	sent    int64
	got     received
	failure *Error
}

// RoundTrip sends the request within the bounds of the sender.
func (t *tokenTrip) RoundTrip(req *http.Request) (*http.Response, error) {
	t.sent = req.ContentLength
	t.got, t.failure = t.sender.roundTrip(req, maxTokenAnswer, math.MaxInt)
	if t.failure != nil {
		return nil, t.failure
	}
	header := t.got.header.Clone()
	if bytes.HasPrefix(bytes.TrimSpace(t.got.body), []byte("{")) {
		// The library reads a body that is called plain text as a form.
		header.Set("Content-Type", "application/json")
	}
	return &http.Response{
		StatusCode: t.got.status, Status: http.StatusText(t.got.status), Header: header, Request: req,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(t.got.body)), ContentLength: int64(len(t.got.body)),
	}, nil
}

// tokenRefused makes an *Error of an answer in which there is no token.
func tokenRefused(got received, now time.Time) *Error {
	said := parseRefusal(got.body)
	e := &Error{Status: got.status, Code: said.Error, Message: said.Message, RequestID: requestID(got.header)}
	switch s := got.status; {
	case s >= 300 && s <= 399:
		e.Kind, e.Detail = KindRedirect, redirectTarget(got.header)
	case s == http.StatusTooManyRequests:
		e.Kind, e.RetryAfter = KindThrottled, waitAsked(got.header, now)
	case s >= 500:
		e.Kind, e.RetryAfter = KindServer, serverHint(got.header, now)
	case s == http.StatusNotFound:
		e.Kind, e.Detail = KindTokenAnswer, text.New("there is no token endpoint")
	case !said.object:
		e.Kind, e.Detail = KindTokenAnswer, text.New(whatInstead(got))
	case s == http.StatusUnauthorized, said.Error.Raw() == "invalid_client":
		e.Kind = KindTokenRefused
	case s >= 400 || !said.Error.IsZero():
		e.Kind = KindTokenForbidden
	default:
		e.Kind, e.Detail = KindTokenAnswer, text.New("there is no token in it")
	}
	return e
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
