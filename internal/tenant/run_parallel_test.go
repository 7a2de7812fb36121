package tenant

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// additions are n additions to groups of manyGroups, spread at random but the same each
// time, none repeated.
func additions(groups, n int) []rbac.Change {
	r := rand.New(rand.NewPCG(7, 7))
	var list []rbac.Change
	for i := range n {
		list = append(list, rbac.AddMember(groupNo(r.IntN(groups)), rbac.User(fmt.Sprintf("auth0|new%d", i))))
	}
	return list
}

func TestAThousandRandomAdditionsTakeARequestAGroupAndFewReadings(t *testing.T) {
	const groups, most = 100, 210
	w := newWorkshop(t, manyGroups(groups))
	tenant := w.open()
	p := w.compile(tenant, additions(groups, 1000)...)
	w.faults.Clear()
	w.complete(tenant.Apply(t.Context(), p, ApplyOptions{}, nil))
	seen := len(w.faults.Seen())
	if writes := len(w.writes()); writes != groups || seen > most || seen-writes > groups/maxTogether+5 {
		t.Errorf("%d requests, of which %d write", seen, writes)
	}
	if !rbac.Equal(p.After, w.stored(), nil) {
		t.Error("what is stored is not what was predicted")
	}
	run, _, err := tenant.LastRun()
	if err != nil {
		t.Fatal(err)
	}
	undo(t, w, tenant, run.ID)
	if !rbac.Equal(rbac.Index(manyGroups(groups)), w.stored(), nil) {
		t.Error("undo does not bring back what was there")
	}
}

// The records of a batch are others: what speaks of another's record waits for it.
func TestOnlyAdditionsToDifferentRecordsShareReadings(t *testing.T) {
	user := rbac.User(ann)
	role := rbac.RoleOf(reader)
	made := rbac.GroupID{Text: rbac.NewID(1)}
	first := rbac.AddMember(rbac.GroupOf(board), rbac.User(cid)) // goes alone in any case
	tests := map[string]struct {
		changes []rbac.Change
		want    bool
	}{
		"additions to two groups":        {[]rbac.Change{rbac.AddMember(rbac.GroupOf(finance), rbac.User(cid)), rbac.AddMember(rbac.GroupOf(staff), user)}, true},
		"a removal beside an addition":   {[]rbac.Change{rbac.RemoveMember(rbac.GroupOf(finance), user), rbac.AddMember(rbac.GroupOf(staff), user)}, false},
		"an addition beside a removal":   {[]rbac.Change{rbac.AddMember(rbac.GroupOf(staff), user), rbac.RemoveMember(rbac.GroupOf(finance), user)}, false},
		"two lists of one group":         {[]rbac.Change{rbac.AddMember(rbac.GroupOf(staff), user), rbac.GrantRole(rbac.GroupOf(staff), role)}, false},
		"a group and one that nests it":  {[]rbac.Change{rbac.AddMember(rbac.GroupOf(staff), user), rbac.AddNested(rbac.GroupOf(finance), rbac.GroupOf(staff))}, false},
		"a group and one that it nests":  {[]rbac.Change{rbac.AddNested(rbac.GroupOf(finance), rbac.GroupOf(staff)), rbac.AddMember(rbac.GroupOf(staff), user)}, false},
		"a role written whole":           {[]rbac.Change{rbac.AddMember(rbac.GroupOf(staff), user), rbac.AddPermission(rbac.RoleOf(approver), rbac.PermissionOf(read))}, false},
		"a new group and what is put in": {[]rbac.Change{rbac.CreateGroup{Ref: made, Name: text.New("New"), Description: text.New("d")}, rbac.AddMember(made, user)}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			p := w.compile(tenant, append([]rbac.Change{first}, test.changes...)...)
			shared, over := false, false
			w.complete(tenant.Apply(t.Context(), p, ApplyOptions{}, func(p Progress) {
				over = over || p.Phase == Finished && p.Item == 1
				shared = shared || p.Phase == Sending && p.Item == 2 && !over
			}))
			if shared != test.want {
				t.Errorf("shared: %t", shared)
			}
			if want := anonymous(p.After); !rbac.Equal(want, anonymous(w.stored()), nil) {
				t.Error("what is stored is not what was predicted")
			}
		})
	}
}

