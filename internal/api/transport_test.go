package api_test

import (
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/secret"
)

func TestBaseURLsAreHTTPSOrLoopback(t *testing.T) {
	tests := []struct {
		base string
		says string // empty: fine
	}{
		{"https://acme.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api", ""},
		{"https://acme.eu.webtask.io/api/", ""},
		{"http://127.0.0.1:8080/api", ""},
		{"http://[::1]:8080/api", ""},
		{"http://localhost/api", ""},
		{"http://acme.eu.webtask.io/api", "not HTTPS"},
		{"http://127.0.0.1.evil.example/api", "not HTTPS"},
		{"ftp://127.0.0.1/api", "not HTTPS"},
		{"https://user:canary-password@acme.example/api", "user name or a password"},
		{"https://acme.example/api?x=1", "query"},
		{"https://acme.example/api#x", "fragment"},
		{"acme.example/api", "scheme and a host"},
		{"", "scheme and a host"},
		{"https://user:canary-password@acme.example:port/api", "not a URL"},
	}
	transport := newTransport(t, api.Network{})
	for _, tt := range tests {
		_, err := api.New(api.Options{BaseURL: tt.base, Transport: transport})
		switch {
		case tt.says == "" && err != nil:
			t.Errorf("%s: %v", tt.base, err)
		case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)):
			t.Errorf("%s: %v, want %q", tt.base, err, tt.says)
		case err != nil && strings.Contains(err.Error(), "canary"):
			t.Errorf("%s: the error shows the password: %v", tt.base, err)
		}
	}
}

func TestConnectionsThatCannotBeMadeEachHaveTheirSentence(t *testing.T) {
	tls := faulty.StartTLS(examples())
	t.Cleanup(tls.Close)
	plain := faulty.Start(examples())
	t.Cleanup(plain.Close)
	refusing := faulty.StartProxy("", http.StatusProxyAuthRequired)
	t.Cleanup(refusing.Close)
	nobody, err := faulty.Refused()
	if err != nil {
		t.Fatal(err)
	}
	through := func(proxy string) func(*http.Request) (*url.URL, error) {
		u := must[*url.URL](t)(url.Parse(strings.Replace(proxy, "://", "://user:canary-password@", 1)))
		return http.ProxyURL(u)
	}
	tests := []struct {
		name  string
		base  string
		proxy func(*http.Request) (*url.URL, error)
		kind  api.Kind
		says  string
		hint  string
	}{
		{"nothing listens", nobody, nil, api.KindRefused, "refuses the connection", "check the URL"},
		{"no such name", "https://acme.nowhere.invalid", nil, api.KindDNS, "acme.nowhere.invalid does not resolve", "profile's tenant and region"},
		{"a certificate that nobody signed", tls.URL(), nil, api.KindTLS, "unknown authority", "set ca_file"},
		{"plain HTTP where TLS should be", strings.Replace(plain.URL(), "http:", "https:", 1), nil, api.KindTLS, "plain HTTP", "check scheme, host and port"},
		{"no TLS where it should be", "https://" + babbling(t), nil, api.KindTLS, "does not speak TLS", "check scheme, host and port"},
		{"a proxy that wants a password", "https://acme.example", through(refusing.URL()), api.KindProxy, "(407)", "HTTPS_PROXY"},
		{"a proxy that is not there", "https://acme.example", through(nobody), api.KindProxy, "the proxy failed: connection refused", "HTTPS_PROXY"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, examples(), func(o *api.Options) {
				o.BaseURL, o.Transport = tt.base+"/api", newTransport(t, api.Network{Proxy: tt.proxy})
			})
			_, err := b.Do(t.Context(), write())
			e := failure(t, err)
			if e.Kind != tt.kind || !strings.Contains(e.Error(), tt.says) || !strings.Contains(e.Hint(), tt.hint) {
				t.Errorf("%q: %v: %s", e.Kind, e, e.Hint())
			}
			if inside := regexp.MustCompile(`dial tcp|connect:|x509|tls:|deadline`).FindString(e.Error()); inside != "" {
				t.Errorf("shows %q: %v", inside, e)
			}
			if e.Unsettled || strings.Contains(e.Error(), "canary") {
				t.Errorf("%v", e)
			}
		})
	}
}

