package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"authzx/internal/routine"
)

const (
	loopback = "127.0.0.1:0"
	// grace is how long requests that are under way may take when the server stops.
	// A connection that was opened and never used counts as one for five seconds.
	grace = 8 * time.Second
	// patience is how long a client may take over the head of a request.
	patience = 10 * time.Second
)

// listening is the socket that a started server has.
type listening struct {
	mu     sync.Mutex
	server *http.Server
	addr   string         // host and port; empty before Start
	ended  *routine.Group // what runs for the server
}

var errStarted = errors.New("the sandbox is started already")

// Start listens on addr, a host and port; on a free port of the loopback
// address when empty. It returns as soon as requests are answered.
func (s *Server) Start(addr string) error {
	l := &s.listening
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.server != nil {
		return errStarted
	}
	if addr == "" {
		addr = loopback
	}
	socket, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	l.addr = reachable(addr, socket.Addr())
	server := &http.Server{Handler: s, ReadHeaderTimeout: patience}
	server.ErrorLog = log.New(io.Discard, "", 0) // standard error may be a screen that somebody draws on
	l.server = server
	var working routine.Group
	working.Go(func() { _ = server.Serve(ownWords{socket}) })
	working.Go(func() { _ = s.filled() })
	working.Go(func() { _, _ = s.issuer.key() }) // ready before the first token is asked for
	l.ended = &working
	return nil
}

// reachable is an address at which this machine finds a socket. One that listens
// everywhere has none of its own.
func reachable(asked string, bound net.Addr) string {
	tcp, ok := bound.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return bound.String()
	}
	host := "127.0.0.1"
	if given, _, err := net.SplitHostPort(asked); err == nil {
		if ip := net.ParseIP(given); ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	return net.JoinHostPort(host, strconv.Itoa(tcp.Port))
}

// Close stops listening, lets requests that are under way come to their end
// and returns when nothing of the server runs any more. A server that was never
// started has nothing to close.
func (s *Server) Close() error {
	l := &s.listening
	l.mu.Lock()
	server, ended := l.server, l.ended
	l.server = nil
	l.mu.Unlock()
	if server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("stopping the sandbox: %w", err), server.Close())
	}
	ended.Wait()
	return err
}

// BaseURL is the base URL of the API of a started server; it ends in /api.
func (s *Server) BaseURL() string { return s.root() + "/api" }

// TokenURL is the token endpoint of a started server.
func (s *Server) TokenURL() string { return s.root() + "/oauth/token" }

func (s *Server) root() string {
	s.listening.mu.Lock()
	defer s.listening.mu.Unlock()
	return "http://" + s.listening.addr
}

// issuerName is who issues the tokens. It doesn't depend on the name by which a
// request calls the server, so that a proxy may stand in between.
func (s *Server) issuerName() string { return s.root() + "/" }

func rootOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// withoutDots resolves the dots among the segments of an escaped path, escaped ones
// too, as a browser does before it asks.
func withoutDots(path string) string {
	var kept []string
	segments := strings.Split(path, "/")
	for i, s := range segments {
		switch strings.ReplaceAll(strings.ToLower(s), "%2e", ".") {
		case "..":
			kept = kept[:max(len(kept)-1, min(len(kept), 1))]
		case ".":
		default:
			kept = append(kept, s)
			continue
		}
		if i == len(segments)-1 {
			kept = append(kept, "")
		}
	}
	return strings.Join(kept, "/")
}

// apiPath is what of an escaped path comes behind /api.
func apiPath(escaped string) (below string, ok bool) {
	below, ok = strings.CutPrefix(escaped, "/api")
	return below, ok && strings.HasPrefix(below, "/")
}

// serveAPI takes a request through the stages of the real server, in its order:
// route, token, body, scope, values, and only then what the route does.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request, below string) {
	body, tooLong, unreadable := readAll(r)
	if r.Method == http.MethodOptions {
		s.preflight(r, below).write(w, r)
		return
	}
	route, params, ok := lookup(r.Method, below)
	if !ok {
		faultAnswer(noRoute()).write(w, r)
		return
	}
	if checkParams(params) != nil {
		faultAnswer(plainFault(http.StatusBadRequest, "Bad Request")).write(w, r)
		return
	}
	req := &request{route: route, params: params, query: parseQuery(r.URL.RawQuery)}
	a, err := s.run(r, req, sent{body, tooLong, unreadable})
	if err != nil {
		a = faultAnswer(asFault(err))
	}
	a.write(w, r)
}

// sent is the body of a request as it came.
type sent struct {
	body       []byte
	tooLong    bool
	unreadable error
}

func (b sent) payload(contentType, contentEncoding string) (value, error) {
	switch {
	case b.unreadable != nil && contentEncoding != "":
		return nil, plainFault(http.StatusBadRequest, "Invalid compressed payload")
	case b.unreadable != nil:
		return nil, plainFault(http.StatusBadRequest, "Bad Request")
	case b.tooLong:
		return nil, plainFault(http.StatusRequestEntityTooLarge,
			fmt.Sprintf("Payload content length greater than maximum allowed: %d", maxBody))
	}
	return parsePayload(contentType, b.body)
}

func (s *Server) run(r *http.Request, req *request, b sent) (*answer, error) {
	bearer, err := s.authenticate(r, req.query, req.route)
	if err != nil {
		return nil, err
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if req.payload, err = b.payload(r.Header.Get("Content-Type"), r.Header.Get("Content-Encoding")); err != nil {
			return nil, err
		}
	}
	if err := authorize(bearer, req.route); err != nil {
		return nil, err
	}
	if err := req.checkRequest(s.checks[req.route.ID]); err != nil {
		return nil, err
	}
	if s.beforeWrite == nil && !req.route.Reads() {
		s.writing.Lock()
		defer s.writing.Unlock()
	}
	return s.routes[req.route.ID](req)
}
