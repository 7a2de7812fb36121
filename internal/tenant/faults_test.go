package tenant

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func twoMembers() []rbac.Change {
	return []rbac.Change{addCid(), rbac.AddMember(rbac.GroupOf(staff), rbac.User(cid))}
}

func TestFaultsInTheMiddleOfAPlan(t *testing.T) {
	tests := map[string]struct {
		rule   faulty.Rule
		want   []Outcome
		resume []Outcome // after the fault is gone
	}{
		"the answer to a write is lost, which was made": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.Reset(true)}, []Outcome{Done, Done}, nil},
		"a write is lost before it arrives": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.Reset(false)}, []Outcome{Unknown, NotTried}, []Outcome{Done, Done}},
		"a write gets no answer, and was not made": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.Silent()}, []Outcome{Unknown, NotTried}, []Outcome{Done, Done}},
		"the server fails": {
			faulty.Rule{Method: http.MethodPatch, Skip: 1, Times: 1, Fault: faulty.InternalError()}, []Outcome{Done, Failed}, []Outcome{Done, Done}},
		"a gateway waits no longer": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.HTML(http.StatusGatewayTimeout)}, []Outcome{Unknown, NotTried}, []Outcome{Done, Done}},
		"the token is refused once": {
			faulty.Rule{Method: http.MethodPatch, Skip: 1, Times: 1, Fault: faulty.Unauthorized()}, []Outcome{Done, Done}, nil},
		"a scope is missing": {
			faulty.Rule{Method: http.MethodPatch, Fault: faulty.Forbidden()}, []Outcome{Failed, NotTried}, []Outcome{Done, Done}},
		"too many requests": {
			faulty.Rule{Method: http.MethodPatch, Times: 4, Fault: faulty.Throttled()}, []Outcome{Failed, NotTried}, []Outcome{Done, Done}},
		"too many requests for a while": {
			faulty.Rule{Method: http.MethodPatch, Times: 3, Fault: faulty.Throttled()}, []Outcome{Done, Done}, nil},
		"HTML instead of an answer, and nothing made": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.HTML(200)}, []Outcome{Failed, NotTried}, []Outcome{Done, Done}},
		"yes is said and nothing is made": {
			faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: faulty.Answer(204, "", "")}, []Outcome{NotSaved, NotTried}, []Outcome{Done, Done}},
		"a write is made and can't be read back": {
			faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Skip: 1, Fault: faulty.Forbidden()}, []Outcome{Unknown, NotTried}, []Outcome{Done, Done}},
		"reading fails for a moment": {
			faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Skip: 1, Times: 3, Fault: faulty.InternalError()}, []Outcome{Done, Done}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, twoMembers()...)
			w.faults.Clear()
			w.faults.Add(test.rule)
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := outcomes(report); !slices.Equal(got, test.want) {
				t.Fatalf("%v, want %v; %+v", got, test.want, report.Results)
			}
			w.faults.Clear()
			if test.resume == nil {
				if run, _, _ := tenant.LastRun(); !run.Complete {
					t.Error("the run is not complete")
				}
				return
			}
			for _, r := range report.Results {
				if r.Outcome == Failed && r.Err == nil || r.Outcome != NotTried && r.Outcome != Done && r.Note == "" && r.Err == nil {
					t.Errorf("%+v says nothing", r)
				}
			}
			again, err := tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil)
			if err != nil || !slices.Equal(outcomes(again), test.resume) {
				t.Fatalf("resumed: %v %v", again.Results, err)
			}
			if !rbac.Equal(p.After, w.stored(), nil) {
				t.Error("the end is not the predicted one")
			}
		})
	}
}

func TestACreationWhoseAnswerIsLostIsFoundByWhatItMade(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.faults.Add(faulty.Rule{Method: http.MethodPost, Path: "/api/groups", Times: 1, Fault: faulty.Reset(true)})
	made := rbac.GroupID{Text: rbac.NewID(1)}
	report := w.apply(tenant, rbac.CreateGroup{Ref: made, Name: text.New("New"), Description: text.New("d")},
		rbac.AddMember(made, rbac.User(ann)))
	undo(t, w, tenant, report.Run)
	if !rbac.Equal(rbac.Index(small()), w.stored(), nil) {
		t.Error("it was not taken back")
	}
}

