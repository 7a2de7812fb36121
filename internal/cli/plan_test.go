package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPlanIsMadeLookedAtAndApplied(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	made := w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--grant", "Finance=Controller", "--reason", "Q4", "--out", path)
	if made.code != 0 || made.stdout != "" || !strings.Contains(made.stderr, "PATCH /groups/") || !strings.Contains(made.stderr, "    user ad|corp|bruno\n") {
		t.Fatalf("plan: %+v", made)
	}
	if dry := w.run("apply", path, "--dry-run"); dry.code != 0 || !strings.Contains(dry.stderr, "2 requests") {
		t.Errorf("dry run: %+v", dry)
	}
	if refused := w.run("apply", path); refused.code != 2 || !strings.Contains(refused.stderr, "--yes") {
		t.Errorf("without --yes: %+v", refused)
	}
	if got := w.run("why", "ad|corp|bruno", "Finance"); strings.Contains(got.stdout, "direct") {
		t.Fatal("the dry run altered the tenant")
	}
	if applied := w.run("apply", path, "--yes"); applied.code != 0 || !strings.Contains(applied.stderr, "all done") {
		t.Fatalf("apply: %+v", applied)
	}
	members := w.ok("api", "GET", "/groups/"+groupID(t, w, "Finance")+"/members")
	if !strings.Contains(members, "ad|corp|bruno") {
		t.Errorf("bruno is no member:\n%s", members)
	}
	if again := w.run("apply", path, "--yes"); again.code != 1 || !strings.Contains(again.stderr, "changed since") || !strings.Contains(again.stderr, "already has every change") {
		t.Errorf("applied again: %+v", again)
	}
}

func groupID(t *testing.T, w *world, name string) string {
	t.Helper()
	for _, g := range decoded[[]struct{ ID, Name string }](t, w.ok("list", "groups", "-o", "json")) {
		if g.Name == name {
			return g.ID
		}
	}
	t.Fatalf("there is no group %q", name)
	return ""
}

func TestEditsComeFromCSV(t *testing.T) {
	w, _ := connected(t)
	for name, tc := range map[string]struct {
		csv, want string
		code      int
	}{
		"memberships":    {"group,user\nFinance,ad|corp|bruno\nTreasury,ad|corp|bruno\n", "add-member", 0},
		"with an action": {"action,user,group\nremove,ann@acme.test,Accounts Payable\n", "remove-member", 0},
		"grants":         {"group,role\nFinance,Controller\n", "grant-role", 0},
		"unknown things": {"group,user\nNo such group,ad|corp|bruno\nFinance,ad|corp|bruno\nNeither,ann@acme.test\n", "edits.csv:2: there is no group", 2},
		"a bad action":   {"action,group,user\ndrop,Finance,x\n", "edits.csv:2: action", 2},
		"no edit":        {"group,nickname\n", "edits.csv:1: columns group, nickname make no edit", 2},
		"an empty cell":  {"group,user\nFinance,\n", "empty cell", 2},
		"no file at all": {"", "no header row", 2},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "edits.csv")
			if err := os.WriteFile(path, []byte(tc.csv), 0o600); err != nil {
				t.Fatal(err)
			}
			got := w.run("plan", "--csv", path)
			if got.code != tc.code || !strings.Contains(got.stdout+got.stderr, tc.want) {
				t.Errorf("code %d\n%s\n%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

func TestUnknownThingsOfAPlanAreAllTold(t *testing.T) {
	w, _ := connected(t)
	got := w.run("plan", "--add-member", "Nobody=ann@acme.test", "--grant", "Finance=No role")
	for _, want := range []string{`"Nobody"`, `"No role"`} {
		if got.code != 2 || !strings.Contains(got.stderr, want) {
			t.Errorf("code %d, %q is not told:\n%s", got.code, want, got.stderr)
		}
	}
}

func TestAPlanForAnotherTenantIsRefused(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	other, _ := connected(t)
	if got := other.run("apply", path, "--yes"); got.code != 2 || !strings.Contains(got.stderr, "the plan is for") {
		t.Errorf("%+v", got)
	}
}

func TestAReadOnlyProfileAppliesNothing(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	if got := w.run("apply", path, "--yes", "--write", "--profile", "frozen"); got.code != 2 || !strings.Contains(got.stderr, "read_only") {
		t.Errorf("%+v", got)
	}
}

func TestProductionWantsWriteAndTheTenantsName(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	if got := w.run("apply", path, "--yes", "--profile", "prod"); got.code != 2 || !strings.Contains(got.stderr, "--write") {
		t.Errorf("--yes sufficed in production: %+v", got)
	}
	if got := w.run("apply", path, "--write", "--confirm", "other", "--profile", "prod"); got.code != 2 {
		t.Errorf("a wrong name sufficed in production: %+v", got)
	}
}
