package api

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
	KindStalled     Kind = "stalled"     // the response stalled
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

// checkToken is the way out where something else than a token endpoint answers.
const checkToken = "check the region or token_url of the profile"

// checkBase is the way out where something else than the extension answers.
const checkBase = "check base_url: it ends in /api, and an Authorization Extension answers at …/meta beside it"

// sharedName is how the API refuses every write to what shares its name with another.
const sharedName = `^(Group|Role|Permission) with name "(?s:.*)" already exists`
