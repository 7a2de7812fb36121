package state

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// sided is a source of a document, with nothing in its directory.
func sided(d rbac.Document, on bool) Source {
	var none *rbac.Directory
	return Source{Graph: rbac.Index(d), Directory: none, Switches: map[rbac.Switch]bool{rbac.RolesInToken: on}}
}

func group(id, name string, members ...string) rbac.Group {
	g := rbac.Group{ID: rbac.GroupOf(id), Name: text.New(name), Description: text.New("about " + name)}
	for _, m := range members {
		g.Members = append(g.Members, rbac.User(m))
	}
	return g
}

func TestDifferencesStandSideBySide(t *testing.T) {
	here := group("g1", "Finance", "auth0|ann")
	here.Mappings = []rbac.Mapping{{ID: rbac.MappingOf("m"), Connection: text.New("corp"), GroupName: text.New("GG")}}
	there := group("g1", "Finance", "auth0|bob")
	there.Description = text.New("money")
	old := group("g2", "Old", "auth0|ann")
	old.Nested = []rbac.GroupID{rbac.GroupOf("g1")}
	fresh := group("g3", "Fresh", "auth0|cid")
	a := sided(rbac.Document{Groups: []rbac.Group{here, old}}, false)
	b := sided(rbac.Document{Groups: []rbac.Group{there, fresh}}, true)
	between := Compare(a, b, Options{Prune: true})
	list := between.Differences(a, b)
	var lines []string
	for _, x := range list {
		lines = append(lines, fmt.Sprintf("%s %s: %s > %s", x.Name, x.What, x.Here, x.There))
	}
	slices.Sort(lines)
	want := []string{
		"Finance description: about Finance > money", "Finance mapping: corp: GG > ", "Finance member:  > auth0|bob", "Finance member: auth0|ann > ",
		"Fresh group:  > Fresh", "Fresh member:  > auth0|cid",
		"Old group: Old > ", "Old member: auth0|ann > ", "Old nested group: Finance > ",
		"configuration rolesInToken: off > on",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	for name, c := range map[string]struct {
		chosen string // the beginning of the lines that are chosen
		want   string
	}{
		"a tie brings the group that it needs": {"Fresh member", "create-group add-member"},
		"one of several":                       {"Finance description", "edit-group"},
		"what goes with a group is left out":   {"Old", "delete-group"},
		"a part of it alone":                   {"Old member", "remove-member"},
		"all":                                  {"", "create-group edit-group add-member add-member remove-member remove-mapping delete-group set-configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			var kinds []string
			for _, one := range Needed(list, func(i int) bool {
				return strings.HasPrefix(list[i].Name.String()+" "+list[i].What, c.chosen)
			}) {
				kinds = append(kinds, one.Kind())
			}
			got, want := kinds, strings.Fields(c.want)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// The effect of a few changes is worked out from them, that of many from both states.
func TestTheEffectIsTheSameBothWays(t *testing.T) {
	quick := 0
	for n := range 60 {
		rng := rand.New(rand.NewPCG(uint64(n), 1))
		d := random(rng)
		a, b := source(d), source(altered(d, rng))
		between := Compare(a, b, Options{Prune: true})
		if _, _, err := rbac.ApplyAll(a.Graph, between.all); err == nil {
			quick++
		}
		for _, only := range [][]string{nil, {"groups"}} {
			between := Compare(a, b, Options{Prune: true, Only: only})
			if got, want := gained(between.Effect(a)), gained(rbac.Diff(a.Graph, between.After)); !slices.Equal(got, want) {
				t.Errorf("tenant %d\ngot  %q\nwant %q", n, got, want)
			}
		}
	}
	if quick < 20 {
		t.Errorf("%d of 60 could be worked out from the changes", quick)
	}
}

// altered is a document with some ties less, and some more.
func altered(d rbac.Document, rng *rand.Rand) rbac.Document {
	some := func() bool { return rng.IntN(3) == 0 }
	d.Groups, d.Roles = slices.Clone(d.Groups), slices.Clone(d.Roles)
	for i, g := range d.Groups {
		g.Members, g.Roles, g.Nested = slices.Clone(g.Members), slices.Clone(g.Roles), slices.Clone(g.Nested)
		if some() && len(g.Members) > 0 {
			g.Members = g.Members[1:]
		}
		if some() {
			g.Members = append(g.Members, rbac.User(fmt.Sprint("auth0|more", rng.IntN(3))))
		}
		if some() && len(g.Roles) > 0 {
			g.Roles = g.Roles[1:]
		}
		if other := d.Groups[rng.IntN(len(d.Groups))].ID; some() && other != g.ID {
			g.Nested = append(g.Nested, other)
		}
		d.Groups[i] = g
	}
	for i, r := range d.Roles {
		r.Users = slices.Clone(r.Users)
		if some() {
			r.Users = append(r.Users, rbac.User(fmt.Sprint("auth0|more", rng.IntN(3))))
		}
		if some() && len(r.Permissions) > 0 {
			r.Permissions = r.Permissions[1:]
		}
		d.Roles[i] = r
	}
	return d
}

// gained are the lines of an effect, sorted.
func gained(e rbac.Effect) []string {
	var lines []string
	for _, u := range e.Users {
		for _, id := range u.Gained {
			lines = append(lines, fmt.Sprint(u.User, " + ", id))
		}
		for _, id := range u.Lost {
			lines = append(lines, fmt.Sprint(u.User, " - ", id))
		}
	}
	slices.Sort(lines)
	return lines
}
