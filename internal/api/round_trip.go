package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"authzx/internal/text"
)

// Timeouts bound one request; zero values take the defaults of defaultTimeouts.
type Timeouts struct {
	Answer time.Duration // until the head of the answer is there
	Stall  time.Duration // between two pieces of the answer
	Whole  time.Duration // until the last byte of the answer
}

// defaultTimeouts leave room for a cold start of the extension and for lists
// that come slowly but do come.
func defaultTimeouts() Timeouts {
	return Timeouts{Answer: 60 * time.Second, Stall: 30 * time.Second, Whole: 15 * time.Minute}
}

func (t Timeouts) orDefault() Timeouts {
	d := defaultTimeouts()
	if t.Answer == 0 {
		t.Answer = d.Answer
	}
	if t.Stall == 0 {
		t.Stall = d.Stall
	}
	if t.Whole == 0 {
		t.Whole = d.Whole
	}
	return t
}

// sender sends one request at a time and reads the answer within bounds.
type sender struct {
	http     *http.Client
	timeouts Timeouts
}

func newSender(transport http.RoundTripper, t Timeouts) *sender {
	return &sender{
		http:     &http.Client{Transport: transport, CheckRedirect: noRedirects},
		timeouts: t.orDefault(),
	}
}

// received is what came back for one request.
type received struct {
	status int // 0 when no answer came
	header http.Header
	body   []byte // as far as it came
	whole  bool   // the answer came to its end
	wrote  bool   // the head of the request left this side
	conns  int    // connections that were tried: net/http repeats some reads by itself
}

var (
	errNoAnswer = errors.New("timed out")
	errStalled  = errors.New("the response stalled")
	errTooSlow  = errors.New("the response took too long")
	errTooLarge = errors.New("the response is too large")
	errSpent    = errors.New("the connection was cut, and no retry is left")
)

// roundTrip sends req, at most tries times, and reads at most limit bytes of answer.
// The error is an *Error without route and target.
func (s *sender) roundTrip(req *http.Request, limit int64, tries int) (received, *Error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	whole := time.AfterFunc(s.timeouts.Whole, func() { cancel(errTooSlow) })
	defer whole.Stop()
	head := time.AfterFunc(s.timeouts.Answer, func() { cancel(errNoAnswer) })
	defer head.Stop()

	var wrote atomic.Bool
	var conns atomic.Int32
	trace := &httptrace.ClientTrace{
		GotConn: func(got httptrace.GotConnInfo) {
			if int(conns.Add(1)) > tries {
				conns.Add(-1)
				cancel(errSpent)
				_ = got.Conn.Close() // nothing may be written to it any more
			}
		},
		WroteHeaders: func() { wrote.Store(true) },
	}
	answer, err := s.http.Do(req.WithContext(httptrace.WithClientTrace(ctx, trace)))
	head.Stop()
	var got received
	if err == nil {
		got.status, got.header = answer.StatusCode, answer.Header
		got.body, err = s.readBody(answer, limit, cancel)
		got.whole = err == nil
	}
	got.wrote, got.conns = wrote.Load(), int(conns.Load())
	if err != nil {
		return got, s.explain(ctx, req, err, got, limit)
	}
	return got, nil
}

// readBody reads the body until its end, limit, or a pause that is too long.
func (s *sender) readBody(answer *http.Response, limit int64, cancel context.CancelCauseFunc) ([]byte, error) {
	defer func() { _ = answer.Body.Close() }()
	if answer.ContentLength > limit {
		return nil, errTooLarge
	}
	stall := time.AfterFunc(s.timeouts.Stall, func() { cancel(errStalled) })
	defer stall.Stop()
	var body bytes.Buffer
	if answer.ContentLength > 0 {
		// What the server claims is no reason to hold that much memory.
		body.Grow(int(min(answer.ContentLength, 8<<20)) + bytes.MinRead)
	}
	_, err := body.ReadFrom(&fed{
		from: io.LimitReader(answer.Body, limit+1),
		feed: func() { stall.Reset(s.timeouts.Stall) },
	})
	if err == nil && int64(body.Len()) > limit {
		return nil, errTooLarge
	}
	return body.Bytes(), err
}

// fed calls feed whenever bytes arrive.
type fed struct {
	from io.Reader
	feed func()
}

func (f *fed) Read(p []byte) (int, error) {
	n, err := f.from.Read(p)
	if n > 0 {
		f.feed()
	}
	return n, err
}

// explain makes an *Error of a failed round trip.
func (s *sender) explain(ctx context.Context, req *http.Request, err error, got received, limit int64) *Error {
	e := &Error{Status: got.status, Cause: err}
	cause := context.Cause(ctx)
	switch {
	case errors.Is(err, errTooLarge):
		e.Kind, e.Detail = KindTooLarge, text.New(text.Size(limit))
	case errors.Is(cause, errNoAnswer):
		e.Kind, e.Detail, e.Cause = KindTimeout, text.New("nothing within "+Span(s.timeouts.Answer)), cause
	case errors.Is(cause, errTooSlow):
		e.Kind, e.Detail, e.Cause = KindTimeout, text.New("not complete within "+Span(s.timeouts.Whole)), cause
	case errors.Is(cause, errStalled):
		e.Kind, e.Cause = KindStalled, cause
		e.Detail = text.New(fmt.Sprintf("%s, then nothing for %s", text.Size(int64(len(got.body))), Span(s.timeouts.Stall)))
	case errors.Is(cause, errSpent):
		e.Kind, e.Cause = KindReset, cause
	case errors.Is(req.Context().Err(), context.Canceled):
		e.Kind, e.Cause = KindCanceled, context.Canceled
	case req.Context().Err() != nil:
		e.Kind, e.Cause = KindTimeout, context.DeadlineExceeded
	default:
		e.Kind, e.Detail, e.Cause = classify(err, req.URL.Host)
	}
	return e
}
