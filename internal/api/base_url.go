package api

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"authzx/internal/text"
)

// parseBase checks a base or token URL: HTTPS, or HTTP on loopback, without
// credentials, query and fragment. A slash at the end is dropped.
func parseBase(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(raw, "/"))
	if err != nil {
		// The error of url.Parse quotes the whole URL, a password included.
		return nil, errors.New("not a URL")
	}
	switch {
	case u.User != nil:
		return nil, errors.New("a URL must not hold a user name or a password")
	case u.Host == "" || u.Hostname() == "":
		return nil, errors.New("a URL needs a scheme and a host, such as https://acme.eu.webtask.io/…")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("a URL must not hold a query or a fragment")
	case u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())):
		return nil, fmt.Errorf("%s is not HTTPS; plain HTTP is for loopback only", text.Escape(u.Scheme+"://"+u.Host))
	}
	return u, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
