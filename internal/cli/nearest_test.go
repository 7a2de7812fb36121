package cli

import (
	"strings"
	"testing"
)

func TestANameThatNothingHasIsAnErrorWithTheNearestThree(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "users")
	tests := w.File("tests.toml", "[[test]]\nname = \"t\"\nuser = \"ann@acme.tset\"\ngroups = [\"Finanse\"]\n")
	state := w.File("state.toml", "format = \"authzx.state/1\"\n[[group]]\nname = \"Finance\"\nmembers = [\"ann@acme.tset\"]\n")
	for name, tc := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"an address":                 {[]string{"access", "ann@acme.tset"}, 1, []string{`there is no user with the email address "ann@acme.tset"; nearest: ann@acme.test, `}},
		"a person":                   {[]string{"access", "An Archer"}, 1, []string{`there is no user "An Archer"; nearest: ann@acme.test, `}},
		"an address to compare with": {[]string{"compare", "ann@acme.test", "brno@acme.test"}, 1, []string{`"brno@acme.test"; nearest: `}},
		"a permission":               {[]string{"why", "ann@acme.test", "approve:expense"}, 1, []string{`there is no permission, role or group "approve:expense"; nearest: "approve:expenses"`}},
		"a group":                    {[]string{"who-can", "Finanse"}, 1, []string{`"Finanse"; nearest: "Finance"`}},
		"an application":             {[]string{"access", "ann@acme.test", "--application", "Expensess"}, 1, []string{`there is no application "Expensess"; nearest: Expenses (`}},
		"a group of a plan":          {[]string{"plan", "--add-member", "Finanse=ann@acme.test"}, 2, []string{`--add-member: there is no group "Finanse"; nearest: "Finance"`}},
		"a permission to suggest":    {[]string{"suggest", "give", "ann@acme.test", "approve:expense"}, 1, []string{`nearest: "approve:expenses"`}},
		"a group to draw":            {[]string{"graph", "Finanse"}, 1, []string{`there is no user, group or role "Finanse"; nearest: "Finance"`}},
		"a group to review":          {[]string{"review", "new", "--out", "r.csv", "--group", "Finanse"}, 1, []string{`there is no group "Finanse"; nearest: "Finance"`}},
		"a tree's group":             {[]string{"tree", "Finanse"}, 1, []string{`nearest: "Finance"`}},
		"a model of a plan":          {[]string{"plan", "--like", "ann@acme.test=brno@acme.test"}, 2, []string{`"brno@acme.test"; nearest: `}},
		"an address in the past":     {[]string{"when", "ann@acme.tset", "approve:expenses"}, 1, []string{`there is no user with the email address "ann@acme.tset"; nearest: ann@acme.test, `}},
		"a permission in the past":   {[]string{"when", "ann@acme.test", "approve:expense"}, 1, []string{`there is no permission "approve:expense"; nearest: "approve:expenses"`}},
		"an application in the past": {[]string{"when", "ann@acme.test", "approve:expenses", "--application", "Expensess"}, 1, []string{`there is no application "Expensess"; nearest: `}},
		"an id in the past":          {[]string{"when", "ann@acme.test", "11111111-2222-4333-8444-555555555555"}, 3, []string{"nothing is called"}},
		"a group's id to draw":       {[]string{"tree", "11111111-2222-4333-8444-555555555555"}, 0, []string{"no such group"}},
		"a group's id in a picture":  {[]string{"graph", "11111111-2222-4333-8444-555555555555"}, 0, []string{"nothing is called"}},
		"a user's id in a picture":   {[]string{"graph", "auth0|stranger"}, 0, []string{"no such user"}},
		"a group's id in a review":   {[]string{"review", "new", "-o", "json", "--group", "11111111-2222-4333-8444-555555555555"}, 0, []string{"no such group"}},
		"names in tests":             {[]string{"test", tests}, 2, []string{`tests.toml:3: there is no user "ann@acme.tset"; nearest: ann@acme.test, `, `"Finanse"; nearest: "Finance"`}},
		"an address in a state":      {[]string{"plan", "--to", state}, 1, []string{`"ann@acme.tset"; nearest: ann@acme.test, `}},
		"an address of a difference": {[]string{"diff", state}, 1, []string{`"ann@acme.tset"; nearest: ann@acme.test, `}},
		"a user's id":                {[]string{"access", "auth0|stranger"}, 0, []string{`no such user "auth0|stranger"`}},
		"the id of a permission":     {[]string{"why", "ann@acme.test", "11111111-2222-4333-8444-555555555555"}, 3, []string{"nothing is called"}},
		"the id of an application":   {[]string{"access", "ann@acme.test", "--application", "kW3hZ8qT0sXn5vB7yR2mL4pD6fG9jC1a"}, 0, []string{"no such application"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(tc.args...)
			if got.code != tc.code {
				t.Errorf("code %d\n%s", got.code, got.stderr)
			}
			for _, want := range tc.says {
				if !strings.Contains(got.stderr, want) {
					t.Errorf("%q is not said:\n%s", want, got.stderr)
				}
			}
			if line, _, _ := strings.Cut(got.stderr, "\n"); tc.code != 0 && tc.code != 3 && strings.Count(line, ",") > 4 {
				t.Errorf("more than three are offered: %s", line)
			}
		})
	}
}

