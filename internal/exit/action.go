package exit

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"authzx/internal/snippet"
)

// The parts of the code that are the same for every tenant.
var (
	//go:embed js/post_login.js
	loginJS string
	//go:embed js/ask_extension.js
	actionJS string
	//go:embed js/key.js
	keyJS string
	//go:embed js/token.js
	tokenJS string
	//go:embed js/compute_access.js
	engineJS string
	//go:embed js/ids_plain.js
	plainIDsJS string
	//go:embed js/ids_packed.js
	packedIDsJS string
	//go:embed js/runner.js
	runnerJS string
	//go:embed js/test_head.js
	testHeadJS string
	//go:embed js/test_tail.js
	testTailJS string
	//go:embed js/prove.js
	proveJS string
)

const actionHead = `'use strict';

// Puts groups, roles and permissions of the Authorization Extension into tokens at
// login, in place of the rule "auth0-authorization-extension". Written by authzx.
//
// Trigger: post-login. Runtime: node18 or later. Dependencies: none.
// %s

`

func actionCode(s Source, p Parameters) (string, error) {
	secrets, credentials := "Secret: AUTHZ_EXT_API_KEY, the hash returned by rotate-apikey.", keyJS
	if p.Auth == AuthToken {
		secrets, credentials = "Secrets: AUTHZ_CLIENT_ID and AUTHZ_CLIENT_SECRET, a client of the extension's API.", tokenJS
	}
	if p.Auth == AuthToken && s.TokenURL == "" {
		return "", problem("set AUTHZX_TOKEN_URL", "the token URL is unknown")
	}
	if p.Auth == AuthToken {
		if err := checkAddress("the token URL", s.TokenURL); err != nil {
			return "", err
		}
	}
	own := []setting{{"extensionUrl", snippet.QuoteJS(s.extensionURL())}, {"timeoutMs", "5000"}, {"auth", snippet.QuoteJS(p.Auth)}}
	if p.Auth == AuthToken {
		own = append(own, setting{"tokenUrl", snippet.QuoteJS(s.TokenURL)})
	}
	return within(fmt.Sprintf(actionHead, secrets) + settings(s, p, own) + loginJS + actionJS + credentials)
}

// setting is one line of the settings: a name and an expression.
type setting struct{ name, value string }

// settings is the frozen object at the top.
func settings(s Source, p Parameters, own []setting) string {
	inToken, persist, passthrough := map[Kind]bool{}, map[Kind]bool{}, map[Kind]bool{}
	for _, k := range Kinds() {
		f := s.flow(k)
		inToken[k], persist[k], passthrough[k] = f.inToken, f.persist, f.passthrough
	}
	rule := "null"
	if p.RuleID != "" {
		rule = snippet.QuoteJS(p.RuleID)
	}
	all := append(own,
		setting{"ruleId", rule},
		setting{"namespace", snippet.QuoteJS(p.claimStart())},
		setting{"idToken", strconv.FormatBool(p.IDToken)},
		setting{"accessToken", strconv.FormatBool(p.AccessToken)},
		setting{"inToken", flags(inToken)},
		setting{"passthrough", flags(passthrough)},
		setting{"persist", flags(persist)},
		setting{"saml", attributes(p.SAML)},
		setting{"requiredRoles", strconv.FormatBool(p.RequiredRoles)},
		setting{"onFailure", snippet.QuoteJS(p.OnFailure)},
		setting{"clients", "Object.freeze(['*'])"},
		setting{"stringGroups", snippet.QuoteJS(p.StringGroups)},
	)
	var b strings.Builder
	b.WriteString("const SETTINGS = Object.freeze({\n")
	for _, line := range all {
		fmt.Fprintf(&b, "  %s: %s,\n", line.name, line.value)
	}
	b.WriteString("});\n")
	return b.String()
}

func flags(on map[Kind]bool) string {
	parts := make([]string, 0, len(Kinds()))
	for _, k := range Kinds() {
		parts = append(parts, fmt.Sprintf("%s: %t", k, on[k]))
	}
	return "Object.freeze({ " + strings.Join(parts, ", ") + " })"
}

func attributes(saml map[Kind]string) string {
	var parts []string
	for _, k := range Kinds() {
		if name, ok := saml[k]; ok {
			parts = append(parts, fmt.Sprintf("%s: %s", k, snippet.QuoteJS(name)))
		}
	}
	if parts == nil {
		return "Object.freeze({})"
	}
	return "Object.freeze({ " + strings.Join(parts, ", ") + " })"
}
