package tenant

import (
	"errors"
	"os"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/text"
)

func groupCall(name string) endpoint.Call {
	return endpoint.Call{Route: endpoint.Lookup(endpoint.GroupsCreate), Body: []byte(`{"name":"` + name + `","description":"d"}`)}
}

func TestSendRefusesWhateverWrites(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.open()
	for _, route := range endpoint.All() {
		if _, err := tenant.Send(t.Context(), route.Example(), "test"); errors.Is(err, api.ErrReadOnly) == route.Reads() {
			t.Errorf("%s: %v", route.ID, err)
		}
	}
	if n := len(w.stored().Groups()); n != 0 {
		t.Errorf("%d groups were made", n)
	}
}

func TestAWriteByHandStandsInTheAuditTrailBeforeAndAfter(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.open()
	if _, err := tenant.SendWrite(t.Context(), groupCall("Finance"), "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := tenant.SendWrite(t.Context(), groupCall("finance"), "test"); err == nil {
		t.Fatal("a second group of that name was made")
	}
	entries, unreadable, err := tenant.Audit()
	if err != nil || unreadable != 0 {
		t.Fatal(err, unreadable)
	}
	var outcomes []string
	for _, e := range entries {
		outcomes = append(outcomes, string(e.Outcome))
		if e.Request != "POST /groups" || !strings.Contains(e.What, "by hand") {
			t.Errorf("the trail says %+v", e)
		}
	}
	if got, want := strings.Join(outcomes, " "), "unknown done unknown failed"; got != want {
		t.Errorf("the trail says %q, want %q", got, want)
	}
	if n := len(w.stored().Groups()); n != 1 {
		t.Errorf("%d groups, want 1", n)
	}
	runs, err := tenant.History()
	if err != nil || len(runs) != 2 || !runs[0].Complete || runs[1].Complete || runs[1].Doubtful > 0 || runs[1].Pending() || !runs[0].ByHand ||
		!strings.Contains(runs[0].Sentences[0], "POST /groups, sent by hand") {
		t.Errorf("%+v %v", runs, err)
	}
}

func TestTheTrailOfAWriteByHandHoldsItsBodyWithoutSecrets(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.open()
	settings := endpoint.Call{Route: endpoint.Lookup(endpoint.ConfigurationImport),
		Body: []byte(`{"configuration":[{"_id":"v1","apikey":"hidden-key"}],"groups":[],"roles":[],"permissions":[]}`)}
	long := groupCall(strings.Repeat("é", maxAuditBody))
	for _, call := range []endpoint.Call{groupCall("Fin\u202eance"), settings, long} {
		_, _ = tenant.SendWrite(t.Context(), call, "test")
	}
	entries, _, err := tenant.Audit()
	if err != nil || len(entries) != 6 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for i, want := range []string{`{"name":"Fin` + "\u202e" + `ance","description":"d"}`, `"apikey":"***"`, "bytes total"} {
		for _, e := range entries[2*i : 2*i+2] {
			body := e.Body.Raw()
			if !strings.Contains(body, want) || strings.Contains(body, "hidden-key") || len(body) > maxAuditBody+100 {
				t.Errorf("kept of the body: %.200s", body)
			}
		}
	}
}

func TestNothingIsSentByHandWithoutATrail(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.openIn("")
	if _, err := tenant.SendWrite(t.Context(), groupCall("Finance"), "test"); !errors.Is(err, ErrNoState) {
		t.Errorf("got %v, want ErrNoState", err)
	}
	if n := len(w.stored().Groups()); n != 0 {
		t.Errorf("%d groups were made", n)
	}
}

func TestAWriteByHandWaitsForNoOtherWriter(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	one, two := w.open(), w.open()
	release, err := one.writer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	var locked *LockedError
	if _, err := two.SendWrite(t.Context(), groupCall("Finance"), "test"); !errors.As(err, &locked) {
		t.Errorf("got %v, want a LockedError", err)
	}
}

func TestACallThatIsNoneIsNotWrittenDown(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.open()
	for name, call := range map[string]endpoint.Call{
		"no route": {}, "a missing id": endpoint.New(endpoint.GroupsDelete), "a step": endpoint.New(endpoint.GroupsDelete, ".."),
	} {
		if _, err := tenant.SendWrite(t.Context(), call, "test"); api.KindOf(err) != api.KindCall {
			t.Errorf("%s: %v", name, err)
		}
	}
	if entries, _, err := tenant.Audit(); err != nil || len(entries) != 0 {
		t.Errorf("%d lines in the trail, %v", len(entries), err)
	}
}

