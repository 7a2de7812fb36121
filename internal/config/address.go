package config

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// tokenPath is where every Auth0 domain issues tokens.
const tokenPath = "/oauth/token"

const allowedURL = "an https URL such as https://host/path; http for loopback only (localhost, 127.0.0.1, [::1])"

// checkURL is raw without slashes at its end, or what is wrong with it.
func checkURL(raw string) (address, problem string) {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "":
		return "", "is not a complete URL"
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

// checkTokenURL also takes the domain alone, and what people copy of it.
func checkTokenURL(raw string) (address, problem string) {
	address, problem = checkURL(raw)
	if problem != "" {
		return "", problem
	}
	for _, other := range []string{"/api/v2", "/authorize", "/oauth", "/userinfo", "/login", "/.well-known/openid-configuration"} {
		if domain, ok := strings.CutSuffix(address, other); ok && bare(domain) {
			address = domain
			break
		}
	}
	if bare(address) {
		return address + tokenPath, ""
	}
	return address, ""
}

// managementPath is where Auth0's own API is, which people have at hand too.
const managementPath = "/api/v2"

// listAddress is the address of something that the API lists.
const listAddress = `^(.*` + apiPath + `)/(?:users|groups|roles|permissions|applications|connections|configuration)(?:/.*)?$`

// BaseURL is the API's address of what a person gives for it, or what is wrong with
// that: the extension's own address and pages of its dashboard will do. An address with
// another path is left as it is: a proxy may serve the API anywhere.
func BaseURL(raw string) (address, problem string) {
	// The dashboard's pages are named behind the address.
	if page, _, ok := strings.Cut(raw, "#/"); ok {
		raw = page
	}
	address, problem = checkURL(raw)
	if problem != "" {
		return "", problem
	}
	if at := strings.Index(address, extensionID); at >= 0 {
		return address[:at] + extensionID + apiPath, ""
	}
	switch u, err := url.Parse(address); {
	case strings.HasSuffix(address, managementPath), strings.Contains(address, managementPath+"/"):
		return "", "is Auth0's Management API, not the extension"
	case err == nil && strings.HasSuffix(u.Hostname(), ".auth0.com"):
		return "", "is the Auth0 tenant, which issues tokens, not the extension"
	}
	if m := regexp.MustCompile(listAddress).FindStringSubmatch(address); m != nil {
		return m[1], ""
	}
	dashboard := address
	for _, page := range []string{"/admins/login", "/admins", "/login", "/users", "/meta"} {
		if rest, ok := strings.CutSuffix(address, page); ok {
			dashboard = rest
			break
		}
	}
	if bare(dashboard) || dashboard != address && !strings.HasSuffix(dashboard, apiPath) {
		return dashboard + apiPath, ""
	}
	return dashboard, ""
}

// bare reports whether an address has no path.
func bare(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.Path == ""
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
