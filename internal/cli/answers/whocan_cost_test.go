package answers

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"testing"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// wide is a tenant where everybody of many has one permission, among many groups.
func wide(users, groups int) (*rbac.Graph, Question) {
	var d rbac.Document
	for i := range groups {
		d.Groups = append(d.Groups, rbac.Group{ID: rbac.GroupOf(fmt.Sprintf("g%d", i)), Name: text.New(fmt.Sprintf("Group %d", i))})
	}
	for i := range users {
		g := &d.Groups[i%groups]
		g.Members = append(g.Members, rbac.User(fmt.Sprintf("auth0|%d", i)))
		g.Roles = []rbac.RoleID{rbac.RoleOf("r")}
	}
	d.Roles = []rbac.Role{{ID: rbac.RoleOf("r"), Name: text.New("Reader"), Permissions: []rbac.PermissionID{rbac.PermissionOf("p")}}}
	d.Permissions = []rbac.Permission{{ID: rbac.PermissionOf("p"), Name: text.New("read")}}
	return rbac.Index(d), Question{Asked: text.New("read"), Targets: []rbac.Ref{rbac.PermissionOf("p").Ref()}}
}

func TestWhoCanTakesNoMoreForEachUserWhereThereAreMoreGroups(t *testing.T) {
	const users, groups = 500, 50_000
	g, q := wide(users, groups)
	formats := map[string]func() error{
		"csv":  func() error { return whoCanCSV(context.Background(), io.Discard, g, q, nil, output.Look{}) },
		"text": func() error { return whoCanText(context.Background(), io.Discard, g, q, nil, output.Look{}) },
		"json": func() error { return whoCanJSON(context.Background(), io.Discard, g, q) },
	}
	for name, write := range formats {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := write(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		// A finder of paths takes 8 bytes for each group: one for all users is fine.
		if each := (after.TotalAlloc - before.TotalAlloc) / users; each > groups {
			t.Errorf("%s: %d bytes for each user", name, each)
		}
	}
}

func BenchmarkWhoCanCSV(b *testing.B) {
	for _, users := range []int{1_000, 10_000, 100_000} {
		g, q := wide(users, users/10)
		b.Run(fmt.Sprintf("%d users", users), func(b *testing.B) {
			for b.Loop() {
				if err := whoCanCSV(context.Background(), io.Discard, g, q, nil, output.Look{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
