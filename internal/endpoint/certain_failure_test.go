package endpoint

import "testing"

func TestASearchThatTripsTheServerIsKnown(t *testing.T) {
	for _, id := range []ID{GroupsList, RolesList, PermissionsList, UsersList} {
		for query, fails := range map[string]bool{
			"":                      false,
			"?q=":                   false,
			"?field=name":           false,
			"?q=x":                  true,
			"?q=x&field=":           true,
			"?q=x&field=name":       false,
			"?q=x&field=permission": true,
			"?q=x&field=members":    true,
			"?q=x&field=_id":        false,
		} {
			c, err := Parse("GET", Lookup(id).Template+query, true)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.CertainFailure() != ""; got != (fails && id != UsersList) {
				t.Errorf("%s%s fails: %v", c.Route.Template, query, got)
			}
		}
	}
	if (Call{}).CertainFailure() != "" {
		t.Error("no call fails")
	}
}

func TestWhatABare500MeansIsKnownOfSomeReads(t *testing.T) {
	for target, want := range map[string]string{
		"/groups?q=x":                 "q without field gets a 500",
		"/groups?q=x&field=members":   "a field that isn't text in every record gets a 500",
		"/groups":                     "",
		"/groups/{id}/nested":         "an unknown group id gets a 500 here: check it against GET /groups",
		"/groups/{id}/members/nested": "an unknown group id gets a 500 here: check it against GET /groups",
		"/groups/{id}/roles":          "",
	} {
		c, err := Parse("GET", target, false)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.KnownFailure(); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	if (Call{}).KnownFailure() != "" {
		t.Error("no call has a known failure")
	}
}
