package state

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// recorded are the tenants whose access was recorded from the real server: with
// cycles, ids that lead nowhere, names used twice and permissions of other
// applications.
func recorded(t testing.TB) map[string]rbac.Document {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/conformance/access/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no recorded tenants", err)
	}
	tenants := make(map[string]rbac.Document)
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var in struct{ Document rbac.Document }
		if err := json.Unmarshal(b, &in); err != nil {
			t.Fatal(err)
		}
		tenants[filepath.Base(path)] = in.Document
	}
	return tenants
}

func source(d rbac.Document) Source {
	dir := (*rbac.Directory)(nil).WithApplications([]rbac.Application{
		{ID: rbac.Client("app-expenses"), Name: text.New("Expenses")}, {ID: rbac.Client("app-wiki"), Name: text.New("Wiki # \"x\"")},
	}, rbac.Extent{})
	dir = dir.WithUsers([]rbac.Person{{ID: rbac.User("auth0|user00"), Name: text.New("Ann \u202e # Archer\nroles = []")}}, rbac.Extent{})
	return Source{Graph: rbac.Index(d), Directory: dir, Switches: map[rbac.Switch]bool{rbac.GroupsInToken: true}}
}

func reread(t *testing.T, doc []byte) Source {
	t.Helper()
	s, err := Read(doc, time.Time{})
	if err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	return s
}

// tenants are the recorded ones, random ones with hostile names, and an empty one.
func tenants(t *testing.T) map[string]rbac.Document {
	all := recorded(t)
	for n := range 40 {
		all[fmt.Sprintf("random %d", n)] = random(rand.New(rand.NewPCG(uint64(n), 7)))
	}
	all["empty"] = rbac.Document{}
	return all
}

func TestATenantAndItsOwnStateFileDifferInNothing(t *testing.T) {
	for name, d := range tenants(t) {
		t.Run(name, func(t *testing.T) {
			here := source(d)
			doc := Write(here)
			there := reread(t, doc)
			b := Compare(here, there, Options{Prune: true})
			if len(b.Changes)+len(b.Unmatched)+len(b.Remarks) > 0 {
				t.Errorf("changes %v\nunmatched %v\nremarks %v\n%s", said(b), b.Unmatched, b.Remarks, doc)
			}
			if again := Write(Source{Graph: b.After, Directory: here.Directory, Switches: there.Switches}); string(again) != string(doc) {
				t.Errorf("written anew it is\n%s\nand was\n%s", again, doc)
			}
			if i := strings.IndexFunc(string(doc), func(r rune) bool { return r != '\n' && !text.Printable(r) }); i >= 0 {
				t.Errorf("what can't be printed is in it: %q", doc[i:min(i+20, len(doc))])
			}
		})
	}
}

func said(b Between) []string {
	var list []string
	for _, c := range b.Changes {
		list = append(list, c.Sentence(b.After, nil))
	}
	return list
}

// possible is a tenant without what the API never makes: names used twice and
// permissions of other applications.
func possible(d rbac.Document) rbac.Document {
	app := map[rbac.PermissionID]rbac.ClientID{}
	names := map[string]bool{}
	once := func(kind, app, name text.Text) text.Text {
		for names[strings.ToLower(kind.Raw()+"\x00"+app.Raw()+"\x00"+name.Raw())] {
			name = text.New(name.Raw() + "+")
		}
		names[strings.ToLower(kind.Raw()+"\x00"+app.Raw()+"\x00"+name.Raw())] = true
		return name
	}
	for i := range d.Permissions {
		p := &d.Permissions[i]
		app[p.ID] = p.Application
		p.Name = once(text.New("p"), p.Application.Text, p.Name)
	}
	for i := range d.Roles {
		r := &d.Roles[i]
		r.Name = once(text.New("r"), r.Application.Text, r.Name)
		r.Permissions = slices.DeleteFunc(slices.Clone(r.Permissions), func(id rbac.PermissionID) bool {
			of, known := app[id]
			return known && of != r.Application
		})
	}
	for i := range d.Groups {
		d.Groups[i].Name = once(text.New("g"), text.Text{}, d.Groups[i].Name)
	}
	return d
}

func TestAnEmptyTenantIsBroughtToAState(t *testing.T) {
	for name, d := range tenants(t) {
		t.Run(name, func(t *testing.T) {
			want := source(possible(d))
			here := Source{Graph: rbac.Index(rbac.Document{}), Directory: want.Directory, Switches: map[rbac.Switch]bool{}}
			bring(t, here, reread(t, Write(want)), want)
		})
	}
}

