// Package port looks for the faults of Actions that somebody wrote by hand in place
// of the extension's login rule: those that deny every login, or silently strip
// everybody. It reads the code and runs nothing.
package port

import (
	"cmp"
	"slices"
)

// Kind is a kind of fault.
type Kind string

// The kinds.
const (
	NoHandler       Kind = "no-handler"
	RuleSignature   Kind = "rule-signature"
	RuleLeftover    Kind = "rule-leftover"
	ClientID        Kind = "client-id"
	ConnectionName  Kind = "connection-name"
	StatusCode      Kind = "status-code"
	NotAwaited      Kind = "not-awaited"
	UserAssigned    Kind = "user-assigned"
	ClaimRestricted Kind = "claim-restricted"
	ClaimNamespace  Kind = "claim-namespace"
	CatchLetsIn     Kind = "catch-lets-in"
	NoTimeout       Kind = "no-timeout"
	SecretInCode    Kind = "secret-in-code"
	UserID          Kind = "user-id"
	IDNotEncoded    Kind = "id-not-encoded"
	GroupsMissing   Kind = "groups-missing"
	KeyHeader       Kind = "key-header"
	StatusIgnored   Kind = "status-ignored"
	StatusLetsIn    Kind = "status-lets-in"
	Syntax          Kind = "syntax-error"
)

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{
		Syntax, NoHandler, RuleSignature, RuleLeftover, ClientID, UserID, IDNotEncoded, ConnectionName, GroupsMissing, KeyHeader,
		StatusCode, StatusIgnored, StatusLetsIn, NotAwaited, CatchLetsIn, NoTimeout, UserAssigned, ClaimRestricted, ClaimNamespace,
		SecretInCode,
	}
}

// Fault is one fault with what comes of it.
type Fault struct {
	Kind Kind `json:"fault"`
	Line int  `json:"line"`
	// Message is what the code does, Consequence what that does to logins.
	Message     string `json:"message"`
	Consequence string `json:"consequence"`
	Fix         string `json:"fix"`
}

// AsTheRule reports whether the rule did the same: worth a remark, but nobody loses
// anything by it.
func (f Fault) AsTheRule() bool { return f.Kind == IDNotEncoded }

// Check finds the faults of an Action's code, by line. What isn't JavaScript is
// looked at no further.
func Check(code string) []Fault {
	if line := syntaxError(read(code)); line > 0 {
		return []Fault{SyntaxError(line)}
	}
	return CheckParsed(code)
}

// CheckParsed is Check of code that a parser took.
func CheckParsed(code string) []Fault {
	s := read(code)
	faults := []Fault{}
	for _, rule := range []func(*source) []Fault{
		handlerFaults, leftovers, clientIDs, connectionNames, statusCodes, unawaited, assignments, claims, catches, timeouts, secrets,
		userIDs, rawIDs, missingGroups, keyHeaders, statuses,
	} {
		faults = append(faults, rule(s)...)
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return slices.CompactFunc(faults, func(a, b Fault) bool { return a == b })
}

func fault(kind Kind, line int) Fault {
	f := Fault{Kind: kind, Line: line}
	f.Message, f.Consequence, f.Fix = kind.words()
	return f
}

func (k Kind) words() (message, consequence, fix string) {
	switch k {
	case NoHandler:
		return "exports no onExecutePostLogin", "the Action does nothing at login", "exports.onExecutePostLogin = async (event, api) => { … }"
	case RuleSignature:
		return "takes the parameters of a rule", "an Action is called with (event, api): every login fails", "take event and api"
	case RuleLeftover:
		return "uses something that only rules have", "it is undefined in an Action: every login that gets here fails", "event for user and context, api.access.deny for callback(new UnauthorizedError(…)), event.secrets for configuration"
	case ClientID:
		return "reads the client id where the event has none", "/policy/undefined returns 200 with three empty lists: everyone silently loses all access", "event.client.client_id"
	case ConnectionName:
		return "sends event.connection, an object, as connectionName", "the extension returns 400: nobody can log in", "event.connection.name"
	case StatusCode:
		return "reads statusCode from a response that has status", "it is undefined, which is never 200: every login is denied", "response.status"
	case NotAwaited:
		return "doesn't wait for a request", "the Action ends before the response arrives: claims are set too late or never, and a failure doesn't deny the login", "await it"
	case UserAssigned:
		return "assigns to event.user", "this has no effect: neither tokens nor later Actions see it", "api.idToken.setCustomClaim and api.accessToken.setCustomClaim; api.user.setAppMetadata for metadata"
	case ClaimRestricted:
		return "sets a claim whose name Auth0 reserves", "it is silently ignored: tokens lack the claim", "prefix a namespace, such as https://your.domain/groups"
	case ClaimNamespace:
		return "sets a claim under one of Auth0's domains", "it is silently ignored: tokens lack the claim", "use a namespace of your own"
	case CatchLetsIn:
		return "catches a failed request and continues", "when the extension fails, users get in without groups, roles and permissions; the rule denied such logins", "api.access.deny in the catch"
	case NoTimeout:
		return "sends a request without a time limit", "if the extension hangs, every login hangs until Auth0 times it out", "signal: AbortSignal.timeout(5000)"
	case UserID:
		return "reads the user's id where the event has none", "the extension is asked for a user called undefined: nobody gets what their own memberships give", "event.user.user_id"
	case IDNotEncoded:
		return "puts the user's id into the URL unencoded", "users whose id contains /, ? or # can't log in, as with the rule", "encodeURIComponent(event.user.user_id)"
	case GroupsMissing:
		return "doesn't send the identity provider's groups", "mappings of these groups are lost: users silently lose what only mappings give", "groups: event.user.groups beside connectionName"
	case KeyHeader:
		return "sends the key in a header that the extension doesn't read", "the extension returns 401: nobody gets access", "the header x-api-key"
	case StatusIgnored:
		return "doesn't check the status of the response", "when the extension fails, users get in without groups, roles and permissions; the rule denied such logins", "api.access.deny unless response.status is 200"
	case StatusLetsIn:
		return "continues, or just returns, when the status isn't 200", "when the extension fails, users get in without groups, roles and permissions; the rule denied such logins", "api.access.deny unless response.status is 200"
	case Syntax:
		return "isn't valid JavaScript", "the Action can't be deployed", "correct it; nothing else was checked"
	default:
		return "contains a key in its code", "anyone who can read the Action can query everyone's access", "event.secrets"
	}
}
