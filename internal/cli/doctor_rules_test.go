package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDoctorTakesAFileOfRulesAlong(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	file := filepath.Join(w.Env.Home, "rules.toml")
	doctor := func(content string) outcome {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return w.run("--snapshot", snapshot, "doctor", "--rules", file)
	}
	before := w.run("--snapshot", snapshot, "doctor")
	if !strings.Contains(before.stdout, "Payroll Export") || !strings.Contains(before.stdout, "  why: ") {
		t.Fatalf("%s", before.stdout)
	}
	rule := "[[rule]]\nname = \"never both\"\nnever_together = [\"approve:expenses\", \"close:periods\"]\n"
	if got := doctor(rule); got.code != 3 || !strings.Contains(got.stdout, "broken-rule") || !strings.Contains(got.stdout, `against the rule "never both"`) {
		t.Errorf("%d\n%s%s", got.code, got.stdout, got.stderr)
	}
	accepted := "[[accepted]]\nfinding = \"unused-role\"\nabout = \"Payroll Export\"\nreason = \"kept for now\"\n"
	for until, left := range map[string]bool{"": false, "until = \"2099-01-31\"\n": false, "until = \"2001-01-31\"\n": true} {
		got := doctor(accepted + until)
		if strings.Contains(got.stdout, "Payroll Export") != left || strings.Contains(got.stdout, "accepted until 2001-01-31") != left || strings.Contains(got.stderr, "1 finding accepted") == left {
			t.Errorf("%q: the finding is left: want %v\n%s%s", until, left, got.stdout, got.stderr)
		}
	}
	for content, says := range map[string]string{
		"[[accepted]]\nfinding = \"unused-role\"\n":                                       "needs a reason",
		"[[accepted]]\nfinding = \"unused-role\"\nreason = \"x\"\nuntil = \"soon\"\n":     "rules.toml:4: until must be a date",
		"[[accepted]]\nfinding = \"unused-role\"\nreason = \"x\"\nwhom = \"everybody\"\n": "unknown key",
	} {
		if got := doctor(content); got.code != 2 || !strings.Contains(got.stderr, says) {
			t.Errorf("%q: %d %s", content, got.code, got.stderr)
		}
	}
}

func TestAProfileNamesItsFileOfRules(t *testing.T) {
	w, _ := connected(t)
	file := filepath.Join(w.Env.Home, "rules.toml")
	if err := os.WriteFile(file, []byte("[[accepted]]\nfinding = \"unused-role\"\nreason = \"kept\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(w.Env.Home, ".config", "authzx", "config.toml")
	content, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, bytes.ReplaceAll(content, []byte("client_id ="), []byte("rules = \"~/rules.toml\"\nclient_id =")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run("doctor"); !strings.Contains(got.stderr, "accepted by the rules file") || strings.Contains(got.stdout, "unused-role") {
		t.Errorf("%s%s", got.stdout, got.stderr)
	}
}
