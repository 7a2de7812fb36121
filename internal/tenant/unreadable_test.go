package tenant

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"

	"authzx/internal/faulty"
	"authzx/internal/private"
	"authzx/internal/rbac"
)

func TestAJournalThatCannotBeReadHidesNoOther(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	first := w.apply(tenant, addCid())
	second := w.apply(tenant, rbac.AddMember(rbac.GroupOf(board), rbac.User(cid)))
	p := w.compile(tenant, rbac.AddMember(rbac.GroupOf(staff), rbac.User(cid)))
	w.faults.Add(faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.Reset(false)})
	third, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(tenant.folder.journalPath(second.Run), 0o640); err != nil {
		t.Fatal(err)
	}
	pending, err := tenant.Pending()
	var exposed *private.ExposedError
	if len(pending) != 1 || pending[0].ID != third.Run || !errors.As(err, &exposed) || !strings.Contains(err.Error(), "chmod") {
		t.Errorf("pending %+v, %v", pending, err)
	}
	runs, err := tenant.Runs()
	if err != nil || len(runs) != 3 || runs[0].Unreadable != nil || runs[1].Unreadable == nil || runs[1].At.IsZero() {
		t.Errorf("runs %+v, %v", runs, err)
	}
	if _, err := tenant.PlanUndo(t.Context(), first.Run); !errors.As(err, &exposed) {
		t.Errorf("what a later run did is not known, yet: %v", err)
	}
	w.complete(tenant.Resume(t.Context(), third.Run, ApplyOptions{}, nil))
	if run, ok, err := tenant.LastRun(); err != nil || !ok || run.ID != third.Run {
		t.Errorf("the last run is %+v, %v", run, err)
	}
	undo(t, w, tenant, third.Run)
}

func TestTheLastRunIsNotToldWhenItMayBeOneThatCannotBeRead(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.apply(tenant, addCid())
	last := w.apply(tenant, rbac.AddMember(rbac.GroupOf(staff), rbac.User(cid)))
	if err := os.Chmod(tenant.folder.journalPath(last.Run), 0o640); err != nil {
		t.Fatal(err)
	}
	if run, ok, err := tenant.LastRun(); ok || err == nil {
		t.Errorf("%+v %v", run, err)
	}
}

func TestALineOfAnotherTypeIsMendedLikeAnyOther(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	p := w.compile(tenant, twoMembers()...)
	w.faults.Add(faulty.Rule{Method: http.MethodPatch, Skip: 1, Times: 1, Fault: faulty.InternalError()})
	report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := tenant.folder.journalPath(report.Run)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	strange := []byte(`{"entry":"result","item":"0","step":0}` + "\n")
	if err := os.WriteFile(path, append(bytes.Clone(whole), strange...), 0o600); err != nil {
		t.Fatal(err)
	}
	if run := onlyPending(t, tenant); !run.Damaged {
		t.Errorf("%+v", run)
	}
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
	if rest, err := w.open().Pending(); err != nil || len(rest) > 0 {
		t.Errorf("still pending: %+v %v", rest, err)
	}
	if kept, err := os.ReadFile(path + ".damaged"); err != nil || !bytes.HasSuffix(kept, strange) {
		t.Errorf("what was cut off is not kept: %v", err)
	}
}

func TestARunIsNotBegunWithoutATrail(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	p := w.compile(tenant, addCid())
	blockBy(t, tenant.folder.audit(), true)
	if _, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil); err == nil {
		t.Fatal("it was applied")
	}
	if runs, err := tenant.Runs(); err != nil || len(runs) > 0 {
		t.Errorf("runs %+v %v", runs, err)
	}
}
