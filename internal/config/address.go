package config

import (
	"net"
	"net/url"
	"strings"
)

// tokenPath is where every Auth0 domain issues tokens.
const tokenPath = "/oauth/token"

const allowedURL = "an https address such as https://host/path; http only for this machine (localhost, 127.0.0.1, [::1])"

// checkURL is raw without slashes at its end, or what is wrong with it.
func checkURL(raw string) (address, problem string) {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "":
		return "", "is not a whole address"
	case u.Scheme != "https" && u.Scheme != "http":
		return "", "is neither https nor http"
	case u.User != nil:
		return "", "holds a user name or password"
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", "holds a query or fragment"
	case !plainHost(u.Hostname()):
		return "", "holds a host name that is not plain ASCII"
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "", "is not https"
	}
	u.Host = strings.ToLower(u.Host)
	return strings.TrimRight(u.String(), "/"), ""
}

// checkTokenURL also takes the domain alone.
func checkTokenURL(raw string) (address, problem string) {
	address, problem = checkURL(raw)
	if problem != "" {
		return "", problem
	}
	if u, err := url.Parse(address); err == nil && u.Path == "" {
		return address + tokenPath, ""
	}
	return address, ""
}

func plainHost(host string) bool {
	for i := range len(host) {
		c := host[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte("%<>\"\\^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// host is the host of a checked address, with its port.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
