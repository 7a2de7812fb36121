package sample_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"authzx/internal/sandbox/sample"
)

func TestGeneratedTenantHasTheSizeAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		options                                         sample.Options
		users, groups, roles, permissions, applications int
	}{
		"all given":           {sample.Options{Users: 700, Groups: 90, Roles: 40, Permissions: 130, Applications: 6}, 700, 90, 40, 130, 6},
		"derived":             {sample.Options{Users: 10, Groups: 200}, 10, 200, 40, 120, 5},
		"nothing":             {sample.Options{}, 0, 0, 15, 45, 5},
		"users alone":         {sample.Options{Users: 50}, 50, 0, 15, 45, 5},
		"groups alone":        {sample.Options{Groups: 50}, 0, 50, 15, 45, 5},
		"one of each":         {sample.Options{Users: 1, Groups: 1, Roles: 1, Permissions: 1, Applications: 1}, 1, 1, 1, 1, 1},
		"more apps than all":  {sample.Options{Users: 1, Groups: 2, Roles: 2, Permissions: 3, Applications: 9}, 1, 2, 2, 3, 9},
		"below nothing":       {sample.Options{Users: -1, Groups: -1, Roles: -1, Permissions: -1, Applications: -1}, 0, 0, 15, 45, 5},
		"permissions but few": {sample.Options{Users: 3, Groups: 3, Roles: 30, Permissions: 2, Applications: 4}, 3, 3, 30, 2, 4},
	} {
		t.Run(name, func(t *testing.T) {
			d := decode(t, sample.Generate(c.options))
			got := []int{len(d.Users), len(d.Groups), len(d.Roles), len(d.Permissions), len(d.Clients)}
			for i, want := range []int{c.users, c.groups, c.roles, c.permissions, c.applications} {
				if got[i] != want {
					t.Fatalf("users, groups, roles, permissions, applications: %v, want %v", got, c)
				}
			}
		})
	}
}

func TestGeneratedTenantIsSkewedAndNestedLikeARealOne(t *testing.T) {
	d := decode(t, sample.Generate(sample.Options{Users: 20000, Groups: 4100}))
	users := d.userIDs()
	if len(users) != len(d.Users) {
		t.Errorf("%d ids for %d users", len(users), len(d.Users))
	}
	emails := set(d.Users, func(u user) string { return u.Email })
	if len(emails) != len(d.Users) {
		t.Errorf("%d addresses for %d users", len(emails), len(d.Users))
	}
	var memberships, ghosts, largest, empty, nested int
	for _, g := range d.Groups {
		memberships += len(g.Members)
		largest = max(largest, len(g.Members))
		ghosts += strangers(users, g.Members)
		if len(g.Members)+len(g.Nested)+len(g.Mappings) == 0 {
			empty++
		}
		nested += len(g.Nested)
	}
	average := float64(memberships) / float64(len(d.Users))
	if average < 2.5 || average > 3.5 {
		t.Errorf("%.2f groups for each user", average)
	}
	if largest < 20*memberships/len(d.Groups) {
		t.Errorf("the largest group has %d of %d members", largest, memberships)
	}
	if d.levels() != 5 {
		t.Errorf("%d levels", d.levels())
	}
	if d.cycles() != 3 || ghosts != 5 || empty < 4 || nested < 3000 {
		t.Errorf("%d cycles, %d ghosts, %d empty groups, %d nested", d.cycles(), ghosts, empty, nested)
	}
}

func TestSamplesAreTheSameEachTime(t *testing.T) {
	small := sample.Options{Users: 1000, Groups: 150}
	other := small
	other.Seed = 1
	for name, c := range map[string]struct {
		make func() sample.Tenant
		sum  string
	}{
		"company":   {sample.Company, "1ea856e9b94a5baa"},
		"generated": {func() sample.Tenant { return sample.Generate(small) }, "1fc5ef37607bb8e2"},
	} {
		for range 2 {
			if got := sum(c.make()); got != c.sum {
				t.Errorf("%s is now %s", name, got)
			}
		}
	}
	if sum(sample.Generate(small)) == sum(sample.Generate(other)) {
		t.Error("the seed makes no difference")
	}
}

func TestMoreGroupsDoNotGiveOtherUsers(t *testing.T) {
	few := sample.Generate(sample.Options{Users: 200, Groups: 10})
	many := sample.Generate(sample.Options{Users: 200, Groups: 90})
	if !bytes.Equal(few.Users, many.Users) {
		t.Error("the users differ")
	}
}

func sum(t sample.Tenant) string {
	h := sha256.New()
	h.Write(t.Directory())
	h.Write(t.Document)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func BenchmarkGenerateLarge(b *testing.B) {
	for b.Loop() {
		made := sample.Generate(sample.Large())
		b.ReportMetric(float64(len(made.Users)+len(made.Document))/1e6, "MB")
	}
}
