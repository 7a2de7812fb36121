package views

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/answers"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
	"authzx/internal/views/resources"
)

// hugeDesk is a desk with the huge tenant, without the explorer around it.
func hugeDesk(tb testing.TB) *Host {
	tb.Helper()
	source := &still{state: tenant.State{Graph: rbac.Index(hugeDocument())}, news: make(chan tea.Msg, 1)}
	return New(Options{Options: desk.Options{Source: source, Theme: theme.New(theme.Options{Keys: ui.NewKeymap(ui.Bindings()).Key}), Now: func() time.Time { return clock }, Tick: immediately}})
}

// carryOut carries commands out one after another until a screen asks for no more.
func carryOut(s ui.Screen, cmd ui.Cmd) {
	for queue := cmd.Commands(); len(queue) > 0; queue = queue[1:] {
		if msg := queue[0](); msg != nil {
			queue = append(queue, s.Update(msg).Commands()...)
		}
	}
}

func TestQuestionsAboutManyUsersAreAnsweredBesideTheProgram(t *testing.T) {
	t.Parallel()
	d := hugeDesk(t)
	group := rbac.GroupOf("g-000000").Ref()
	for name, route := range map[string]ui.Route{
		"who can": answers.WhoCanRoute(group), "matrix": {Kind: desk.RouteMatrix},
		"compare": answers.CompareRoute(rbac.User("auth0|user-000000").Ref(), rbac.User("auth0|user-000001").Ref()),
	} {
		t.Run(name, func(t *testing.T) {
			s := d.Make(route)
			s.SetSize(80, 20)
			cmd := s.Init()
			if since, _ := s.Busy(); since.IsZero() {
				t.Error("nothing runs")
			}
			if s.View() == "" {
				t.Error("nothing is shown meanwhile")
			}
			carryOut(s, cmd)
			if since, what := s.Busy(); !since.IsZero() {
				t.Errorf("%s still runs", what)
			}
		})
	}
	s := answers.NewWhoCan(d.Workspace, group)
	carryOut(s, s.Init())
	if n := len(s.Answer.Rows); n != 100_000 {
		t.Errorf("%d users are in the group of everybody", n)
	}
}

func TestLeavingASearchAmongManyUsersBringsTheListBack(t *testing.T) {
	t.Parallel()
	l := resources.NewList(hugeDesk(t).Desk, kinds.Of(rbac.KindUser))
	l.SetSize(80, 20)
	carryOut(l, l.Init())
	all := l.Browser.Table.Total()
	l.Search.Query = text.New("ann")
	carryOut(l, l.Fill())
	if l.Browser.Table.Total() != 0 {
		t.Fatal("the search did not take the list's place")
	}
	cmd, ok := l.EscapeStep()
	carryOut(l, cmd)
	if since, what := l.Busy(); !ok || !since.IsZero() || l.Browser.Table.Total() != all {
		t.Errorf("%d users of %d are back, and %q runs", l.Browser.Table.Total(), all, what)
	}
}

func BenchmarkScrollingTheMatrix(b *testing.B) {
	s := answers.NewMatrix(hugeDesk(b).Workspace)
	s.SetSize(198, 46)
	carryOut(s, s.Init())
	for b.Loop() {
		s.Act(ui.PageDown)
		s.Act(ui.ColumnsDown)
		if s.View() == "" {
			b.Fatal("nothing is drawn")
		}
	}
}

func BenchmarkWhoIsInTheGroupOfEverybody(b *testing.B) {
	d := hugeDesk(b)
	for b.Loop() {
		h := answers.NewWhoCanResult(d.Data, rbac.GroupOf("g-000000").Ref(), rbac.Reach{})
		h.Model(rbac.Ref{}).Index()
	}
}

func BenchmarkMovingAmongManyHolders(b *testing.B) {
	s := answers.NewWhoCan(hugeDesk(b).Workspace, rbac.GroupOf("g-000000").Ref())
	s.SetSize(198, 46)
	carryOut(s, s.Init())
	for b.Loop() {
		s.Act(ui.Down)
		if s.View() == "" {
			b.Fatal("nothing is drawn")
		}
	}
}

func BenchmarkDiagnosis(b *testing.B) {
	d := hugeDesk(b)
	for b.Loop() {
		desk.Diagnose(b.Context(), d.Data, nil, "", clock)
	}
}

func BenchmarkComparison(b *testing.B) {
	d := hugeDesk(b)
	one, other := rbac.Query{User: rbac.User("auth0|user-000000")}, rbac.Query{User: rbac.User("auth0|user-000001")}
	for b.Loop() {
		answers.NewComparison(d.Theme, answers.Side{Data: d.Data, Query: one}, answers.Side{Data: d.Data, Query: other})
	}
}

func TestSortingManyUsersSaysSoUntilItIsDone(t *testing.T) {
	t.Parallel()
	l := resources.NewList(hugeDesk(t).Desk, kinds.Of(rbac.KindUser))
	l.SetSize(80, 20)
	carryOut(l, l.Init())
	cmd, _ := l.Act(ui.Sort)
	if got := l.Pending(); got != "sorting" {
		t.Errorf("it says %q", got)
	}
	carryOut(l, cmd)
	if got := l.Pending(); got != "100000 users" {
		t.Errorf("then it says %q", got)
	}
	if cmd, _ := l.Act(ui.SortBack); cmd == nil || l.Pending() != "sorting" {
		t.Error("the other way round it says nothing")
	}
	l.Cancel()
	if got := l.Pending(); got == "sorting" {
		t.Error("it says so for ever")
	}
}
