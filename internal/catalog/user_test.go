package catalog_test

import (
	"testing"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestTheStatusOfAUserSaysWhatIsKnownOfThem(t *testing.T) {
	read := rbac.Extent{At: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Complete: true}
	d := &catalog.Data{Directory: (*rbac.Directory)(nil).WithUsers(nil, read)}
	for want, p := range map[string]rbac.Person{
		"not in the list: only the id is known": {ID: rbac.User("u"), Status: rbac.StatusUnlisted},
		"not in the list, read individually":    {ID: rbac.User("u"), Name: text.New("Ann"), Status: rbac.StatusUnlisted},
		"gone: the user was deleted":            {ID: rbac.User("u"), Blocked: true, Status: rbac.StatusGone},
		"blocked":                               {ID: rbac.User("u"), Blocked: true, Status: rbac.StatusListed},
		"listed":                                {ID: rbac.User("u"), Status: rbac.StatusListed},
	} {
		if got := catalog.UserStatus(d, p).Text.Raw(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