func TestGoingOnTriesWhatDoesNotNeedWhatFailed(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.faults.Add(faulty.Rule{Method: http.MethodPost, Path: "/api/groups", Fault: faulty.InternalError()})
	made := rbac.GroupID{Text: rbac.NewID(1)}
	changes := []rbac.Change{
		rbac.CreateGroup{Ref: made, Name: text.New("New"), Description: text.New("d")},
		rbac.AddMember(made, rbac.User(ann)),
		addCid(),
	}
	report, err := tenant.Apply(t.Context(), w.compile(tenant, changes...), ApplyOptions{GoOn: true}, nil)
	if err != nil || !slices.Equal(outcomes(report), []Outcome{Failed, NotTried, Done}) {
		t.Fatalf("%+v %v", report.Results, err)
	}
	if len(report.Remaining) != 2 || report.Results[1].Note == "" {
		t.Errorf("%+v", report)
	}
}

func TestAPermissionInUseIsGivenBackWhenItCannotBeEdited(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.faults.Add(faulty.Rule{Method: http.MethodPut, Path: "/api/permissions/**", Times: 1, Fault: faulty.InternalError()})
	edit := rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("approve"), Description: text.New("d")}
	p := w.compile(tenant, edit)
	report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
	if err != nil || report.Results[0].Outcome != Failed {
		t.Fatalf("%+v %v", report.Results, err)
	}
	if !rbac.Equal(rbac.Index(small()), w.stored(), nil) {
		t.Errorf("the roles were left without it: %+v", w.stored().Document().Roles)
	}
	if len(report.Remaining) != 1 {
		t.Errorf("remaining %v", report.Remaining)
	}
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
	if !rbac.Equal(p.After, w.stored(), nil) {
		t.Error("resumed, the end is not the predicted one")
	}
}

func TestARefusalNamesWhoUsesTheThing(t *testing.T) {
	doc := small()
	doc.Groups[1].Name = text.New("Board, the")
	w := newWorkshop(t, doc)
	tenant := w.open()
	p := w.compile(tenant, rbac.RevokeRole(rbac.GroupOf(finance), rbac.RoleOf(approver)), rbac.DeleteRole{Role: rbac.RoleOf(approver)})
	report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, func(p Progress) {
		if p.Phase == Sending && p.Item == 1 {
			if err := w.elsewhere(endpoint.GroupsRolesAdd, `["`+approver+`"]`, board); err != nil {
				t.Error(err)
			}
		}
	})
	if err != nil || !slices.Equal(outcomes(report), []Outcome{Done, Failed}) {
		t.Fatalf("%+v %v", report.Results, err)
	}
	if got := report.Results[1].Blockers; len(got) != 1 || got[0] != rbac.GroupOf(board).Ref() {
		t.Errorf("blockers %v", got)
	}
}

func TestCancellingFinishesTheRequestOnItsWayAndStops(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	ctx, cancel := context.WithCancel(t.Context())
	report, err := tenant.Apply(ctx, w.compile(tenant, twoMembers()...), ApplyOptions{}, func(p Progress) {
		if p.Phase == Sending {
			cancel()
		}
	})
	if err != nil || !slices.Equal(outcomes(report), []Outcome{Done, NotTried}) || !errors.Is(report.Stopped, context.Canceled) {
		t.Fatalf("%+v %v", report, err)
	}
	run := onlyPending(t, tenant)
	w.complete(tenant.Resume(t.Context(), run.ID, ApplyOptions{}, nil))
}

