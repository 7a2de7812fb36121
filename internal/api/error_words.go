package api

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"authzx/internal/endpoint"
)

// sentence is what went wrong, unescaped.
func (e *Error) sentence() string {
	detail := e.Detail.Raw()
	switch e.Kind {
	case KindDNS:
		return "the name " + detail + " does not resolve (DNS)"
	case KindRefused:
		return detail + " refuses the connection: nothing listens there"
	case KindUnreachable:
		return detail + " can't be reached: no route to that network"
	case KindReset:
		return "the connection closed before the response was complete" + e.said()
	case KindTLS:
		return "no trusted TLS connection: " + detail
	case KindProxy:
		return "the proxy failed: " + detail
	case KindTimeout:
		return "timed out" + after(detail)
	case KindStalled:
		return "the response stalled" + after(detail)
	case KindCanceled:
		return "cancelled"
	case KindNetwork:
		return "the network failed: " + detail
	case KindBadAnswer, KindTokenAnswer:
		return "bad response: " + detail + e.said()
	case KindTooLarge:
		return "the response exceeds the limit of " + detail
	case KindRedirect:
		return fmt.Sprintf("the server redirects (%d) to %s; redirects are refused", e.Status, detail)
	case KindReadOnly:
		return "not sent: this client is read-only"
	case KindCall:
		return "not sent: " + detail
	case KindTokenSecret:
		return "no client secret: " + detail
	}
	return e.refusal()
}

// refusal is the sentence for what a server answered with a status of its own.
func (e *Error) refusal() string {
	switch e.Kind {
	case KindUnauthorized:
		return "the server rejects the token" + e.said()
	case KindForbidden:
		if e.MissingScope != "" {
			return "the token lacks " + e.MissingScope + e.said()
		}
		return "forbidden" + e.said()
	case KindNotFound:
		return "not found" + e.said()
	case KindConflict:
		return "already so, or conflicts with what exists" + e.said()
	case KindInUse:
		return fmt.Sprintf("still used by the %s %s (%d)", e.InUse.By.Raw(), e.InUse.List.Raw(), e.Status)
	case KindInvalid:
		return "the server rejects the request" + e.said()
	case KindThrottled:
		if e.RetryAfter > 0 {
			return "too many requests; the server asks to wait " + Span(e.RetryAfter) + e.said()
		}
		return "too many requests" + e.said()
	case KindServer:
		if e.Platform {
			return "the extension's host failed" + e.said()
		}
		return "the server failed" + e.said()
	case KindTokenRefused:
		return "the client id or the client secret is wrong" + e.said()
	case KindTokenForbidden:
		return "the client is not allowed a token for this API" + e.said()
	}
	return string(e.Kind) + e.said()
}

func after(detail string) string {
	if detail == "" {
		return ""
	}
	return ": " + detail
}

// Hint is the way out, one plain sentence; empty where there is none to give.
func (e *Error) Hint() string {
	switch e.Kind {
	case KindDNS:
		return "check the profile's tenant and region, or set base_url and token_url; check the network"
	case KindRefused, KindUnreachable:
		return "check the URL and the network"
	case KindReset, KindStalled, KindTimeout, KindNetwork:
		if e.Unsettled {
			return "read it again to see whether it was applied"
		}
		return "try again"
	case KindTLS:
		return tlsHint(e.Cause)
	case KindProxy:
		return "check HTTPS_PROXY and NO_PROXY"
	case KindBadAnswer, KindRedirect:
		switch {
		case e.Route == TokenRoute:
			return checkToken
		case errors.Is(e.Cause, errTruncated):
			return "try again; if it persists, something in between cuts responses"
		}
		return checkBase
	case KindTooLarge:
		return "raise the response limit in the profile"
	case KindTokenAnswer:
		return checkToken
	case KindTokenSecret:
		return "put the secret where the profile looks for it"
	case KindTokenRefused:
		return "compare client_id and secret with Dashboard > Applications"
	case KindTokenForbidden:
		return "authorize the client under Dashboard > APIs > " + endpoint.APIName + " > Machine to Machine; if the API isn't there, API access is off in the extension"
	}
	return e.refusalHint()
}

// ofAddress reports whether a 404 speaks of the address rather than of a thing: a list
// can't be deleted, and the API names what it doesn't find.
func (e *Error) ofAddress() bool {
	route := endpoint.Lookup(e.Route)
	return route != nil && len(route.Path) == 0 || e.Message.IsZero() || e.Message.Raw() == http.StatusText(http.StatusNotFound)
}

// invalidHint is the way out of a request that was refused: a value can only be corrected
// where one was given.
func (e *Error) invalidHint() string {
	route := endpoint.Lookup(e.Route)
	m := regexp.MustCompile(sharedName).FindStringSubmatch(e.Message.Raw())
	switch {
	case route == nil:
	case route.Method == http.MethodGet && len(route.Path) == 0 && !strings.Contains(e.Target, "?"):
		return checkBase
	case m != nil && !slices.Contains([]string{http.MethodPost, http.MethodPut}, route.Method):
		return "another " + strings.ToLower(m[1]) + " has the same name: the API refuses any other change until one is renamed"
	}
	return "correct the value and send again"
}

func (e *Error) refusalHint() string {
	switch e.Kind {
	case KindUnauthorized:
		return "the token is for another tenant or audience, or expired: check base_url, token_url and audience"
	case KindForbidden:
		if e.MissingScope != "" {
			return grant([]string{e.MissingScope})
		}
		return "ask your network or tenant administrator"
	case KindNotFound:
		if e.ofAddress() {
			return checkBase
		}
		return "check the id: it may have been deleted"
	case KindConflict:
		return "somebody else changed it: read it again and compare"
	case KindInUse:
		return "remove it there first"
	case KindInvalid:
		return e.invalidHint()
	case KindThrottled:
		return "wait a moment, then try again"
	case KindServer:
		if e.Unsettled {
			return "read it again to see whether it was applied"
		}
		switch {
		case e.Platform && e.Status < http.StatusInternalServerError:
			return "the fault is below the extension: upgrade or reinstall it"
		case e.Platform:
			return "try again; if it persists, the fault is below the extension: upgrade or reinstall it"
		case e.Between && e.Route != TokenRoute:
			return "try again; it was not the extension that answered, but something in between"
		case e.Meaning != "":
			return e.Meaning
		case e.Route == TokenRoute:
			return "try again; if it persists, " + checkToken
		}
		return "try again; a token of another tenant gets this answer too"
	case KindReadOnly:
		return "unlock writing, unless the profile is read_only"
	}
	return ""
}
