package rulebook

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"testing"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

const tenant = `{"groups":[
	{"_id":"g-ap","name":"Accounts Payable","members":["auth0|ann"]},
	{"_id":"g-fin","name":"Finance","nested":["g-ap"],"roles":["r-desk"],"mappings":[{"_id":"m1","groupName":"GG-Fin","connectionName":"corp"}]},
	{"_id":"g-board","name":"Board","members":["auth0|eve"],"roles":["r-board"]}],
"roles":[
	{"_id":"r-desk","name":"Expense Desk","applicationId":"app-x","permissions":["p-approve"]},
	{"_id":"r-clerk","name":"Clerk","applicationId":"app-x","permissions":["p-create"],"users":["auth0|ann","auth0|boss"]},
	{"_id":"r-board","name":"Board","applicationId":"app-y","permissions":["p-read"],"users":["auth0|boss"]}],
"permissions":[
	{"_id":"p-approve","name":"approve:expenses","applicationId":"app-x"},
	{"_id":"p-create","name":"create:expenses","applicationId":"app-x"},
	{"_id":"p-read","name":"read:books","applicationId":"app-y"}]}`

func house(t *testing.T) (*rbac.Graph, *rbac.Directory, People) {
	t.Helper()
	var d rbac.Document
	if err := json.Unmarshal([]byte(tenant), &d); err != nil {
		t.Fatal(err)
	}
	g := rbac.Index(d)
	var dir *rbac.Directory
	dir = dir.WithApplications([]rbac.Application{{ID: rbac.Client("app-x"), Name: text.New("Expenses")}}, rbac.Extent{})
	return g, dir, func(given text.Text) (rbac.UserID, bool, error) {
		if given.Raw() == "ann@acme.test" {
			given = text.New("auth0|ann")
		}
		id := rbac.UserID{Text: given}
		return id, g.HasUser(id), nil
	}
}

func run(t *testing.T, content string) (Verdict, error) {
	t.Helper()
	book, err := Parse("f.toml", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	g, d, people := house(t)
	return book.Run(g, d, people)
}

// broken are the failures of all outcomes, with their paths.
func broken(v Verdict) string {
	var list []string
	for _, o := range v.Outcomes {
		for _, f := range o.Failures {
			list = append(list, fmt.Sprintf("%d %s", o.Line, sentence(f)))
		}
	}
	return strings.Join(list, "\n")
}

func sentence(f Failure) string {
	line := f.User.String() + " " + f.Says
	if f.Path != nil {
		line += ": " + catalog.SignsFor(true).Line(catalog.Between(f.Path))
	}
	return line
}

func TestATestHoldsOrSaysWhatIsOtherwise(t *testing.T) {
	const head = "[[test]]\nname = \"n\"\nuser = \"ann@acme.test\"\n"
	for _, test := range []struct{ name, content, want string }{
		{"can, in any application", head + `can = ["approve:expenses", "create:expenses"]`, ""},
		{"can, in one", head + "application = \"Expenses\"\ncan = [\"approve:expenses\"]", ""},
		{"can, of another application", head + "application = \"Expenses\"\ncan = [\"read:books\"]\nnot_roles = [\"Board\"]", "1 auth0|ann lacks read:books"},
		{"can, in another", head + "application = \"app-y\"\ncannot = [\"read:books\"]", ""},
		{"cannot", head + `cannot = ["approve:expenses"]`, "1 auth0|ann has approve:expenses: Accounts Payable › Finance › Expense Desk"},
		{"lacks", head + `can = ["read:books"]`, "1 auth0|ann lacks read:books"},
		{"roles", head + `roles = ["Clerk", "Board"]`, "1 auth0|ann lacks the role Board"},
		{"not roles", head + `not_roles = ["Clerk"]`, "1 auth0|ann has the role Clerk: direct"},
		{"groups", head + `groups = ["Finance", "Board"]`, "1 auth0|ann is not in group Board"},
		{"not groups", head + `not_groups = ["Finance"]`, "1 auth0|ann is in group Finance: Accounts Payable"},
		{"ids", head + `can = ["p-approve"]` + "\n" + `groups = ["g-fin"]`, ""},
		{"without a login mappings don't count", "[[test]]\nname = \"n\"\nuser = \"auth0|eve\"\ncannot = [\"approve:expenses\"]", ""},
		{"at a login they do", "[[test]]\nname = \"n\"\nuser = \"auth0|eve\"\nconnection = \"corp\"\nidp_groups = [\"GG-Fin\"]\ncannot = [\"approve:expenses\"]",
			"1 auth0|eve has approve:expenses: corp: GG-Fin › Finance › Expense Desk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := run(t, test.content)
			if err != nil || broken(v) != test.want {
				t.Errorf("%q, %v, want %q", broken(v), err, test.want)
			}
		})
	}
}

