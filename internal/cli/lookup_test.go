package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/sandbox/sample"
)

// manyUsers is a company of more users than a list gives out. Two share an
// address; only one of them, who logged in of late, is in the list.
func manyUsers() sample.Tenant {
	company := sample.Company()
	var users strings.Builder
	for i := range 1200 {
		fmt.Fprintf(&users, `{"user_id":"auth0|extra%d","email":"extra%d@acme.test","name":"Extra %d","identities":[],"last_login":"2026-01-01T00:00:00.000Z"},`, i, i, i)
	}
	users.WriteString(`{"user_id":"public|twin","email":"twin@acme.test","name":"Twin","identities":[],"last_login":"2026-11-01T00:00:00.000Z"},` +
		`{"user_id":"auth0|twin","email":"twin@acme.test","name":"Twin","identities":[],"last_login":"2019-01-01T00:00:00.000Z"}`)
	company.Users = []byte(strings.TrimSuffix(string(company.Users), "]") + "," + users.String() + "]")
	return company
}

func TestAnAddressIsLookedForBeyondTheListToo(t *testing.T) {
	w, _ := connectedTo(t, manyUsers())
	for _, args := range [][]string{{"access", "twin@acme.test"}, {"plan", "--add-member", "Finance=twin@acme.test"}} {
		got := w.run(args...)
		if got.code != 2 || !strings.Contains(got.stderr, "several users have the email address") || !strings.Contains(got.stderr, "auth0|twin") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	saved := filepath.Join(t.TempDir(), "saved.json")
	if got := w.run("snapshot", saved); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if got := w.run("access", "twin@acme.test", "--snapshot", saved); !strings.Contains(got.stderr, "is incomplete") {
		t.Errorf("%+v", got)
	}
}

func TestAnAddressThatNobodyHasBecomesNoMember(t *testing.T) {
	w, _ := connected(t)
	got := w.run("plan", "--add-member", "Finance=ann@acme.tset")
	if got.code != 2 || !strings.Contains(got.stderr, `there is no user with the email address "ann@acme.tset"`) {
		t.Errorf("%+v", got)
	}
	if got := w.run("plan", "--add-member", "Finance=ad|corp|newcomer"); got.code != 0 || !strings.Contains(got.stderr, "no such user") {
		t.Errorf("an id that is not known yet: %+v", got)
	}
}

func TestBlanksAroundANameCountWhereThereIsSuchAName(t *testing.T) {
	w, _ := connected(t)
	body := filepath.Join(t.TempDir(), "group.json")
	if err := os.WriteFile(body, []byte(`{"name":" Finance","description":"not that one"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w.ok("api", "POST", "/groups", "--body", body, "--yes")
	path := filepath.Join(t.TempDir(), "edits.csv")
	for cell, want := range map[string]string{`" Finance"`: groupID(t, w, " Finance"), `"Finance"`: groupID(t, w, "Finance"), `"Finance "`: groupID(t, w, "Finance")} {
		if err := os.WriteFile(path, []byte("group,user\n"+cell+",ad|corp|bruno\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := w.run("plan", "--csv", path); got.code != 0 || !strings.Contains(got.stdout, want) {
			t.Errorf("%s: %+v", cell, got)
		}
	}
}
