package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/sandbox/sample"
)

const apiKeyCanary = "canary0123456789abcdef0123456789abcdef0123456789abcdef0123456789"

// keyed is the company with an API key in its configuration.
func keyed() sample.Tenant {
	from := sample.Company()
	doc := string(from.Document)
	from.Document = []byte(strings.Replace(doc, `"_id":"v1"`, `"_id":"v1","apikey":"`+apiKeyCanary+`"`, 1))
	return from
}

func TestNoCommandPrintsASecret(t *testing.T) {
	w, _ := connectedTo(t, keyed())
	log, saved := filepath.Join(w.Env.Home, "log"), filepath.Join(w.Env.Home, "saved.json")
	lines := [][]string{
		{"api", "GET", "/configuration"}, {"api", "GET", "/configuration/export"}, {"api", "POST", "/configuration/rotate-apikey", "--yes"},
		{"snapshot", saved}, {"info"}, {"info", "-o", "json"}, {"config", "check"}, {"config", "path"}, {"doctor"},
		{"snippet", "GET", "/groups"}, {"snippet", "GET", "/groups", "--as", "curl"}, {"snippet", "GET", "/groups", "--as", "javascript"},
		{"list", "users", "--profile", "wrong"}, {"secret", "clear"}, {"api", "POST", "/groups", "--profile", "prod"}, {"man"},
	}
	for _, args := range readings() {
		lines = append(lines, append(args, "-o", "json"))
	}
	var all strings.Builder
	for _, args := range lines {
		got := w.run(append(args, "--log", log)...)
		all.WriteString(got.stdout + got.stderr)
		for _, written := range []string{got.stdout, got.stderr} {
			for _, secret := range append(w.tokens(), canary, apiKeyCanary, "not that one") {
				if strings.Contains(written, secret) {
					t.Errorf("authzx %s prints a secret", strings.Join(args, " "))
				}
			}
		}
	}
	if !strings.Contains(all.String(), `"***"`) {
		t.Error("the API key was never asked for: the test proves nothing")
	}
	for _, path := range []string{log, saved} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range append(w.tokens(), canary, apiKeyCanary, "not that one") {
			if strings.Contains(string(content), secret) {
				t.Errorf("%s holds a secret", filepath.Base(path))
			}
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
	}
	content, _ := os.ReadFile(log)
	if !strings.Contains(string(content), "target=/groups") {
		t.Errorf("the log has no request: %s", content)
	}
}

// tokens are those in the cache.
func (w *world) tokens() []string {
	w.T.Helper()
	paths, _ := filepath.Glob(filepath.Join(w.Env.Home, ".cache/authzx/token-*.json"))
	var tokens []string
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			w.T.Fatal(err)
		}
		var kept struct {
			Token string `json:"access_token"`
		}
		if err := json.Unmarshal(content, &kept); err != nil || kept.Token == "" {
			w.T.Fatalf("the cached token: %v", err)
		}
		tokens = append(tokens, kept.Token)
	}
	return tokens
}

// evil is a name that a stranger chose.
const evil = "x\x1b]0;owned\x07\u202e\u200b\r\n\u009b2J"

func TestHostileNamesReachNoTerminal(t *testing.T) {
	name, err := json.Marshal(evil)
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.ReplaceAll(`{"groups": [{"_id": "g", "name": EVIL, "description": EVIL, "members": ["auth0|u", EVIL], "roles": ["r"]}],
		"roles": [{"_id": "r", "name": EVIL, "description": EVIL, "applicationId": "a", "applicationType": "client", "permissions": ["p"]},
			{"_id": "r2", "name": EVIL, "description": EVIL, "applicationId": "b", "applicationType": "client"}],
		"permissions": [{"_id": "p", "name": EVIL, "description": EVIL, "applicationId": "a", "applicationType": "client"}]}`, "EVIL", string(name))
	users := strings.ReplaceAll(`[{"user_id": "auth0|u", "name": EVIL, "email": EVIL, "identities": [{"connection": EVIL, "provider": EVIL}]}]`, "EVIL", string(name))
	clients := strings.ReplaceAll(`[{"client_id": "a", "name": EVIL, "app_type": "spa", "callbacks": [EVIL]}]`, "EVIL", string(name))
	connections := strings.ReplaceAll(`[{"id": "c", "name": EVIL, "strategy": EVIL}]`, "EVIL", string(name))
	w, _ := connectedTo(t, sample.Tenant{Users: []byte(users), Clients: []byte(clients), Connections: []byte(connections), Document: []byte(doc)})
	lines := [][]string{
		{"access", "auth0|u"}, {"access", evil}, {"access", "auth0|u", "--connection", evil, "--idp-group", evil, "--application", evil},
		{"access", "nobody" + evil}, {"why", "auth0|u", evil}, {"why", "auth0|u", "zap" + evil}, {"who-can", "p"}, {"compare", "auth0|u", evil},
		{"access", "--all", "-o", "csv"}, {"doctor"}, {"list", "users"}, {"list", "groups"}, {"list", "roles"}, {"list", "permissions"}, {"list", "applications"}, {"list", "connections"},
		{"api", "GET", "/groups"}, {"api", "GET", "/users/" + evil}, {"api", "GET", "/" + evil}, {"snippet", "GET", "/users/" + evil},
		{"snippet", "GET", "/users/x", "--as", evil}, {"list", "users", "-o", evil}, {"list", evil}, {evil}, {"list", "users", "--profile", evil},
		{"list", "users", "--snapshot", evil}, {"list", "users", "--" + evil}, {"config", "path", "--config", evil}, {"api", "POST", "/groups", "--confirm", evil},
		{"snippet", "POST", "/groups", "--body", evil}, {"list", "users", "--config", evil, "--log", filepath.Join(w.Env.Home, evil)},
	}
	for _, args := range lines {
		for _, more := range [][]string{nil, {"-o", "json"}} {
			got := w.run(append(append([]string(nil), args...), more...)...)
			for _, written := range []string{got.stdout, got.stderr} {
				if r, bad := clitest.Unsafe(written); bad {
					t.Errorf("authzx %q writes %U: %q", args, r, written)
				}
			}
			if got.stdout+got.stderr == "" {
				t.Errorf("authzx %q says nothing", args)
			}
		}
	}
}
