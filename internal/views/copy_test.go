package views

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/views/apiref"
)

func TestTheCopyMenuGivesEachThingOfARow(t *testing.T) {
	cases := map[string]struct {
		down int
		want []string // what it begins with, and holds
	}{
		"the id":        {0, []string{"auth0|"}},
		"the name":      {1, []string{"Ann Archer"}},
		"the JSON":      {2, []string{"{", `"user_id": "auth0|`}},
		"the request":   {3, []string{"GET /adf6e2f2b84784b57522e3b19dfc9201/api/users/auth0%7C", "Bearer $AUTHZX_TOKEN"}},
		"curl":          {4, []string{"curl --request GET 'https://acme.eu.webtask.io/", "/api/users/auth0%7C"}},
		"as JavaScript": {5, []string{"fetch('https://acme.eu.webtask.io/", "process.env.AUTHZX_TOKEN"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := exploreSteady(t, 80, 24, nil)
			e.press("1", "/", "ann@acme", "<enter>", "Y")
			e.shows("Copy of Ann Archer", "tab write to a file")
			for range c.down {
				e.press("<down>")
			}
			e.press("<enter>")
			e.shows("copied ", " of Ann Archer", "through the test")
			if len(e.copied) != 1 || !strings.Contains(e.copied[0], c.want[0]) || !strings.Contains(e.copied[0], c.want[len(c.want)-1]) {
				t.Errorf("copied %q, want it to hold %q", e.copied, c.want)
			}
		})
	}
}

func TestTheCopyMenuWritesToAFileInstead(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("2", "Y", "curl", "<tab>")
	e.shows("saved curl command of", "to files/copied.txt")
}

func TestTheCopyMenuTakesAllMarkedRows(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("2", " ", " ", "Y")
	e.shows("Copy of 2 rows")
	e.press("<enter>", "Y", "json", "<enter>", "Y", "curl", "<enter>")
	groups := e.desk.Data.Graph.Groups()
	if want := groups[0].ID.Raw() + "\n" + groups[1].ID.Raw() + "\n"; e.copied[0] != want {
		t.Errorf("copied %q, want %q", e.copied[0], want)
	}
	if !strings.HasPrefix(e.copied[1], "[") || !strings.Contains(e.copied[1], groups[1].ID.Raw()) {
		t.Errorf("copied %q", e.copied[1])
	}
	if n := strings.Count(e.copied[2], "curl --request GET"); n != 2 {
		t.Errorf("%d commands in %q", n, e.copied[2])
	}
}

func TestTheCopyMenuIsThereOnEveryTabOfADetail(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("2", "/", "Finance", "<enter>", "<enter>")
	for range 7 {
		e.press("Y")
		e.shows("Copy of ")
		e.press("<esc>", "]")
	}
}

func TestEveryKindOfThingHasARequestBehindIt(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	data := e.desk.Data
	group := data.Graph.Groups()[0]
	refs := map[endpoint.ID]rbac.Ref{
		endpoint.UsersRead:          data.Directory.Users()[0].ID.Ref(),
		endpoint.GroupsRead:         group.ID.Ref(),
		endpoint.RolesRead:          data.Graph.Roles()[0].ID.Ref(),
		endpoint.PermissionsRead:    data.Graph.Permissions()[0].ID.Ref(),
		endpoint.ApplicationsRead:   data.Graph.Roles()[0].Application.Ref(),
		endpoint.ConnectionsList:    {Kind: rbac.KindConnection, ID: text.New("corp")},
		endpoint.GroupsMappingsList: catalog.MappingRef(group.ID, rbac.Mapping{ID: rbac.MappingOf("m")}),
	}
	for id, ref := range refs {
		call, ok := data.Read(ref)
		if !ok || call.Route.ID != id || call.Check() != nil {
			t.Errorf("%s is read by %v, want %s", ref.Kind, call.Target(), id)
		}
		if _, err := e.tenant.Send(t.Context(), call, "test"); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, ok := data.Read(rbac.Ref{Kind: apiref.KindEndpoint}); ok {
		t.Error("an endpoint is read by a request")
	}
}

func TestASavedDocumentGivesSnippetsWithoutAnAddress(t *testing.T) {
	e := exploreDocument(t)
	e.press("2", "Y", "curl", "<enter>")
	if want := "curl --request GET 'https://{extension_url}/groups/g1'"; len(e.copied) != 1 || !strings.Contains(e.copied[0], want) {
		t.Errorf("copied %q, want %q", e.copied, want)
	}
	e.press("8", "<enter>", "<ctrl+r>")
	e.shows("not sent: this is a snapshot")
	e.press("<ctrl+g>")
	e.shows("no token")
	e.press("<esc>", "<esc>", "@")
	e.shows("A snapshot sends no requests.")
	e.press("!")
	e.shows("read-only")
}

// exploreDocument opens the explorer on a snapshot with one group.
func exploreDocument(t *testing.T) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	read := func() ([]byte, error) {
		return []byte(`{"groups":[{"_id":"g1","name":"Finance","description":"d"}],"roles":[],"permissions":[]}`), nil
	}
	saved := offline(tenant.Identity{Profile: text.New("saved.json")}, read, func() time.Time { return clock })
	e.open(overread{saved, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	return e
}
