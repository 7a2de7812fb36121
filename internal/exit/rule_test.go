package exit_test

import (
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authzx/internal/exit"
	"authzx/internal/rbac"
)

// ruleCase is one recorded run of the rule.
type ruleCase struct {
	Configuration []rbac.Switch  `json:"configuration"`
	User          map[string]any `json:"user"`
	Context       struct {
		ClientID   string         `json:"clientID"`
		Connection *string        `json:"connection"`
		Request    map[string]any `json:"request"`
	} `json:"context"`
	Answer  map[string]any `json:"answer"`
	Outcome struct {
		Request   *request       `json:"request"`
		Deny      *string        `json:"deny"`
		Threw     *string        `json:"threw"`
		Persisted map[string]any `json:"persisted"`
		// The user object afterwards.
		Groups      any `json:"groups"`
		Roles       any `json:"roles"`
		Permissions any `json:"permissions"`
	} `json:"outcome"`
}

func (c ruleCase) job(code string) job {
	event := map[string]any{
		"user": c.User, "client": map[string]any{"client_id": c.Context.ClientID, "metadata": map[string]any{}},
		"request": c.Context.Request, "secrets": map[string]any{"AUTHZ_EXT_API_KEY": "KEY"},
	}
	if c.Context.Connection != nil {
		event["connection"] = map[string]any{"name": *c.Context.Connection}
	}
	return job{Code: code, Event: event, Answer: c.Answer}
}

// wrong says what an Action did otherwise than the rule; empty for nothing.
func (c ruleCase) wrong(did outcome) string {
	want := c.Outcome
	if (want.Request == nil) != (len(did.Requests) == 0) {
		return "sent a request, or none"
	}
	if want.Request != nil {
		got := did.Requests[0]
		decoded, err := url.PathUnescape(got.URL)
		if err != nil || decoded != want.Request.URL || got.Headers["x-api-key"] != "KEY" || !reflect.DeepEqual(got.Body, want.Request.Body) {
			return "sent another request"
		}
	}
	switch {
	case want.Deny != nil && (did.Denied == nil || *did.Denied != *want.Deny):
		return "did not deny with " + *want.Deny
	case want.Threw != nil && did.Denied == nil:
		return "let in whom the rule broke over"
	case want.Deny == nil && want.Threw == nil && did.Denied != nil:
		return "denied with " + *did.Denied
	case did.Denied != nil:
		if len(did.Metadata) > 0 {
			return "wrote metadata of a login that it denied"
		}
		return ""
	}
	return c.wrongClaims(did)
}

func (c ruleCase) wrongClaims(did outcome) string {
	user := map[exit.Kind]any{exit.Groups: c.Outcome.Groups, exit.Roles: c.Outcome.Roles, exit.Permissions: c.Outcome.Permissions}
	for kind, s := range map[exit.Kind]rbac.Switch{exit.Groups: rbac.GroupsInToken, exit.Roles: rbac.RolesInToken, exit.Permissions: rbac.PermissionsInToken} {
		for _, claims := range []map[string][]string{did.IDToken, did.AccessToken} {
			got, set := claims[namespace+string(kind)]
			on := slices.Contains(c.Configuration, s)
			if set != on || on && !reflect.DeepEqual(anyList(got), user[kind]) {
				return "set another claim of " + string(kind)
			}
		}
	}
	if !reflect.DeepEqual(did.Metadata["authorization"], c.Outcome.Persisted["authorization"]) {
		return "persisted something else"
	}
	return ""
}

func anyList(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

func TestTheActionDoesWhatTheRuleDidInEveryRecordedCase(t *testing.T) {
	var file struct{ Cases []ruleCase }
	readJSON(t, filepath.Join("..", "..", "testdata", "conformance", "rule", "cases.json"), &file)
	codes := map[string]string{}
	var jobs []job
	for _, c := range file.Cases {
		key := ""
		for _, s := range c.Configuration {
			key += string(s) + " "
		}
		if codes[key] == "" {
			s := exit.Source{Graph: indexed(rbac.Document{}), Switches: switchesOn(c.Configuration...), BaseURL: "https://ext.example/api"}
			codes[key] = string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})[exit.FileCode])
		}
		jobs = append(jobs, c.job(codes[key]))
	}
	if len(jobs) != 645 {
		t.Fatalf("%d cases, want 645", len(jobs))
	}
	differing := 0
	for i, did := range runNode[job, outcome](t, runScript, jobs) {
		c := file.Cases[i]
		// A failed write of metadata is told to the rule and not to an Action.
		if c.Answer["persistError"] != nil && c.Outcome.Deny != nil {
			differing++
			continue
		}
		if wrong := c.wrong(did); wrong != "" {
			t.Errorf("case %d, %v, groups %v, answer %v: %s", i, c.Configuration, c.User["groups"], c.Answer, wrong)
		}
	}
	if differing != 1 {
		t.Errorf("%d cases differ by intention, want 1", differing)
	}
}

func TestTheSettingsAreFrozenAtTheTop(t *testing.T) {
	s := exit.Source{Graph: indexed(rbac.Document{}), Switches: intoTokens(), BaseURL: "https://ext.example/api"}
	code := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})[exit.FileCode])
	at := strings.Index(code, "const SETTINGS = Object.freeze({")
	if first := strings.Index(code, "const "); at < 0 || at != first {
		t.Errorf("the settings are not the first thing in the code")
	}
	for _, name := range []string{
		"extensionUrl", "timeoutMs", "ruleId", "namespace", "inToken", "passthrough", "persist", "accessToken",
		"saml", "requiredRoles", "onFailure", "clients", "stringGroups", "auth",
	} {
		if !strings.Contains(code, "\n  "+name+": ") {
			t.Errorf("the setting %s is missing", name)
		}
	}
	if strings.Contains(code, "require(") {
		t.Errorf("the code needs something that is not there")
	}
}
