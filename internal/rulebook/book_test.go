package rulebook

import (
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

func TestAFileThatIsWrongIsRefusedWithTheLine(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"a key that no test has", "[[test]]\nname = \"a\"\nuser = \"u\"\ncan = [\"p\"]\n\n[[test]]\nname = \"b\"\nuser = \"u\"\nkann = [\"p\"]\ncan = []\n",
			"f.toml:9: unknown key test.kann; nearest: can; allowed: name, user, application, connection, idp_groups, can, cannot, roles, not_roles, groups, not_groups"},
		{"a key that only does not have", "[[rule]]\nname = \"a\"\npermission = \"p\"\nonly = { teams = [] }\n",
			"f.toml:4: unknown key rule.only.teams; allowed: groups, users"},
		{"a table that is none", "[[tests]]\nname = \"a\"\n", "f.toml:1: unknown key tests; nearest: test; allowed: test, rule"},
		{"no TOML", "[[test]]\nname = \n", "f.toml:2: "},
		{"a test of nothing", "# one\n[[test]]\nname = \"a\"\nuser = \"u\"\n", "f.toml:2: a test needs one of can, cannot, roles, not_roles, groups, not_groups"},
		{"a test of nobody", "[[test]]\nname = \"a\"\ncan = [\"p\"]\n", "f.toml:1: a test needs a user"},
		{"a rule of nothing", "[[rule]]\nname = \"a\"\n", "f.toml:1: a rule needs never_together, or permission and only"},
		{"a rule of two kinds", "[[rule]]\nname = \"a\"\nnever_together = [\"a\", \"b\"]\npermission = \"p\"\n", "f.toml:1: a rule has never_together"},
		{"one permission alone", "[[rule]]\nname = \"a\"\nnever_together = [\"a\"]\n", "f.toml:1: never_together needs two permissions or more"},
		{"groups without a login", "[[test]]\nname = \"a\"\nuser = \"u\"\ncan = [\"p\"]\nidp_groups = [\"x\"]\n", "f.toml:1: idp_groups needs a connection"},
		{"nothing", "", "f.toml: no [[test]] or [[rule]] in the file"},
		{"a number for a list", "[[test]]\nname = \"a\"\nuser = \"u\"\ncan = 3\n", "f.toml"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("f.toml", []byte(test.content))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
}

func FuzzNoFileMakesAMessageThatCannotBeDrawn(f *testing.F) {
	f.Add("[[test]]\nname = \"a\"\nuser = \"u\"\ncan = [\"p\"]\n")
	f.Add("[[rule]]\n\"\\u001b\" = 1\n[rule.only]\nx = 1\n")
	f.Fuzz(func(t *testing.T, content string) {
		_, err := Parse("f.toml", []byte(content))
		if err == nil {
			return
		}
		for _, r := range err.Error() {
			if r != '\n' && (r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x202E || r == 0x200B) {
				t.Fatalf("%q gives %q", content, err)
			}
		}
	})
}

func TestWhatIsAcceptedIsWrittenBehindWhatIsThere(t *testing.T) {
	const before = "# ours\n[[accepted]]\nfinding = \"empty-group\"\nreason = \"soon\"\n\n\n"
	about := lint.Finding{Rule: "unused-role", Subject: rbac.RoleOf("r\"1").Ref()}
	content, err := Accept("house.toml", []byte(before), []lint.Finding{about, {Rule: "storage"}}, text.New("kept\nfor \"audit\""), text.New("2027-01-31"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(content), strings.TrimSpace(before)+"\n") {
		t.Errorf("what stood there is changed:\n%s", content)
	}
	book, err := Parse("house.toml", content)
	if err != nil || len(book.Accepted) != 3 {
		t.Fatalf("%v: %+v", err, book.Accepted)
	}
	day := time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)
	found := []lint.Finding{about, {Rule: "unused-role", Subject: rbac.RoleOf("r2").Ref()}, {Rule: "empty-group", Subject: rbac.GroupOf("g").Ref()}}
	if left, accepted := Weigh(found, nil, []Book{book}, nil, day); accepted != 2 || len(left) != 1 || left[0].Subject.ID.Raw() != "r2" {
		t.Errorf("%d accepted, left %v", accepted, left)
	}
	if _, accepted := Weigh(found, nil, []Book{book}, nil, day.AddDate(0, 0, 1)); accepted != 1 {
		t.Errorf("a day later %d are accepted", accepted)
	}
	if _, err := Accept("house.toml", nil, []lint.Finding{about}, text.New("x"), text.New("31.1.2027")); err == nil {
		t.Error("a day that is none was taken")
	}
}

func TestABrokenRuleIsAcceptedByItsNameAndNotWithOthersThatTheUserBreaks(t *testing.T) {
	ann := rbac.User("auth0|ann").Ref()
	one := lint.Finding{Rule: RuleBroken, Subject: ann, Broken: text.New("never both")}
	other := lint.Finding{Rule: RuleBroken, Subject: ann, Broken: text.New("only \"the board\"")}
	content, err := Accept("house.toml", nil, []lint.Finding{other}, text.New("known"), text.Text{})
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string][2]bool{
		string(content): {false, true},
		"[[accepted]]\nfinding = \"broken-rule\"\nabout = \"auth0|ann\"\nreason = \"as of old\"\n": {true, true},
	} {
		book, err := Parse("house.toml", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range []lint.Finding{one, other} {
			if _, is := book.Accepts(f, time.Time{}); is != want[i] {
				t.Errorf("%q accepts %v: %v", file, f.Broken, is)
			}
		}
	}
	if _, err := Parse("house.toml", []byte("[[accepted]]\nfinding = \"unused-role\"\nrule = \"x\"\nreason = \"y\"\n")); err == nil || !strings.Contains(err.Error(), "house.toml:3: rule goes with") {
		t.Errorf("a rule beside another finding: %v", err)
	}
}
