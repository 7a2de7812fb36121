package tenant

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestAnAdditionGoesOnBesideWhatCommutesWithIt(t *testing.T) {
	group, role := rbac.GroupOf(finance), rbac.RoleOf
	type write struct {
		id   endpoint.ID
		body string
	}
	tests := map[string]struct {
		own   rbac.Change
		their write
		want  Outcome
	}{
		"another member comes":           {addCid(), write{endpoint.GroupsMembersAdd, `["auth0|dot"]`}, Done},
		"another member goes":            {addCid(), write{endpoint.GroupsMembersRemove, `["` + bob + `"]`}, Done},
		"the same member comes":          {addCid(), write{endpoint.GroupsMembersAdd, `["` + cid + `"]`}, Changed},
		"a role comes, a member is own":  {addCid(), write{endpoint.GroupsRolesAdd, `["` + reader + `"]`}, Changed},
		"the group has another name":     {addCid(), write{endpoint.GroupsUpdate, `{"name":"Treasury","description":"d"}`}, Changed},
		"a member comes, a role is own":  {rbac.GrantRole(group, role(reader)), write{endpoint.GroupsMembersAdd, `["auth0|dot"]`}, Changed},
		"a removal beside a new member":  {rbac.RemoveMember(group, rbac.User(ann)), write{endpoint.GroupsMembersAdd, `["auth0|dot"]`}, Changed},
		"an edit beside a new member":    {rbac.EditGroup{Group: group, Name: text.New("F"), Description: text.New("d")}, write{endpoint.GroupsMembersAdd, `["auth0|dot"]`}, Changed},
		"the group is gone":              {addCid(), write{endpoint.GroupsDelete, ``}, Changed},
		"a nested group beside a member": {rbac.AddNested(group, rbac.GroupOf(staff)), write{endpoint.GroupsMembersAdd, `["auth0|dot"]`}, Changed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, test.own)
			if test.their.id == endpoint.GroupsDelete {
				if err := w.elsewhere(endpoint.GroupsNestedRemove, `["`+finance+`"]`, board); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.elsewhere(test.their.id, test.their.body, finance); err != nil {
				t.Fatal(err)
			}
			w.faults.Clear()
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			r := report.Results[0]
			if r.Outcome != test.want || r.Note == "" || len(r.Differences) == 0 {
				t.Errorf("%s, %q, %q", r.Outcome, r.Note, plan.Describe(r.Differences))
			}
			if (len(w.writes()) == 1) != (test.want == Done) || len(report.Lost) > 0 {
				t.Errorf("sent %v, at the end %q", w.writes(), plan.Describe(report.Lost))
			}
		})
	}
}

func TestUndoOfAnAdditionKeepsWhatCommutedWithIt(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	p := w.compile(tenant, addCid())
	if err := w.elsewhere(endpoint.GroupsMembersAdd, `["auth0|dot"]`, finance); err != nil {
		t.Fatal(err)
	}
	before := w.stored()
	report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
	if err != nil || !report.Complete() {
		t.Fatal(report.Results, err)
	}
	u, err := tenant.PlanUndo(t.Context(), report.Run)
	if err != nil || len(u.Blocked) > 0 || len(u.Notes) != 1 || !strings.Contains(u.Notes[0], "+ auth0|dot") {
		t.Fatalf("blocked %v, notes %v, %v", u.Blocked, u.Notes, err)
	}
	w.complete(tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil))
	if !rbac.Equal(before, w.stored(), nil) {
		t.Errorf("left %+v", w.stored().Document().Groups)
	}
}

func TestAPlanGoesOnAfterTheTenantWasAskedTooMuch(t *testing.T) {
	for name, test := range map[string]struct {
		times int
		want  Outcome
		sent  int
	}{"for a while": {2, Done, 3}, "for good": {0, Failed, 4}} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, addCid())
			w.faults.Clear()
			w.faults.Add(faulty.Rule{Method: "PATCH", Times: test.times, Fault: faulty.Throttled()})
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r := report.Results[0]; r.Outcome != test.want || (r.Err != nil) != (test.want == Failed) {
				t.Errorf("%+v", r)
			}
			if got := w.writes(); len(got) != test.sent {
				t.Errorf("sent %v", got)
			}
			if test.want == Failed && !strings.Contains(report.Results[0].Err.Error(), "too many requests") {
				t.Errorf("says %v", report.Results[0].Err)
			}
		})
	}
}

// What the tenant asks for is no request on its way: who stops doesn't wait for it.
func TestAStopEndsThePauseAfterAThrottledWriteAtOnce(t *testing.T) {
	w := newWorkshop(t, small())
	ctx, stop := context.WithCancel(t.Context())
	var paused atomic.Pointer[time.Time]
	w.pause = func(waiting context.Context, d time.Duration) error {
		if d > 20*time.Second {
			now := time.Now()
			paused.CompareAndSwap(nil, &now)
			stop()
			<-waiting.Done()
		}
		return waiting.Err()
	}
	tenant := w.open()
	p := w.compile(tenant, addCid())
	w.faults.Clear()
	w.faults.Add(faulty.Rule{Method: "PATCH", Fault: faulty.Throttled("Retry-After", "100")})
	report, err := tenant.Apply(ctx, p, ApplyOptions{}, nil)
	if err != nil || paused.Load() == nil {
		t.Fatalf("paused: %v, %v", paused.Load(), err)
	}
	if took := time.Since(*paused.Load()); took > grace/2 {
		t.Errorf("the stop took %v", took)
	}
	if len(w.writes()) != 1 {
		t.Errorf("sent %v", w.writes())
	}
	r, told := report.Results[0], report.Tell([]string{"add"}, func(rbac.Ref) string { return "" })
	if r.Outcome != Failed || !strings.Contains(r.Err.Error(), "too many requests") || told.Why != "cancelled" {
		t.Errorf("%+v, why %q", r, told.Why)
	}
	if said := strings.Join(told.Items[0].Lines, "; "); strings.Contains(said, "lost") || !strings.Contains(said, "rejected; could not be verified") {
		t.Errorf("says %q", said)
	}
	w.pause = nil
	w.faults.Clear()
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
}
