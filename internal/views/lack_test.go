package views

import (
	"errors"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func TestAListOfNamesThatCouldNotBeReadMarksFrameListsAndAnswers(t *testing.T) {
	known := company(t)
	failed := rbac.Extent{At: clock, Err: errors.New("GET /users: too many requests (429)")}
	who := tenant.Identity{Profile: text.New("dev"), Tenant: text.New("acme-dev")}
	for name, c := range map[string]struct {
		directory *rbac.Directory
		list      string // key of its list
		says      string
	}{
		"users":        {known.Directory.WithUsers(nil, failed), "1", "users"},
		"applications": {known.Directory.WithApplications(nil, failed), "5", "applications"},
		"connections":  {known.Directory.WithConnections(known.Directory.Connections(), failed), "6", "connections"},
	} {
		t.Run(name, func(t *testing.T) {
			state := known
			state.Directory = c.directory
			e := exploreAs(t, state, who, 120, 40)
			unread := c.says + " could not be read"
			e.shows("▲ incomplete")
			if c.list != "5" { // which then lists nothing
				e.press("<esc>", c.list)
				e.shows(c.says + " known: the list could not be read")
			}
			e.press("2", "W")
			e.shows("incomplete: " + unread)
			e.press("9")
			e.shows("▲ incomplete")
			if frame := e.frame(); c.list == "1" && (strings.Contains(frame, "not in the list") || !strings.Contains(frame, unread)) {
				t.Errorf("the doctor counts who is in a list that was not read:\n%s", frame)
			}
			state.Directory = known.Directory
			if s := exploreAs(t, state, who, 120, 40).desk.Status(); s.Missing != "" {
				t.Errorf("marked though all was read: %q", s.Missing)
			}
		})
	}
}

func TestARefusedListNamesAllScopesThatTheTokenLacks(t *testing.T) {
	lacking := func(target, scope string) error {
		return &api.Error{Kind: api.KindForbidden, Status: 403, Method: "GET", Target: target, MissingScope: scope}
	}
	state := without(company(t), rbac.Missing{Roles: lacking("/roles", "read:roles")})
	state.Directory = state.Directory.WithUsers(nil, rbac.Extent{At: clock, Err: lacking("/users", "read:users")}).
		WithSettings(rbac.Settings{}, rbac.Extent{At: clock, Err: lacking("/configuration", "read:configuration")})
	e := exploreAs(t, state, tenant.Identity{Profile: text.New("dev"), Tenant: text.New("acme-dev")}, 200, 50)
	for _, key := range []string{"3", "C"} {
		e.press(key)
		e.shows("grant read:users, read:configuration and read:roles to the client under")
	}
}

func TestADetailCountsNothingWhereAListCouldNotBeRead(t *testing.T) {
	state := without(company(t), rbac.Missing{Groups: unread()})
	e := exploreAs(t, state, tenant.Identity{Profile: text.New("dev"), Tenant: text.New("acme-dev")}, 120, 40)
	e.press("3", "<enter>")
	e.shows("Granted by         not known", "Held by            not known")
	e.hides("0 groups", "0 users", "Groups 0", "Users 0")
}