func TestATenantIsBroughtToTheStateOfAnother(t *testing.T) {
	all := tenants(t)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		next := names[(i+1)%len(names)]
		t.Run(name+" to "+next, func(t *testing.T) {
			want := source(possible(all[next]))
			bring(t, source(possible(all[name])), reread(t, Write(want)), want)
		})
	}
}

// bring plans the way to a state, and expects what it leads to to be want.
func bring(t *testing.T, here, there, want Source) {
	t.Helper()
	b := Compare(here, there, Options{Prune: true})
	if len(b.Unmatched) > 0 {
		t.Fatalf("unmatched: %v", b.Unmatched)
	}
	p, refused := b.Plan(here)
	if len(refused) > 0 {
		t.Fatalf("refused: %v", refused)
	}
	if got, want := accessOf(p.After), accessOf(want.Graph); !slices.Equal(got, want) {
		t.Errorf("access is\n%s\nand was to be\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	after := Source{Graph: p.After, Directory: want.Directory, Switches: want.Switches}
	if left := Compare(after, there, Options{Prune: true}); len(slices.DeleteFunc(left.Changes, unmakeable)) > 0 {
		t.Errorf("left over: %v", said(left))
	}
}

// accessOf is what everybody has, by names.
func accessOf(g *rbac.Graph) []string {
	var list []string
	g.EachUser(func(u rbac.UserAccess) bool {
		for id := range u.Permissions() {
			p, _ := g.Permission(id)
			list = append(list, fmt.Sprintf("%s %s of %s", u.User(), p.Name, p.Application))
		}
		return true
	})
	slices.Sort(list)
	return list
}

func TestWhatTheAPICanNotMakeIsToldAndNothingIsPlanned(t *testing.T) {
	for name, d := range recorded(t) {
		t.Run(name, func(t *testing.T) {
			want := source(d)
			here := Source{Graph: rbac.Index(rbac.Document{}), Directory: want.Directory, Switches: map[rbac.Switch]bool{}}
			p, refused := Compare(here, reread(t, Write(want)), Options{}).Plan(here)
			if (p == nil) != (len(refused) > 0) {
				t.Errorf("plan %v, refused %v", p, refused)
			}
			if p != nil && !slices.Equal(accessOf(p.After), accessOf(want.Graph)) {
				t.Error("access is another one")
			}
		})
	}
}

// random is a tenant with names that hurt.
func random(r *rand.Rand) rbac.Document {
	words := []string{"a", "A", "\"", "\\", "'''", "#", "x = 1", "\n[[group]]", "\x1b[31m", "\u202e", "é", "\u0000", "\xed\xa0\x80", "{ id = 1 }", ",", "😀", "Σ", "\u00a0", "new:1", "a@b.c"}
	name := func() text.Text {
		return text.New(words[r.IntN(len(words))] + words[r.IntN(len(words))])
	}
	id := func(kind, n int) text.Text {
		return text.New(fmt.Sprintf("%08x-0000-4000-8000-%012x", kind, n))
	}
	apps := []rbac.ClientID{rbac.Client("app-expenses"), rbac.Client("app-wiki"), rbac.Client("Expenses"), {Text: name()}}
	user := func() rbac.UserID { return rbac.UserID{Text: text.New("auth0|" + name().Raw())} }
	const n = 6
	var d rbac.Document
	for i := range n {
		d.Permissions = append(d.Permissions, rbac.Permission{ID: rbac.PermissionID{Text: id(1, i)}, Name: name(), Description: name(),
			ApplicationType: text.New([]string{rbac.TypeClient, rbac.TypeResourceServer}[r.IntN(2)]), Application: apps[r.IntN(len(apps))]})
	}
	for i := range n {
		o := rbac.Role{ID: rbac.RoleID{Text: id(2, i)}, Name: name(), Description: name(), ApplicationType: text.New(rbac.TypeClient), Application: apps[r.IntN(len(apps))]}
		for range r.IntN(4) {
			o.Permissions = append(o.Permissions, rbac.PermissionID{Text: id(1, r.IntN(n+2))})
			o.Users = append(o.Users, user())
		}
		d.Roles = append(d.Roles, o)
	}
	for i := range n {
		g := rbac.Group{ID: rbac.GroupID{Text: id(3, i)}, Name: name(), Description: name()}
		for range r.IntN(4) {
			g.Members = append(g.Members, user())
			g.Nested = append(g.Nested, rbac.GroupID{Text: id(3, r.IntN(n+2))})
			g.Roles = append(g.Roles, rbac.RoleID{Text: id(2, r.IntN(n+2))})
			g.Mappings = append(g.Mappings, rbac.Mapping{ID: rbac.MappingID{Text: id(4, r.IntN(1000))}, GroupName: name(), Connection: name()})
		}
		d.Groups = append(d.Groups, g)
	}
	return d
}
