package rbac

import (
	"testing"

	"authzx/internal/text"
)

// approvers is a tenant in which two applications share names.
const approvers = `{"roles":[
	{"_id":"r1","name":"Approver","applicationId":"a","users":["u"]},
	{"_id":"r2","name":"APPROVER","applicationId":"b"},
	{"_id":"r3","name":"Clerk","applicationId":"a"}],
	"groups":[{"_id":"g","name":"G","members":["u"],"roles":["r1"]}],
	"permissions":[
	{"_id":"p1","name":"read:accounts","applicationId":"a"},
	{"_id":"p2","name":"read:accounts","applicationId":"b"}]}`

func TestSentencesNameTheApplicationWhereTheNameAloneIsShared(t *testing.T) {
	g := Index(document(t, approvers))
	d := (*Directory)(nil).WithApplications([]Application{{ID: Client("a"), Name: text.New("Expenses")}}, Extent{})
	for _, test := range []struct {
		change Change
		want   string
	}{
		{GrantRole(GroupOf("g"), RoleOf("r1")), `grant role "Approver" of "Expenses" to group "G"`},
		{DeleteRole{RoleOf("r2")}, `delete role "APPROVER" of b`},
		{DeleteRole{RoleOf("r3")}, `delete role "Clerk"`},
		{DeletePermission{PermissionOf("p1")}, `delete permission "read:accounts" of "Expenses"`},
		{EditRole{Role: RoleOf("r1"), Name: text.New("Approver")}, `edit role "Approver" of "Expenses"`},
		{EditRole{Role: RoleOf("r1"), Name: text.New("Signer")}, `edit role "Approver" of "Expenses", now named "Signer"`},
	} {
		if got := test.change.Sentence(g, d); got != test.want {
			t.Errorf("%s\nwant %s", got, test.want)
		}
	}
}

func TestANameThatIsSharedNoMoreStandsAlone(t *testing.T) {
	g := Index(document(t, approvers))
	if _, several := g.Apart(RoleOf("r1").Ref()); !several {
		t.Fatal("two roles are called so")
	}
	after, _, err := ApplyAll(g, []Change{DeleteRole{RoleOf("r2")}})
	if err != nil {
		t.Fatal(err)
	}
	if app, several := after.Apart(RoleOf("r1").Ref()); several || app != Client("a") {
		t.Errorf("%v, several applications: %v", app, several)
	}
}
