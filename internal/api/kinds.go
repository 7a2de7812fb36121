package api

import (
	"fmt"
	"time"
)

// Kind says in one word why a request failed.
type Kind string

// The kinds of failure.
const (
	KindDNS         Kind = "dns"         // the name of the server is not known
	KindRefused     Kind = "refused"     // nothing listens there
	KindUnreachable Kind = "unreachable" // no way to the server
	KindReset       Kind = "reset"       // the connection broke before the answer was whole
	KindTLS         Kind = "tls"         // no connection that can be trusted
	KindProxy       Kind = "proxy"       // the proxy failed
	KindTimeout     Kind = "timeout"     // no answer in time
	KindStalled     Kind = "stalled"     // the answer stopped in the middle
	KindCanceled    Kind = "cancelled"   // the caller gave up
	KindNetwork     Kind = "network"     // any other failure below HTTP

	KindBadAnswer Kind = "bad answer" // not what this API answers: HTML, broken JSON, wrong types
	KindTooLarge  Kind = "too large"  // the answer is beyond the limit
	KindRedirect  Kind = "redirect"   // the server points elsewhere

	KindUnauthorized Kind = "unauthorized" // 401, a new token included
	KindForbidden    Kind = "forbidden"    // 403
	KindNotFound     Kind = "not found"    // 404
	KindConflict     Kind = "conflict"     // 409
	KindInUse        Kind = "in use"       // something that is used can't be touched
	KindInvalid      Kind = "invalid"      // the server's checks refused the request
	KindThrottled    Kind = "throttled"    // 429
	KindServer       Kind = "server error" // 5xx

	KindReadOnly Kind = "read-only" // refused here: the client may not write
	KindCall     Kind = "call"      // refused here: the request can't be built

	KindTokenSecret    Kind = "token secret"    // the client secret could not be had
	KindTokenRefused   Kind = "token refused"   // client id or secret is wrong
	KindTokenForbidden Kind = "token forbidden" // the client may not ask for this audience
	KindTokenAnswer    Kind = "token answer"    // what answered is no token endpoint
)

// sentence is what went wrong, unescaped.
func (e *Error) sentence() string {
	detail := e.Detail.Raw()
	switch e.Kind {
	case KindDNS:
		return "the name " + detail + " can't be found (DNS)"
	case KindRefused:
		return detail + " refuses the connection: nothing listens there"
	case KindUnreachable:
		return detail + " can't be reached: there is no way to that network"
	case KindReset:
		return "the connection was cut before the answer was complete" + e.said()
	case KindTLS:
		return "no trustworthy TLS connection: " + detail
	case KindProxy:
		return "the proxy failed: " + detail
	case KindTimeout:
		return "no answer in time" + after(detail)
	case KindStalled:
		return "the answer stopped in the middle" + after(detail)
	case KindCanceled:
		return "cancelled"
	case KindNetwork:
		return "the network failed: " + detail
	case KindBadAnswer, KindTokenAnswer:
		return "bad answer: " + detail + e.said()
	case KindTooLarge:
		return "the answer is larger than the limit of " + detail
	case KindRedirect:
		return fmt.Sprintf("the server redirects (%d) to %s; redirects are refused", e.Status, detail)
	case KindReadOnly:
		return "not sent: this client is read-only"
	case KindCall:
		return "not sent: " + detail
	case KindTokenSecret:
		return "the client secret can't be had: " + detail
	}
	return e.refusal()
}

// refusal is the sentence for what a server answered with a status of its own.
func (e *Error) refusal() string {
	switch e.Kind {
	case KindUnauthorized:
		return "the server does not accept the token" + e.said()
	case KindForbidden:
		if e.MissingScope != "" {
			return "the token lacks " + e.MissingScope + e.said()
		}
		return "forbidden" + e.said()
	case KindNotFound:
		return "not found" + e.said()
	case KindConflict:
		return "it is already so, or collides with what is there" + e.said()
	case KindInUse:
		return fmt.Sprintf("still used by the %s %s (%d)", e.InUse.By.Raw(), e.InUse.List.Raw(), e.Status)
	case KindInvalid:
		return "the server refuses the request" + e.said()
	case KindThrottled:
		if e.RetryAfter > 0 {
			return "too many requests; the server asks to wait " + e.RetryAfter.Round(time.Second).String() + e.said()
		}
		return "too many requests" + e.said()
	case KindServer:
		return "the server failed" + e.said()
	case KindTokenRefused:
		return "the client id or the client secret is wrong" + e.said()
	case KindTokenForbidden:
		return "the client may not have a token for this API" + e.said()
	}
	return string(e.Kind) + e.said()
}

func after(detail string) string {
	if detail == "" {
		return ""
	}
	return ": " + detail
}

// apiName is what the extension calls its API in the dashboard.
const apiName = "auth0-authorization-extension-api"

// Hint is the way out, one plain sentence; empty where there is none to give.
func (e *Error) Hint() string {
	switch e.Kind {
	case KindDNS:
		return "check tenant and region of the profile, or give base_url and token_url whole; check the network"
	case KindRefused, KindUnreachable:
		return "check the address and the network"
	case KindReset, KindStalled, KindTimeout, KindNetwork:
		if e.Unsettled {
			return "read it back to see whether the change was made"
		}
		return "try again"
	case KindTLS:
		return "for a private certificate authority set ca_file in the profile; checks can't be turned off"
	case KindProxy:
		return "check HTTPS_PROXY and NO_PROXY"
	case KindBadAnswer, KindRedirect:
		return "check base_url: an Authorization Extension answers at …/api, and at /meta beside it"
	case KindTooLarge:
		return "raise the answer limit in the profile"
	case KindTokenAnswer:
		return "check the region or token_url of the profile"
	case KindTokenSecret:
		return "put the secret where the profile looks for it"
	case KindTokenRefused:
		return "compare client_id and secret with Dashboard > Applications"
	case KindTokenForbidden:
		return "authorise the client under Dashboard > APIs > " + apiName + " > Machine to Machine; no such API means that API access is off in the extension"
	}
	return e.refusalHint()
}

func (e *Error) refusalHint() string {
	switch e.Kind {
	case KindUnauthorized:
		return "the token is of another tenant, another audience or expired: check base_url, token_url and audience"
	case KindForbidden:
		if e.MissingScope != "" {
			return "grant it to the client under Dashboard > APIs > " + apiName + ", then get a new token"
		}
		return "ask who runs the network or the tenant"
	case KindNotFound:
		return "refresh: somebody may have deleted it"
	case KindConflict:
		return "refresh and compare"
	case KindInUse:
		return "detach it there first"
	case KindInvalid:
		return "correct the value and send again"
	case KindThrottled:
		return "wait a little, then try again"
	case KindServer:
		if e.Unsettled {
			return "read it back to see whether the change was made"
		}
		if e.Mishap != "" {
			return e.Mishap
		}
		return "try again; a token of another tenant is answered like this too"
	case KindReadOnly:
		return "unlock writing, unless the profile is read_only"
	}
	return ""
}
