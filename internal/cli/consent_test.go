package cli

import (
	"os"
	"strings"
	"testing"

	"authzx/internal/cli/command"
)

const newGroup = `{"name": "Made by hand", "description": "from the command line"}`

func TestAChangeNeedsConsent(t *testing.T) {
	terminal := command.Terminal{In: true, Err: true}
	for name, c := range map[string]struct {
		profile  string
		flags    []string
		terminal command.Terminal
		typed    string
		code     int
		says     string
	}{
		"said beforehand":                 {profile: "dev", flags: []string{"--yes"}},
		"not said, nobody to ask":         {profile: "dev", code: 2, says: "add --yes"},
		"asked, yes":                      {profile: "dev", terminal: terminal, typed: "y\n", says: "[y/N]"},
		"asked, no":                       {profile: "dev", terminal: terminal, typed: "n\n", code: 1, says: "nothing was sent"},
		"asked, enter":                    {profile: "dev", terminal: terminal, typed: "\n", code: 1, says: "nothing was sent"},
		"asked, nobody there":             {profile: "dev", terminal: terminal, typed: "", code: 1, says: "reading the answer"},
		"another tenant's name":           {profile: "dev", flags: []string{"--yes", "--confirm", "elsewhere"}, code: 2, says: "this is the tenant"},
		"production, said beforehand":     {profile: "prod", flags: []string{"--yes"}, code: 2, says: "is production"},
		"production, no name":             {profile: "prod", flags: []string{"--write", "--yes"}, code: 2, says: "--confirm"},
		"production, a name without more": {profile: "prod", flags: []string{"--confirm", "LABEL"}, code: 2, says: "--write"},
		"production, another name":        {profile: "prod", flags: []string{"--write", "--confirm", "elsewhere"}, code: 2, says: "this is the tenant"},
		"production, the name":            {profile: "prod", flags: []string{"--write", "--confirm", "LABEL"}},
		"production, the name typed":      {profile: "prod", flags: []string{"--write"}, terminal: terminal, typed: "LABEL\n", says: "Type its name"},
		"production, yes typed":           {profile: "prod", flags: []string{"--write"}, terminal: terminal, typed: "yes\n", code: 1, says: "nothing was sent"},
		"read only, whatever is said":     {profile: "frozen", flags: []string{"--yes", "--write", "--confirm", "LABEL"}, terminal: terminal, typed: "y\n", code: 2, says: "read_only"},
	} {
		t.Run(name, func(t *testing.T) {
			w, server := connected(t)
			label := strings.TrimSuffix(strings.TrimPrefix(server.BaseURL(), "http://"), "/api")
			args := []string{"api", "POST", "/groups", "--body", w.File("group.json", newGroup), "--profile", c.profile}
			for _, flag := range c.flags {
				args = append(args, strings.ReplaceAll(flag, "LABEL", label))
			}
			w.Env.Terminal, w.Env.Stdin = c.terminal, strings.NewReader(strings.ReplaceAll(c.typed, "LABEL", label))
			got := w.run(args...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d, want %d; said %q", got.code, c.code, got.stderr)
			}
			made := strings.Contains(w.ok("list", "groups"), "Made by hand")
			if made != (c.code == 0) {
				t.Errorf("the group was made: %v", made)
			}
		})
	}
}

func TestABodyFromStandardInputLeavesNobodyToAsk(t *testing.T) {
	w, _ := connected(t)
	w.Env.Terminal, w.Env.Stdin = command.Terminal{In: true, Err: true}, strings.NewReader(newGroup)
	if got := w.run("api", "POST", "/groups", "--body", "-"); got.code != 2 || !strings.Contains(got.stderr, "--yes") {
		t.Errorf("%+v", got)
	}
	w.Env.Stdin = strings.NewReader(newGroup)
	if got := w.run("api", "POST", "/groups", "--body", "-", "--yes"); got.code != 0 || !strings.Contains(got.stdout, `"name": "Made by hand"`) {
		t.Errorf("%+v", got)
	}
}

