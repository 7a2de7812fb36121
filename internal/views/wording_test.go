package views

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestTheStatusOfAUserSaysWhatIsKnownOfHim(t *testing.T) {
	read := rbac.Extent{At: clock, Complete: true}
	d := &Data{Directory: (*rbac.Directory)(nil).WithUsers(nil, read)}
	for want, p := range map[string]rbac.Person{
		"not in the list: only the id is known": {ID: rbac.User("u"), Status: rbac.StatusUnlisted},
		"not in the list, read one by one":      {ID: rbac.User("u"), Name: text.New("Ann"), Status: rbac.StatusUnlisted},
	} {
		if got := d.userStatus(p).text.Raw(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAMatrixWithoutRowsOrColumnsSaysSoPlainly(t *testing.T) {
	e := exploreStill(t, rbac.Document{}, nil, 80, 24)
	e.press("M")
	e.shows("there are no rows or no columns", "] shows another matrix")
}
