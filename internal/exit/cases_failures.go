package exit

import (
	"fmt"
	"strings"

	"authzx/internal/text"
)

// failures adds every way by which a login is denied.
func (w *caseWriter) failures(l login) {
	own := reports{Groups: l.reported}
	refused := func(c *testCase) {
		c.Answer, c.Request = nil, nil
		c.Expect = w.expect(deniedFor("no_end_users"))
	}
	w.add("the audience of the extension's API in the query is refused", l, w.application(), own, func(c *testCase) {
		c.Event.Request.Query["audience"] = extensionAudience
		refused(c)
	})
	w.add("the audience of the extension's API in the body is refused", l, w.application(), own, func(c *testCase) {
		c.Event.Request.Body["audience"] = extensionAudience
		refused(c)
	})
	w.add("an audience in the query hides one in the body", l, w.application(), own, func(c *testCase) {
		c.Event.Request.Query["audience"] = "https://another.example/"
		c.Event.Request.Body["audience"] = extensionAudience
	})
	if w.target == TargetEngine {
		w.brokenMetadata(l, own)
		return
	}
	w.failedRequests(l, own)
}

// extensionAudience is the audience of the extension's own API.
const extensionAudience = "urn:auth0-authz-api"

func (w *caseWriter) failedRequests(l login, own reports) {
	const page = "<html><h1>502 Bad Gateway</h1></html>"
	message := func(s string) any { return map[string]string{"message": s} }
	for _, f := range []struct {
		name, reason string
		answer       caseAnswer
	}{
		{"a wrong key", "Invalid API Key", caseAnswer{Status: 401, Body: message("Invalid API Key")}},
		{"an error of the server", "An internal server error occurred", caseAnswer{Status: 500, Body: message("An internal server error occurred")}},
		{"a page instead of a response", page, caseAnswer{Status: 502, Body: page}},
		{"an empty answer", "503", caseAnswer{Status: 503, Body: ""}},
		{"a page with status 200", "the response is not three lists of names", caseAnswer{Status: 200, Body: page}},
		{"a response from something else", "the response is not three lists of names", caseAnswer{Status: 200, Body: map[string]string{}}},
		{"a redirection", "302", caseAnswer{Status: 302, Body: ""}},
		{"no answer in time", "The operation was aborted due to timeout", caseAnswer{Error: "The operation was aborted due to timeout"}},
		{"a long page", strings.Repeat("x", 200), caseAnswer{Status: 500, Body: strings.Repeat("x", 5000)}},
	} {
		w.add(w.failureName(f.name), l, w.application(), own, func(c *testCase) {
			c.Answer, c.Expect = &f.answer, w.expect(w.failure(f.reason, own))
		})
	}
	missing := "the secret AUTHZ_EXT_API_KEY is not set"
	if w.Auth == AuthToken {
		missing = "the secrets AUTHZ_CLIENT_ID and AUTHZ_CLIENT_SECRET are not set"
	}
	w.add(w.failureName("a missing secret"), l, w.application(), own, func(c *testCase) {
		c.Event.Secrets = map[string]string{"ANOTHER": "secret"}
		c.Answer, c.Request, c.Expect = nil, nil, w.expect(w.failure(missing, own))
	})
}

func (w *caseWriter) failureName(what string) string {
	if w.OnFailure == FailureEmpty {
		return what + " leaves the login with nothing"
	}
	return what + " denies the login"
}

func (w *caseWriter) brokenMetadata(l login, own reports) {
	for n, doc := range []string{`{"v":2,"g":[],"r":[]}`, `{}`, `"x"`, `{"v":1,"g":{},"r":[]}`} {
		w.add(w.failureName(fmt.Sprintf("broken app_metadata.authz %d", n+1)), l, w.application(), own, func(c *testCase) {
			c.Event.User.AppMetadata["authz"] = []byte(doc)
			c.Expect = w.expect(w.failure("app_metadata.authz is not {v: 1, g: [...], r: [...]}", own))
		})
	}
}

// options adds what only some Actions do.
func (w *caseWriter) options(l login) {
	own := reports{Groups: l.reported}
	if w.RuleID != "" {
		w.add("while the rule runs nothing is done", l, w.application(), own, func(c *testCase) {
			c.ExecutedRules = []string{w.RuleID}
			c.Answer, c.Request = nil, nil
			c.Expect = w.expect(expectation{failed: true, values: names{}})
			c.Expect.IDToken, c.Expect.AccessToken = map[string][]text.Text{}, map[string][]text.Text{}
		})
	}
	if len(w.SAML) > 0 {
		w.add("attributes of SAML", l, w.application(), own, func(c *testCase) {
			c.Event.Transaction.Protocol = "samlp"
			c.Expect.SAML = w.attributes(l, own)
		})
	}
	if w.RequiredRoles {
		w.add("a role that is required and missing", l, w.application(), own, func(c *testCase) {
			c.Event.Client.Metadata["required_roles"] = "no role has this name, nor this"
			if c.Expect.Denied == nil {
				c.Expect = w.expect(deniedFor("This application requires a role that you do not have."))
			}
		})
	}
}

func (w *caseWriter) attributes(l login, own reports) map[string][]text.Text {
	_, taken, ok := own[Groups].sent(w.StringGroups)
	all := map[string][]text.Text{}
	if !ok {
		return all
	}
	e := w.success(w.answer(l.class.user, l.door.connection.Name, taken, w.application()), own, nil)
	for _, k := range w.inTokens() {
		if name, asked := w.SAML[k]; asked && e.denied == nil {
			all[name] = e.values[k]
		}
	}
	return all
}
