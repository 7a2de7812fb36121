package tenant

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func addCid() rbac.Change { return rbac.AddMember(rbac.GroupOf(finance), rbac.User(cid)) }

func TestSomebodyElsesChangeOfTheSameGroupIsNoticed(t *testing.T) {
	other := func(w *workshop) {
		if err := w.elsewhere(endpoint.GroupsMembersAdd, `["auth0|dot"]`, finance); err != nil {
			t.Error(err)
		}
	}
	tests := map[string]struct {
		// when somebody else writes: called at each moment of the apply
		at   func(Progress) bool
		want Outcome
		sent int
	}{
		"before the plan is applied":       {nil, Done, 1},
		"between reading and writing":      {func(p Progress) bool { return p.Phase == Sending }, Done, 1},
		"between writing and reading back": {func(p Progress) bool { return p.Phase == Verifying }, Done, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, addCid())
			if test.at == nil {
				other(w)
			}
			w.faults.Clear()
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, func(p Progress) {
				if test.at != nil && test.at(p) {
					other(w)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			r := report.Results[0]
			if r.Outcome != test.want || !strings.Contains(plan.Describe(r.Differences), "members + auth0|dot") {
				t.Errorf("%s, %q", r.Outcome, plan.Describe(r.Differences))
			}
			if got := w.writes(); len(got) != test.sent {
				t.Errorf("sent %v", got)
			}
			if r.Note == "" {
				t.Error("nothing is said of it")
			}
			if !rbac.Equal(w.stored(), tenant.State().Graph, nil) {
				t.Error("what is shown afterwards is not what is stored")
			}
		})
	}
}

