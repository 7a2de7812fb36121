package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// Do sends call and gives the answer. Reads that fail for a passing reason are
// tried again; writes never are. The answer is there, beside an *Error, also
// when the server refused.
func (c *Client) Do(ctx context.Context, call endpoint.Call) (*Answer, error) {
	return c.send(ctx, call, valid)
}

// valid takes any JSON, and nothing where the route allows that.
func valid(body []byte) error {
	if len(body) == 0 || jsontext.Value(body).IsValid(lenient()) {
		return nil
	}
	if err := jsontext.NewDecoder(bytes.NewReader(body), lenient()).SkipValue(); errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("it is cut off: %w", errTruncated)
	}
	return errors.New("broken JSON")
}

// send is Do with a decoder of its own, which takes the body of a success and
// says what is wrong with it.
func (c *Client) send(ctx context.Context, call endpoint.Call, decode func([]byte) error) (*Answer, error) {
	if err := c.refuse(call); err != nil {
		return nil, err
	}
	t := &task{
		client: c, call: call, decode: decode, start: c.o.Now(),
		budget: c.gate.budget(), waits: newWaits(c.o.Retry, c.o.Rand),
	}
	for {
		answer, failure := t.attempt(ctx)
		if failure == nil {
			return answer, nil
		}
		renewed, err := t.renew(ctx, failure)
		if err != nil {
			return answer, err
		}
		if renewed {
			continue
		}
		if !t.retryable(failure) {
			return answer, failure
		}
		if failure.Kind == KindThrottled {
			continue // the gate has the pause
		}
		if err := t.pause(ctx, failure); err != nil {
			return answer, err
		}
	}
}

// refuse stops what must not or can't be sent.
func (c *Client) refuse(call endpoint.Call) error {
	if err := call.Check(); err != nil {
		return &Error{Kind: KindCall, Method: call.Method(), Target: call.Target(), Detail: text.New(err.Error()), Cause: err}
	}
	if c.o.ReadOnly && !call.Route.Reads() {
		return newError(KindReadOnly, call)
	}
	return nil
}

// task is one call on its way through its attempts.
type task struct {
	client  *Client
	call    endpoint.Call
	decode  func([]byte) error
	start   time.Time
	budget  int // of the tenant's retries, which this call lives on
	waits   *waits
	token   Token
	sent    int // requests so far
	renewed bool
}

// attempt sends the call once.
func (t *task) attempt(ctx context.Context) (*Answer, *Error) {
	c := t.client
	if err := c.pace.Wait(ctx); err != nil {
		return nil, t.stopped(ctx)
	}
	if failure := t.authorize(ctx); failure != nil {
		return nil, failure
	}
	req, err := c.request(ctx, t.call, t.token)
	if err != nil {
		e := newError(KindCall, t.call)
		e.Detail, e.Cause = text.New(err.Error()), err
		return nil, e
	}
	leave, failure := t.enter(ctx)
	if failure != nil {
		return nil, failure
	}
	start := c.o.Now()
	got, failure := c.sender.roundTrip(req, c.limit(t.call.Route), t.left())
	end := c.o.Now()
	t.sent += max(1, got.conns)
	failure = t.judge(got, failure, end)
	leave(failure)
	hide := newRedactor(t.token.Value)
	if failure != nil {
		hide.error(failure)
	}
	c.o.Observe(c.exchange(t, hide, start, end, got, failure))
	if !got.whole {
		return nil, failure
	}
	return &Answer{
		Status: got.status, Header: headerFields(got.header, hide), Body: got.body,
		Duration: end.Sub(t.start), Attempts: t.sent,
		call: t.call, hide: hide, html: isHTML(got.header, got.body),
	}, failure
}

