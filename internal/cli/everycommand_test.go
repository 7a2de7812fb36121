package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryCommandAnswersInJSON(t *testing.T) {
	w, _ := connected(t)
	plan := w.File("plan.json", w.run("plan", "--add-member", "Finance=ann@acme.test").stdout)
	for name, args := range map[string][]string{
		"access": {"access", "ann@acme.test"}, "why": {"why", "ann@acme.test", "approve:expenses"}, "who-can": {"who-can", "approve:expenses"},
		"compare": {"compare", "ann@acme.test", "ann@acme.test"}, "doctor": {"doctor"},
		"info": {"info"}, "version": {"version"}, "config-check": {"config", "check"}, "config-path": {"config", "path"}, "config-guide": {"config", "guide"},
		"snapshot": {"snapshot", filepath.Join(w.Env.Home, "s.json")}, "man": {"man"}, "keys": {"keys"}, "export": {"export"}, "history": {"history", "prune"},
		"plan": {"plan", "--nest", "Finance=Web"}, "apply": {"apply", plan, "--dry-run"},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(append(args, "-o", "json")...)
			var object struct{ Format string }
			if err := json.Unmarshal([]byte(got.stdout), &object); err != nil || object.Format != "authzx."+name+"/1" {
				t.Errorf("%v, %q in %s (%s)", err, object.Format, got.stdout, got.stderr)
			}
		})
	}
	if a, b := w.ok("--version", "-o", "json"), w.ok("version", "-o", "json"); a != b {
		t.Errorf("--version says %s, version %s", a, b)
	}
}

func TestAnErrorIsALineOfJSONWhereJSONIsAsked(t *testing.T) {
	w, _ := connected(t)
	for name, c := range map[string]struct {
		args   []string
		code   int
		word   string
		status int
	}{
		"not found":          {[]string{"api", "GET", "/groups/6a3ad7ea-33b4-46e6-96cd-64b5dc9d2a22"}, 1, "not_found", 404},
		"no token for it":    {[]string{"api", "GET", "/groups", "--profile", "none"}, 1, "forbidden", 403},
		"a scope that lacks": {[]string{"list", "groups", "--profile", "none"}, 1, "forbidden", 403},
		"an unknown flag":    {[]string{"list", "groups", "--zap"}, 2, "usage", 0},
		"an unknown command": {[]string{"zap"}, 2, "usage", 0},
		"an unknown profile": {[]string{"list", "groups", "--profile", "zap"}, 2, "configuration", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(append(c.args, "-o", "json")...)
			lines := strings.Split(strings.TrimSpace(got.stderr), "\n")
			var line struct {
				Error struct {
					Code, Message string
					Hint          *string
					Status        *int
				}
			}
			if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil {
				t.Fatalf("%v: %s", err, got.stderr)
			}
			status := 0
			if line.Error.Status != nil {
				status = *line.Error.Status
			}
			if got.code != c.code || line.Error.Code != c.word || status != c.status || line.Error.Message == "" {
				t.Errorf("code %d: %s", got.code, got.stderr)
			}
		})
	}
}

func TestReadOnlyHoldsForEveryCommandBeforeItConnects(t *testing.T) {
	w, server := connected(t)
	plan := w.File("plan.json", w.run("plan", "--nest", "Finance=Web").stdout)
	body := w.File("group.json", newGroup)
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"apply":  {"apply", plan, "--yes"},
		"post":   {"api", "POST", "/groups", "--body", body, "--yes"},
		"delete": {"api", "DELETE", "/groups/x", "--yes"},
	} {
		for by, arrange := range map[string]func(*world) []string{
			"the flag":            func(*world) []string { return append(args, "--read-only") },
			"the environment":     func(w *world) []string { w.Set("AUTHZX_READ_ONLY", "1"); return args },
			"a read_only profile": func(*world) []string { return append(args, "--profile", "frozen") },
		} {
			t.Run(name+" by "+by, func(t *testing.T) {
				own := &world{w.World}
				environ := w.Env.Environ
				defer func() { w.Env.Environ = environ }()
				if got := own.run(arrange(own)...); got.code != 2 || strings.Contains(got.stderr, "connection") || !strings.Contains(got.stderr, "that changes the tenant is sent") {
					t.Errorf("%+v", got)
				}
			})
		}
	}
}
