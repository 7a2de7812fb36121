package rbac

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/text"
)

// document reads a tenant written by hand.
func document(t *testing.T, in string) Document {
	t.Helper()
	var d Document
	if err := json.Unmarshal([]byte(in), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLintFindsWhatIsWrongAndKnowsTheMend(t *testing.T) {
	whole := Extent{At: time.Unix(1, 0), Complete: true}
	known := (*Directory)(nil).
		WithApplications([]Application{{ID: Client("app")}}, whole).
		WithConnections([]Connection{{Name: text.New("corp")}}, whole).
		WithGone(User("ghost"))
	tests := []struct {
		name     string
		in       string
		d        *Directory
		rule     Rule
		severity Severity
		subject  Ref
		says     string
		mend     []Change
	}{
		{
			"a member who is gone", `{"groups":[{"_id":"g","name":"G","members":["ghost","u"]}]}`, known,
			RuleGhostMember, SeverityError, GroupOf("g").Ref(), "ghost", []Change{RemoveMember{GroupOf("g"), User("ghost")}},
		},
		{
			"a holder who is gone", `{"roles":[{"_id":"r","name":"R","users":["ghost"]}]}`, known,
			RuleGhostHolder, SeverityError, RoleOf("r").Ref(), "ghost", []Change{UnassignRole{User("ghost"), RoleOf("r")}},
		},
		{
			"a circle of groups", `{"groups":[{"_id":"a","name":"A","nested":["b"],"members":["u"]},{"_id":"b","name":"B","nested":["c"]},{"_id":"c","name":"C","nested":["a"]}]}`, nil,
			RuleCycle, SeverityError, GroupOf("a").Ref(), `"A" in "C" in "B" in "A"`, []Change{RemoveNested{GroupOf("c"), GroupOf("a")}},
		},
		{
			"a group in itself", `{"groups":[{"_id":"a","name":"A","nested":["a"],"members":["u"]}]}`, nil,
			RuleSelfNesting, SeverityWarning, GroupOf("a").Ref(), "itself", []Change{RemoveNested{GroupOf("a"), GroupOf("a")}},
		},
		{
			"a nested group that is not there", `{"groups":[{"_id":"a","name":"A","nested":["x"],"members":["u"]}]}`, nil,
			RuleDanglingGroup, SeverityError, GroupOf("a").Ref(), "x", []Change{RemoveNested{GroupOf("a"), GroupOf("x")}},
		},
		{
			"a granted role that is not there", `{"groups":[{"_id":"a","name":"A","roles":["x"],"members":["u"]}]}`, nil,
			RuleDanglingRole, SeverityError, GroupOf("a").Ref(), "x", []Change{RevokeRole{GroupOf("a"), RoleOf("x")}},
		},
		{
			"a held permission that is not there", `{"roles":[{"_id":"r","name":"R","permissions":["x"],"users":["u"]}]}`, nil,
			RuleDanglingPermission, SeverityError, RoleOf("r").Ref(), "x", []Change{RemovePermission{RoleOf("r"), PermissionOf("x")}},
		},
		{
			"a permission of another application", `{"roles":[{"_id":"r","name":"R","applicationId":"app","permissions":["p"],"users":["u"]}],"permissions":[{"_id":"p","name":"P","applicationId":"other"}]}`, nil,
			RuleForeignPermission, SeverityWarning, RoleOf("r").Ref(), `"P"`, []Change{RemovePermission{RoleOf("r"), PermissionOf("p")}},
		},
		{
			"a mapping on a connection that is gone", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"Staff","connectionName":"old"}]}]}`, known,
			RuleMappingGone, SeverityWarning, GroupOf("g").Ref(), `"old"`, []Change{RemoveMapping{GroupOf("g"), MappingOf("m")}},
		},
		{
			"a mapping twice", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"S","connectionName":"corp"},{"_id":"n","groupName":"S","connectionName":"corp"}]}]}`, nil,
			RuleDuplicateMapping, SeverityWarning, GroupOf("g").Ref(), "twice", []Change{RemoveMapping{GroupOf("g"), MappingOf("n")}},
		},
		{
			"names that differ in case", `{"groups":[{"_id":"g","name":"Ärzte","members":["u"]},{"_id":"h","name":"ÄRZTE","members":["u"]}]}`, nil,
			RuleDuplicateName, SeverityWarning, GroupOf("h").Ref(), "same name", nil,
		},
		{
			"an id twice", `{"groups":[{"_id":"g","name":"A","members":["u"]},{"_id":"g","name":"B","members":["u"]}]}`, nil,
			RuleDuplicateID, SeverityWarning, GroupOf("g").Ref(), "shares", nil,
		},
		{
			"no name", `{"groups":[{"_id":"g","members":["u"]}]}`, nil,
			RuleNameless, SeverityWarning, GroupOf("g").Ref(), "no name", nil,
		},
		{
			"an application that is gone", `{"roles":[{"_id":"r","name":"R","applicationType":"client","applicationId":"old","users":["u"]}]}`, known,
			RuleApplicationGone, SeverityWarning, RoleOf("r").Ref(), "old", nil,
		},
		{
			"a group without anybody", `{"groups":[{"_id":"a","name":"A","nested":["b"],"members":["u"]},{"_id":"b","name":"B"}]}`, nil,
			RuleEmptyGroup, SeverityInfo, GroupOf("b").Ref(), "no members",
			[]Change{RemoveNested{GroupOf("a"), GroupOf("b")}, DeleteGroup{GroupOf("b")}},
		},
		{
			"a role that nobody has", `{"roles":[{"_id":"r","name":"R"}]}`, nil,
			RuleUnusedRole, SeverityInfo, RoleOf("r").Ref(), "no group", []Change{DeleteRole{RoleOf("r")}},
		},
		{
			"a permission that no role holds", `{"permissions":[{"_id":"p","name":"P"}]}`, nil,
			RuleUnusedPermission, SeverityInfo, PermissionOf("p").Ref(), "no role", []Change{DeletePermission{PermissionOf("p")}},
		},
		{
			"a role that the group above grants", `{"groups":[{"_id":"a","name":"A","nested":["b"],"roles":["r"]},{"_id":"b","name":"B","roles":["r"],"members":["u"]}],"roles":[{"_id":"r","name":"R"}]}`, nil,
			RuleRedundantGrant, SeverityInfo, GroupOf("b").Ref(), `"A"`, []Change{RevokeRole{GroupOf("b"), RoleOf("r")}},
		},
		{
			"a role both assigned and had through a group", `{"groups":[{"_id":"a","name":"A","members":["u"],"roles":["r"]}],"roles":[{"_id":"r","name":"R","users":["u"]}]}`, nil,
			RuleRedundantAssignment, SeverityInfo, RoleOf("r").Ref(), `"A"`, []Change{UnassignRole{User("u"), RoleOf("r")}},
		},
		{
			"storage that is nearly full", `{}`, known.WithSettings(Settings{StorageType: text.New("default"), StorageSize: 450_000}, whole),
			RuleStorage, SeverityWarning, Ref{Kind: KindConfiguration}, "88 % full", nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := Lint(Index(document(t, tt.in)), tt.d)
			if len(found) != 1 {
				t.Fatalf("found %+v", found)
			}
			f := found[0]
			if f.Rule != tt.rule || f.Severity != tt.severity || f.Subject != tt.subject || !strings.Contains(f.Message, tt.says) {
				t.Errorf("found %+v", f)
			}
			if !slices.Equal(f.Changes, tt.mend) {
				t.Errorf("mended by %v, want %v", f.Changes, tt.mend)
			}
		})
	}
}

