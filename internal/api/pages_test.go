package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/faulty"
)

// listing serves n users by pages, as the tenant does: from page 1, page 0
// being page 1, and a 400 once the first row asked for is the thousandth. It
// shifts all rows by shift more with each page, as logins do.
func listing(n, shift int) http.Handler {
	asked := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.FormValue("page"))
		size, _ := strconv.Atoi(r.FormValue("per_page"))
		start := (max(page, 1) - 1) * size
		if start >= 1000 {
			faulty.Refusal(400, "You can only page through the first 1000 records.")(nil, w, r, nil)
			return
		}
		var rows []string
		for i := start; i < min(start+size, n); i++ {
			id := i - asked*shift
			rows = append(rows, fmt.Sprintf(`{"user_id":"auth0|%d","name":"n"}`, max(id, 0)))
		}
		asked++
		_, _ = fmt.Fprintf(w, `{"start":%d,"limit":%d,"length":%d,"total":%d,"users":[%s]}`, start, size, len(rows), n, strings.Join(rows, ","))
	})
}

func TestWalkingThroughTheUsersGivesEachOnceFromPageOne(t *testing.T) {
	tests := []struct {
		name     string
		n, shift int
		want     int
		cut      bool
		pages    []string
	}{
		{"nobody", 0, 0, 0, false, []string{"1"}},
		{"one page", 100, 0, 100, false, []string{"1"}},
		{"a page and one", 101, 0, 101, false, []string{"1", "2"}},
		{"rows that move", 250, 3, 244, false, []string{"1", "2", "3"}},
		{"a thousand", 1000, 0, 1000, false, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}},
		{"more than the server gives out", 1001, 0, 1000, true, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, listing(tt.n, tt.shift), nil)
			known := map[string]bool{}
			cut := false
			for step, err := range b.AllUsers(t.Context(), api.UserSearch{}) {
				if err != nil {
					t.Fatal(err)
				}
				if step.Total != tt.n {
					t.Errorf("total %d", step.Total)
				}
				for _, u := range step.Rows {
					if known[u.ID.Raw()] {
						t.Errorf("%s came twice", u.ID)
					}
					known[u.ID.Raw()] = true
				}
				cut = step.Cut
			}
			var pages []string
			for _, seen := range b.server.Seen() {
				pages = append(pages, seen.Target[strings.LastIndex(seen.Target, "page=")+5:])
			}
			if len(known) != tt.want || cut != tt.cut || !slices.Equal(pages, tt.pages) {
				t.Errorf("%d users, cut %v, pages %v", len(known), cut, pages)
			}
		})
	}
}

func TestAWalkThatIsRefusedFartherDownIsCut(t *testing.T) {
	b := newBench(t, listing(500, 0), nil)
	b.server.Add(faulty.Rule{Skip: 2, Fault: faulty.Refusal(400, "You can only page through the first 200 records.")})
	rows, cut := 0, false
	for step, err := range b.AllUsers(t.Context(), api.UserSearch{}) {
		if err != nil {
			t.Fatal(err)
		}
		rows, cut = rows+len(step.Rows), step.Cut
	}
	if rows != 200 || !cut {
		t.Errorf("%d rows, cut %v", rows, cut)
	}
}

func TestAWalkEndsWithTheErrorOfItsPage(t *testing.T) {
	for name, first := range map[string]int{"at once": 0, "later": 1} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, listing(500, 0), nil)
			fault := faulty.Forbidden()
			if first == 0 {
				fault = faulty.Refusal(400, "Error in query syntax.")
			}
			b.server.Add(faulty.Rule{Skip: first, Fault: fault})
			steps := 0
			var last error
			for _, err := range b.AllUsers(t.Context(), api.UserSearch{}) {
				steps++
				last = err
			}
			if steps != first+1 || last == nil {
				t.Errorf("%d steps, %v", steps, last)
			}
		})
	}
}

func TestAWalkCanBeLeft(t *testing.T) {
	b := newBench(t, listing(500, 0), nil)
	for _, err := range b.AllUsers(t.Context(), api.UserSearch{}) {
		if err != nil {
			t.Error(err)
		}
		break
	}
	if got := len(b.server.Seen()); got != 1 {
		t.Errorf("%d requests", got)
	}
}
