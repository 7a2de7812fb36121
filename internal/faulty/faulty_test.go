package faulty_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"authzx/internal/faulty"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func hello() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"hello":"world"}`) })
}

// get is the status and body of one request on a connection of its own.
func get(ctx context.Context, url string) (int, string, error) {
	transport := &http.Transport{DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	answer, err := transport.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body), err
}

func TestRulesAreHitInOrderAndAsOftenAsTheySay(t *testing.T) {
	s := faulty.Start(hello())
	defer s.Close()
	s.Add(faulty.Rule{Path: "/a", Skip: 1, Times: 2, Fault: faulty.Answer(418, "", "first")})
	s.Add(faulty.Rule{Path: "/a", Skip: 3, Fault: faulty.Answer(419, "", "second")})
	s.Add(faulty.Rule{Path: "/b/**", Fault: faulty.Answer(420, "", "below")})
	s.Add(faulty.Rule{Path: "/c/*/d", Method: "POST", Fault: faulty.Answer(421, "", "never")})
	var got []int
	for _, path := range []string{"/a", "/a", "/a", "/a", "/a", "/b", "/b/x/y", "/bb", "/c/1/d"} {
		status, _, err := get(t.Context(), s.URL()+path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, status)
	}
	want := []int{200, 418, 418, 200, 200, 420, 420, 200, 200}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("statuses %v, want %v", got, want)
		}
	}
	if seen := s.Seen(); len(seen) != len(want) || !seen[1].Faulted || seen[0].Faulted || seen[6].Target != "/b/x/y" {
		t.Errorf("seen %v", seen)
	}
	s.Clear()
	if status, _, _ := get(t.Context(), s.URL()+"/b"); status != 200 {
		t.Errorf("a cleared rule was played: %d", status)
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	s := faulty.Start(hello())
	defer s.Close()
	s.Add(faulty.Rule{Path: "/reset", Fault: faulty.Reset(false)})
	s.Add(faulty.Rule{Path: "/cut", Fault: faulty.ResetInBody(4)})
	s.Add(faulty.Rule{Path: "/stall", Fault: faulty.Stall(4)})
	s.Add(faulty.Rule{Path: "/slow", Fault: faulty.Slow(time.Millisecond)})
	for _, path := range []string{"/reset", "/cut"} {
		if _, _, err := get(t.Context(), s.URL()+path); !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, body, err := get(ctx, s.URL()+"/stall"); body != `{"he` || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stalled after %q: %v", body, err)
	}
	if status, body, err := get(t.Context(), s.URL()+"/slow"); status != 200 || body != `{"hello":"world"}` || err != nil {
		t.Errorf("slow: %d %q %v", status, body, err)
	}
}

func TestClosingEndsWhatNeverAnswers(t *testing.T) {
	s := faulty.Start(hello())
	asked := make(chan struct{})
	silent := faulty.Silent()
	s.Add(faulty.Rule{Fault: func(s *faulty.Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		close(asked)
		silent(s, w, r, next)
	}})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _, _ = get(context.Background(), s.URL())
	}()
	<-asked
	s.Close()
	<-done
}

func TestFaultsOfTheAnswer(t *testing.T) {
	s := faulty.Start(hello())
	defer s.Close()
	tests := []struct {
		path   string
		fault  faulty.Fault
		status int
		body   string
	}{
		{"/cut", faulty.CutJSON(5), 200, `{"hel`},
		{"/replace", faulty.Replace(`"world"`, `null`), 200, `{"hello":null}`},
		{"/html", faulty.HTML(502), 502, "<!doctype html>"},
		{"/empty", faulty.Empty(), 200, ""},
		{"/huge", faulty.Huge(10, true), 200, `"xxxxxxxxxx"`},
		{"/forbidden", faulty.Forbidden(), 403, `"message":"Insufficient scope"`},
		{"/unauthorized", faulty.Unauthorized(), 401, `"message":"Invalid credentials"`},
		{"/internal", faulty.InternalError(), 500, `"error":"Internal Server Error"`},
		{"/throttled", faulty.Throttled("Retry-After", "1"), 429, "Global limit"},
		{"/redirect", faulty.Redirect("/x"), 302, "Found"},
	}
	for _, tt := range tests {
		s.Add(faulty.Rule{Path: tt.path, Fault: tt.fault})
		status, body, err := get(t.Context(), s.URL()+tt.path)
		if err != nil || status != tt.status || !strings.Contains(body, tt.body) {
			t.Errorf("%s: %d %q %v", tt.path, status, body, err)
		}
	}
}

func TestNothingListensAtARefusedAddress(t *testing.T) {
	address, err := faulty.Refused()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := get(t.Context(), address); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
}
