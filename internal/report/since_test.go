package report

import (
	"testing"
	"time"

	"authzx/internal/rbac"
)

// Bob gets p1 on the third day, loses it on the fourth and has it again from the fifth on;
// Ann has what she has in all states, but for the membership that came last.
func TestARowSaysSinceWhenItIsSo(t *testing.T) {
	r, now := review(t)
	alter := func(g *rbac.Graph, c ...rbac.Change) *rbac.Graph {
		t.Helper()
		after, _, err := rbac.ApplyAll(g, c)
		if err != nil {
			t.Fatal(err)
		}
		return after
	}
	bob, ann := rbac.User("auth0|bob"), rbac.User("auth0|ann")
	without := alter(now, rbac.RemoveMember(rbac.GroupOf("g2"), bob), rbac.UnassignRole(ann, rbac.RoleOf("r2")))
	with := alter(now, rbac.UnassignRole(ann, rbac.RoleOf("r2")))
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	r.Date(now, day(6), func(yield func(time.Time, *rbac.Graph) bool) {
		_ = yield(day(5), with) && yield(day(4), without) && yield(day(3), with) && yield(day(2), without)
	})
	got := make(map[string]string)
	for _, row := range r.Rows {
		got[row.Person.ID.Raw()+" "+row.Permission.Raw()] = row.Since.words(time.DateOnly)
	}
	want := map[string]string{"auth0|bob p1": "2026-11-05", "auth0|ann p1": "2026-11-02 or before", "auth0|ann p2": "2026-11-06"}
	for row, since := range want {
		if got[row] != since {
			t.Errorf("%s: since %q, want %q", row, got[row], since)
		}
	}
	again, _ := review(t)
	again.Date(now, day(6), func(func(time.Time, *rbac.Graph) bool) {})
	if since := again.Rows[0].Since.words(time.DateOnly); since != "" {
		t.Errorf("without saved states %q", since)
	}
}
