package sandbox_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"authzx/internal/sandbox"
)

func TestAMalformedPathIsRefusedInTheWordsOfTheAPI(t *testing.T) {
	s := start(t, sandbox.Options{})
	for _, path := range []string{"/api/groups/%zz", "/api/users/auth0%7", "/api/%"} {
		c, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.BaseURL(), "http://"), "/api"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		if _, err := io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if want := `{"statusCode":400,"error":"Bad Request","message":"Bad Request"}`; res.StatusCode != http.StatusBadRequest || string(body) != want {
			t.Errorf("%s: %d %s", path, res.StatusCode, body)
		}
		for name, want := range map[string]string{
			"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache", "Vary": "origin",
			"Access-Control-Expose-Headers": "WWW-Authenticate,Server-Authorization",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}
