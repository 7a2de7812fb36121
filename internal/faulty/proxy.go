package faulty

import (
	"io"
	"net"
	"net/http"

	"authzx/internal/routine"
)

// StartProxy serves as a proxy on loopback: every CONNECT becomes a tunnel to
// target, whatever it asks for, so that names that exist nowhere can be
// reached. With refuse other than 0 it answers with that status instead.
func StartProxy(target string, refuse int) *Server {
	return Start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "a tunnel is what this proxy makes", http.StatusBadRequest)
			return
		}
		if refuse != 0 {
			w.WriteHeader(refuse)
			return
		}
		tunnel(w, target)
	}))
}

// tunnel joins the client's connection and one to target until either ends.
func tunnel(w http.ResponseWriter, target string) {
	far, err := net.Dial("tcp", target)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer func() { _ = far.Close() }()
	near, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = near.Close() }()
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	var done routine.Group
	done.Go(func() {
		_, _ = io.Copy(far, buffered)
		_ = far.Close()
	})
	_, _ = io.Copy(near, far)
	_ = near.Close()
	done.Wait()
}