func TestLintSaysNothingThatIsNotSure(t *testing.T) {
	gone := errors.New("timeout")
	in := document(t, `{"groups":[{"_id":"g","name":"G","members":["u"],"nested":["x"],"roles":["x"],"mappings":[{"_id":"m","groupName":"S","connectionName":"old"}]}],
		"roles":[{"_id":"r","name":"R","applicationType":"client","applicationId":"old","permissions":["x"]}],"permissions":[{"_id":"p","name":"P"}]}`)
	partly := (*Directory)(nil).
		WithUsers([]Person{{ID: User("someone-else")}}, Extent{}).
		WithApplications(nil, Extent{Err: gone}).
		WithConnections(nil, Extent{Err: gone})
	tests := []struct {
		name    string
		missing Missing
		want    []Rule
	}{
		{"with all three lists", Missing{}, []Rule{RuleDanglingGroup, RuleDanglingRole, RuleDanglingPermission, RuleUnusedRole, RuleUnusedPermission}},
		{"without groups", Missing{Groups: gone}, []Rule{RuleDanglingPermission, RuleUnusedPermission}},
		{"without roles", Missing{Roles: gone}, []Rule{RuleDanglingGroup, RuleUnusedRole}},
		{"without permissions", Missing{Permissions: gone}, []Rule{RuleDanglingGroup, RuleDanglingRole, RuleUnusedRole, RuleUnusedPermission}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := in
			d.Missing = tt.missing
			var got []Rule
			for _, f := range Lint(Index(d), partly) {
				got = append(got, f.Rule)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// mended are the rules whose findings are gone when all mends are applied.
var mended = []Rule{
	RuleRedundantGrant, RuleRedundantAssignment, // first, while there are circles
	RuleCycle, RuleSelfNesting, RuleDanglingGroup, RuleDanglingRole, RuleDuplicateMapping,
}

func TestMendsLeaveNothingToFind(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		g := Index(oddTenant(r))
		for _, rule := range mended {
			next := g
			for _, f := range Lint(g, nil) {
				if f.Rule != rule {
					continue
				}
				var err error
				if next, _, err = ApplyAll(next, f.Changes); err != nil {
					t.Fatalf("seed %d, %s: %v", seed, rule, err)
				}
			}
			for _, f := range Lint(next, nil) {
				if f.Rule == rule {
					t.Fatalf("seed %d: still there: %+v", seed, f)
				}
			}
			if e := Diff(g, next); (rule == RuleRedundantGrant || rule == RuleRedundantAssignment) && !e.Empty() {
				t.Fatalf("seed %d: taking away what is redundant has an effect: %v", seed, e)
			}
			g = next
		}
		// Without circles all empty groups can be deleted, one after another.
		for _, f := range Lint(g, nil) {
			if f.Rule != RuleEmptyGroup {
				continue
			}
			next, _, err := ApplyAll(g, f.Changes)
			if err != nil {
				t.Fatalf("seed %d: %v: %v", seed, f, err)
			}
			g = next
		}
	})
}

func TestMessagesOfLintAreSafeToDraw(t *testing.T) {
	evil := "\x1b[31m\u202e\n"
	d := Document{Groups: []Group{
		{ID: GroupOf("a" + evil), Name: text.New(evil), Nested: []GroupID{GroupOf("b" + evil), GroupOf("x" + evil)}, Roles: []RoleID{RoleOf(evil)}},
		{ID: GroupOf("b" + evil), Name: text.New(evil), Nested: []GroupID{GroupOf("a" + evil)}, Mappings: []Mapping{{GroupName: text.New(evil)}, {GroupName: text.New(evil)}}},
	}}
	found := Lint(Index(d), nil)
	if len(found) < 4 {
		t.Fatalf("found only %v", found)
	}
	for _, f := range found {
		if strings.ContainsAny(f.Message+fmt.Sprint(f), "\x1b\u202e\n") {
			t.Errorf("%q", f.Message)
		}
		for _, c := range f.Changes {
			if s := c.Sentence(Index(d), nil); strings.ContainsAny(s, "\x1b\u202e\n") {
				t.Errorf("%q", s)
			}
		}
	}
}
