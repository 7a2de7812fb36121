package tenant

import (
	"context"
	"errors"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestAllIsDoneIsSaidOnlyWhenTheLastReadShowsIt(t *testing.T) {
	for name, test := range map[string]struct {
		body    string // of members that somebody else removes at the end; empty for none
		verdict string
		ends    string
	}{
		"nobody touches it":         {"", "all done", ""},
		"what was made is gone":     {`["auth0|cid"]`, "2 of 2 applied, but some no longer hold", "applied, but no longer so:"},
		"something else is changed": {`["` + bob + `"]`, "all done", "the tenant differs from what the plan left:"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			edit := rbac.EditRole{Role: rbac.RoleOf(reader), Name: text.New("Reader"), Description: text.New("new")}
			report, err := tenant.Apply(t.Context(), w.compile(tenant, addCid(), edit), ApplyOptions{}, func(p Progress) {
				if p.Phase == Sending && p.Item == 1 && test.body != "" {
					if err := w.elsewhere(endpoint.GroupsMembersRemove, test.body, finance); err != nil {
						t.Error(err)
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			told := report.Tell([]string{"add cid", "edit a role"}, nil)
			if told.Verdict != test.verdict || report.Complete() != (test.verdict == "all done") {
				t.Errorf("it says %q (complete: %v), want %q", told.Verdict, report.Complete(), test.verdict)
			}
			if got := endsOf(told); !strings.Contains(got, test.ends) || test.ends == "" && got != "" {
				t.Errorf("of the end it says %q, want %q", got, test.ends)
			}
		})
	}
}

func endsOf(t Told) string {
	var all []string
	for _, end := range t.Ends {
		all = append(all, end.Title)
		all = append(all, end.Lines...)
	}
	return strings.Join(all, "\n")
}

func TestAReportSaysWhyItStopped(t *testing.T) {
	full := &JournalError{"writing the journal", errors.New("no space left on device")}
	done, open := Result{Outcome: Done}, Result{Item: 1, Outcome: NotTried}
	for name, test := range map[string]struct {
		report       Report
		verdict, why string
	}{
		"the disk is full": {
			Report{Run: "r", Results: []Result{done, open}, Stopped: full}, "incomplete: 1 of 2 done",
			"nothing is sent without a journal: writing the journal: no space left on device",
		},
		"somebody cancelled it": {Report{Run: "r", Results: []Result{done, open}, Stopped: context.Canceled}, "stopped: 1 of 2 done", "cancelled"},
		"its time was up":       {Report{Run: "r", Results: []Result{done, open}, Stopped: context.DeadlineExceeded}, "incomplete: 1 of 2 done", "out of time"},
		"the token was refused": {
			Report{Run: "r", Results: []Result{done, {Item: 1, Outcome: Failed, Err: &api.Error{Kind: api.KindUnauthorized, Status: 401, Message: text.New("Invalid token")}}}},
			"incomplete: 1 of 2 done", "two: ",
		},
		"somebody changed the same": {
			Report{Run: "r", Results: []Result{done, {Item: 1, Outcome: Changed, Note: "changed since it was read, nothing was sent: name"}}},
			"incomplete: 1 of 2 done", "two: changed since it was read, nothing was sent: name",
		},
		"the last read failed": {
			Report{Run: "r", Results: []Result{done}, Unread: errors.New("no answer")}, "1 of 1 applied; the current state could not be read", "",
		},
		"nothing was begun": {Report{}, "nothing was sent", ""},
	} {
		t.Run(name, func(t *testing.T) {
			told := test.report.Tell([]string{"one", "two"}, nil)
			if told.Verdict != test.verdict || !strings.HasPrefix(told.Why, test.why) || (told.Why == "") != (test.why == "") {
				t.Errorf("it says %q because %q, want %q because %q", told.Verdict, told.Why, test.verdict, test.why)
			}
			if test.report.Complete() && test.report.Run != "" {
				t.Error("it counts as complete")
			}
		})
	}
}

func TestAnItemSaysWhatStandsInItsWay(t *testing.T) {
	group := rbac.GroupOf(finance).Ref()
	report := Report{Run: "r", Results: []Result{{
		Outcome: Failed, Err: errors.New("400"), Blockers: []rbac.Ref{group},
	}, {
		Item: 1, Outcome: NotSaved, Differences: []plan.Difference{{Of: group, Field: "members", Before: []text.Text{text.New("ann")}}},
		Note: "the server said yes, but it is not so",
	}}}
	told := report.Tell([]string{"one", "two"}, func(rbac.Ref) string { return `group "Finance"` })
	if got := strings.Join(told.Items[0].Lines, "|"); got != `failed|it is used in group "Finance"` {
		t.Errorf("the first says %q", got)
	}
	if got := told.Items[1].Lines; len(got) != 3 || !strings.HasPrefix(got[0], "not saved") {
		t.Errorf("the second says %q", got)
	}
}

func TestAWriteThatIsKnownNotToBeMadeIsNotCalledUnknown(t *testing.T) {
	lost := &api.Error{Kind: api.KindServer, Status: 500, Method: "PATCH", Target: "/x", Unsettled: true}
	if got := settled(lost); errors.Is(got, api.ErrOutcomeUnknown) || strings.Contains(got.Error(), "unknown") {
		t.Errorf("it says %q", got)
	}
	if !errors.Is(lost, api.ErrOutcomeUnknown) {
		t.Error("the error itself was altered")
	}
}
