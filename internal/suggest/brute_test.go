package suggest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// tinyTenant makes a tenant with cycles, names used twice, permissions in roles of
// another application and a mapping or two.
func tinyTenant(r *rand.Rand) *rbac.Graph {
	groups, roles, permissions := 1+r.IntN(4), 1+r.IntN(3), 1+r.IntN(3)
	pick := func(kind string, n int) string {
		return fmt.Sprintf("00000000-0000-4000-8000-0000000%s%d", kind, r.IntN(n))
	}
	name := func() text.Text { return text.New(fmt.Sprintf("Name %d", r.IntN(5))) }
	app := func() rbac.ClientID { return rbac.Client([]string{"app-a", "app-a", "app-b"}[r.IntN(3)]) }
	user := func() rbac.UserID { return rbac.User(fmt.Sprintf("auth0|u%d", r.IntN(3))) }
	var d rbac.Document
	for i := range groups {
		g := rbac.Group{ID: rbac.GroupOf(fmt.Sprintf("00000000-0000-4000-8000-0000000aaaa%d", i)), Name: name(), Description: text.New("d")}
		for range r.IntN(3) {
			g.Members = add(g.Members, user())
		}
		for range r.IntN(3) {
			g.Nested = add(g.Nested, rbac.GroupOf(pick("aaaa", groups)))
		}
		for range r.IntN(3) {
			g.Roles = add(g.Roles, rbac.RoleOf(pick("bbbb", roles)))
		}
		if r.IntN(2) == 0 {
			g.Mappings = append(g.Mappings, rbac.Mapping{
				ID: rbac.MappingOf(fmt.Sprintf("00000000-0000-4000-8000-0000000dddd%d", i)), GroupName: name(), Connection: text.New("corp"),
			})
		}
		d.Groups = append(d.Groups, g)
	}
	for i := range roles {
		role := rbac.Role{
			ID: rbac.RoleOf(fmt.Sprintf("00000000-0000-4000-8000-0000000bbbb%d", i)), Name: name(), Description: text.New("d"),
			ApplicationType: text.New(rbac.TypeClient), Application: app(),
		}
		for range r.IntN(3) {
			role.Permissions = add(role.Permissions, rbac.PermissionOf(pick("cccc", permissions)))
		}
		for range r.IntN(2) {
			role.Users = add(role.Users, user())
		}
		d.Roles = append(d.Roles, role)
	}
	for i := range permissions {
		d.Permissions = append(d.Permissions, rbac.Permission{
			ID: rbac.PermissionOf(fmt.Sprintf("00000000-0000-4000-8000-0000000cccc%d", i)), Name: name(), Description: text.New("d"),
			ApplicationType: text.New(rbac.TypeClient), Application: app(),
		})
	}
	return rbac.Index(d)
}

