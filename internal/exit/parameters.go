package exit

import (
	"net/url"
	"slices"
	"strings"

	"authzx/internal/rbac"
)

// What happens when access could not be found out.
const (
	FailureDeny  = "deny"  // the login is denied, as the rule did
	FailureEmpty = "empty" // the login goes on with nothing
)

// How groups that come as one string are cut.
const (
	StringSplit = "split" // at commas and white space, as the rule did
	StringComma = "comma" // at commas
	StringWhole = "whole" // not at all
)

// By what an Action shows the extension who it is.
const (
	AuthKey   = "key"   // the extension's API key
	AuthToken = "token" // a token of the extension's API
)

// Parameters are what a person decides about an Action. They stand in report.json.
type Parameters struct {
	// Namespace and Prefix stand before the kind in the name of a claim; one of them.
	Namespace string `json:"namespace,omitempty"`
	Prefix    string `json:"prefix,omitempty"`

	IDToken     bool `json:"id_token"`
	AccessToken bool `json:"access_token"`
	// RuleID is the rule that the Action waits for; empty for none.
	RuleID        string          `json:"rule_id,omitempty"`
	OnFailure     string          `json:"on_failure"`
	StringGroups  string          `json:"string_groups"`
	SAML          map[Kind]string `json:"saml,omitempty"` // attributes of SAML and WS-Fed applications
	RequiredRoles bool            `json:"required_roles,omitempty"`
	Auth          string          `json:"auth"`
	Pseudonymise  bool            `json:"pseudonymised,omitempty"` // users in cases.json
}

// Claim is the name of the claim of a kind.
func (p Parameters) Claim(k Kind) string { return p.claimStart() + string(k) }

func (p Parameters) claimStart() string { return p.Namespace + p.Prefix }

// Settled are the parameters with defaults where nothing was said.
func (p Parameters) Settled() Parameters {
	if !p.IDToken && !p.AccessToken {
		p.IDToken, p.AccessToken = true, true
	}
	for _, given := range []struct {
		value    *string
		fallback string
	}{{&p.OnFailure, FailureDeny}, {&p.StringGroups, StringSplit}, {&p.Auth, AuthKey}} {
		if *given.value == "" {
			*given.value = given.fallback
		}
	}
	return p
}

// Check finds what is wrong with settled parameters; the error is a *Problem.
func (p Parameters) Check() error {
	for _, choice := range []struct {
		flag, value string
		known       []string
	}{
		{"--on-failure", p.OnFailure, []string{FailureDeny, FailureEmpty}},
		{"--string-groups", p.StringGroups, []string{StringSplit, StringComma, StringWhole}},
		{"--auth", p.Auth, []string{AuthKey, AuthToken}},
	} {
		if !slices.Contains(choice.known, choice.value) {
			return problem("", "%s takes %s", choice.flag, strings.Join(choice.known, " or "))
		}
	}
	for k, attribute := range p.SAML {
		if !slices.Contains(Kinds(), k) || attribute == "" {
			return problem("", "--saml takes KIND=ATTRIBUTE, where KIND is groups, roles or permissions")
		}
	}
	return p.checkClaims()
}

func (p Parameters) checkClaims() error {
	const hint = "--namespace https://your.domain/ or --prefix authz_"
	switch {
	case p.Namespace == "" && p.Prefix == "":
		return problem(hint, "claims need a namespace or a prefix: Auth0 ignores claims called groups, roles or permissions")
	case p.Namespace != "" && p.Prefix != "":
		return problem(hint, "give a namespace or a prefix, not both")
	case p.Prefix != "":
		return checkPrefix(p.Prefix)
	}
	return checkNamespace(p.Namespace)
}

// checkNamespace holds a namespace to Auth0's rules: an http(s) URL or a URN, none of Auth0's own.
func checkNamespace(namespace string) error {
	const hint = "such as --namespace https://your.domain/; --prefix for names that aren't URLs"
	if !plainASCII(namespace) {
		return problem(hint, "the namespace has characters that are invalid in a URL")
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(namespace), "urn:"); ok && rest != "" {
		return nil
	}
	u, err := url.Parse(namespace)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return problem(hint, "the namespace is neither an http(s) URL nor a URN, so Auth0 would ignore the claims")
	}
	if taken := auth0Host(u.Hostname()); taken != "" {
		return problem(hint, "the namespace is under %s, where Auth0 ignores claims", taken)
	}
	return nil
}

// OfAuth0 reports whether a host is in a domain under which Auth0 ignores claims.
func OfAuth0(host string) bool { return auth0Host(host) != "" }

// auth0Host is the domain of Auth0 that a host belongs to; empty for none.
func auth0Host(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for _, domain := range []string{"auth0.com", "webtask.io", "webtask.run"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return domain
		}
	}
	return ""
}

func checkPrefix(prefix string) error {
	if !plainASCII(prefix) {
		return problem("such as --prefix authz_", "the prefix has characters that don't belong in a claim name")
	}
	for _, k := range Kinds() {
		if Restricted(prefix + string(k)) {
			return problem("such as --prefix authz_", "Auth0 reserves the name %s and would ignore the claim", prefix+string(k))
		}
	}
	return nil
}

func plainASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"'<>\^`+"`{|}", r) })
}

// Restricted reports whether Auth0 ignores a claim of this name without a word.
func Restricted(claim string) bool { return slices.Contains(restrictedClaims(), claim) }

func restrictedClaims() []string {
	return strings.Fields(`acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf
		cty dest entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf
		nonce object_id org_id org_name orig origid permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date
		sip_from_tag sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256`)
}

// flow is what an Action does with a kind, as the switches say.
type flow struct{ inToken, persist, passthrough bool }

func (s Source) flow(k Kind) flow {
	inToken, persist, passthrough := k.switches()
	return flow{s.Switches[inToken], s.Switches[persist], s.Switches[passthrough]}
}

// persisted are the kinds that go into metadata.
func (s Source) persisted() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return !s.flow(k).persist })
}

// inTokens are the kinds that go into tokens.
func (s Source) inTokens() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return !s.flow(k).inToken })
}

// On lists the switches that are on, in the order in which to show them.
func (s Source) On() []rbac.Switch {
	return slices.DeleteFunc(rbac.Switches(), func(w rbac.Switch) bool { return !s.Switches[w] })
}
