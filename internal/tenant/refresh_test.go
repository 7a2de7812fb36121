package tenant

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// connected is a tenant of a sandbox behind a server of faults.
type connected struct {
	*Tenant
	faults *faulty.Server
}

func connectTo(t *testing.T, company sample.Tenant) connected {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Tenant: company.Directory(), Document: company.Document, Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	faults := faulty.Start(box)
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		faults.Close()
		_ = box.Close()
	})
	tokens, err := api.NewCredentials(api.CredentialsOptions{
		URLs: []string{box.TokenURL()}, ClientID: box.ClientID(), Audience: "urn:auth0-authz-api",
		Secret:    func(context.Context) (secret.Secret, error) { return box.ClientSecret(), nil },
		Transport: transport,
	})
	if err != nil {
		t.Fatal(err)
	}
	log := NewLog(1000)
	client, err := api.New(api.Options{
		BaseURL: faults.URL() + "/api", Tokens: tokens, Transport: transport, Observe: log.Add,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return connected{New(Options{Client: client, Log: log, Now: time.Now}), faults}
}

func TestARefreshReadsGraphAndDirectory(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	s := c.State()
	if s.Loading || s.Err != nil || s.Graph == nil || s.Graph.Missing().Any() {
		t.Fatalf("state after a refresh: loading %v, err %v", s.Loading, s.Err)
	}
	if got := len(s.Graph.Groups()); got != 25 {
		t.Errorf("%d groups", got)
	}
	ann := s.Directory.UsersWithEmail(text.New("ANN@acme.test"))
	if len(ann) != 1 {
		t.Fatalf("found Ann %d times", len(ann))
	}
	if x := s.Directory.UsersExtent(); !x.Complete || x.Err != nil {
		t.Errorf("users: %+v", x)
	}
	if len(s.Directory.Applications()) == 0 || len(s.Directory.Connections()) == 0 {
		t.Error("no applications or connections")
	}
	settings, x := s.Directory.Settings()
	if x.At.IsZero() || settings.StorageSize <= 0 {
		t.Errorf("settings %+v, read %+v", settings, x)
	}
}

func TestSettingsThatCannotBeReadAgainStayAsTheyWere(t *testing.T) {
	for _, path := range []string{"/api/configuration", "/api/configuration/status", "/api/configuration/resource-server"} {
		t.Run(path, func(t *testing.T) {
			c := connectTo(t, sample.Company())
			if err := c.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			want, _ := c.State().Directory.Settings()
			c.faults.Add(faulty.Rule{Path: path, Fault: faulty.Forbidden()})
			if err := c.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			got, x := c.State().Directory.Settings()
			if !reflect.DeepEqual(got, want) {
				t.Errorf("the settings are %+v, were %+v", got, want)
			}
			var fault *Fault
			if !errors.As(x.Err, &fault) || x.Complete {
				t.Errorf("nothing says that they could not be read: %+v", x)
			}
		})
	}
}

func TestThreeRequestsGiveTheGraph(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	lists := 0
	for _, e := range c.Log().Entries() {
		if e.Target == "/groups" || e.Target == "/roles" || e.Target == "/permissions" {
			lists++
		}
	}
	if lists != 3 {
		t.Errorf("%d requests for the graph, want 3", lists)
	}
}

func TestAListThatCannotBeReadIsSaidAndTheRestWorks(t *testing.T) {
	c := connectTo(t, sample.Company())
	c.faults.Add(faulty.Rule{Path: "/api/roles", Fault: faulty.Forbidden()})
	c.faults.Add(faulty.Rule{Path: "/api/users", Fault: faulty.HTML(http.StatusOK)})
	if err := c.Refresh(context.Background()); err == nil {
		t.Error("no error though roles could not be read")
	}
	s := c.State()
	if s.Graph == nil || s.Graph.Missing().Roles == nil || s.Graph.Missing().Groups != nil {
		t.Fatal("the graph does not say that roles, and roles alone, are missing")
	}
	if len(s.Graph.Groups()) != 25 {
		t.Error("groups are not there")
	}
	if s.Directory.UsersExtent().Err == nil || len(s.Directory.Applications()) == 0 {
		t.Error("users should be missing with a reason, applications be there")
	}
}

func TestAFailedRefreshKeepsTheOldPicture(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	before := c.State()
	c.faults.Add(faulty.Rule{Fault: faulty.InternalError()})
	if err := c.Refresh(context.Background()); err == nil {
		t.Fatal("no error though the server failed")
	}
	after := c.State()
	if after.Graph != before.Graph || after.Err == nil {
		t.Error("the old graph is gone, or not marked stale")
	}
	if len(after.Directory.Users()) != len(before.Directory.Users()) || len(after.Directory.Connections()) == 0 {
		t.Error("the old directory is gone")
	}
	if after.Directory.UsersExtent().Err == nil {
		t.Error("the directory does not say that it is old")
	}
}

func TestARefreshThatIsOvertakenLeavesNoTrace(t *testing.T) {
	c := connectTo(t, sample.Company())
	turn := c.begin()
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.current(turn, func(s *State) { s.Graph = nil })
	if c.State().Graph == nil {
		t.Error("an overtaken refresh altered the state")
	}
}

func TestACancelledRefreshSaysSo(t *testing.T) {
	c := connectTo(t, sample.Company())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := c.Refresh(ctx); err == nil {
		t.Error("no error")
	}
	if s := c.State(); s.Loading || s.Err == nil {
		t.Errorf("loading %v, err %v", s.Loading, s.Err)
	}
}

func TestAUserIsGoneOnlyAfterA404ForHim(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	var ghost rbac.UserID
	for _, id := range c.State().Graph.Users() {
		if _, known := c.State().Directory.User(id); !known {
			ghost = id
		}
	}
	if ghost.IsZero() {
		t.Fatal("the sample has no member whom the list of users lacks")
	}
	c.faults.Add(faulty.Rule{Path: "/api/users/*", Times: 4, Fault: faulty.InternalError()})
	if err := c.ReadUsers(context.Background(), []rbac.UserID{ghost}); err == nil {
		t.Fatal("no error though the server failed")
	}
	if p, _ := c.State().Directory.User(ghost); p.Status == rbac.StatusGone {
		t.Fatal("a 500 made a user gone")
	}
	if err := c.ReadUsers(context.Background(), []rbac.UserID{ghost}); err != nil {
		t.Errorf("that a user is gone is what was asked, got %v", err)
	}
	if p, _ := c.State().Directory.User(ghost); p.Status != rbac.StatusGone {
		t.Errorf("status %q after a 404", p.Status)
	}
}

func TestATokenThatMayReadNoUsersIsNotTriedForEachOfThem(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.faults.Add(faulty.Rule{Path: "/api/users/*", Times: 1000, Fault: faulty.Forbidden()})
	before := len(c.Log().Entries())
	ids := make([]rbac.UserID, 200)
	for i := range ids {
		ids[i] = rbac.User(fmt.Sprintf("auth0|stranger-%d", i))
	}
	if err := c.ReadUsers(context.Background(), ids); api.KindOf(err) != api.KindForbidden {
		t.Errorf("got %v", err)
	}
	if sent := len(c.Log().Entries()) - before; sent > 20 {
		t.Errorf("%d requests were sent", sent)
	}
}

func TestWhatTheServersSearchFindsIsKnown(t *testing.T) {
	company := sample.Generate(sample.Options{Users: 1500, Groups: 20, Roles: 5, Permissions: 10, Applications: 2})
	c := connectTo(t, company)
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	if x := c.State().Directory.UsersExtent(); x.Complete {
		t.Error("1,500 users count as complete though the server lists 1,000")
	}
	found, err := c.SearchUsers(context.Background(), text.New("*"))
	if err != nil || !found.Cut || len(found.Users) != 1000 {
		t.Fatalf("found %d, cut %v, err %v", len(found.Users), found.Cut, err)
	}
}

func TestASavedStateReadsBackTheSame(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "deep", "company.json")
	if err := Save(path, c.State()); err != nil {
		t.Fatal(err)
	}
	o := NewSaved(Identity{}, func() (State, error) {
		doc, err := os.ReadFile(path)
		if err != nil {
			return State{}, err
		}
		return ReadState(doc, time.Now())
	}, time.Now)
	if err := o.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	was, is := c.State(), o.State()
	if !rbac.Equal(was.Graph, is.Graph, nil) {
		t.Error("the graph is another")
	}
	same := cmp.Comparer(func(a, b text.Text) bool { return a == b })
	if diff := cmp.Diff(was.Directory.Users(), is.Directory.Users(), same); diff != "" {
		t.Errorf("the users are others:\n%s", diff)
	}
	if diff := cmp.Diff(was.Directory.Connections(), is.Directory.Connections(), same); diff != "" {
		t.Errorf("the connections are others:\n%s", diff)
	}
}

