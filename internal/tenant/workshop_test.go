package tenant

import (
	"context"
	"encoding/json"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"
	"authzx/internal/secret"
	"authzx/internal/text"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// workshop is a sandbox behind a server of faults, with tenants that write to it.
type workshop struct {
	t      *testing.T
	box    *sandbox.Server
	faults *faulty.Server
	state  string // the state folder of the tenant that open gives
	meddle func(endpoint.ID)
	direct *api.Client
	pause  func(context.Context, time.Duration) error // of clients; nil doesn't wait
}

func newWorkshop(t *testing.T, doc rbac.Document) *workshop {
	t.Helper()
	return newWorkshopWith(t, sandbox.Options{Document: encode(t, doc)})
}

// newMeddled is a workshop in which meddle is called within every write to a
// list, between its reading and its storing.
func newMeddled(t *testing.T, doc rbac.Document) *workshop {
	t.Helper()
	var w *workshop
	w = newWorkshopWith(t, sandbox.Options{Document: encode(t, doc), BeforeWrite: func(id endpoint.ID) {
		if w.meddle != nil {
			w.meddle(id)
		}
	}})
	return w
}

func newWorkshopWith(t *testing.T, o sandbox.Options) *workshop {
	t.Helper()
	o.Key = signer.Key()
	// Each token differs from the one before, as if time went by.
	var seconds atomic.Int64
	o.Now = func() time.Time { return time.Now().Add(time.Duration(seconds.Add(1)) * time.Second) }
	box, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	w := &workshop{t: t, box: box, faults: faulty.Start(box), state: t.TempDir()}
	t.Cleanup(func() {
		w.faults.Close()
		_ = box.Close()
	})
	return w
}

func encode(t testing.TB, doc rbac.Document) []byte {
	t.Helper()
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// client is one more client of the sandbox, through the faults or past them.
func (w *workshop) client(base string, log *Log) *api.Client {
	w.t.Helper()
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(transport.CloseIdleConnections)
	tokens, err := api.NewCredentials(api.CredentialsOptions{
		URLs: []string{w.box.TokenURL()}, ClientID: w.box.ClientID(), Audience: "urn:auth0-authz-api",
		Secret:    func(context.Context) (secret.Secret, error) { return w.box.ClientSecret(), nil },
		Transport: transport,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := api.New(api.Options{
		BaseURL: base, Tokens: tokens, Transport: transport, Observe: log.Add,
		Sleep: func(ctx context.Context, d time.Duration) error {
			if w.pause != nil {
				return w.pause(ctx, d)
			}
			return ctx.Err()
		},
		Timeouts: api.Timeouts{Answer: 2 * time.Second},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return client
}

// open is a tenant that has read everything.
func (w *workshop) open() *Tenant {
	w.t.Helper()
	return w.openIn(w.state)
}

func (w *workshop) openIn(state string) *Tenant {
	w.t.Helper()
	log := NewLog(10_000)
	tenant := New(Options{
		Identity: Identity{Profile: text.New("dev"), Tenant: text.New("acme")},
		Client:   w.client(w.faults.URL()+"/api", log), Log: log, Now: time.Now,
		State: state, ClientID: text.New(w.box.ClientID()),
	})
	w.refresh(tenant)
	return tenant
}

func (w *workshop) refresh(tenant *Tenant) {
	w.t.Helper()
	if err := tenant.Refresh(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// other is somebody else's client, past the faults.
func (w *workshop) other() *api.Client {
	w.t.Helper()
	if w.direct == nil {
		w.direct = w.client(w.box.BaseURL(), NewLog(1))
	}
	return w.direct
}

// stored is the graph that the sandbox holds.
func (w *workshop) stored() *rbac.Graph {
	w.t.Helper()
	answer, err := w.other().Do(w.t.Context(), endpoint.New(endpoint.ConfigurationExport))
	if err != nil {
		w.t.Fatal(err)
	}
	doc, err := api.ReadDocument(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return rbac.Index(doc)
}

// elsewhere sends a request as somebody else.
func (w *workshop) elsewhere(id endpoint.ID, body string, params ...string) error {
	call := endpoint.New(id, params...)
	call.Body = []byte(body)
	_, err := w.other().Do(w.t.Context(), call)
	return err
}

// load puts another document into the sandbox.
func (w *workshop) load(client *api.Client, doc rbac.Document) {
	w.t.Helper()
	call := endpoint.New(endpoint.ConfigurationImport)
	call.Body = encode(w.t, doc)
	if _, err := client.Do(w.t.Context(), call); err != nil {
		w.t.Fatal(err)
	}
}

// compile is the plan for changes to what the tenant has read.
func (w *workshop) compile(tenant *Tenant, changes ...rbac.Change) *plan.Plan {
	w.t.Helper()
	p, err := planned(tenant, changes)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// planned compiles changes against what the tenant has read.
func planned(tenant *Tenant, changes []rbac.Change) (*plan.Plan, error) {
	state := tenant.State()
	settings, _ := state.Directory.Settings()
	return plan.Compile(state.Graph, settings, changes)
}

// apply applies changes and expects all of them to be done.
func (w *workshop) apply(tenant *Tenant, changes ...rbac.Change) Report {
	w.t.Helper()
	report, err := tenant.Apply(w.t.Context(), w.compile(tenant, changes...), ApplyOptions{Reason: text.New("a test")}, nil)
	w.complete(report, err)
	return report
}

func (w *workshop) complete(report Report, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	if !report.Complete() {
		for _, r := range report.Results {
			w.t.Logf("item %d: %s %v %s %v", r.Item, r.Outcome, r.Err, r.Note, r.Differences)
		}
		w.t.Fatalf("not complete; stopped by %v", report.Stopped)
	}
}

// writes are the requests that reached the server and were no reads.
func (w *workshop) writes() []string {
	var list []string
	for _, s := range w.faults.Seen() {
		if s.Method != http.MethodGet {
			list = append(list, s.Method+" "+s.Target)
		}
	}
	return list
}

// outcomes are those of a report, in order.
func outcomes(r Report) []Outcome {
	var list []Outcome
	for _, one := range r.Results {
		list = append(list, one.Outcome)
	}
	return list
}

// Ids of the small tenant.
const (
	finance  = "00000000-0000-4000-8000-000000000001"
	board    = "00000000-0000-4000-8000-000000000002"
	staff    = "00000000-0000-4000-8000-000000000003"
	approver = "00000000-0000-4000-8000-000000000011"
	reader   = "00000000-0000-4000-8000-000000000012"
	approve  = "00000000-0000-4000-8000-000000000021"
	read     = "00000000-0000-4000-8000-000000000022"
	mapped   = "00000000-0000-4000-8000-000000000031"
	nowhere  = "00000000-0000-4000-8000-0000000000ff"
	ann      = "auth0|ann"
	bob      = "auth0|bob"
	cid      = "auth0|cid"
)

func small() rbac.Document {
	d, app, kind := text.New("d"), rbac.Client("app-expenses"), text.New(rbac.TypeClient)
	return rbac.Document{
		Groups: []rbac.Group{
			{ID: rbac.GroupOf(finance), Name: text.New("Finance"), Description: d, Members: []rbac.UserID{rbac.User(ann), rbac.User(bob)},
				Roles: []rbac.RoleID{rbac.RoleOf(approver)}, Mappings: []rbac.Mapping{{ID: rbac.MappingOf(mapped), GroupName: text.New("Staff"), Connection: text.New("corp")}}},
			{ID: rbac.GroupOf(board), Name: text.New("Board"), Description: d, Nested: []rbac.GroupID{rbac.GroupOf(finance)}},
			{ID: rbac.GroupOf(staff), Name: text.New("Staff"), Description: d},
		},
		Roles: []rbac.Role{
			{ID: rbac.RoleOf(approver), Name: text.New("Approver"), Description: d, ApplicationType: kind, Application: app,
				Permissions: []rbac.PermissionID{rbac.PermissionOf(approve)}, Users: []rbac.UserID{rbac.User(cid)}},
			{ID: rbac.RoleOf(reader), Name: text.New("Reader"), Description: d, ApplicationType: kind, Application: app,
				Permissions: []rbac.PermissionID{rbac.PermissionOf(approve), rbac.PermissionOf(read)}},
		},
		Permissions: []rbac.Permission{
			{ID: rbac.PermissionOf(approve), Name: text.New("approve:reports"), Description: d, ApplicationType: kind, Application: app},
			{ID: rbac.PermissionOf(read), Name: text.New("read:reports"), Description: d, ApplicationType: kind, Application: app},
		},
	}
}
