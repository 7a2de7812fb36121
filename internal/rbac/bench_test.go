package rbac

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"

	"authzx/internal/text"
)

// size is how much a made-up tenant holds.
type size struct{ users, groups, roles, permissions int }

var (
	large = size{100_000, 10_000, 10_000, 50_000}
	// The document takes a while to make; benchmarks share it.
	largeTenant = sync.OnceValue(func() Document { return bigTenant(large) })
	largeGraph  = sync.OnceValue(func() *Graph { return Index(largeTenant()) })
)

func uuid(r *rand.Rand) string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Uint64N(1<<48))
}

// bigTenant is a tenant of the given size: each user in three groups, groups
// nested five deep, two roles for each group, five permissions for each role,
// one user in ten with a role of their own.
func bigTenant(s size) Document {
	r := rand.New(rand.NewPCG(1, 2))
	var d Document
	for i := range s.permissions {
		d.Permissions = append(d.Permissions, Permission{
			ID: PermissionOf(uuid(r)), Name: text.New(fmt.Sprintf("do:thing-%d", i)), Description: text.New("May do this thing"),
			ApplicationType: text.New(TypeClient), Application: Client(fmt.Sprintf("app-%02d", i%20)),
		})
	}
	for i := range s.roles {
		role := Role{
			ID: RoleOf(uuid(r)), Name: text.New(fmt.Sprintf("Role %d", i)), Description: text.New("A role of the tenant"),
			ApplicationType: text.New(TypeClient), Application: Client(fmt.Sprintf("app-%02d", i%20)),
		}
		for range 5 {
			role.Permissions = append(role.Permissions, d.Permissions[r.IntN(s.permissions/20)*20+i%20].ID)
		}
		d.Roles = append(d.Roles, role)
	}
	for i := range s.groups {
		d.Groups = append(d.Groups, Group{
			ID: GroupOf(uuid(r)), Name: text.New(fmt.Sprintf("Group %d", i)), Description: text.New("A group of the tenant"),
			Roles: []RoleID{d.Roles[r.IntN(s.roles)].ID, d.Roles[r.IntN(s.roles)].ID},
		})
	}
	level := s.groups / 5 // a group is nested in one of the level above
	for child := level; child < s.groups; child++ {
		parent := &d.Groups[(child/level-1)*level+r.IntN(level)]
		parent.Nested = append(parent.Nested, d.Groups[child].ID)
	}
	for i := range s.users {
		user := User("auth0|" + uuid(r)[:24])
		for range 3 {
			g := &d.Groups[r.IntN(s.groups)]
			g.Members = append(g.Members, user)
		}
		if i%10 == 0 {
			role := &d.Roles[r.IntN(s.roles)]
			role.Users = append(role.Users, user)
		}
	}
	return d
}

// plain is a document without types of our own, for a fair measure of decoding.
type plain struct {
	Groups []struct {
		ID          string   `json:"_id"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
		Members     []string `json:"members"`
		Nested      []string `json:"nested"`
		Roles       []string `json:"roles"`
	} `json:"groups"`
	Roles []struct {
		ID              string   `json:"_id"`
		Name            string   `json:"name"`
		Description     string   `json:"description"`
		ApplicationType string   `json:"applicationType"`
		Application     string   `json:"applicationId"`
		Permissions     []string `json:"permissions"`
		Users           []string `json:"users"`
	} `json:"roles"`
	Permissions []struct {
		ID              string `json:"_id"`
		Name            string `json:"name"`
		Description     string `json:"description"`
		ApplicationType string `json:"applicationType"`
		Application     string `json:"applicationId"`
	} `json:"permissions"`
}

// BenchmarkDecode is the measure that the others are held against.
func BenchmarkDecode(b *testing.B) {
	raw, err := json.Marshal(largeTenant())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		var d plain
		if err := jsonv2.Unmarshal(raw, &d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	d := largeTenant()
	b.ReportAllocs()
	for b.Loop() {
		Index(d)
	}
}

// BenchmarkAccessOfAll works out what every user has, from a fresh graph.
func BenchmarkAccessOfAll(b *testing.B) {
	g := largeGraph()
	b.ReportAllocs()
	for b.Loop() {
		g.memo = newMemo(int(g.groups.N))
		total := 0
		g.EachUser(func(u UserAccess) bool {
			_, _, n := u.Counts()
			total += n
			return true
		})
		if total == 0 {
			b.Fatal("nobody has anything")
		}
	}
}

func BenchmarkAccessOfOne(b *testing.B) {
	g := largeGraph()
	users := g.Users()
	for i := 0; b.Loop(); i++ {
		g.Access(Query{User: users[i%len(users)]})
	}
}

func BenchmarkPaths(b *testing.B) {
	g := largeGraph()
	users := g.Users()
	for i := 0; b.Loop(); i++ {
		a := g.Access(Query{User: users[i%len(users)]})
		for _, id := range a.Permissions() {
			a.Paths(id.Ref())
		}
	}
}

// BenchmarkWhatIf is one staged change with its effect.
func BenchmarkWhatIf(b *testing.B) {
	g := largeGraph()
	g.EachUser(func(UserAccess) bool { return true })
	top := g.Groups()[0].ID
	for _, r := range g.Groups()[:large.groups/5] {
		if _, most := g.MemberCount(top); most < len(g.Members(r.ID)) {
			top = r.ID
		}
	}
	role, user := g.Roles()[3].ID, g.Users()[5]
	changes := map[string]Change{
		"member":     AddMember(top, user),
		"role":       GrantRole(top, role),
		"nested":     AddNested(top, g.Groups()[large.groups-1].ID),
		"permission": RemovePermission(g.Groups()[0].Roles[0], mustRole(g, g.Groups()[0].Roles[0]).Permissions[0]),
	}
	for name, c := range changes {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				next, err := c.Apply(g)
				if err != nil {
					b.Fatal(err)
				}
				Diff(g, next)
			}
		})
	}
}

// BenchmarkWhatIfForAll is a change that concerns every user of the tenant.
func BenchmarkWhatIfForAll(b *testing.B) {
	d := largeTenant()
	everyone := Group{ID: GroupOf("everyone"), Name: text.New("Everyone"), Description: text.New("d")}
	for _, g := range d.Groups {
		everyone.Nested = append(everyone.Nested, g.ID)
	}
	d.Groups = append(append([]Group{}, d.Groups...), everyone)
	g := Index(d)
	g.EachUser(func(UserAccess) bool { return true })
	for b.Loop() {
		next, err := GrantRole(everyone.ID, d.Roles[0].ID).Apply(g)
		if err != nil {
			b.Fatal(err)
		}
		if e := Diff(g, next); len(e.Users) == 0 {
			b.Fatal("no effect")
		}
	}
}

func mustRole(g *Graph, id RoleID) Role {
	r, _ := g.Role(id)
	return r
}
