package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestTiesOfOneThingGoTogetherHoweverTheyAreOrdered(t *testing.T) {
	var rows []rbac.Change
	for n := range 39 {
		user := rbac.User(fmt.Sprintf("a|%d", n))
		rows = append(rows, rbac.AddMember(rbac.GroupOf(staff), user), rbac.AddMember(rbac.GroupOf(board), user))
	}
	rows = append(rows, rows...) // and again
	p := compiled(t, rows...)
	if p.Requests() != 2 || len(p.Changes) != 78 {
		t.Errorf("%d requests of %d changes", p.Requests(), len(p.Changes))
	}
	if got := p.Items[0].Sentence(nil); got != `add 39 users to group "Staff"` {
		t.Error(got)
	}
}

func TestAnItemSaysHowManyAreSent(t *testing.T) {
	g := rbac.GroupOf(finance)
	p := compiled(t, rbac.AddMember(g, rbac.User("a|ann")), rbac.AddMember(g, rbac.User("a|x")), rbac.AddMember(g, rbac.User("a|y")), rbac.AddMember(g, rbac.User("a|y")))
	if got := p.Items[0].Sentence(nil); got != `add 2 users to group "Finance"` {
		t.Error(got)
	}
}

// What comes of a list, and whether it can be made at all, is the same arranged.
func TestAnArrangedListComesToTheSame(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 3))
		changes := shuffled(r)
		want, _, wantErr := rbac.ApplyAll(small(), changes)
		arranged, from := Arrange(changes)
		got, _, err := rbac.ApplyAll(small(), arranged)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("seed %d: %v and arranged %v", seed, wantErr, err)
		}
		if err == nil && !rbac.Equal(got, want, nil) {
			t.Fatalf("seed %d: %v\nwas to be %v", seed, arranged, changes)
		}
		for i, at := range from {
			if arranged[i] != changes[at] {
				t.Fatalf("seed %d: %v does not stand at %d of %v", seed, arranged[i], at, changes)
			}
		}
		if again, _ := Arrange(arranged); !slices.Equal(again, arranged) {
			t.Fatalf("seed %d: arranged once %v\nand twice %v", seed, arranged, again)
		}
		for _, kind := range []string{"create-group", "delete-group", "edit-group"} {
			if count(changes, kind) != count(arranged, kind) {
				t.Fatalf("seed %d: there are other changes of the kind %s", seed, kind)
			}
		}
	}
}

func count(changes []rbac.Change, kind string) int {
	n := 0
	for _, c := range changes {
		if c.Kind() == kind {
			n++
		}
	}
	return n
}

func shuffled(r *rand.Rand) []rbac.Change {
	groups := []rbac.GroupID{rbac.GroupOf(finance), rbac.GroupOf(board), rbac.GroupOf(staff)}
	roles := []rbac.RoleID{rbac.RoleOf(approver), rbac.RoleOf(reader)}
	var list []rbac.Change
	for range r.IntN(14) {
		g, o := groups[r.IntN(len(groups))], roles[r.IntN(len(roles))]
		user := rbac.User(fmt.Sprintf("a|%d", r.IntN(3)))
		tie := []rbac.Tie{rbac.AddMember(g, user), rbac.GrantRole(g, o), rbac.AssignRole(user, o), rbac.AddNested(g, groups[r.IntN(len(groups))])}[r.IntN(4)]
		tie.Cut = r.IntN(3) == 0
		switch r.IntN(8) {
		case 0:
			made := rbac.GroupID{Text: rbac.NewID(len(list) + 1)}
			groups = append(groups, made)
			list = append(list, rbac.CreateGroup{Ref: made, Name: text.New(fmt.Sprint("N", len(list))), Description: text.New("d")})
		case 1:
			list = append(list, rbac.DeleteGroup{Group: g})
		case 2:
			list = append(list, rbac.EditGroup{Group: g, Name: text.New(fmt.Sprint("E", r.IntN(50))), Description: text.New("d")})
		default:
			list = append(list, tie)
		}
	}
	return list
}
