package views

import (
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
	"authzx/internal/views/resources"
)

// exploreUnreached opens the explorer on a server that is not there.
func exploreUnreached(t *testing.T, w, h int) *driver {
	t.Helper()
	e := newDriver(t)
	if err := e.server.Close(); err != nil {
		t.Fatal(err)
	}
	e.tenant = connectAt(t, e.server, t.TempDir())
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

func TestAServerThatIsNotThereIsSaidOnceInTheConfiguration(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 50}} {
		e := exploreUnreached(t, size[0], size[1])
		e.press("C")
		e.shows("reading the configuration", "r tries again")
		e.hides("press refresh")
		if n := strings.Count(e.frame(), "refuses the connection"); n != 1 {
			t.Errorf("said %d times:\n%s", n, e.frame())
		}
	}
}

func TestAConfigurationReadBeforeSaysOnceWhyItIsNotReadAnew(t *testing.T) {
	e := explore(t, 120, 40)
	if err := e.server.Close(); err != nil {
		t.Fatal(err)
	}
	e.press("r", "C")
	e.shows("The switches are as last read", "Not read     ▲ reading the configuration")
}

func TestARefreshThatFailedNamesTheWayOut(t *testing.T) {
	e := explore(t, 80, 24)
	if err := e.server.Close(); err != nil {
		t.Fatal(err)
	}
	e.press("r")
	e.shows("not refreshed, r tries again: listing groups")
}

func TestAFailedSearchShowsTheWordsAndNoAddress(t *testing.T) {
	e := explore(t, 120, 40)
	if err := e.server.Close(); err != nil {
		t.Fatal(err)
	}
	e.press("1", "<ctrl+f>", `email:"fin`, "<enter>")
	e.shows(`search for email:"fin: `, "refuses the connection")
	e.hides("q=", "%22")
	refused := &tenant.Fault{Method: "GET", Target: "/users?q=%22", Route: endpoint.UsersList, Status: 400}
	if words := resources.SearchedFor(refused); strings.Contains(words, "%22") {
		t.Error(words)
	}
}
