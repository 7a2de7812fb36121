package views

import (
	"net/http"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/views/apiref"
	"authzx/internal/views/desk"
)

func TestTheActivityListsWhatWasSent(t *testing.T) {
	e := exploreSteady(t, 120, 40, nil)
	e.press("@")
	e.shows("GET", "/groups", "200", "refresh", "9 requests")
	e.press("/", "permissions", "<enter>", "<enter>")
	e.shows("Activity ▸ GET /permissions", "200 OK", "for refresh", `"permissions": [`)
	e.press("]")
	e.shows("No body.")
	e.press("]")
	e.shows("curl --request GET")
}

func TestTheActivityGrowsWhileItIsLookedAt(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("@")
	e.shows("9 requests")
	e.run(func() tea.Msg {
		_, err := e.tenant.Send(t.Context(), endpoint.New(endpoint.Meta), "elsewhere")
		if err != nil {
			t.Error(err)
		}
		return nil
	})
	e.settleUntil("10 requests")
	e.shows("/meta", "elsewhe")
}

func TestRequestsAreSortedByTheTimeThatIsShown(t *testing.T) {
	early, late := tenant.Entry{Number: 2}, tenant.Entry{Number: 1} // the first that ends may begin last
	early.Start, late.Start = clock, clock.Add(3*time.Second)
	at := apiref.ActivityColumns(map[rbac.Ref]tenant.Entry{apiref.EntryRef(1): late, apiref.EntryRef(2): early})[0]
	one, two := at.Cell(nil, desk.Row{Ref: apiref.EntryRef(1)}), at.Cell(nil, desk.Row{Ref: apiref.EntryRef(2)})
	if one.Number <= two.Number {
		t.Errorf("%s comes before %s", one.Text, two.Text)
	}
}

func TestALongerLogMakesNoScreenLookAgain(t *testing.T) {
	e := explore(t, 100, 30)
	before, ticks := e.desk.Data, 0
	e.desk.Tick = func(time.Duration, tea.Msg) ui.Cmd { ticks++; return nil }
	for range 3 {
		if _, look := e.desk.Update(desk.StateChanged{Desk: e.desk.Desk}); look || e.desk.Data != before {
			t.Error("screens have to look again though nothing but the log has grown")
		}
	}
	if ticks != 1 {
		t.Errorf("many requests are told %d times, want once", ticks)
	}
}

func TestAReadIsSentAgainFromTheActivity(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("@", "/", "users?per_page", "<enter>", "<ctrl+r>")
	e.shows("GET /users", "[Response]", "200 OK")
	if got := e.last(); got.Target != "/users?per_page=100&page=1" {
		t.Errorf("sent %s", got.Target)
	}
}

func TestAWriteFromTheActivityWaitsToBeAskedAbout(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/groups")
	e.write(`{"name":"Night shift","description":"Those who work at night"}`)
	e.press("<ctrl+r>", "y")
	e.shows("200 OK")
	e.press("@", "/", "POST", "<enter>", "U")
	e.shows("there is no undo")
	e.press("<ctrl+r>")
	e.shows("[Request]", "Night shift")
	before := len(e.tenant.Log().Entries())
	e.press("<ctrl+r>")
	e.shows("Send this POST?")
	e.press("n")
	if after := len(e.tenant.Log().Entries()); after != before {
		t.Errorf("%d requests were sent unasked", after-before)
	}
}

func TestAFailureIsToldInTheActivity(t *testing.T) {
	e := exploreServer(t, answering("/api/groups", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"statusCode":500,"error":"Internal Server Error","message":"\u001b[31mred"}`))
	}))
	e.press("@", "/", "groups", "<enter>")
	e.shows("500 failed")
	e.press("<enter>")
	e.shows("✗ 500 Internal Server Error")
	e.hides("\x1b")
}

func TestWhatTheLogCannotRepeatIsSaid(t *testing.T) {
	cases := map[string]struct {
		x    api.Exchange
		want string
	}{
		"a request for a token": {api.Exchange{Route: api.TokenRoute, Method: "POST", Target: "https://t.example/oauth/token"}, "token"},
		"a body that was too large": {
			api.Exchange{Route: endpoint.GroupsCreate, Method: "POST", Target: "/groups", Omitted: true, BytesOut: 1 << 20}, "too large to keep"},
		"a target of another route": {api.Exchange{Route: endpoint.GroupsList, Method: "GET", Target: "/roles"}, "can't be repeated"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, why := apiref.CallOf(tenant.Entry{Exchange: c.x}); !strings.Contains(why, c.want) {
				t.Errorf("said %q, want %q", why, c.want)
			}
		})
	}
}

func TestACallOfTheLogIsTheOneThatWasSent(t *testing.T) {
	for _, route := range endpoint.All() {
		sent := route.Example()
		got, why := apiref.CallOf(tenant.Entry{Exchange: api.Exchange{
			Route: route.ID, Method: sent.Method(), Target: sent.Target(), Request: sent.Body,
		}})
		if why != "" || got.Target() != sent.Target() || string(got.Body) != string(sent.Body) {
			t.Errorf("%s: %s %q (%s), want %s %q", route.ID, got.Target(), got.Body, why, sent.Target(), sent.Body)
		}
		back, atOnce := apiref.CalledBy(apiref.RequestRoute(got, true))
		if !atOnce || back.Target() != sent.Target() || string(back.Body) != string(sent.Body) {
			t.Errorf("%s: the route leads to %s %q", route.ID, back.Target(), back.Body)
		}
	}
}

func TestARequestRefusedForItsScopeSaysWhichOne(t *testing.T) {
	e := exploreServer(t, answering("/api/groups", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"statusCode":403,"error":"Forbidden","message":"Insufficient scope"}`))
	}))
	e.fillIn("GET", "/groups")
	e.shows("[Request]")
	e.press("<ctrl+r>")
	e.shows("403 Forbidden", "read:groups")
}

func TestATokenThatSaysNothingIsCalledUnknown(t *testing.T) {
	e := exploreAt(t, identity(), "http://127.0.0.1:1/api", api.NewStaticToken(secret.New("opaque-token")), 80, 24)
	e.press("8")
	e.shows("unknown", "the token doesn't list its scopes")
}
