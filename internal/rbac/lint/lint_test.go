package lint

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// written reads a tenant written by hand.
func written(t *testing.T, in string) rbac.Document {
	t.Helper()
	var d rbac.Document
	if err := json.Unmarshal([]byte(in), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLintFindsWhatIsWrongAndKnowsTheFix(t *testing.T) {
	whole := rbac.Extent{At: time.Unix(1, 0), Complete: true}
	known := (*rbac.Directory)(nil).
		WithApplications([]rbac.Application{{ID: rbac.Client("app")}}, whole).
		WithConnections([]rbac.Connection{{Name: text.New("corp")}}, whole).
		WithGone(rbac.User("ghost"))
	tests := []struct {
		name     string
		in       string
		d        *rbac.Directory
		rule     Rule
		severity Severity
		subject  rbac.Ref
		says     string
		fix      []rbac.Change
	}{
		{
			"a member who is gone", `{"groups":[{"_id":"g","name":"G","members":["ghost","u"]}]}`, known,
			RuleGhostMember, SeverityError, rbac.GroupOf("g").Ref(), "ghost", []rbac.Change{rbac.RemoveMember(rbac.GroupOf("g"), rbac.User("ghost"))},
		},
		{
			"a holder who is gone", `{"roles":[{"_id":"r","name":"R","users":["ghost"]}]}`, known,
			RuleGhostHolder, SeverityError, rbac.RoleOf("r").Ref(), "ghost", []rbac.Change{rbac.UnassignRole(rbac.User("ghost"), rbac.RoleOf("r"))},
		},
		{
			"a circle of groups", `{"groups":[{"_id":"a","name":"A","nested":["b"],"members":["u"]},{"_id":"b","name":"B","nested":["c"]},{"_id":"c","name":"C","nested":["a"]}]}`, nil,
			RuleCycle, SeverityError, rbac.GroupOf("a").Ref(), `"A" in "C" in "B" in "A"`, []rbac.Change{rbac.RemoveNested(rbac.GroupOf("c"), rbac.GroupOf("a"))},
		},
		{
			"a connection as it is displayed", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"Ops","connectionName":"corp (samlp)"}]}]}`, known,
			RuleMappingMisnamed, SeverityWarning, rbac.GroupOf("g").Ref(), "it is the displayed form of corp",
			[]rbac.Change{rbac.EditMapping{Group: rbac.GroupOf("g"), Mapping: rbac.MappingID{Text: text.New("m")}, Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("Ops"), Connection: text.New("corp")}},
		},
		{
			"a connection as it is displayed beside the right one", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"Ops","connectionName":"corp (samlp)"},{"_id":"n","groupName":"Ops","connectionName":"corp"}]}]}`, known,
			RuleMappingMisnamed, SeverityWarning, rbac.GroupOf("g").Ref(), "it is the displayed form of corp",
			[]rbac.Change{rbac.RemoveMapping{Group: rbac.GroupOf("g"), Mapping: rbac.MappingID{Text: text.New("m")}}},
		},
		{
			"a connection in capitals and with a blank", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"Ops","connectionName":"Corp "}]}]}`, known,
			RuleMappingMisnamed, SeverityWarning, rbac.GroupOf("g").Ref(), "it is corp but for case and blanks",
			[]rbac.Change{rbac.EditMapping{Group: rbac.GroupOf("g"), Mapping: rbac.MappingID{Text: text.New("m")}, Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("Ops"), Connection: text.New("corp")}},
		},
		{
			"a member listed twice", `{"groups":[{"_id":"g","name":"G","members":["u","v","u"]}]}`, nil,
			RuleListedTwice, SeverityInfo, rbac.GroupOf("g").Ref(), "lists user u twice", []rbac.Change{rbac.RemoveMember(rbac.GroupOf("g"), rbac.User("u")), rbac.AddMember(rbac.GroupOf("g"), rbac.User("u"))},
		},
		{
			"a holder listed three times", `{"roles":[{"_id":"r","name":"R","users":["u","u","u"]}]}`, nil,
			RuleListedTwice, SeverityInfo, rbac.RoleOf("r").Ref(), "lists user u 3 times", []rbac.Change{rbac.UnassignRole(rbac.User("u"), rbac.RoleOf("r")), rbac.AssignRole(rbac.User("u"), rbac.RoleOf("r"))},
		},
		{
			"a group in itself", `{"groups":[{"_id":"a","name":"A","nested":["a"],"members":["u"]}]}`, nil,
			RuleSelfNesting, SeverityWarning, rbac.GroupOf("a").Ref(), "itself", []rbac.Change{rbac.RemoveNested(rbac.GroupOf("a"), rbac.GroupOf("a"))},
		},
		{
			"a nested group that does not exist", `{"groups":[{"_id":"a","name":"A","nested":["x"],"members":["u"]}]}`, nil,
			RuleDanglingGroup, SeverityError, rbac.GroupOf("a").Ref(), "x", []rbac.Change{rbac.RemoveNested(rbac.GroupOf("a"), rbac.GroupOf("x"))},
		},
		{
			"a granted role that is not there", `{"groups":[{"_id":"a","name":"A","roles":["x"],"members":["u"]}]}`, nil,
			RuleDanglingRole, SeverityError, rbac.GroupOf("a").Ref(), "x", []rbac.Change{rbac.RevokeRole(rbac.GroupOf("a"), rbac.RoleOf("x"))},
		},
		{
			"a held permission that is not there", `{"roles":[{"_id":"r","name":"R","permissions":["x"],"users":["u"]}]}`, nil,
			RuleDanglingPermission, SeverityError, rbac.RoleOf("r").Ref(), "x", []rbac.Change{rbac.RemovePermission(rbac.RoleOf("r"), rbac.PermissionOf("x"))},
		},
		{
			"a permission of another application", `{"roles":[{"_id":"r","name":"R","applicationId":"app","permissions":["p"],"users":["u"]}],"permissions":[{"_id":"p","name":"P","applicationId":"other"}]}`, nil,
			RuleForeignPermission, SeverityWarning, rbac.RoleOf("r").Ref(), `"P"`, []rbac.Change{rbac.RemovePermission(rbac.RoleOf("r"), rbac.PermissionOf("p"))},
		},
		{
			"a mapping on a connection that is gone", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"Staff","connectionName":"old"}]}]}`, known,
			RuleMappingGone, SeverityWarning, rbac.GroupOf("g").Ref(), `"old"`, []rbac.Change{rbac.RemoveMapping{Group: rbac.GroupOf("g"), Mapping: rbac.MappingOf("m")}},
		},
		{
			"a mapping twice", `{"groups":[{"_id":"g","name":"G","mappings":[{"_id":"m","groupName":"S","connectionName":"corp"},{"_id":"n","groupName":"S","connectionName":"corp"}]}]}`, nil,
			RuleDuplicateMapping, SeverityWarning, rbac.GroupOf("g").Ref(), "twice", []rbac.Change{rbac.RemoveMapping{Group: rbac.GroupOf("g"), Mapping: rbac.MappingOf("n")}},
		},
		{
			"names that differ in case", `{"groups":[{"_id":"g","name":"Ärzte","members":["u"]},{"_id":"h","name":"ÄRZTE","members":["u"]}]}`, nil,
			RuleDuplicateName, SeverityWarning, rbac.GroupOf("h").Ref(), "refuses every change of either but a rename", []rbac.Change{rbac.EditGroup{Group: rbac.GroupOf("h"), Name: text.New("ÄRZTE (2)"), Description: text.New("ÄRZTE")}},
		},
		{
			"a name in letters of another script", `{"groups":[{"_id":"g","name":"Payroll","members":["u"]},{"_id":"h","name":"Pаyrоll","members":["u"]}]}`, nil,
			RuleLookalike, SeverityWarning, rbac.GroupOf("h").Ref(), "looks like group g", nil,
		},
		{
			"a name with a character that nobody sees", `{"groups":[{"_id":"g","name":"Pay\u200broll","members":["u"]}]}`, nil,
			RuleHiddenCharacters, SeverityWarning, rbac.GroupOf("g").Ref(), "1 character in its name that can't be seen", nil,
		},
		{
			"names at the limit of one application", `{"roles":[{"_id":"r","name":"` + strings.Repeat("é", 50) + `","applicationType":"client","applicationId":"a","users":["u"]},{"_id":"s","name":"` + strings.Repeat("é", 50) + `","description":"d","applicationType":"client","applicationId":"a","users":["u"]}]}`, nil,
			RuleDuplicateName, SeverityWarning, rbac.RoleOf("s").Ref(), "same name", []rbac.Change{rbac.EditRole{Role: rbac.RoleOf("s"), Name: text.New(strings.Repeat("é", 46) + " (2)"), Description: text.New("d")}},
		},
		{
			"an id twice", `{"groups":[{"_id":"g","name":"A","members":["u"]},{"_id":"g","name":"B","members":["u"]}]}`, nil,
			RuleDuplicateID, SeverityWarning, rbac.GroupOf("g").Ref(), "shares", nil,
		},
		{
			"no name", `{"groups":[{"_id":"g","members":["u"]}]}`, nil,
			RuleNameless, SeverityWarning, rbac.GroupOf("g").Ref(), "no name", nil,
		},
		{
			"an application that is gone", `{"roles":[{"_id":"r","name":"R","applicationType":"client","applicationId":"old","users":["u"]}]}`, known,
			RuleApplicationGone, SeverityWarning, rbac.RoleOf("r").Ref(), "old", nil,
		},
		{
			"a group without anybody", `{"groups":[{"_id":"a","name":"A","nested":["b"],"members":["u"]},{"_id":"b","name":"B"}]}`, nil,
			RuleEmptyGroup, SeverityInfo, rbac.GroupOf("b").Ref(), "no members",
			[]rbac.Change{rbac.RemoveNested(rbac.GroupOf("a"), rbac.GroupOf("b")), rbac.DeleteGroup{Group: rbac.GroupOf("b")}},
		},
		{
			"a role that nobody has", `{"roles":[{"_id":"r","name":"R"}]}`, nil,
			RuleUnusedRole, SeverityInfo, rbac.RoleOf("r").Ref(), "no group", []rbac.Change{rbac.DeleteRole{Role: rbac.RoleOf("r")}},
		},
		{
			"a permission that no role holds", `{"permissions":[{"_id":"p","name":"P"}]}`, nil,
			RuleUnusedPermission, SeverityInfo, rbac.PermissionOf("p").Ref(), "no role", []rbac.Change{rbac.DeletePermission{Permission: rbac.PermissionOf("p")}},
		},
		{
			"a role that the group above grants", `{"groups":[{"_id":"a","name":"A","nested":["b"],"roles":["r"]},{"_id":"b","name":"B","roles":["r"],"members":["u"]}],"roles":[{"_id":"r","name":"R"}]}`, nil,
			RuleRedundantGrant, SeverityInfo, rbac.GroupOf("b").Ref(), `"A"`, []rbac.Change{rbac.RevokeRole(rbac.GroupOf("b"), rbac.RoleOf("r"))},
		},
		{
			"a role both assigned and had through a group", `{"groups":[{"_id":"a","name":"A","members":["u"],"roles":["r"]}],"roles":[{"_id":"r","name":"R","users":["u"]}]}`, nil,
			RuleRedundantAssignment, SeverityInfo, rbac.RoleOf("r").Ref(), `"A"`, []rbac.Change{rbac.UnassignRole(rbac.User("u"), rbac.RoleOf("r"))},
		},
		{
			"storage that is nearly full", `{}`, known.WithSettings(rbac.Settings{StorageType: text.New("default"), StorageSize: 450_000}, whole),
			RuleStorage, SeverityWarning, rbac.Ref{Kind: rbac.KindConfiguration}, "88 % full", nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := Tenant(rbac.Index(written(t, tt.in)), tt.d)
			if len(found) != 1 {
				t.Fatalf("found %+v", found)
			}
			f := found[0]
			if f.Rule != tt.rule || f.Severity != tt.severity || f.Subject != tt.subject || !strings.Contains(f.Message, tt.says) {
				t.Errorf("found %+v", f)
			}
			if !slices.Equal(f.Changes, tt.fix) {
				t.Errorf("fixed by %v, want %v", f.Changes, tt.fix)
			}
		})
	}
}