func TestNothingIsSentWithoutAJournal(t *testing.T) {
	tests := map[string]func(t *testing.T, tenant *Tenant){
		"no folder":                       func(_ *testing.T, tenant *Tenant) { tenant.folder = "" },
		"a file in the folder's place":    func(t *testing.T, tenant *Tenant) { block(t, string(tenant.folder)) },
		"a file in the journal's place":   func(t *testing.T, tenant *Tenant) { block(t, tenant.folder.journals()) },
		"a folder in the trail's place":   func(t *testing.T, tenant *Tenant) { blockBy(t, tenant.folder.audit(), true) },
		"a pipe in the place of the lock": func(t *testing.T, tenant *Tenant) { blockBy(t, tenant.folder.lockFile(), true) },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, addCid())
			spoil(t, tenant)
			w.faults.Clear()
			_, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			var journal *JournalError
			if !errors.Is(err, ErrNoState) && !errors.As(err, &journal) {
				t.Errorf("%v", err)
			}
			if sent := w.writes(); len(sent) > 0 {
				t.Errorf("sent %v", sent)
			}
		})
	}
}

func block(t *testing.T, path string) { t.Helper(); blockBy(t, path, false) }

func blockBy(t *testing.T, path string, folder bool) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil && folder {
		err = os.Mkdir(path, 0o700)
	} else if err == nil {
		err = os.WriteFile(path, nil, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestASecondWriterIsToldWhoWrites(t *testing.T) {
	w := newWorkshop(t, small())
	first, second := w.open(), w.open()
	p := w.compile(second, addCid())
	report, err := first.Apply(t.Context(), w.compile(first, addCid()), ApplyOptions{}, func(now Progress) {
		if now.Phase != Sending {
			return
		}
		_, err := second.Apply(t.Context(), p, ApplyOptions{}, nil)
		var locked *LockedError
		if !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.Since.IsZero() || !strings.Contains(err.Error(), "process") {
			t.Errorf("%v", err)
		}
		if runs, err := second.Pending(); err != nil || len(runs) > 0 {
			t.Errorf("a run that goes on is pending: %+v %v", runs, err)
		}
		w.refresh(second) // reading goes on
	})
	w.complete(report, err)
	if again, err := second.Apply(t.Context(), p, ApplyOptions{}, nil); err != nil || again.Results[0].Outcome != Changed {
		t.Errorf("%+v %v", again, err)
	}
}

func TestAReadOnlyTenantSendsNothingThatWrites(t *testing.T) {
	w := newWorkshop(t, small())
	for name, guard := range map[string]func(*Tenant){
		"by its identity": func(tenant *Tenant) { tenant.identity.ReadOnly = true },
		"by its client":   func(tenant *Tenant) { tenant.client = tenant.client.AsReadOnly() },
	} {
		t.Run(name, func(t *testing.T) {
			w.t = t
			tenant := w.openIn(t.TempDir())
			report := w.apply(tenant, addCid())
			p := w.compile(tenant, twoMembers()[1])
			u, err := tenant.PlanUndo(t.Context(), report.Run)
			if err != nil {
				t.Fatal(err)
			}
			guard(tenant)
			w.faults.Clear()
			_, applied := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			_, resumed := tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil)
			_, undone := tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil)
			for _, err := range []error{applied, resumed, undone} {
				if !errors.Is(err, api.ErrReadOnly) {
					t.Errorf("%v", err)
				}
			}
			for _, route := range endpoint.All() {
				_, _ = tenant.Send(t.Context(), route.Example(), "a test")
				_, err := tenant.SendWrite(t.Context(), route.Example(), "a test")
				if route.ID == endpoint.ConfigurationRotateKey {
					_, err = tenant.RotateKey(t.Context(), filepath.Join(t.TempDir(), "key"), "a test")
				}
				if !route.Reads() && !errors.Is(err, api.ErrReadOnly) {
					t.Errorf("%s: %v", route.ID, err)
				}
			}
			for _, line := range w.writes() {
				if !strings.Contains(line, "/policy/") {
					t.Errorf("sent %s", line)
				}
			}
			tenant.identity.ReadOnly = false
			w.load(w.other(), small())
		})
	}
}
