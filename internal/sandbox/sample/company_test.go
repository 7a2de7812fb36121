package sample_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"authzx/internal/sandbox/sample"
)

func TestCompanyHasTheSizeOfACompanyOneCanTakeIn(t *testing.T) {
	c := decode(t, sample.Company())
	apps := slices.DeleteFunc(slices.Clone(c.Clients), func(a client) bool {
		return a.Global || !slices.Contains([]string{"spa", "native", "regular_web"}, a.Type)
	})
	for _, count := range []struct {
		what      string
		got, want int
	}{
		{"users", len(c.Users), 60}, {"groups", len(c.Groups), 25}, {"applications", len(apps), 5},
		{"roles", len(c.Roles), 15}, {"permissions", len(c.Permissions), 45},
		{"connections", len(c.Connections), 4}, {"levels of nesting", c.levels(), 5},
	} {
		if count.got != count.want {
			t.Errorf("%d %s, want %d", count.got, count.what, count.want)
		}
	}
}

func TestCompanyHoldsAFewOfEachOddThing(t *testing.T) {
	c := decode(t, sample.Company())
	users := c.userIDs()
	roles := set(c.Roles, func(r role) string { return r.ID })
	permissions := set(c.Permissions, func(p permission) string { return p.ID })
	groups := set(c.Groups, func(g group) string { return g.ID })
	connections := set(c.Connections, func(c connection) string { return c.Name })
	clients := set(c.Clients, func(c client) string { return c.ID })
	names := set(c.Groups, func(g group) string { return g.Name })

	seen := map[string]int{"cycles": c.cycles()}
	used, held := map[string]bool{}, map[string]bool{}
	for _, g := range c.Groups {
		if len(g.Members)+len(g.Nested)+len(g.Mappings) == 0 {
			seen["empty groups"]++
		}
		seen["ghosts"] += strangers(users, g.Members)
		seen["unknown groups"] += strangers(groups, g.Nested)
		seen["unknown roles"] += strangers(roles, g.Roles)
		if slices.Contains(g.Nested, g.ID) {
			seen["nested in themselves"]++
		}
		for _, r := range g.Roles {
			held[r] = true
		}
		kinds := map[[2]string]int{}
		for _, m := range g.Mappings {
			if kinds[[2]string{m.Connection, m.GroupName}]++; kinds[[2]string{m.Connection, m.GroupName}] == 2 {
				seen["mappings made twice"]++
			}
			if !connections[m.Connection] {
				seen["mappings to no connection"]++
			}
			if names[m.GroupName] {
				seen["mappings of own groups"]++
			}
		}
	}
	for _, r := range c.Roles {
		seen["ghosts"] += strangers(users, r.Users)
		seen["unknown permissions"] += strangers(permissions, r.Permissions)
		if !held[r.ID] && len(r.Users) == 0 {
			seen["unused roles"]++
		}
		if !clients[r.Application] {
			seen["roles of no application"]++
		}
		for _, p := range r.Permissions {
			used[p] = true
		}
	}
	for p := range permissions {
		if !used[p] {
			seen["unused permissions"]++
		}
	}
	for what, want := range map[string]int{
		"cycles": 1, "nested in themselves": 1, "ghosts": 1, "empty groups": 1,
		"unknown groups": 0, "unknown roles": 1, "unknown permissions": 0,
		"mappings made twice": 1, "mappings to no connection": 1, "mappings of own groups": 1,
		"unused roles": 1, "unused permissions": 1, "roles of no application": 1,
	} {
		if seen[what] != want {
			t.Errorf("%s: %d, want %d", what, seen[what], want)
		}
	}
}

func strangers(known map[string]bool, ids []string) int {
	n := 0
	for _, id := range ids {
		if !known[id] {
			n++
		}
	}
	return n
}

func TestAnnMayApproveExpensesInSeveralWays(t *testing.T) {
	c := decode(t, sample.Company())
	ann := find(t, c.Users, "Ann", func(u user) bool { return u.Email == "ann@acme.test" })
	expenses := find(t, c.Clients, "Expenses", func(a client) bool { return a.Name == "Expenses" })
	approve := find(t, c.Permissions, "approve:expenses", func(p permission) bool {
		return p.Name == "approve:expenses" && p.Application == expenses.ID
	})
	byName := func(name string) role {
		r := find(t, c.Roles, name, func(r role) bool { return r.Name == name && r.Application == expenses.ID })
		if !slices.Contains(r.Permissions, approve.ID) {
			t.Errorf("%s does not approve", name)
		}
		return r
	}
	approver, desk := byName("Approver"), byName("Expense Desk")
	payable, finance, mapped := c.group(t, "Accounts Payable"), c.group(t, "Finance"), c.group(t, "Expense Approvers")

	for way, holds := range map[string]bool{
		"directly":                      slices.Contains(approver.Users, ann.ID),
		"by her group":                  slices.Contains(payable.Members, ann.ID) && slices.Contains(payable.Roles, approver.ID),
		"by the group around her group": slices.Contains(finance.Nested, payable.ID) && slices.Contains(finance.Roles, desk.ID),
		"by a mapping of the directory": !slices.Contains(mapped.Members, ann.ID) && slices.Contains(mapped.Roles, approver.ID) && mapped.Mappings[0].Connection == "corp",
		"at the corporate directory":    hasAccount(ann, "corp"),
	} {
		if !holds {
			t.Errorf("not %s", way)
		}
	}
}

