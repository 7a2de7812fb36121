package faulty

import (
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// Slow waits before the answer, unless the client leaves or the server closes
// earlier.
func Slow(d time.Duration) Fault {
	return func(s *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			next.ServeHTTP(w, r)
		case <-r.Context().Done():
		case <-s.quit:
		}
	}
}

// Silent never answers.
func Silent() Fault {
	return func(s *Server, _ http.ResponseWriter, r *http.Request, _ http.Handler) { s.hold(r) }
}

// Stall gives the first n bytes of the server's own answer and then nothing
// more, without ending it.
func Stall(n int) Fault {
	return func(s *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		part(w, r, next, n)
		s.hold(r)
	}
}

// hold waits until the client leaves or the server closes.
func (s *Server) hold(r *http.Request) {
	// Only behind the request's body does the server notice that a client left.
	_, _ = io.Copy(io.Discard, r.Body)
	select {
	case <-r.Context().Done():
	case <-s.quit:
	}
}

// part gives the head and n bytes of what next answers, as part of it all.
func part(w http.ResponseWriter, r *http.Request, next http.Handler, n int) {
	status, header, body := record(r, next)
	copyHeader(w.Header(), header)
	w.Header().Set("Content-Length", fmt.Sprint(len(body)+1))
	w.WriteHeader(status)
	_, _ = w.Write(body[:min(n, len(body))])
	_ = http.NewResponseController(w).Flush()
}

// Reset cuts the connection hard before there is an answer. The request has
// been carried out by then if done is set.
func Reset(done bool) Fault {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		if done {
			record(r, next)
		}
		hangUp(w)
	}
}

// ResetInBody cuts the connection hard after n bytes of the server's own answer.
func ResetInBody(n int) Fault {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		part(w, r, next, n)
		hangUp(w)
	}
}

// hangUp ends the connection with a RST.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// CAFile writes the authority of a server that StartTLS started as PEM to path.
func (s *Server) CAFile(path string) error {
	cert := s.http.Certificate()
	if cert == nil {
		return errors.New("faulty: the server has no TLS")
	}
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}), 0o600)
}