func TestAChangeBetweenTwoItemsOfAPlanIsNoticed(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	changes := []rbac.Change{addCid(), rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Staff"), Description: text.New("new")}, rbac.RemoveMember(rbac.GroupOf(finance), rbac.User(ann))}
	report, err := tenant.Apply(t.Context(), w.compile(tenant, changes...), ApplyOptions{}, func(p Progress) {
		if p.Phase == Checking && p.Item == 1 {
			if err := w.elsewhere(endpoint.GroupsMembersRemove, `["`+bob+`"]`, finance); err != nil {
				t.Error(err)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := outcomes(report); !slices.Equal(got, []Outcome{Done, Done, Changed}) {
		t.Fatalf("%v", got)
	}
	if len(report.Remaining) != 1 || report.Remaining[0] != changes[2] {
		t.Errorf("remaining %v", report.Remaining)
	}
	if got := plan.Describe(report.Foreign); !strings.Contains(got, "- auth0|bob") {
		t.Errorf("at the end %q", got)
	}
}

func TestALostUpdateIsNoticedAndCanBeRetried(t *testing.T) {
	// Somebody else's write begins before and ends after this one: as the server
	// keeps no order, theirs overwrites it.
	w := newMeddled(t, small())
	tenant := w.open()
	depth := 0
	w.meddle = func(id endpoint.ID) {
		depth++
		if depth != 1 {
			return
		}
		// Within their write, ours runs from its reading to its storing.
		report, err := tenant.Apply(t.Context(), w.compile(tenant, addCid()), ApplyOptions{}, nil)
		if err != nil || !report.Complete() {
			t.Errorf("%v %v", report.Results, err)
		}
	}
	if err := w.elsewhere(endpoint.GroupsMembersAdd, `["auth0|dot"]`, finance); err != nil {
		t.Fatal(err)
	}
	run, _, err := tenant.LastRun()
	if err != nil {
		t.Fatal(err)
	}
	report, err := tenant.Check(t.Context(), run.ID)
	if err != nil || !strings.Contains(plan.Describe(report.Lost), "- auth0|cid") {
		t.Errorf("the check says %q, %v", plan.Describe(report.Lost), err)
	}
}

func TestAWriteThatAnotherOverwritesBeforeItIsReadBackIsNotSaved(t *testing.T) {
	w := newMeddled(t, small())
	tenant := w.open()
	before := small().Groups[0]
	overwrite := func() {
		doc := small()
		doc.Groups[0] = before
		doc.Groups[0].Members = append(slices.Clone(before.Members), rbac.User("auth0|dot"))
		w.load(w.other(), doc)
	}
	report, err := tenant.Apply(t.Context(), w.compile(tenant, addCid()), ApplyOptions{}, func(p Progress) {
		if p.Phase == Verifying {
			overwrite()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	r := report.Results[0]
	if r.Outcome != NotSaved || !strings.Contains(plan.Describe(r.Differences), "- auth0|cid") || !strings.Contains(plan.Describe(r.Differences), "+ auth0|dot") {
		t.Fatalf("%s %q", r.Outcome, plan.Describe(r.Differences))
	}
	// Somebody else changed it as well, so a retry asks for another look.
	again, err := tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil)
	if err != nil || again.Results[0].Outcome != Changed {
		t.Fatalf("%v %v", again.Results, err)
	}
	w.load(w.other(), small())
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
	if g, _ := w.stored().Group(rbac.GroupOf(finance)); !slices.Contains(g.Members, rbac.User(cid)) {
		t.Error("the retry did not save it")
	}
}

func TestTheSecondOfTwoTenantsIsToldOfTheFirst(t *testing.T) {
	w := newWorkshop(t, small())
	a, b := w.open(), w.openIn(t.TempDir()) // as on two machines: no lock between them
	planB := w.compile(b, rbac.RemoveMember(rbac.GroupOf(finance), rbac.User(bob)))
	w.apply(a, addCid())
	report, err := b.Apply(t.Context(), planB, ApplyOptions{}, nil)
	if err != nil || report.Results[0].Outcome != Changed {
		t.Fatalf("%v %v", report.Results, err)
	}
	w.apply(b, report.Remaining...) // having seen it, b may go on
	if g, _ := w.stored().Group(rbac.GroupOf(finance)); !slices.Equal(g.Members, []rbac.UserID{rbac.User(ann), rbac.User(cid)}) {
		t.Errorf("%v", g.Members)
	}
}

func TestARefreshThatBeganBeforeAnApplyDoesNotHideIt(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	p := w.compile(tenant, addCid())
	read, free := make(chan struct{}), make(chan struct{})
	w.faults.Clear()
	w.faults.Add(faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Times: 1,
		Fault: func(_ *faulty.Server, rw http.ResponseWriter, r *http.Request, next http.Handler) {
			old := httptest.NewRecorder()
			next.ServeHTTP(old, r)
			close(read)
			<-free
			rw.Header().Set("Content-Type", old.Header().Get("Content-Type"))
			_, _ = rw.Write(old.Body.Bytes())
		}})
	ended := make(chan error, 1)
	go func() { ended <- tenant.Refresh(context.Background()) }()
	<-read
	w.complete(tenant.Apply(t.Context(), p, ApplyOptions{}, nil))
	close(free)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if !rbac.Equal(p.After, tenant.State().Graph, nil) {
		t.Error("the old picture is shown again")
	}
}

func TestUndoLeavesAloneWhatSomebodyChangedSince(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, addCid(), rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Crew"), Description: text.New("d")})
	if err := w.elsewhere(endpoint.GroupsMembersRemove, `["`+cid+`", "`+bob+`"]`, finance); err != nil {
		t.Fatal(err)
	}
	u, err := tenant.PlanUndo(t.Context(), report.Run)
	if err != nil {
		t.Fatal(err)
	}
	if len(u.Blocked) != 1 || !strings.Contains(u.Blocked[0].Reason, "changed by somebody else since") || len(u.Plan.Items) != 1 {
		t.Fatalf("%+v, %d items", u.Blocked, len(u.Plan.Items))
	}
	w.complete(tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil))
	want := small()
	want.Groups[0].Members = []rbac.UserID{rbac.User(ann)}
	if !rbac.Equal(rbac.Index(want), w.stored(), nil) {
		t.Errorf("%+v", w.stored().Document().Groups)
	}
}

func TestUndoSaysWhatElseChangedInTheSameRecordAndLeavesIt(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, addCid())
	if err := w.elsewhere(endpoint.GroupsMembersAdd, `["auth0|dot"]`, finance); err != nil {
		t.Fatal(err)
	}
	u, err := tenant.PlanUndo(t.Context(), report.Run)
	if err != nil || len(u.Blocked) > 0 || len(u.Notes) != 1 || !strings.Contains(u.Notes[0], "auth0|dot") {
		t.Fatalf("%+v %v", u, err)
	}
	w.complete(tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil))
	g, _ := w.stored().Group(rbac.GroupOf(finance))
	if !slices.Equal(g.Members, []rbac.UserID{rbac.User(ann), rbac.User(bob), rbac.User("auth0|dot")}) {
		t.Errorf("%v", g.Members)
	}
}

func TestAnOlderUndoFollowsWhatALaterOneMadeAnew(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	first := w.apply(tenant, rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Crew"), Description: text.New("d")},
		rbac.AddMember(rbac.GroupOf(staff), rbac.User(ann)))
	second := w.apply(tenant, rbac.DeleteGroup{Group: rbac.GroupOf(staff)})
	undo(t, w, tenant, second.Run)
	third := w.apply(tenant, rbac.DeleteGroup{Group: idNamed(t, w, "Crew")})
	undo(t, w, tenant, third.Run)
	if run, ok, err := tenant.LastRun(); err != nil || !ok || run.ID != first.Run {
		t.Fatalf("%+v %v %v", run, ok, err)
	}
	undo(t, w, tenant, first.Run)
	if !rbac.Equal(anonymous(rbac.Index(small())), anonymous(w.stored()), nil) {
		t.Errorf("%+v", w.stored().Document().Groups)
	}
}

func idNamed(t *testing.T, w *workshop, name string) rbac.GroupID {
	t.Helper()
	ids := w.stored().GroupsNamed(text.New(name))
	if len(ids) != 1 {
		t.Fatalf("%d groups are named %s", len(ids), name)
	}
	return ids[0]
}