func TestLintSaysNothingThatIsNotSure(t *testing.T) {
	gone := errors.New("timeout")
	in := written(t, `{"groups":[{"_id":"g","name":"G","members":["u"],"nested":["x"],"roles":["x"],"mappings":[{"_id":"m","groupName":"S","connectionName":"old"}]}],
		"roles":[{"_id":"r","name":"R","applicationType":"client","applicationId":"old","permissions":["x"]}],"permissions":[{"_id":"p","name":"P"}]}`)
	partly := (*rbac.Directory)(nil).
		WithUsers([]rbac.Person{{ID: rbac.User("someone-else")}}, rbac.Extent{}).
		WithApplications(nil, rbac.Extent{Err: gone}).
		WithConnections(nil, rbac.Extent{Err: gone})
	tests := []struct {
		name    string
		missing rbac.Missing
		want    []Rule
	}{
		{"with all three lists", rbac.Missing{}, []Rule{RuleDanglingGroup, RuleDanglingRole, RuleDanglingPermission, RuleUnusedRole, RuleUnusedPermission}},
		{"without groups", rbac.Missing{Groups: gone}, []Rule{RuleDanglingPermission, RuleUnusedPermission}},
		{"without roles", rbac.Missing{Roles: gone}, []Rule{RuleDanglingGroup, RuleUnusedRole}},
		{"without permissions", rbac.Missing{Permissions: gone}, []Rule{RuleDanglingGroup, RuleDanglingRole, RuleUnusedRole, RuleUnusedPermission}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := in
			d.Missing = tt.missing
			var got []Rule
			for _, f := range Tenant(rbac.Index(d), partly) {
				got = append(got, f.Rule)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestMessagesOfLintAreSafeToDraw(t *testing.T) {
	evil := "\x1b[31m\u202e\n"
	d := rbac.Document{Groups: []rbac.Group{
		{ID: rbac.GroupOf("a" + evil), Name: text.New(evil), Nested: []rbac.GroupID{rbac.GroupOf("b" + evil), rbac.GroupOf("x" + evil)}, Roles: []rbac.RoleID{rbac.RoleOf(evil)}},
		{ID: rbac.GroupOf("b" + evil), Name: text.New(evil), Nested: []rbac.GroupID{rbac.GroupOf("a" + evil)}, Mappings: []rbac.Mapping{{GroupName: text.New(evil)}, {GroupName: text.New(evil)}}},
	}}
	found := Tenant(rbac.Index(d), nil)
	if len(found) < 4 {
		t.Fatalf("found only %v", found)
	}
	for _, f := range found {
		if strings.ContainsAny(f.Message+fmt.Sprint(f), "\x1b\u202e\n") {
			t.Errorf("%q", f.Message)
		}
		for _, c := range f.Changes {
			if s := c.Sentence(rbac.Index(d), nil); strings.ContainsAny(s, "\x1b\u202e\n") {
				t.Errorf("%q", s)
			}
		}
	}
}

const alike = `{"roles":[
	{"_id":"r1","name":"Approver","applicationId":"a","users":["u"]},
	{"_id":"r2","name":"APPROVER","applicationId":"b"},
	{"_id":"r3","name":"Clerk","applicationId":"a"}],
	"groups":[{"_id":"g","name":"G","members":["u"],"roles":["r1"]}],
	"permissions":[
	{"_id":"p1","name":"read:accounts","applicationId":"a"},
	{"_id":"p2","name":"read:accounts","applicationId":"b"}]}`

func TestFindingsNameTheApplicationWhereTheNameAloneIsShared(t *testing.T) {
	in := strings.Replace(alike, `"roles":["r1"]}`, `"roles":["r1"],"nested":["h"]},{"_id":"h","name":"H","members":["v"],"roles":["r1"]}`, 1)
	for _, f := range Tenant(rbac.Index(written(t, in)), nil) {
		if f.Rule == RuleRedundantGrant && strings.Contains(f.Message, `grants role "Approver" of a, which`) {
			return
		}
	}
	t.Error("no finding names the application")
}