func TestABatchEndsAtTheFirstRequestThatIsNotAnsweredWithYes(t *testing.T) {
	tests := map[string]struct {
		fault  faulty.Rule
		want   Outcome
		behind []Outcome
	}{
		"refused":                {faulty.Rule{Times: 1, Fault: faulty.Refusal(400, "no")}, Failed, []Outcome{NotTried, NotTried}},
		"forbidden":              {faulty.Rule{Times: 1, Fault: faulty.Forbidden()}, Failed, []Outcome{NotTried, NotTried}},
		"lost, made":             {faulty.Rule{Times: 1, Fault: faulty.Reset(true)}, Done, []Outcome{Done, Done}},
		"lost, not made":         {faulty.Rule{Times: 1, Fault: faulty.Reset(false)}, Unknown, []Outcome{NotTried, NotTried}},
		"throttled, for a while": {faulty.Rule{Times: 2, Fault: faulty.Throttled()}, Done, []Outcome{Done, Done}},
		"throttled, for good":    {faulty.Rule{Times: maxThrottled, Fault: faulty.Throttled()}, Failed, []Outcome{NotTried, NotTried}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, manyGroups(6))
			tenant := w.open()
			p := w.compile(tenant, manyItems()[:6]...)
			test.fault.Method, test.fault.Skip = http.MethodPatch, 3
			w.faults.Add(test.fault)
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := outcomes(report); !slices.Equal(got, append([]Outcome{Done, Done, Done, test.want}, test.behind...)) {
				t.Fatalf("%v", got)
			}
			w.faults.Clear()
			if test.behind[0] == NotTried {
				w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
			}
			if !rbac.Equal(p.After, w.stored(), nil) {
				t.Error("what is stored is not what was predicted")
			}
		})
	}
}

func TestAStopWithinABatchReadsBackWhatWasSent(t *testing.T) {
	w := newWorkshop(t, manyGroups(6))
	tenant := w.open()
	p := w.compile(tenant, manyItems()[:6]...)
	ctx, stop := context.WithCancel(t.Context())
	report, err := tenant.Apply(ctx, p, ApplyOptions{}, func(p Progress) {
		if p.Phase == Sending && p.Item == 3 {
			stop()
		}
	})
	if err != nil || report.Stopped == nil {
		t.Fatal(report.Stopped, err)
	}
	if got := outcomes(report); !slices.Equal(got, []Outcome{Done, Done, Done, Done, NotTried, NotTried}) {
		t.Fatalf("%v", got)
	}
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
}

// What somebody else does at any moment of a batch stays, and nothing is told that is not so.
func TestWhatSomebodyElseDoesWithinABatchStaysAndIsTold(t *testing.T) {
	const groups = 6
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		w := newWorkshop(t, manyGroups(groups))
		tenant := w.open()
		changes := manyItems()[:groups]
		at, moment := r.IntN(groups), []Phase{Checking, Sending, Verifying}[r.IntN(3)]
		of, theirs := r.IntN(groups), r.IntN(5)
		added := []string{"auth0|theirs", changes[of].(rbac.Tie).Right.Raw()}[r.IntN(2)]
		report, err := tenant.Apply(t.Context(), w.compile(tenant, changes...), ApplyOptions{GoOn: true}, func(p Progress) {
			if p.Phase != moment || p.Item != at {
				return
			}
			id := groupNo(of).Raw()
			calls := []func() error{
				func() error { return w.elsewhere(endpoint.GroupsMembersAdd, `["`+added+`"]`, id) },
				func() error {
					_ = w.elsewhere(endpoint.GroupsMembersAdd, `["auth0|x"]`, id)
					return w.elsewhere(endpoint.GroupsMembersRemove, `["`+changes[of].(rbac.Tie).Right.Raw()+`"]`, id)
				},
				func() error { return w.elsewhere(endpoint.GroupsUpdate, `{"name":"Other","description":"d"}`, id) },
				func() error { return w.elsewhere(endpoint.GroupsDelete, ``, id) },
				func() error { return w.elsewhere(endpoint.GroupsNestedAdd, `["`+groupNo((of+1)%groups).Raw()+`"]`, id) },
			}
			if err := calls[theirs](); err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("seed %d: %d at %s of %d, to %d", seed, theirs, moment, at, of)
		stored := w.stored()
		lost := plan.Describe(report.Lost)
		for i, result := range report.Results {
			tie := changes[i].(rbac.Tie)
			g, there := stored.Group(groupNo(i))
			made := slices.Contains(g.Members, rbac.UserID{Text: tie.Right})
			told := made == (result.Outcome == Done) || i == of && (lost != "" || len(result.Differences) > 0 || result.Err != nil)
			if !told || i != of && !made {
				t.Errorf("%s: item %d is %s, made %t, %q; lost %q", what, i, result.Outcome, made, result.Note, lost)
			}
			if i == of && theirs == 0 && !slices.Contains(g.Members, rbac.User(added)) || i == of && there && theirs == 2 && g.Name.Raw() != "Other" ||
				i == of && theirs == 3 && there || i == of && theirs == 4 && len(g.Nested) == 0 {
				t.Errorf("%s: what somebody else did is gone", what)
			}
		}
		if !rbac.Equal(stored, tenant.State().Graph, nil) {
			t.Errorf("%s: what is shown is not what is stored", what)
		}
		if theirs != 1 && len(w.writes()) > groups {
			t.Errorf("%s: sent %v", what, w.writes())
		}
	}
}