func TestAnImportNeedsABackupAndTheTenantsName(t *testing.T) {
	terminal := command.Terminal{In: true, Err: true}
	for name, c := range map[string]struct {
		profile  string
		flags    []string
		terminal command.Terminal
		typed    string
		code     int
		says     string
	}{
		"yes is not enough":          {profile: "dev", flags: []string{"--yes"}, code: 2, says: "--confirm"},
		"another name":               {profile: "dev", flags: []string{"--confirm", "elsewhere"}, code: 2, says: "this is the tenant"},
		"the name":                   {profile: "dev", flags: []string{"--confirm", "LABEL"}, says: "25 removed"},
		"the name typed":             {profile: "dev", terminal: terminal, typed: "LABEL\n", says: "Replaces the whole stored document"},
		"yes typed":                  {profile: "dev", terminal: terminal, typed: "y\n", code: 1, says: "nothing was sent"},
		"production without --write": {profile: "prod", flags: []string{"--confirm", "LABEL"}, code: 2, says: "--write"},
		"production":                 {profile: "prod", flags: []string{"--confirm", "LABEL", "--write"}, says: "users lose"},
		"read only":                  {profile: "frozen", flags: []string{"--confirm", "LABEL", "--write"}, code: 2, says: "read_only"},
	} {
		t.Run(name, func(t *testing.T) {
			w, server := connected(t)
			label := strings.TrimSuffix(strings.TrimPrefix(server.BaseURL(), "http://"), "/api")
			args := []string{"api", "POST", "/configuration/import", "--body", w.File("all.json", "{}"), "--profile", c.profile}
			for _, flag := range c.flags {
				args = append(args, strings.NewReplacer("LABEL", label, "HOME", w.Env.Home).Replace(flag))
			}
			w.Env.Terminal, w.Env.Stdin = c.terminal, strings.NewReader(strings.ReplaceAll(c.typed, "LABEL", label))
			got := w.run(args...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d, want %d; said %q", got.code, c.code, got.stderr)
			}
			kept := strings.Contains(w.ok("list", "groups"), "Finance")
			if kept == (c.code == 0) {
				t.Errorf("the groups are there: %v", kept)
			}
			_, backup, found := strings.Cut(got.stderr, "the backup is ")
			if c.code != 0 {
				return
			}
			content, err := os.ReadFile(strings.SplitN(backup, "\n", 2)[0])
			if !found || err != nil || !strings.Contains(string(content), "Finance") {
				t.Errorf("the backup: %v", err)
			}
		})
	}
}

func TestWhatIsGraveNeedsTheTenantsName(t *testing.T) {
	terminal := command.Terminal{In: true, Err: true}
	off, on := `{"apiAccess":true,"apiAccess":false}`, `{"apiAccess":true,"token_lifetime":3600}`
	for name, c := range map[string]struct {
		method, path, body string
		flags              []string
		terminal           command.Terminal
		typed              string
		code               int
		says               string
	}{
		"a new key, yes is not enough":    {method: "PATCH", path: "/configuration/rotate-apikey", flags: []string{"--yes", "--secret-to", "HOME/key"}, code: 2, says: "--confirm"},
		"a new key, another name":         {method: "PATCH", path: "/configuration/rotate-apikey", flags: []string{"--confirm", "elsewhere", "--secret-to", "HOME/key"}, code: 2, says: "this is the tenant"},
		"a new key, the name":             {method: "PATCH", path: "/configuration/rotate-apikey", flags: []string{"--confirm", "LABEL", "--secret-to", "HOME/key"}},
		"the API off, yes typed":          {method: "DELETE", path: "/configuration/resource-server", terminal: terminal, typed: "y\n", code: 1, says: "Turns this API off"},
		"the API off, the name typed":     {method: "DELETE", path: "/configuration/resource-server", terminal: terminal, typed: "LABEL\n", says: "Type its name"},
		"off by the last of two keys":     {method: "PATCH", path: "/configuration/resource-server", body: off, flags: []string{"--yes"}, code: 2, says: "--confirm"},
		"another lifetime, yes is enough": {method: "PATCH", path: "/configuration/resource-server", body: on, flags: []string{"--yes"}},
	} {
		t.Run(name, func(t *testing.T) {
			w, server := connected(t)
			label := strings.TrimSuffix(strings.TrimPrefix(server.BaseURL(), "http://"), "/api")
			args := []string{"api", c.method, c.path}
			if c.body != "" {
				args = append(args, "--body", w.File("body.json", c.body))
			}
			for _, flag := range c.flags {
				args = append(args, strings.NewReplacer("LABEL", label, "HOME", w.Env.Home).Replace(flag))
			}
			w.Env.Terminal, w.Env.Stdin = c.terminal, strings.NewReader(strings.ReplaceAll(c.typed, "LABEL", label))
			if got := w.run(args...); got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d, want %d; said %q", got.code, c.code, got.stderr)
			}
		})
	}
}

func TestTheQuestionOfAPolicyIsNoChange(t *testing.T) {
	w, _ := connected(t)
	w.Env.Stdin = strings.NewReader(`{"connectionName": "corp", "groups": ["Staff"]}`)
	if got := w.run("api", "POST", "/users/ad|corp|bruno/policy/4Xzyz8Qam0lsN61E18AGIGK30gqpDRtd", "--body", "-", "--profile", "frozen"); got.code != 0 || !strings.Contains(got.stdout, `"permissions"`) {
		t.Errorf("%+v", got)
	}
}
