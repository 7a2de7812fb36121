package endpoint

import "testing"

func TestASearchThatTripsTheServerIsKnown(t *testing.T) {
	for _, id := range []ID{GroupsList, RolesList, PermissionsList, UsersList} {
		for query, doomed := range map[string]bool{
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
			if got := c.Doom() != ""; got != (doomed && id != UsersList) {
				t.Errorf("%s%s is doomed: %v", c.Route.Template, query, got)
			}
		}
	}
	if (Call{}).Doom() != "" {
		t.Error("no call is doomed")
	}
}
