package views

import (
	"regexp"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestWhatAListNamesTwiceCountsOnceAndWearsABadge(t *testing.T) {
	ann, bob := rbac.User("auth0|ann"), rbac.User("auth0|bob")
	g, child := rbac.GroupOf("11111111-1111-4111-8111-111111111111"), rbac.GroupOf("22222222-2222-4222-8222-222222222222")
	r, p := rbac.RoleOf("33333333-3333-4333-8333-333333333333"), rbac.PermissionOf("44444444-4444-4444-8444-444444444444")
	app := rbac.Client("app")
	e := exploreStill(t, rbac.Document{
		Groups: []rbac.Group{
			{ID: g, Name: text.New("Finance"), Members: []rbac.UserID{ann, bob, ann, ann}, Nested: []rbac.GroupID{child, child}, Roles: []rbac.RoleID{r, r}},
			{ID: child, Name: text.New("Child")},
		},
		Roles: []rbac.Role{{ID: r, Name: text.New("Approver"), Application: app,
			Permissions: []rbac.PermissionID{p, p}, Users: []rbac.UserID{bob, bob}}},
		Permissions: []rbac.Permission{{ID: p, Name: text.New("approve"), Application: app}},
	}, nil, 140, 30)
	e.press("2")
	for _, want := range []string{`Finance +2 +2 +█+ +1 +1 +.*listed twice`} {
		if !regexp.MustCompile(want).MatchString(e.frame()) {
			t.Errorf("%s is not listed:\n%s", want, e.frame())
		}
	}
	e.press("/", "finance", "<enter>", "<enter>")
	if !regexp.MustCompile(`Members +2`).MatchString(e.frame()) || !regexp.MustCompile(`Nested groups +1`).MatchString(e.frame()) {
		t.Errorf("the overview counts otherwise:\n%s", e.frame())
	}
	e.press("3")
	if want := `Approver +app +2 +(█+ +)?1 +1 +.*listed twice`; !regexp.MustCompile(want).MatchString(e.frame()) {
		t.Errorf("%s is not listed:\n%s", want, e.frame())
	}
}

func TestAMappingThatIsMisnamedWearsABadge(t *testing.T) {
	e := explore(t, 140, 30)
	connection := e.desk.Data.Directory.Connections()[0]
	shown := text.New(connection.Name.Raw() + " (" + connection.Strategy.Raw() + ")")
	g := rbac.Group{ID: rbac.GroupOf("11111111-1111-4111-8111-111111111111"), Name: text.New("Finance"),
		Mappings: []rbac.Mapping{{ID: rbac.MappingOf("22222222-2222-4222-8222-222222222222"), GroupName: text.New("Staff"), Connection: shown}}}
	other := exploreStill(t, rbac.Document{Groups: []rbac.Group{g}}, e.desk.Data.Directory, 140, 30)
	other.press("2")
	other.shows("misnamed mapping")
	other.hides("mapping-misnamed")
}
