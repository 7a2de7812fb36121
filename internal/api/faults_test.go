package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
)

// limitsOf are short where a limit is what a test waits for: all else has the time that a
// busy machine takes.
func limitsOf(kind api.Kind) api.Timeouts {
	if kind == api.KindTimeout || kind == api.KindStalled {
		return api.Timeouts{Answer: 1500 * time.Millisecond, Stall: 1500 * time.Millisecond}
	}
	return api.Timeouts{}
}

func TestEachFaultOfAReadHasItsOwnKindAndNoRawPage(t *testing.T) {
	tests := []struct {
		name  string
		fault faulty.Fault
		kind  api.Kind
		says  string
		sent  int
	}{
		{"no answer at all", faulty.Silent(), api.KindTimeout, "nothing within 2 s", 1},
		{"an answer that stops in the middle", faulty.Stall(5), api.KindStalled, "5 bytes, then nothing for 2 s", 1},
		{"a reset before the answer", faulty.Reset(false), api.KindReset, "closed before the response was complete", 4},
		{"a reset in the body", faulty.ResetInBody(5), api.KindReset, "closed before the response was complete", 4},
		{"JSON that ends in the middle", faulty.CutJSON(5), api.KindBadAnswer, "it is cut off", 1},
		{"nothing at all", faulty.Empty(), api.KindBadAnswer, "nothing instead of JSON", 1},
		{"HTML with 200", faulty.HTML(200), api.KindBadAnswer, "HTML instead of JSON", 1},
		{"HTML with 404", faulty.HTML(404), api.KindBadAnswer, "HTML instead of JSON (404)", 1},
		{"HTML with 502", faulty.HTML(502), api.KindServer, "the server failed (502)", 4},
		{"plain text", faulty.Answer(200, "text/plain", "fine"), api.KindBadAnswer, "broken JSON", 1},
		{"other words", faulty.Answer(200, "text/plain", "OK"), api.KindBadAnswer, "text instead of JSON", 1},
		{"a 500 of the extension", faulty.InternalError(), api.KindServer, "An internal server error occurred", 4},
		{"a blocked event loop", faulty.Answer(500, "", "Blocked event loop"), api.KindServer, "(500)", 4},
		{"a 501", faulty.Refusal(501, "no"), api.KindServer, "(501 no)", 1},
		{"a 429", faulty.Throttled(), api.KindThrottled, "Global limit has been reached", 4},
		{"a 401", faulty.Unauthorized(), api.KindUnauthorized, "Invalid credentials", 1},
		{"a 403", faulty.Forbidden(), api.KindForbidden, "the token lacks read:connections", 1},
		{"a 403 of somebody else", faulty.HTML(403), api.KindForbidden, "forbidden (403)", 1},
		{"a 404", faulty.Refusal(404, "The user does not exist."), api.KindNotFound, "The user does not exist.", 1},
		{"a 409", faulty.Refusal(409, "Conflict"), api.KindConflict, "Conflict", 1},
		{"a redirect", faulty.Redirect("https://evil.example/x?token=1"), api.KindRedirect, "evil.example; redirects are refused", 1},
		{"more than the limit, announced", faulty.Huge(70<<10, true), api.KindTooLarge, "the limit of 64 KB", 1},
		{"more than the limit, not announced", faulty.Huge(70<<10, false), api.KindTooLarge, "the limit of 64 KB", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, examples(), func(o *api.Options) {
				o.Timeouts, o.Limits.Answer = limitsOf(tt.kind), 64<<10
			})
			b.server.Add(faulty.Rule{Fault: tt.fault})
			_, err := b.Do(t.Context(), read())
			e := failure(t, err)
			if e.Kind != tt.kind || e.Route != endpoint.ConnectionsList {
				t.Errorf("kind %q of route %q, want %q", e.Kind, e.Route, tt.kind)
			}
			text := e.Error()
			if !strings.HasPrefix(text, "GET /connections: ") || !strings.Contains(text, tt.says) || strings.Contains(text, "<") {
				t.Errorf("says %q", text)
			}
			if e.Hint() == "" {
				t.Error("there is no way out")
			}
			if got := len(b.server.Seen()); got != tt.sent || e.Attempts != tt.sent {
				t.Errorf("%d requests, %d attempts, want %d", got, e.Attempts, tt.sent)
			}
			if len(b.exchanges) != tt.sent || b.exchanges[tt.sent-1].Err == nil {
				t.Errorf("the log has %d exchanges", len(b.exchanges))
			}
		})
	}
}