// offices is a small tenant, with settings that hold an API key.
func offices(t *testing.T, w *workshop) {
	t.Helper()
	app := rbac.Client("app")
	w.load(w.other(), rbac.Document{
		Groups: []rbac.Group{
			{ID: rbac.GroupOf("11111111-1111-4111-8111-111111111111"), Name: text.New("Finance"), Members: []rbac.UserID{rbac.User("auth0|ann")},
				Roles: []rbac.RoleID{rbac.RoleOf("33333333-3333-4333-8333-333333333333")}},
			{ID: rbac.GroupOf("22222222-2222-4222-8222-222222222222"), Name: text.New("<Sales> & \u2028")},
		},
		Roles: []rbac.Role{{ID: rbac.RoleOf("33333333-3333-4333-8333-333333333333"), Name: text.New("Approver"), Application: app,
			Permissions: []rbac.PermissionID{rbac.PermissionOf("44444444-4444-4444-8444-444444444444")}}},
		Permissions: []rbac.Permission{{ID: rbac.PermissionOf("44444444-4444-4444-8444-444444444444"), Name: text.New("approve"), Application: app}},
	})
	rotate := endpoint.New(endpoint.ConfigurationRotateKey)
	if _, err := w.other().Do(t.Context(), rotate); err != nil {
		t.Fatal(err)
	}
}

func TestAnImportIsMadeReadyWithABackupThatCanBeImportedAgain(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	offices(t, w)
	tenant := w.open()
	r, err := tenant.Replace(t.Context(), []byte(`{"groups":[
		{"_id":"11111111-1111-4111-8111-111111111111","name":"Finance","description":"new","members":[]},
		{"_id":"55555555-5555-4555-8555-555555555555","name":"Legal","description":"d"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Turnover{Added: 1, Removed: 1, Altered: 1}); r.Groups != want {
		t.Errorf("groups: %+v, want %+v", r.Groups, want)
	}
	if want := (Turnover{Removed: 1}); r.Roles != want || r.Permissions != want {
		t.Errorf("roles %+v, permissions %+v, want %+v", r.Roles, r.Permissions, want)
	}
	if _, _, losing, lost := r.Effect.Counts(); losing != 1 || lost != 1 {
		t.Errorf("the effect is %s", r.Effect)
	}
	before := w.stored()
	backup, err := os.ReadFile(r.Backup)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(backup), "apikey") {
		t.Error("the backup holds the API key")
	}
	if info, err := os.Stat(r.Backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup's mode is %v, %v", info.Mode(), err)
	}
	if err := w.elsewhere(endpoint.ConfigurationImport, `{}`); err != nil {
		t.Fatal(err)
	}
	if err := w.elsewhere(endpoint.ConfigurationImport, string(backup)); err != nil {
		t.Fatalf("the backup is refused: %v", err)
	}
	if got, want := asJSON(w.stored().Document()), asJSON(before.Document()); got != want {
		t.Errorf("the backup brings back\n%s\nwant\n%s", got, want)
	}
}

func TestAnImportWithoutABackupIsNotMadeReady(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	if _, err := w.openIn("").Replace(t.Context(), []byte(`{}`)); !errors.Is(err, ErrNoState) {
		t.Errorf("without a folder: %v", err)
	}
	if _, err := w.open().Replace(t.Context(), []byte(`[]`)); err == nil {
		t.Error("a list is taken for a document")
	}
}

func TestTheKeyIsLeftOutAndAllElseStays(t *testing.T) {
	cases := map[string]struct{ export, want string }{
		"with a key":       {`{"configuration":[{"_id":"v1","apikey":"secret","groupsInToken":true}]}`, `{"configuration":[{"_id":"v1","groupsInToken":true}]}`},
		"in another case":  {`{"configuration":[{"apiKey":"secret"}]}`, `{"configuration":[{}]}`},
		"without settings": {`{"groups":[]}`, `{"groups":[]}`},
		"odd texts":        {`{"groups":[{"name":"<a>&\ud800\u2028"}]}`, `{"groups":[{"name":"<a>&\ud800\u2028"}]}`},
	}
	for name, c := range cases {
		got, err := withoutKey([]byte(c.export))
		if err != nil || strings.TrimSpace(string(got)) != c.want {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
	}
	if _, err := withoutKey([]byte(`{"configuration":"odd"}`)); err == nil {
		t.Error("settings that are no records are taken")
	}
}
