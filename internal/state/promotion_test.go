package state

import (
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

const example = `format = "authzx.state/1"

[[application]]
name = "Expenses"
client_id = "dev-expenses"

[[permission]]
name = "approve:expenses"
application = "Expenses"
description = "May approve"

[[permission]]
name = "read:expenses"
application = "Expenses"
description = "May read"

[[role]]
name = "Approver"
application = "Expenses"
description = "Approves"
permissions = [
  "approve:expenses",
  "read:expenses",
]
users = [
  "auth0|boss", # The Boss
]

[[group]]
name = "Board"
description = "All who decide"
nested = [
  "Finance",
]
roles = [
  "Approver",
]

[[group]]
name = "Finance"
description = "Who pays"
members = [
  "auth0|ann", # Ann Archer
]
mappings = [
  { connection = "dev-ad", group = "GG-Fin" },
]

[configuration]
groupsInToken = true
rolesInToken = false
permissionsInToken = false
persistGroups = false
persistRoles = false
persistPermissions = false
groupsPassthrough = false
rolesPassthrough = false
permissionsPassthrough = false
`

// production lists its applications and connections under ids of its own.
func production(d rbac.Document) Source {
	dir := (*rbac.Directory)(nil).
		WithApplications([]rbac.Application{{ID: rbac.Client("prod-1"), Name: text.New("Expenses")}, {ID: rbac.Client("prod-2"), Name: text.New("Wiki")}}, rbac.Extent{Complete: true}).
		WithConnections([]rbac.Connection{{Name: text.New("corp-ad")}}, rbac.Extent{Complete: true})
	return Source{Graph: rbac.Index(d), Directory: dir, Switches: map[rbac.Switch]bool{}}
}

func TestAStateFileIsWrittenAsItWasRead(t *testing.T) {
	s := reread(t, []byte(example))
	s.Directory = s.Directory.WithUsers([]rbac.Person{{ID: rbac.User("auth0|ann"), Name: text.New("Ann Archer")}, {ID: rbac.User("auth0|boss"), Name: text.New("The Boss")}}, rbac.Extent{})
	if got := string(Write(s)); got != example {
		t.Errorf("got\n%s", got)
	}
}

func TestAPromotionGoesByNamesAndMapsInAnOrderThatWorks(t *testing.T) {
	b := Compare(production(rbac.Document{}), reread(t, []byte(example)), Options{Connections: map[text.Text]text.Text{text.New("dev-ad"): text.New("corp-ad")}})
	if len(b.Unmatched) > 0 {
		t.Fatal(b.Unmatched)
	}
	p, refused := b.Plan(production(rbac.Document{}))
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	want := `create permission "approve:expenses" in application "Expenses"
create permission "read:expenses" in application "Expenses"
create role "Approver" in application "Expenses" with 2 permissions
create group "Board"
create group "Finance"
nest group "Finance" in group "Board"
grant role "Approver" to group "Board"
map group "GG-Fin" of connection "corp-ad" to group "Finance"
add user auth0|ann to group "Finance"
assign role "Approver" to user auth0|boss
set groupsInToken on`
	var got []string
	for _, i := range p.Items {
		got = append(got, i.Sentence(production(rbac.Document{}).Directory))
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestWhatCanNotBeMatchedIsListed(t *testing.T) {
	other := strings.ReplaceAll(example, `"Expenses"`, `"Ledger"`)
	b := Compare(production(rbac.Document{}), reread(t, []byte(other)), Options{})
	want := "application \"Ledger\" doesn't exist here; map it\nconnection \"dev-ad\" doesn't exist here; map it"
	if got := strings.Join(b.Unmatched, "\n"); got != want {
		t.Errorf("got\n%s", got)
	}
	for name, maps := range map[string]map[text.Text]text.Text{
		"by name":      {text.New("Ledger"): text.New("Expenses")},
		"by client id": {text.New("dev-expenses"): text.New("prod-1")},
	} {
		o := Options{Applications: maps, Connections: map[text.Text]text.Text{text.New("dev-ad"): text.New("corp-ad")}}
		b := Compare(production(rbac.Document{}), reread(t, []byte(other)), o)
		if len(b.Unmatched) > 0 || b.After.Roles()[0].Application != rbac.Client("prod-1") {
			t.Errorf("%s: %v", name, b.Unmatched)
		}
	}
}

func TestNothingIsTakenAwayWithoutPruning(t *testing.T) {
	here := reread(t, []byte(example))
	there := reread(t, []byte("format = \"authzx.state/1\"\npermission = []\nrole = []\ngroup = []\n"))
	if b := Compare(here, there, Options{}); len(b.Changes) > 0 {
		t.Error(said(b))
	}
	b := Compare(here, there, Options{Prune: true})
	if len(b.Changes) != 5 {
		t.Error(said(b))
	}
	if only := Compare(here, there, Options{Prune: true, Only: []string{"groups"}}); len(only.Changes) != 2 {
		t.Error(said(only))
	}
	partly := reread(t, []byte("format = \"authzx.state/1\"\ngroup = []\n"))
	if b := Compare(here, partly, Options{Prune: true}); len(b.Changes) != 2 || len(b.Remarks) != 2 {
		t.Error(said(b), b.Remarks)
	}
}

func TestMembersAreLeftAloneWhereTheyAreLeftOut(t *testing.T) {
	here, there := reread(t, []byte(example)), reread(t, []byte(example))
	there.WithoutMembers = true
	without := reread(t, Write(there))
	if !without.WithoutMembers || len(without.Graph.Users()) > 0 {
		t.Error("members are in it")
	}
	if b := Compare(here, without, Options{Prune: true}); len(b.Changes) > 0 {
		t.Error(said(b))
	}
}

func TestAFileThatIsWrongSaysWhereAndWhy(t *testing.T) {
	head := "format = \"authzx.state/1\"\n"
	for name, tc := range map[string]struct{ doc, want string }{
		"another format":          {"format = \"authzx.state/9\"\n", "authzx.state/9"},
		"no TOML":                 {head + "[[group]\n", "line 3"},
		"an unknown key":          {head + "[[group]]\nname = \"a\"\nmember = []\n", "line 4: unknown key group.member; nearest: members; allowed: name, id, description, members"},
		"an unknown switch":       {head + "[configuration]\nx = true\n", "unknown switch"},
		"neither name nor id":     {head + "[[group]]\ndescription = \"a\"\n", "neither name nor id"},
		"no application":          {head + "[[role]]\nname = \"a\"\n", "no application"},
		"twice":                   {head + "[[group]]\nname = \"a\"\n[[group]]\nname = \"a\"\n", "twice"},
		"an ambiguous reference":  {head + "[[role]]\nname = \"a\"\napplication = \"x\"\n[[role]]\nname = \"a\"\napplication = \"y\"\n[[group]]\nname = \"g\"\nroles = [\"a\"]\n", "give the application"},
		"a reference of nonsense": {head + "[[group]]\nname = \"g\"\nroles = [{ nmae = \"a\" }]\n", "nmae"},
		"a number":                {head + "[[group]]\nname = 3\n", "string"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read([]byte(tc.doc), time.Time{}); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

func FuzzWhatIsReadIsWrittenAndReadAgain(f *testing.F) {
	f.Add(example)
	f.Add("format = \"authzx.state/1\"\n[[group]]\nid = \"a\"\nnested = [{ id = \"a\" }, \"b\"]\n")
	f.Fuzz(func(t *testing.T, doc string) {
		s, err := Read([]byte(doc), time.Time{})
		if err != nil {
			return
		}
		again, err := Read(Write(s), time.Time{})
		if err != nil {
			t.Fatalf("%v\n%s", err, Write(s))
		}
		Compare(s, again, Options{Prune: true})
	})
}
