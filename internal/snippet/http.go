package snippet

import (
	"strconv"
	"strings"

	"authzx/internal/text"
)

// http is the request as it goes over the wire, with plain line feeds. A body
// that is not JSON and can't be displayed is shown escaped, and only there the
// text is not what curl and JavaScript send.
func (r request) http() string {
	host, target := splitURL(r.url)
	body := string(r.body)
	if !displayableText(body) {
		body = escapeLines(body)
	}
	lines := []string{r.method + " " + target + " HTTP/1.1", "Host: " + host}
	if !r.open {
		lines = append(lines, "Authorization: Bearer "+orElse(r.token, "$AUTHZX_TOKEN"))
	}
	switch {
	case r.body != nil:
		lines = append(lines, "Content-Type: "+r.media, "Content-Length: "+strconv.Itoa(len(body)))
	case r.method != "GET" && r.method != "DELETE":
		lines = append(lines, "Content-Length: 0")
	}
	return strings.Join(lines, "\n") + "\n\n" + body
}

// Without a tenant the placeholder stands for host and path: each has its own in a request.
const (
	hostPlaceholder = "{extension_host}"
	pathPlaceholder = "/{extension_path}"
)

// splitURL cuts a URL into its host and what the request line has.
func splitURL(url string) (host, target string) {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		rest = url
	}
	host, target, _ = strings.Cut(rest, "/")
	if "https://"+host == DefaultBase {
		return hostPlaceholder, pathPlaceholder + "/" + target
	}
	return host, "/" + target
}

func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = text.Escape(line)
	}
	return strings.Join(lines, "\n")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
