package tenant

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// What lies in testdata/recorded was written when each kind of tie was a type of
// its own: a plan of every kind of change for the small tenant, the journals of
// a run that came to its end and of one that was stopped, each with what the
// server held then, the audit trail, and the plan staged.

func recorded(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "recorded", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestARecordedPlanIsReadAndWrittenAsItWas(t *testing.T) {
	b := recorded(t, "plan.json")
	file, err := plan.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	b, err = file.Write()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := plan.Parse(b); err != nil || !reflect.DeepEqual(again.Changes, file.Changes) {
		t.Errorf("written anew it is\n%s\n%v", b, err)
	}
	kinds := map[string]bool{}
	for _, c := range file.Changes {
		kinds[c.Kind()] = true
	}
	for _, kind := range rbac.ChangeKinds() {
		if !kinds[kind] {
			t.Errorf("nothing was recorded of the kind %s", kind)
		}
	}
}

// revived is a tenant whose server and journal are as they were recorded.
func revived(t *testing.T, w *workshop, name string, switches string) *Tenant {
	t.Helper()
	var doc rbac.Document
	if err := json.Unmarshal(recorded(t, name+".json"), &doc); err != nil {
		t.Fatal(err)
	}
	tenant := moment{name, doc, recorded(t, name+".jsonl")}.revive(t, w)
	if err := w.elsewhere(endpoint.ConfigurationUpdate, switches); err != nil {
		t.Fatal(err)
	}
	return tenant
}

func TestARecordedRunIsTakenBack(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := revived(t, w, "complete", `{"groupsInToken":true}`)
	run, ok, err := tenant.LastRun()
	if err != nil || !ok || !run.Complete || run.Done != run.Items {
		t.Fatalf("%+v %v %v", run, ok, err)
	}
	undo(t, w, tenant, run.ID)
	if got := anonymous(w.stored()); !rbac.Equal(anonymous(rbac.Index(small())), got, nil) {
		t.Errorf("after undo\n%+v", got.Document())
	}
}

func TestARecordedRunThatWasStoppedIsResumedAndTakenBack(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := revived(t, w, "stopped", `{"groupsInToken":false}`)
	run := onlyPending(t, tenant)
	w.complete(tenant.Resume(t.Context(), run.ID, ApplyOptions{}, nil))
	want, err := plan.Compile(rbac.Index(small()), rbac.Settings{}, run.Changes)
	if err != nil {
		t.Fatal(err)
	}
	if got := anonymous(w.stored()); !rbac.Equal(anonymous(want.After), got, nil) {
		t.Errorf("resumed\n%+v", got.Document())
	}
	undo(t, w, tenant, run.ID)
	if got := anonymous(w.stored()); !rbac.Equal(anonymous(rbac.Index(small())), got, nil) {
		t.Errorf("after undo\n%+v", got.Document())
	}
}

func TestRecordedStagedChangesAndTheRecordedAuditTrailAreRead(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	if err := os.MkdirAll(string(tenant.folder), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"staged.json": tenant.folder.staged(), "audit.jsonl": tenant.folder.audit()} {
		if err := os.WriteFile(path, recorded(t, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file, err := plan.Parse(recorded(t, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	s, note, err := tenant.LoadStaged()
	if err != nil || note != "" || len(s.Changes) != len(file.Changes) {
		t.Errorf("%d staged, %q %v", len(s.Changes), note, err)
	}
	entries, unreadable, err := tenant.Audit()
	if err != nil || unreadable > 0 || len(entries) < len(file.Changes) {
		t.Errorf("%d entries, %d unreadable, %v", len(entries), unreadable, err)
	}
}
