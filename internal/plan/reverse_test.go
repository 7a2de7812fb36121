package plan

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestWhatWasDoneLastIsTakenBackFirst(t *testing.T) {
	group, ann, role := rbac.GroupOf(finance), rbac.User("a|ann"), rbac.RoleOf(approver)
	called := func(name string) rbac.Change {
		return rbac.EditGroup{Group: group, Name: text.New(name), Description: text.New("d")}
	}
	for name, changes := range map[string][]rbac.Change{
		"the same thing altered twice":      {called("One"), called("Two"), called("Three")},
		"a tie cut, then what it tied gone": {rbac.RevokeRole(group, role), rbac.DeleteRole{Role: role}},
		"a tie cut, made and cut again":     {rbac.RemoveMember(group, ann), rbac.AddMember(group, ann), rbac.RemoveMember(group, ann)},
	} {
		t.Run(name, func(t *testing.T) {
			start := LookIn(small(), nil, Touched(changes))
			end, err := start.Apply(changes)
			if err != nil {
				t.Fatal(err)
			}
			back, renames, err := start.Reverse(changes)
			if err != nil {
				t.Fatal(err)
			}
			at := end
			for i, r := range back {
				if want := changes[len(changes)-1-i]; r.Of != want {
					t.Fatalf("step %d takes back %v, want %v", i, r.Of, want)
				}
				if at, err = at.Apply(r.Changes); err != nil {
					t.Fatalf("step %d: %v", i, err)
				}
			}
			names := make(IDs)
			for was, placeholder := range renames {
				names[placeholder] = was
			}
			if left := start.Renamed(names).Compare(at.Renamed(names)); len(left) > 0 {
				t.Errorf("taken back it differs: %s", Describe(left))
			}
		})
	}
}