func add[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// everyTie is each single change of a tie that alters anything, or that might.
func everyTie(g *rbac.Graph, w Goal) []rbac.Change {
	users := add(slices.Clone(g.Users()), w.User)
	var list []rbac.Change
	for _, a := range g.Groups() {
		for _, u := range users {
			list = append(list, rbac.AddMember(a.ID, u), rbac.RemoveMember(a.ID, u))
		}
		for _, b := range g.Groups() {
			list = append(list, rbac.AddNested(a.ID, b.ID), rbac.RemoveNested(a.ID, b.ID))
		}
		for _, role := range g.Roles() {
			list = append(list, rbac.GrantRole(a.ID, role.ID), rbac.RevokeRole(a.ID, role.ID))
		}
		if w.Login == nil {
			continue
		}
		for _, m := range a.Mappings {
			list = append(list, rbac.RemoveMapping{Group: a.ID, Mapping: m.ID})
		}
		for n := range 5 {
			name := text.New(fmt.Sprintf("Name %d", n))
			list = append(list, rbac.AddMapping{Group: a.ID, Ref: rbac.MappingID{Text: rbac.NewID(n + 1)}, GroupName: name, Connection: w.Login.Connection})
		}
	}
	for _, role := range g.Roles() {
		for _, u := range users {
			list = append(list, rbac.AssignRole(u, role.ID), rbac.UnassignRole(u, role.ID))
		}
		for _, p := range g.Permissions() {
			list = append(list, rbac.AddPermission(role.ID, p.ID), rbac.RemovePermission(role.ID, p.ID))
		}
	}
	return list
}

// tried are the scores of those sets of changes that do, without what the server
// refuses.
func tried(g *rbac.Graph, w Goal, sets [][]rbac.Change) []Score {
	var scores []Score
	for _, changes := range sets {
		after, _, err := rbac.ApplyAll(g, changes)
		if err != nil || !w.Granted(after) || slices.ContainsFunc(changes, func(c rbac.Change) bool { return shared(g, c.Targets()[0]) }) {
			continue
		}
		if _, err := plan.Compile(g, rbac.Settings{}, changes); err == nil {
			scores = append(scores, w.score(g, after, rbac.Diff(g, after)))
		}
	}
	slices.SortFunc(scores, Score.compare)
	return scores
}

// shared reports, without an index, whether a thing's name is another's too.
func shared(g *rbac.Graph, ref rbac.Ref) bool {
	n := 0
	switch ref.Kind {
	case rbac.KindGroup:
		for _, other := range g.Groups() {
			if other.Name == g.Name(ref) {
				n++
			}
		}
	case rbac.KindRole:
		role, _ := g.Role(rbac.RoleID{Text: ref.ID})
		for _, other := range g.Roles() {
			if other.Name == role.Name && other.Application == role.Application {
				n++
			}
		}
	}
	return n > 1
}

func unties(c rbac.Change) bool {
	for _, prefix := range []string{"remove-", "revoke-", "unassign-"} {
		if strings.HasPrefix(c.Kind(), prefix) {
			return true
		}
	}
	return false
}

func pairsOf(list []rbac.Change) [][]rbac.Change {
	var sets [][]rbac.Change
	for i, a := range list {
		for _, b := range list[i+1:] {
			sets = append(sets, []rbac.Change{a, b})
		}
	}
	return sets
}

// checkAgainstAll compares the ways with what trying every change, and where none
// will do every two, finds.
func checkAgainstAll(t *testing.T, seed uint64, g *rbac.Graph, w Goal, ways []Way) (size int) {
	t.Helper()
	ties := everyTie(g, w)
	singles := make([][]rbac.Change, len(ties))
	for i, c := range ties {
		singles[i] = []rbac.Change{c}
	}
	var got []Score
	for _, way := range ways {
		got = append(got, way.Score)
		if len(way.Changes) != len(ways[0].Changes) {
			t.Fatalf("seed %d: ways of %d and %d changes", seed, len(ways[0].Changes), len(way.Changes))
		}
	}
	if want := tried(g, w, singles); len(want) > 0 {
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d, %+v: single changes score\n%v, want\n%v\n%v", seed, w, got, want, ways)
		}
		return 1
	}
	got = nil
	for _, way := range ways {
		if _, made := way.Changes[0].(rbac.CreateRole); !made && len(way.Changes) == 2 {
			got = append(got, way.Score)
		}
	}
	// Two changes of which one only unties what the other's refusal hangs on are not
	// looked for.
	towards := slices.DeleteFunc(ties, func(c rbac.Change) bool { return unties(c) != w.Take })
	if want := tried(g, w, pairsOf(towards)); !slices.Equal(got, want) {
		t.Fatalf("seed %d, %+v: pairs score\n%v, want\n%v\n%v", seed, w, got, want, ways)
	}
	if len(ways) > 0 && len(ways[0].Changes) == 1 {
		t.Fatalf("seed %d: a single change was found that trying all does not find: %v", seed, ways)
	}
	if len(ways) == 0 {
		return 0
	}
	return len(ways[0].Changes)
}

// anything is a permission, a role or a group of a tenant.
func anything(r *rand.Rand, g *rbac.Graph) rbac.Ref {
	switch r.IntN(4) {
	case 0:
		return g.Roles()[r.IntN(len(g.Roles()))].ID.Ref()
	case 1:
		return g.Groups()[r.IntN(len(g.Groups()))].ID.Ref()
	}
	return g.Permissions()[r.IntN(len(g.Permissions()))].ID.Ref()
}

func TestNoWayIsMissedAndEachScoresWhatItDoes(t *testing.T) {
	sizes := make(map[string]int)
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 41))
		g := tinyTenant(r)
		w := Goal{User: rbac.User(fmt.Sprintf("auth0|u%d", r.IntN(4))), Thing: anything(r, g)}
		if r.IntN(3) == 0 {
			w.Login = &rbac.Login{Connection: text.New("corp")}
			if r.IntN(2) == 0 {
				w.Login.IdPGroups = []text.Text{text.New(fmt.Sprintf("Name %d", r.IntN(5)))}
			}
		}
		w.Take = g.Access(rbac.Query{User: w.User, Login: w.Login}).Has(w.Thing)
		ways, err := Ways(t.Context(), g, w, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		size := checkAgainstAll(t, seed, g, w, ways)
		sizes[fmt.Sprintf("%s take %v login %v: %d", w.Thing.Kind, w.Take, w.Login != nil, size)]++
	}
	t.Log(sizes)
}
