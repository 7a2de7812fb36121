package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"authzx/internal/private"
	"authzx/internal/text"
)

// Network says how connections are made.
type Network struct {
	// CAFile is a PEM file of certificate authorities that are trusted beside
	// the system's own; empty for none.
	CAFile string
	// Proxy chooses the proxy for a request; nil takes HTTPS_PROXY, HTTP_PROXY
	// and NO_PROXY from the environment.
	Proxy func(*http.Request) (*url.URL, error)
	// Connect limits dialling and the TLS handshake, each; 0 takes 10 s.
	Connect time.Duration
}

// NewTransport makes the transport that a Client and a Credentials share. Its
// connections have TLS 1.2 at least, and checks can't be turned off. The error
// is about the file of certificate authorities, or the proxy of the environment.
func NewTransport(n Network) (*http.Transport, error) {
	if n.Connect == 0 {
		n.Connect = 10 * time.Second
	}
	if n.Proxy == nil {
		if err := checkProxy(); err != nil {
			return nil, err
		}
		n.Proxy = http.ProxyFromEnvironment
	}
	roots, err := authorities(n.CAFile)
	if err != nil {
		return nil, err
	}
	return &http.Transport{
		Proxy:                  n.Proxy,
		DialContext:            (&net.Dialer{Timeout: n.Connect, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:    n.Connect,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		OnProxyConnectResponse: refusedByProxy,
	}, nil
}

// checkProxy refuses a proxy that can't be understood: net/http would go past it
// without a word. The error doesn't repeat the value, which may hold a password.
func checkProxy() error {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		proxy := os.Getenv(name)
		if proxy == "" {
			continue
		}
		if !strings.Contains(proxy, "://") {
			proxy = "http://" + proxy
		}
		if u, err := url.Parse(proxy); err != nil || u.Hostname() == "" {
			return fmt.Errorf("%s is not a proxy URL such as http://proxy.example:3128 "+
				"(in a user name or password, characters like %%, @ and / are written as %%25, %%40 and %%2F)", name)
		}
		return nil
	}
	return nil
}

// maxAuthorities bounds a file of certificate authorities, in bytes.
const maxAuthorities = 16 << 20

// authorities is the system's pool and what file adds; nil, which means the
// system's pool, without a file.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := private.ReadAtMost(file, maxAuthorities)
	if err != nil {
		return nil, fmt.Errorf("reading certificate authorities: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("reading certificate authorities: %s holds no PEM certificate", text.Escape(file))
	}
	return pool, nil
}

// proxyError is the answer of a proxy that makes no tunnel.
type proxyError struct {
	host   string
	status int
}

func (e *proxyError) Error() string {
	if e.status == http.StatusProxyAuthRequired {
		return fmt.Sprintf("%s requires a user name and password (407)", e.host)
	}
	return fmt.Sprintf("%s refuses to connect to the server (%d)", e.host, e.status)
}

func refusedByProxy(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{host: proxy.Host, status: answer.StatusCode}
}

// noRedirects hands a redirect to the caller instead of following it.
func noRedirects(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
