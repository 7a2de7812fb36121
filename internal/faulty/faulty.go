// Package faulty puts programmable faults in front of an HTTP handler, on real
// sockets: what networks, proxies and tired servers do to a client. It is an
// aid for tests.
package faulty

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
)

// Fault plays one fault instead of, or around, the answer of next. It is done
// when it returns.
type Fault func(s *Server, w http.ResponseWriter, r *http.Request, next http.Handler)

// Rule says on which requests a fault is played.
type Rule struct {
	Method string // empty: any
	Path   string // a pattern of path.Match over the escaped path; "" any, a trailing "/**" any below
	Skip   int    // so many matching requests go by first
	Times  int    // then so many are hit; 0 is all of them
	Fault  Fault
}

// Seen is one request that reached the server.
type Seen struct {
	Method        string
	Target        string // as it was sent
	Authorization string
	Faulted       bool
}

// Server is a listener on loopback with a handler behind its faults.
type Server struct {
	http *httptest.Server
	next http.Handler
	quit chan struct{}

	mu    sync.Mutex
	rules []*counted
	seen  []Seen
}

type counted struct {
	Rule
	matched int
}

// Start serves next on loopback without any fault. Close ends it.
func Start(next http.Handler) *Server { return start(next, (*httptest.Server).Start) }

// StartTLS is Start over TLS, with a certificate that nobody trusts; CAFile
// writes the authority that does.
func StartTLS(next http.Handler) *Server { return start(next, (*httptest.Server).StartTLS) }

func start(next http.Handler, listen func(*httptest.Server)) *Server {
	s := &Server{next: next, quit: make(chan struct{})}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.http.Config.ErrorLog = quiet()
	listen(s.http)
	return s
}

// Close ends the server and every fault that is being played.
func (s *Server) Close() {
	close(s.quit)
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is the address of the server, without a slash at its end.
func (s *Server) URL() string { return s.http.URL }

// Add adds a rule. Of several that match a request the first added wins.
func (s *Server) Add(r Rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = append(s.rules, &counted{Rule: r})
}

// Clear takes all rules away and forgets what was seen.
func (s *Server) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules, s.seen = nil, nil
}

// Seen lists the requests so far.
func (s *Server) Seen() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Seen(nil), s.seen...)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	fault := s.pick(r)
	if fault == nil {
		s.next.ServeHTTP(w, r)
		return
	}
	fault(s, w, r, s.next)
}

// pick finds the fault for r and notes that r was seen.
func (s *Server) pick(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	var fault Fault
	for _, rule := range s.rules {
		if fault == nil && rule.matches(r) {
			rule.matched++
			n := rule.matched - rule.Skip
			if n > 0 && (rule.Times == 0 || n <= rule.Times) {
				fault = rule.Fault
			}
		}
	}
	s.seen = append(s.seen, Seen{
		Method: r.Method, Target: r.RequestURI, Authorization: r.Header.Get("Authorization"), Faulted: fault != nil,
	})
	return fault
}

func (r Rule) matches(req *http.Request) bool {
	if r.Method != "" && r.Method != req.Method {
		return false
	}
	escaped := req.URL.EscapedPath()
	if below, ok := strings.CutSuffix(r.Path, "/**"); ok {
		return escaped == below || strings.HasPrefix(escaped, below+"/")
	}
	ok, err := path.Match(r.Path, escaped)
	return r.Path == "" || err == nil && ok
}

// Refused is an address on loopback at which nothing listens.
func Refused() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "http://" + l.Addr().String(), l.Close()
}