func hasAccount(u user, connection string) bool {
	for _, i := range u.Identities {
		if i.Connection == connection {
			return true
		}
	}
	return false
}

func TestAMappingOfAnOwnGroupTakesItsDirectMembersOnly(t *testing.T) {
	c := decode(t, sample.Company())
	desk, payable := c.group(t, "Invoice Desk"), c.group(t, "Accounts Payable")
	if len(desk.Mappings) != 1 || desk.Mappings[0].GroupName != payable.Name {
		t.Fatalf("Invoice Desk is mapped by %v", desk.Mappings)
	}
	trainees := c.group(t, "Payables Trainees")
	if !slices.Contains(payable.Nested, trainees.ID) || len(trainees.Members) == 0 {
		t.Error("no members one hop further, whom the mapping leaves out")
	}
}

func TestCompanyPeopleDiffer(t *testing.T) {
	c := decode(t, sample.Company())
	emails := map[string]bool{}
	var multifactor, blocked, never int
	for _, u := range c.Users {
		if u.Name == "" || !strings.HasSuffix(u.Email, "@acme.test") || emails[u.Email] {
			t.Errorf("%s: name %q, email %q", u.ID, u.Name, u.Email)
		}
		emails[u.Email] = true
		if len(u.Multifactor) > 0 {
			multifactor++
		}
		if u.Blocked {
			blocked++
		}
		if (u.LastLogin == "") != (u.LoginsCount == 0) {
			t.Errorf("%s: last login %q after %d logins", u.Email, u.LastLogin, u.LoginsCount)
		}
		if u.LastLogin == "" {
			never++
		}
		if u.LastLogin != "" && u.LastLogin < u.CreatedAt {
			t.Errorf("%s logged in before there was an account: %s", u.Email, u.LastLogin)
		}
		if u.LastLogin > "2026-11-20T09:30:00.000Z" {
			t.Errorf("%s logged in in the future: %s", u.Email, u.LastLogin)
		}
	}
	if len(c.userIDs()) != len(c.Users) {
		t.Error("an id appears twice")
	}
	if blocked != 1 || multifactor < 5 || never < 2 {
		t.Errorf("%d blocked, %d with a second factor, %d never seen", blocked, multifactor, never)
	}
	for _, name := range []string{"José García", "山田 太郎", "Patrick O'Brien", "Ελένη Παππά", "Ірина Коваленко"} {
		find(t, c.Users, name, func(u user) bool { return u.Name == name })
	}
}

func TestRecordsKeepToWhatTheServerWouldTake(t *testing.T) {
	for name, made := range map[string]sample.Tenant{
		"company":   sample.Company(),
		"generated": sample.Generate(sample.Options{Users: 3000, Groups: 4000, Roles: 1500, Permissions: 5000, Applications: 7}),
	} {
		t.Run(name, func(t *testing.T) { keepsToLimits(t, decode(t, made)) })
	}
}

func keepsToLimits(t *testing.T, d tenant) {
	version4 := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ids, names := map[string]bool{}, map[string]bool{}
	check := func(id, scope, name, description string, limit int) {
		t.Helper()
		if !version4.MatchString(id) || ids[id] {
			t.Errorf("%s: id %s is no UUID of version 4, or there twice", name, id)
		}
		if n := len([]rune(name)); n == 0 || n > limit || description == "" {
			t.Errorf("%q has %d characters, described as %q", name, n, description)
		}
		if key := scope + "\x00" + strings.ToLower(name); names[key] {
			t.Errorf("%q appears twice", name)
		} else {
			names[key] = true
		}
		ids[id] = true
	}
	owner := map[string]string{}
	for _, p := range d.Permissions {
		check(p.ID, "permission"+p.Application, p.Name, p.Description, 100)
		owner[p.ID] = p.Application
	}
	for _, r := range d.Roles {
		check(r.ID, "role"+r.Application, r.Name, r.Description, 50)
		for _, p := range r.Permissions {
			if owner[p] != r.Application {
				t.Errorf("role %s has a permission of another application", r.Name)
			}
		}
	}
	for _, g := range d.Groups {
		check(g.ID, "group", g.Name, g.Description, 50)
		for _, m := range g.Mappings {
			check(m.ID, m.ID, m.GroupName, "-", 50)
		}
	}
}