func TestTheErrorOfANameHasItsCodeInJSON(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "users")
	for _, args := range [][]string{
		{"access", "nobody@acme.test"}, {"why", "ann@acme.test", "no such thing"}, {"who-can", "no such thing"},
		{"access", "ann@acme.test", "--application", "no such thing"}, {"plan", "--grant", "no such thing=no such role"},
		{"when", "ann@acme.test", "no such thing"}, {"when", "nobody@acme.test", "approve:expenses"}, {"graph", "no such thing"}, {"tree", "no such thing"},
		{"review", "new", "--out", "r.csv", "--group", "no such thing"}, {"review", "new", "--out", "r.csv", "--application", "no such thing"},
		{"suggest", "take", "ann@acme.test", "no such thing"}, {"plan", "--like", "ann@acme.test=nobody@acme.test"},
	} {
		got := w.run(append(args, "-o", "json")...)
		lines := strings.Split(strings.TrimSpace(got.stderr), "\n")
		if e := decoded[struct {
			Error struct{ Code, Message string }
		}](t, lines[len(lines)-1]).Error; e.Code != "not_found" || !strings.Contains(e.Message, "nearest") {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

func TestASavedStateOrARunThatIsNotThereIsNotFound(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "users")
	for _, args := range [][]string{
		{"history", "show", "@none"}, {"history", "show", "@~9"}, {"access", "ann@acme.test", "--snapshot", "@none"}, {"diff", "@none"},
		{"runs", "show", "99"}, {"undo", "99"},
	} {
		got := w.run(append(args, "-o", "json")...)
		if e := decoded[struct{ Error struct{ Code string } }](t, got.stderr).Error; e.Code != "not_found" || got.code != 2 {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

func TestANameInAnotherApplicationSaysInWhich(t *testing.T) {
	w, _ := connected(t)
	got := w.run("why", "ann@acme.test", "approve:expenses", "--application", "Ledger")
	if got.code != 3 || !strings.Contains(got.stderr, `has no "approve:expenses"; found in Expenses (`) {
		t.Errorf("%+v", got)
	}
}

func TestAnAddressInThePastIsThatOfTheNewestStateThatListsIt(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "users")
	plan := w.File("plan.json", w.run("plan", "--add-member", "Finance=ad|corp|bruno").stdout)
	w.run("apply", plan, "--yes")
	w.ok("list", "groups")
	want := w.run("when", "ad|corp|bruno", "approve:expenses")
	if got := w.run("when", "bruno@acme.test", "approve:expenses"); got.code != want.code || got.stdout != want.stdout {
		t.Errorf("%+v, want %+v", got, want)
	}
	lone, _ := connected(t)
	lone.ok("list", "groups")
	if got := lone.run("when", "bruno@acme.test", "approve:expenses"); got.code != 1 || !strings.Contains(got.stderr, "has no list of users") {
		t.Errorf("%+v", got)
	}
	users := lone.File("users.csv", "user_id,email\nad|corp|bruno,bruno@acme.test\n")
	want = lone.run("when", "ad|corp|bruno", "approve:expenses")
	if got := lone.run("when", "bruno@acme.test", "approve:expenses", "--users", users); got.code != want.code || got.stdout != want.stdout {
		t.Errorf("%+v, want %+v", got, want)
	}
}