func TestAWriteIsSentOnceAndSaysWhetherItsOutcomeIsKnown(t *testing.T) {
	const silence, stalled = "no answer", "an answer that stalls"
	tests := []struct {
		name    string
		fault   faulty.Fault
		unknown bool
	}{
		{"cut before the answer", faulty.Reset(true), true},
		{"cut in the answer", faulty.ResetInBody(3), true},
		{silence, faulty.Silent(), true},
		{stalled, faulty.Stall(3), true},
		{"a server error", faulty.InternalError(), true},
		{"a gateway that gave up", faulty.HTML(504), true},
		{"a login page", faulty.HTML(200), true},
		{"a 429", faulty.Throttled("Retry-After", "1"), false},
		{"a 400", faulty.Refusal(400, "no"), false},
		{"a 403", faulty.Forbidden(), false},
		{"a redirect", faulty.Redirect("/elsewhere"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, examples(), func(o *api.Options) {
				if tt.name == silence || tt.name == stalled {
					o.Timeouts = limitsOf(api.KindTimeout)
				}
			})
			b.server.Add(faulty.Rule{Fault: tt.fault})
			_, err := b.Do(t.Context(), endpoint.Lookup(endpoint.GroupsCreate).Example())
			e := failure(t, err)
			if errors.Is(err, api.ErrOutcomeUnknown) != tt.unknown {
				t.Errorf("unknown outcome: %v; %v", !tt.unknown, err)
			}
			if strings.Contains(e.Error(), "unknown") != tt.unknown {
				t.Errorf("says %q", e)
			}
			if got := len(b.server.Seen()); got != 1 {
				t.Errorf("sent %d times", got)
			}
		})
	}
}

func TestAWriteThatNeverLeftIsKnownNotToBeDone(t *testing.T) {
	address, err := faulty.Refused()
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, examples(), func(o *api.Options) { o.BaseURL = address + "/api" })
	_, err = b.Do(t.Context(), write())
	if e := failure(t, err); e.Kind != api.KindRefused || e.Unsettled {
		t.Errorf("%v, unsettled %v", e, e.Unsettled)
	}
}

func TestAWriteIsNotSentAgainOnAnIdleConnectionThatTheServerClosed(t *testing.T) {
	b := newBench(t, examples(), nil)
	if _, err := b.Do(t.Context(), read()); err != nil { // leaves a connection open
		t.Fatal(err)
	}
	b.server.Add(faulty.Rule{Method: "PATCH", Fault: faulty.Reset(true)})
	_, err := b.Do(t.Context(), write())
	if !errors.Is(err, api.ErrOutcomeUnknown) {
		t.Error(err)
	}
	if got := len(b.server.Seen()); got != 2 {
		t.Errorf("%d requests, want one read and one write", got)
	}
}

func TestAReadOnAReusedConnectionIsSentFourTimesAtMost(t *testing.T) {
	b := newBench(t, examples(), nil)
	if _, err := b.Do(t.Context(), read()); err != nil {
		t.Fatal(err)
	}
	b.server.Clear()
	b.server.Add(faulty.Rule{Fault: faulty.Reset(false)})
	if _, err := b.Do(t.Context(), read()); api.KindOf(err) != api.KindReset {
		t.Error(err)
	}
	// net/http repeats a read on its own when a kept connection breaks.
	if got := len(b.server.Seen()); got > 4 {
		t.Errorf("%d requests", got)
	}
}

func TestAReadSucceedsOnceTheTroubleIsOver(t *testing.T) {
	for name, fault := range map[string]faulty.Fault{
		"after resets":        faulty.Reset(false),
		"after cut bodies":    faulty.ResetInBody(3),
		"after server errors": faulty.InternalError(),
		"after throttling":    faulty.Throttled(),
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, examples(), nil)
			b.server.Add(faulty.Rule{Times: 3, Fault: fault})
			answer, err := b.Do(t.Context(), read())
			if err != nil {
				t.Fatal(err)
			}
			if answer.Attempts != 4 || len(b.waits) != 3 {
				t.Errorf("%d attempts, %d waits", answer.Attempts, len(b.waits))
			}
		})
	}
}

func TestCancellingEndsASlowAnswerAtOnce(t *testing.T) {
	b := newBench(t, examples(), nil)
	ctx, cancel := context.WithCancel(t.Context())
	silent := faulty.Silent()
	b.server.Add(faulty.Rule{Fault: func(s *faulty.Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		cancel()
		silent(s, w, r, next)
	}})
	_, err := b.Do(ctx, read())
	if e := failure(t, err); e.Kind != api.KindCanceled || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", e)
	}
}

func TestADeadlineOfTheCallerIsATimeout(t *testing.T) {
	b := newBench(t, examples(), nil)
	b.server.Add(faulty.Rule{Fault: faulty.Silent()})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := b.Do(ctx, read())
	if e := failure(t, err); e.Kind != api.KindTimeout || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", e)
	}
}