// enter waits until the tenant may be asked. Leave is to be told what came of it.
func (t *task) enter(ctx context.Context) (leave func(*Error), failure *Error) {
	g, caller := t.client.gate, callerOf(ctx)
	p, err := g.enter(ctx, t.budget, func(d time.Duration, reason *Error) error {
		t.tellWait(d, reason)
		return t.client.o.Sleep(caller, d)
	})
	if err == nil {
		return func(failure *Error) { g.leave(p, failure) }, nil
	}
	refusal, ok := errors.AsType[*Error](err)
	if !ok {
		return nil, t.stopped(caller)
	}
	own := *refusal // what the tenant said to another request
	own.at(t.call)
	own.Attempts, own.Unsettled = t.sent, false
	return nil, &own
}

// judge says what is wrong with what came back, if anything is. Failure is that
// of the round trip.
func (t *task) judge(got received, failure *Error, now time.Time) *Error {
	if failure == nil {
		failure = refused(t.call.Route, got, now)
	}
	if failure == nil {
		failure = t.unlikely(got)
	}
	if failure == nil {
		failure = t.undecodable(got)
	}
	if failure != nil {
		failure.at(t.call)
		failure.Attempts = t.sent
		failure.Unsettled = t.unsettled(got)
	}
	return failure
}

// undecodable finds fault with a success whose JSON can't be used.
func (t *task) undecodable(got received) *Error {
	err := t.decode(got.body)
	if err == nil {
		return nil
	}
	detail := text.New(err.Error())
	if said := parseRefusal(got.body); said.status >= http.StatusBadRequest {
		detail = text.New(strings.TrimSpace(fmt.Sprintf("it is an error: %d %s", said.status, said.Message.Raw())))
	}
	return &Error{Kind: KindBadAnswer, Status: got.status, RequestID: requestID(got.header), Detail: detail, Cause: err}
}

// authorize gets the token for the next attempt.
func (t *task) authorize(ctx context.Context) *Error {
	if t.call.Route.Open {
		return nil
	}
	token, err := t.client.token(ctx)
	if err == nil {
		t.token = token
		return nil
	}
	if failure, ok := errors.AsType[*Error](err); ok {
		own := *failure // others may hold the same error
		return &own
	}
	return &Error{Kind: KindTokenSecret, Route: TokenRoute, Detail: text.New(err.Error()), Cause: err}
}

// request builds one HTTP request of the call.
func (c *Client) request(ctx context.Context, call endpoint.Call, token Token) (*http.Request, error) {
	var body *bytes.Reader
	if len(call.Body) > 0 {
		body = bytes.NewReader(call.Body)
	}
	req, err := newRequest(ctx, call.Method(), call.URL(c.base), body)
	if err != nil {
		return nil, errors.New("the address can't be built")
	}
	if len(call.Body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	if !call.Route.Open {
		if !sendable(token.Value.Reveal()) {
			return nil, errors.New(unsendable)
		}
		req.Header.Set("Authorization", "Bearer "+token.Value.Reveal())
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.o.Agent)
	return req, nil
}

// unsendable says what is wrong with a token that is not sendable.
const unsendable = "the token is invalid: it holds spaces or characters not allowed in a header"

// sendable reports whether token can stand in a header.
func sendable(token string) bool {
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return false
		}
	}
	return token != ""
}

// newRequest keeps a nil reader from becoming a body that is not nil.
func newRequest(ctx context.Context, method, address string, body *bytes.Reader) (*http.Request, error) {
	if body == nil {
		return http.NewRequestWithContext(ctx, method, address, nil)
	}
	return http.NewRequestWithContext(ctx, method, address, body)
}

func (c *Client) limit(route *endpoint.Route) int64 {
	if route.Large {
		return c.o.Limits.Large
	}
	return c.o.Limits.Answer
}

// unlikely finds fault with a success that this API would not answer so.
func (t *task) unlikely(got received) *Error {
	wants := t.call.Route.Answer.Status
	if got.status == http.StatusNoContent || wants == http.StatusNoContent && len(got.body) == 0 {
		return nil
	}
	body := bytes.TrimLeft(got.body, " \t\r\n")
	if len(body) > 0 && bytes.IndexByte([]byte(`{["-0123456789tfn`), body[0]) >= 0 {
		return nil
	}
	return &Error{
		Kind: KindBadAnswer, Status: got.status, RequestID: requestID(got.header),
		Detail: text.New(whatInstead(got)),
	}
}

