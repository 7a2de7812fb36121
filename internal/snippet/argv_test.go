package snippet

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
)

const envSecret = "s3 cr&t'+%"

// curlSnippets are those of all calls, with the token in a variable and in clear, and of
// a token.
func curlSnippets(base string) []string {
	calls := allCalls()
	for _, body := range oddBodies() {
		c := endpoint.New(endpoint.GroupsCreate)
		c.Body = []byte(body)
		calls = append(calls, c)
	}
	all := []string{Curl.WriteToken(TokenOptions{URL: base + "/oauth/token"})}
	for _, c := range calls {
		all = append(all, Curl.Write(c, Options{BaseURL: base}), Curl.Write(c, Options{BaseURL: base, Token: secret.New(testToken)}))
	}
	return all
}

func TestNoCurlSnippetGivesCurlASecretAsAnArgument(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "argv")
	fake := "#!/bin/sh\nprintf '%s\\n' \"$@\" >>'" + kept + "'\ncat >/dev/null\n"
	if err := os.WriteFile(filepath.Join(dir, "curl"), []byte(fake), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	runScript(t, program(t, "sh"), "all.sh", strings.Join(curlSnippets("http://127.0.0.1:9/x"), "\n"))
	argv, err := os.ReadFile(kept)
	if err != nil || !strings.Contains(string(argv), "--header") {
		t.Fatalf("nothing was called: %v", err)
	}
	for _, hidden := range []string{testToken, envSecret, "Bearer"} {
		if strings.Contains(string(argv), hidden) {
			t.Errorf("curl was given %q", hidden)
		}
	}
}

func TestNobodySeesASecretInTheListOfProcesses(t *testing.T) {
	if _, err := os.Stat("/proc/self/cmdline"); err != nil {
		t.Skip("there is no /proc: the list of processes was not looked at")
	}
	program(t, "curl")
	var seen atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
		for _, path := range lines {
			line, _ := os.ReadFile(path)
			if strings.Contains(string(line), "curl") {
				seen.Add(1)
			}
			if strings.Contains(string(line), testToken) || strings.Contains(string(line), envSecret) {
				t.Errorf("a process shows %q", line)
			}
		}
	}))
	t.Cleanup(server.Close)
	runScript(t, program(t, "sh"), "all.sh", strings.Join(curlSnippets(server.URL + "/x")[:12], "\n"))
	if seen.Load() == 0 {
		t.Error("no curl was seen: the test proves nothing")
	}
}