func TestARuleNamesThoseWhoBreakIt(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"never together", "[[rule]]\nname = \"r\"\nnever_together = [\"create:expenses\", \"approve:expenses\"]", "1 auth0|ann has create:expenses and approve:expenses"},
		{"but for an exception", "[[rule]]\nname = \"r\"\nnever_together = [\"create:expenses\", \"approve:expenses\"]\nexcept = [\"ann@acme.test\"]", ""},
		{"the same twice is one", "[[rule]]\nname = \"r\"\nnever_together = [\"create:expenses\", \"create:expenses\"]", ""},
		{"only a group", "[[rule]]\nname = \"r\"\npermission = \"read:books\"\nonly = { groups = [\"Board\"], users = [] }", "1 auth0|boss has read:books: Board"},
		{"only a group and a user", "[[rule]]\nname = \"r\"\npermission = \"read:books\"\nonly = { groups = [\"Board\"], users = [\"auth0|boss\"] }", ""},
		{"only effective members", "[[rule]]\nname = \"r\"\npermission = \"approve:expenses\"\nonly = { groups = [\"Finance\"] }", ""},
		{"only nobody", "[[rule]]\nname = \"r\"\npermission = \"approve:expenses\"\n[rule.only]\ngroups = []", "1 auth0|ann has approve:expenses: Accounts Payable › Finance › Expense Desk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := run(t, test.content)
			if err != nil || broken(v) != test.want {
				t.Errorf("%q, %v, want %q", broken(v), err, test.want)
			}
		})
	}
}

func TestWhatDoesNotExistIsAMistakeInTheFile(t *testing.T) {
	_, err := run(t, `[[test]]
name = "n"
user = "nobody@acme.test"
application = "Nowhere"
can = ["approve:expences"]
roles = ["Boss"]
not_groups = ["Bord"]

[[rule]]
name = "r"
permission = "read:book"
only = { groups = ["Bored"], users = ["auth0|none"] }
except = ["auth0|gone"]
`)
	var mistakes Mistakes
	if !errors.As(err, &mistakes) {
		t.Fatalf("%v", err)
	}
	want := `f.toml:3: there is no user "nobody@acme.test"; nearest: auth0|eve, auth0|ann, auth0|boss
f.toml:4: there is no application "Nowhere"; nearest: Expenses (app-x), app-y
f.toml:5: can: there is no permission "approve:expences"; nearest: "approve:expenses", "create:expenses", "read:books"
f.toml:6: roles: there is no role "Boss"; nearest: "Board", "Clerk", "Expense Desk"
f.toml:7: not_groups: there is no group "Bord"; nearest: "Board", "Finance", "Accounts Payable"
f.toml:11: permission: there is no permission "read:book"; nearest: "read:books", "create:expenses", "approve:expenses"
f.toml:12: there is no user "auth0|none"; nearest: auth0|ann, auth0|eve, auth0|boss
f.toml:12: only.groups: there is no group "Bored"; nearest: "Board", "Finance", "Accounts Payable"
f.toml:13: there is no user "auth0|gone"; nearest: auth0|ann, auth0|eve, auth0|boss`
	if err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestGrantsThatNothingSpeaksOfAreListed(t *testing.T) {
	g, d, people := house(t)
	book, err := Parse("f.toml", []byte("[[test]]\nname = \"n\"\nuser = \"auth0|ann\"\ncan = [\"approve:expenses\"]\ncannot = [\"read:books\"]\n"+
		"[[rule]]\nname = \"r\"\npermission = \"read:books\"\nonly = { groups = [\"Board\"], users = [\"auth0|boss\"] }\n"))
	if err != nil {
		t.Fatal(err)
	}
	v, err := book.Run(g, d, people)
	if err != nil {
		t.Fatal(err)
	}
	c := Cover(g, []Verdict{v})
	var missing []string
	for _, tie := range c.Missing {
		missing = append(missing, tie.Sentence(g, nil))
	}
	want := `assign role "Clerk" to user auth0|ann; assign role "Clerk" to user auth0|boss`
	if got := strings.Join(missing, "; "); got != want || c.Grants != 5 || c.Covered() != 3 {
		t.Errorf("%d of %d, missing %s, want %s", c.Covered(), c.Grants, got, want)
	}
}

func failing() []Outcome {
	hostile := text.New("a\x1b]]>&<\"'\n::error::,:%")
	return []Outcome{
		{Name: hostile, Kind: "test", File: "a,b:c.toml", Line: 3, Failures: []Failure{{User: rbac.User("u<1>"), Says: "lacks x"}, {User: rbac.User("u2"), Says: "lacks y"}}},
		{Name: text.New("fine"), Kind: "rule", File: "a,b:c.toml", Line: 9},
	}
}

func TestTheJUnitReportIsReadBackAsWritten(t *testing.T) {
	var b bytes.Buffer
	if err := JUnit(&b, failing(), sentence); err != nil {
		t.Fatal(err)
	}
	var back junitSuites
	if err := xml.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatalf("%v in %s", err, b.Bytes())
	}
	suite := back.Suites[0]
	if back.Tests != 2 || back.Failures != 1 || suite.Tests != 2 || len(suite.Cases) != 2 || suite.Cases[1].Failure != nil {
		t.Errorf("%+v", back)
	}
	first := suite.Cases[0]
	if first.Name != failing()[0].Name.String() || first.Line != 3 || first.Failure.Text != "u<1> lacks x\nu2 lacks y" || first.Failure.Message != "u<1> lacks x (+1 more)" {
		t.Errorf("%+v %+v", first, first.Failure)
	}
}

func TestTheGitHubReportIsALineForEachFailure(t *testing.T) {
	var b bytes.Buffer
	if err := GitHub(&b, failing(), sentence); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3Ac.toml,line=3,title=a⟨U+001B⟩]]>&<\"'⟨U+000A⟩%3A%3Aerror%3A%3A%2C%3A%25::u<1> lacks x%0Au2 lacks y\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