// unsettled reports whether the call was a write that may have taken effect
// although it failed.
func (t *task) unsettled(got received) bool {
	if t.call.Route.Reads() || !got.wrote {
		return false
	}
	accepted := got.status >= 200 && got.status <= 299
	// What alters the tenant as well may be throttled half way.
	half := got.status == http.StatusTooManyRequests && t.call.Route.Area == endpoint.Configuration
	return got.status == 0 || accepted || half || got.status >= 500
}

// renew makes ready for one more attempt with another token, once, after a 401. The
// error says why there is no other token.
func (t *task) renew(ctx context.Context, failure *Error) (bool, error) {
	if failure.Kind != KindUnauthorized || failure.Route == TokenRoute || t.call.Route.Open || t.renewed {
		return false, nil
	}
	t.renewed = true
	used := t.token
	t.client.o.Tokens.Drop(used)
	if failure := t.authorize(ctx); failure != nil {
		return false, failure
	}
	// A token issued anew within the same second may spell the same.
	return !t.token.Got.Equal(used.Got) || !same(t.token.Value, used.Value), nil
}

// doubtfulTries are enough for a call of which the 500 most likely has a reason.
const doubtfulTries = 2

// left is how often the call may still be sent. A write that never left this side is
// not bounded: net/http sends that again by itself.
func (t *task) left() int {
	if !t.call.Route.Reads() {
		return math.MaxInt
	}
	return max(1, t.client.o.Retry.Tries-t.sent)
}

func (t *task) retryable(failure *Error) bool {
	tries := t.client.o.Retry.Tries
	switch {
	case failure.Route == TokenRoute:
		return false // whoever asked for it has tried it again
	case failure.Status != http.StatusInternalServerError:
	case t.call.CertainFailure() != "":
		return false
	case failure.Meaning != "":
		tries = min(tries, doubtfulTries)
	}
	if !t.call.Route.Reads() || !failure.transient() || t.sent >= tries {
		return false
	}
	if failure.Kind == KindThrottled {
		return t.client.gate.budget() == t.budget
	}
	return t.client.gate.repeat()
}

// pause waits before the next attempt; a context that ends ends it at once.
func (t *task) pause(ctx context.Context, failure *Error) error {
	d := t.waits.next(failure.RetryAfter)
	t.tellWait(d, failure)
	if err := t.client.o.Sleep(ctx, d); err != nil {
		return t.stopped(ctx)
	}
	return nil
}

func (t *task) tellWait(d time.Duration, reason *Error) {
	c := t.client
	c.o.OnWait(Wait{
		Method: t.call.Method(), Target: t.call.Target(), Cause: c.cause,
		For: d, Attempt: t.sent, Tries: c.o.Retry.Tries, Reason: reason,
	})
}

// stopped is the error of a call whose context ended between two attempts.
func (t *task) stopped(ctx context.Context) *Error {
	e := newError(KindCanceled, t.call)
	e.Attempts, e.Cause = t.sent, context.Canceled
	if !errors.Is(ctx.Err(), context.Canceled) {
		e.Kind, e.Cause = KindTimeout, context.DeadlineExceeded
	}
	return e
}

// newError is an error of that kind about call.
func newError(kind Kind, call endpoint.Call) *Error {
	e := &Error{Kind: kind}
	e.at(call)
	return e
}

func (e *Error) at(call endpoint.Call) {
	e.Route, e.Method, e.Target = call.Route.ID, call.Method(), call.Target()
	if e.Status == http.StatusInternalServerError {
		e.Meaning = call.KnownFailure()
	}
}

// noCredentials is the detail of a client without a token source.
func noCredentials() text.Text { return text.New("the profile has no credentials") }