// babbling is the address of what answers with neither HTTP nor TLS.
func babbling(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("SSH-2.0-OpenSSH_9.9\r\n"))
			_, _ = conn.Read(make([]byte, 1<<10))
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

func TestAFileOfAuthoritiesMakesAServerTrusted(t *testing.T) {
	server := faulty.StartTLS(examples())
	t.Cleanup(server.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := server.CAFile(ca); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, examples(), func(o *api.Options) {
		o.BaseURL, o.Transport = server.URL()+"/api", newTransport(t, api.Network{CAFile: ca})
	})
	if _, err := b.Do(t.Context(), read()); err != nil {
		t.Error(err)
	}
}

func TestAFileWithoutAuthoritiesIsAnError(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{empty, filepath.Join(t.TempDir(), "nothing.pem")} {
		if _, err := api.NewTransport(api.Network{CAFile: file}); err == nil {
			t.Errorf("%s was taken", file)
		}
	}
}

func TestRequestsGoThroughTheProxy(t *testing.T) {
	server := faulty.StartTLS(examples())
	t.Cleanup(server.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := server.CAFile(ca); err != nil {
		t.Fatal(err)
	}
	proxy := faulty.StartProxy(strings.TrimPrefix(server.URL(), "https://"), 0)
	t.Cleanup(proxy.Close)
	// The certificate of a test server is for example.com as well.
	b := newBench(t, examples(), func(o *api.Options) {
		o.BaseURL = "https://example.com/api"
		o.Transport = newTransport(t, api.Network{CAFile: ca, Proxy: http.ProxyURL(must[*url.URL](t)(url.Parse(proxy.URL())))})
		o.Tokens = api.NewStaticToken(secret.New(testToken))
	})
	if _, err := b.Do(t.Context(), read()); err != nil {
		t.Fatal(err)
	}
	if len(server.Seen()) != 1 || len(proxy.Seen()) != 1 || proxy.Seen()[0].Target != "example.com:443" {
		t.Errorf("server %v, proxy %v", server.Seen(), proxy.Seen())
	}
}

// The environment of a process is read once, so the test runs itself in
// another process with HTTPS_PROXY set.
func TestTheProxyOfTheEnvironmentIsUsedUnlessExcepted(t *testing.T) {
	if address := os.Getenv("API_TEST_BASE_URL"); address != "" {
		client, err := api.New(api.Options{BaseURL: address, Transport: newTransport(t, api.Network{})})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Meta(t.Context())
		t.Logf("kind: %s", api.KindOf(err))
		return
	}
	proxy := faulty.StartProxy("", http.StatusForbidden)
	t.Cleanup(proxy.Close)
	for _, tt := range []struct {
		except string
		kind   api.Kind
	}{{"", api.KindProxy}, {"nowhere.invalid", api.KindDNS}} {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$")
		child.Env = append(os.Environ(), "API_TEST_BASE_URL=https://acme.nowhere.invalid/api",
			"HTTPS_PROXY="+proxy.URL(), "NO_PROXY="+tt.except)
		out, err := child.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "kind: "+string(tt.kind)) {
			t.Errorf("NO_PROXY=%s: %v, want %s\n%s", tt.except, err, tt.kind, out)
		}
	}
}

func TestAProxyThatCannotBeUnderstoodIsRefused(t *testing.T) {
	for value, fine := range map[string]bool{
		"": true, "proxy.example:3128": true, "http://proxy.example": true, "http://u:p%40x@proxy.example": true,
		"u:p@proxy.example:80": true, "socks5://proxy.example:1080": true,
		"http://u:p%x-canary@proxy.example": false, "http://u:canary/x@proxy.example": false,
		"http://u:canary#x@proxy.example": false, "http://": false, " http://canary": false,
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			t.Run(name+"="+value, func(t *testing.T) {
				t.Setenv("HTTPS_PROXY", "")
				t.Setenv("https_proxy", "")
				t.Setenv(name, value)
				_, err := api.NewTransport(api.Network{})
				if fine != (err == nil) {
					t.Errorf("%v", err)
				}
				if err != nil && (strings.Contains(err.Error(), "canary") || !strings.Contains(err.Error(), name)) {
					t.Errorf("says %v", err)
				}
			})
		}
	}
}
