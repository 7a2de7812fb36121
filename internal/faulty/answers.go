package faulty

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
)

// Answer gives this answer instead of the server's own.
func Answer(status int, contentType, body string) Fault {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// JSON gives a JSON answer instead of the server's own.
func JSON(status int, body string) Fault {
	return Answer(status, "application/json; charset=utf-8", body)
}

// Refusal gives an error as the extension writes it.
func Refusal(status int, message string) Fault {
	return JSON(status, fmt.Sprintf(`{"statusCode":%d,"error":%q,"message":%q}`, status, http.StatusText(status), message))
}

// InternalError is the 500 of the extension.
func InternalError() Fault {
	return Refusal(http.StatusInternalServerError, "An internal server error occurred")
}

// Unauthorized is the 401 of the extension.
func Unauthorized() Fault { return Refusal(http.StatusUnauthorized, "Invalid credentials") }

// Forbidden is the 403 of the extension, which names no scope.
func Forbidden() Fault { return Refusal(http.StatusForbidden, "Insufficient scope") }

// HTML is a page of something that is no API.
func HTML(status int) Fault {
	return Answer(status, "text/html; charset=utf-8", "<!doctype html><html><body><h1>Sign in</h1></body></html>")
}

// Empty is a success that holds nothing.
func Empty() Fault { return Answer(http.StatusOK, "application/json", "") }

// Throttled is a 429 with these header lines, such as "Retry-After", "2". None
// at all is what the extension itself sends.
func Throttled(header ...string) Fault {
	refusal := Refusal(http.StatusTooManyRequests, "Global limit has been reached")
	return func(s *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		refusal(s, w, r, next)
	}
}

// Redirect points elsewhere.
func Redirect(to string) Fault {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, _ http.Handler) {
		http.Redirect(w, r, to, http.StatusFound)
	}
}

// Huge is a JSON string of n bytes and more; with announced its length stands
// in the head.
func Huge(n int64, announced bool) Fault {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		if announced {
			w.Header().Set("Content-Length", strconv.FormatInt(n+2, 10))
		}
		_, _ = io.WriteString(w, `"`)
		_, _ = io.CopyN(w, letters{}, n)
		_, _ = io.WriteString(w, `"`)
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// Rewrite gives the server's own answer with its body changed.
func Rewrite(change func(body []byte) []byte) Fault {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		status, header, body := record(r, next)
		copyHeader(w.Header(), header)
		w.WriteHeader(status)
		_, _ = w.Write(change(body))
	}
}

// CutJSON gives the first n bytes of the server's own answer as if they were
// all of it.
func CutJSON(n int) Fault {
	return Rewrite(func(body []byte) []byte { return body[:min(n, len(body))] })
}

// Replace gives the server's own answer with old replaced by new throughout.
func Replace(old, replacement string) Fault {
	return Rewrite(func(body []byte) []byte {
		return bytes.ReplaceAll(body, []byte(old), []byte(replacement))
	})
}

// record is what next answers.
func record(r *http.Request, next http.Handler) (int, http.Header, []byte) {
	recorder := httptest.NewRecorder()
	next.ServeHTTP(recorder, r)
	return recorder.Code, recorder.Result().Header, recorder.Body.Bytes()
}

// copyHeader copies all but what depends on the body.
func copyHeader(to, from http.Header) {
	for name, values := range from {
		if name != "Content-Length" && name != "Content-Encoding" {
			to[name] = values
		}
	}
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