func TestAGraphWithHolesIsNotSaved(t *testing.T) {
	c := connectTo(t, sample.Company())
	c.faults.Add(faulty.Rule{Path: "/api/roles", Fault: faulty.Forbidden()})
	_ = c.Refresh(context.Background())
	path := filepath.Join(t.TempDir(), "company.json")
	if err := Save(path, c.State()); err == nil || !strings.Contains(err.Error(), "not all lists") {
		t.Errorf("saved a graph with holes: %v", err)
	}
}

func TestTheLogKeepsTheLastExchangesAndFewBodies(t *testing.T) {
	l := NewLog(3)
	for i := range 5 {
		l.Add(api.Exchange{Attempt: i, Answer: make([]byte, logBodies/2)})
	}
	got := l.Entries()
	if len(got) != 3 || got[0].Number != 3 || got[2].Number != 5 {
		t.Fatalf("kept %d, from %d", len(got), got[0].Number)
	}
	if got[0].Answer != nil || !got[0].Omitted || got[2].Answer == nil {
		t.Error("the oldest bodies should go first")
	}
}

func TestAPanicBesideARefreshComesOutOfIt(t *testing.T) {
	w := newWorkshop(t, small())
	token, err := w.open().Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.CloseIdleConnections)
	client, err := api.New(api.Options{
		BaseURL: w.faults.URL() + "/api", Tokens: api.NewStaticToken(token), Transport: transport,
		Observe: func(x api.Exchange) { panic("stumbled over " + x.Target) },
	})
	if err != nil {
		t.Fatal(err)
	}
	tenant := New(Options{Client: client, Now: time.Now})
	calls := map[string]func() error{
		"refresh": func() error { return tenant.Refresh(t.Context()) },
		"users":   func() error { return tenant.ReadUsers(t.Context(), []rbac.UserID{rbac.User(ann), rbac.User(bob)}) },
		"lists":   func() error { return newLists(client).read(t.Context(), rbac.KindGroup, rbac.KindRole) },
	}
	for name, call := range calls {
		fault := routine.Catch(func() { _ = call() })
		if fault == nil || !strings.HasPrefix(fault.Error(), "stumbled over ") {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

func TestAPanicOverTheStateLeavesItReadable(t *testing.T) {
	tenant := New(Options{Client: idle(t), Now: time.Now})
	if fault := routine.Catch(func() { tenant.alter(func(*State) { panic("stumbled") }) }); fault == nil {
		t.Fatal("no panic came out")
	}
	_ = tenant.State()
}
