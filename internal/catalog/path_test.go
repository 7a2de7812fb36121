package catalog

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func step(kind rbac.StepKind, name string) rbac.Step {
	return rbac.Step{Kind: kind, ID: text.New("id-" + name), Name: text.New(name)}
}

func mapping(connection, name, group string) rbac.Step {
	s := step(rbac.StepMapping, group)
	s.Connection, s.GroupName = text.New(connection), text.New(name)
	return s
}

func ann() Word { return UserWord(rbac.User("auth0|ann"), text.New("Ann Archer")) }

func TestAPathReadsFromTheUserOutward(t *testing.T) {
	chain := rbac.Path{
		step(rbac.StepMember, "Accounts Payable"), step(rbac.StepNested, "Finance"),
		step(rbac.StepRole, "Expense Desk"), step(rbac.StepPermission, "approve:expenses"),
	}
	unnamed := rbac.Path{{Kind: rbac.StepMember, ID: text.New("g1")}, step(rbac.StepRole, "Desk")}
	for _, test := range []struct {
		name           string
		path           rbac.Path
		whole, between string
	}{
		{"a permission by nested groups", chain,
			"Ann Archer › Accounts Payable › Finance › Expense Desk › approve:expenses", "Accounts Payable › Finance › Expense Desk"},
		{"a role that lists the user", rbac.Path{step(rbac.StepDirect, "Approver")}, "Ann Archer › Approver", "direct"},
		{"a group that lists the user", rbac.Path{step(rbac.StepMember, "Finance")}, "Ann Archer › Finance", "direct"},
		{"a permission of a role that lists the user", rbac.Path{step(rbac.StepDirect, "Approver"), step(rbac.StepPermission, "approve")},
			"Ann Archer › Approver › approve", "Approver"},
		{"a mapping", rbac.Path{mapping("corp", "GG-Fin", "Finance"), step(rbac.StepRole, "Desk")},
			"Ann Archer › corp: GG-Fin › Finance › Desk", "corp: GG-Fin › Finance"},
		{"a group by a mapping", rbac.Path{mapping("corp", "GG-Fin", "Finance")}, "Ann Archer › corp: GG-Fin › Finance", "corp: GG-Fin"},
		{"a group without a name", unnamed, "Ann Archer › g1 › Desk", "g1"},
		{"a name with an escape sequence", rbac.Path{step(rbac.StepMember, "\x1b[2J"), step(rbac.StepRole, "x")},
			"Ann Archer › ⟨U+001B⟩[2J › x", "⟨U+001B⟩[2J"},
		{"no path", nil, "Ann Archer", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			signs := SignsFor(true)
			if got := signs.Line(Whole(ann(), test.path)); got != test.whole {
				t.Errorf("whole: %q, want %q", got, test.whole)
			}
			if got := signs.Line(Between(test.path)); got != test.between {
				t.Errorf("between: %q, want %q", got, test.between)
			}
		})
	}
}

func TestTheSignOfALocaleWithoutUTF8IsPlain(t *testing.T) {
	path := rbac.Path{step(rbac.StepMember, "Finance"), step(rbac.StepRole, "Desk")}
	if got := SignsFor(false).Line(Whole(ann(), path)); got != "Ann Archer > Finance > Desk" {
		t.Errorf("%q", got)
	}
}

func TestAUserWithoutANameIsCalledByTheID(t *testing.T) {
	if got := UserWord(rbac.User("auth0|x"), text.Text{}).Text.Raw(); got != "auth0|x" {
		t.Errorf("%q", got)
	}
}

func TestEachWordSaysWhatItStandsFor(t *testing.T) {
	path := rbac.Path{mapping("corp", "GG", "Finance"), step(rbac.StepNested, "All"), step(rbac.StepRole, "Desk"), step(rbac.StepPermission, "p")}
	want := []WordKind{WordUser, WordMapping, WordGroup, WordGroup, WordRole, WordPermission}
	words := Whole(ann(), path)
	if len(words) != len(want) {
		t.Fatalf("%d words, want %d", len(words), len(want))
	}
	for i, w := range words {
		if w.Kind != want[i] {
			t.Errorf("word %d is a %s, want %s", i, w.Kind, want[i])
		}
	}
	if to := words[2].Thing; to != path[0].To() {
		t.Errorf("the group's word names %v", to)
	}
}

func TestFurtherPathsAreCounted(t *testing.T) {
	for _, test := range []struct {
		paths     int
		truncated bool
		want      string
	}{
		{0, false, ""}, {1, false, ""}, {2, false, "+1 path"}, {4, false, "+3 paths"},
		{100, true, "+99 paths or more"}, {1, true, "perhaps more paths"},
	} {
		if got := More(test.paths, test.truncated); got != test.want {
			t.Errorf("%d paths, truncated %v: %q, want %q", test.paths, test.truncated, got, test.want)
		}
	}
}
