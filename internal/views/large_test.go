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
)

// hugeDesk is a desk with the huge tenant, without the explorer around it.
func hugeDesk(tb testing.TB) *Desk {
	tb.Helper()
	source := &still{state: tenant.State{Graph: rbac.Index(hugeDocument())}, news: make(chan tea.Msg, 1)}
	return New(Options{Source: source, Theme: theme.New(theme.Options{}), Now: func() time.Time { return clock }, Tick: immediately})
}

// carryOut carries commands out one after another until a screen asks for no more.
func carryOut(s ui.Screen, cmd tea.Cmd) {
	for queue := []tea.Cmd{cmd}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == nil {
			continue
		}
		switch msg := queue[0]().(type) {
		case tea.BatchMsg:
			queue = append(queue, msg...)
		case nil:
		default:
			queue = append(queue, s.Update(msg))
		}
	}
}

func TestQuestionsAboutManyUsersAreAnsweredBesideTheProgram(t *testing.T) {
	d := hugeDesk(t)
	group := rbac.GroupOf("g-000000").Ref()
	for name, route := range map[string]ui.Route{
		"who can": whoCanRoute(group), "matrix": {Kind: routeMatrix},
		"compare": compareRoute(rbac.User("auth0|user-000000").Ref(), rbac.User("auth0|user-000001").Ref()),
	} {
		t.Run(name, func(t *testing.T) {
			s := d.Make(route)
			s.SetSize(80, 20)
			cmd := s.Init()
			if since, _ := s.(ui.Busy).Busy(); since.IsZero() {
				t.Error("nothing runs")
			}
			if s.View() == "" {
				t.Error("nothing is shown meanwhile")
			}
			carryOut(s, cmd)
			if since, what := s.(ui.Busy).Busy(); !since.IsZero() {
				t.Errorf("%s still runs", what)
			}
		})
	}
	s := newWhoCan(d, group)
	carryOut(s, s.Init())
	if n := len(s.answer.rows); n != 100_000 {
		t.Errorf("%d users are in the group of everybody", n)
	}
}

func TestLeavingASearchAmongManyUsersBringsTheListBack(t *testing.T) {
	l := newList(hugeDesk(t), userKind())
	l.SetSize(80, 20)
	carryOut(l, l.Init())
	all := l.browser.table.Total()
	l.search.query = text.New("ann")
	carryOut(l, l.fill())
	if l.browser.table.Total() != 0 {
		t.Fatal("the search did not take the list's place")
	}
	cmd, ok := l.Rung()
	carryOut(l, cmd)
	if since, what := l.Busy(); !ok || !since.IsZero() || l.browser.table.Total() != all {
		t.Errorf("%d users of %d are back, and %q runs", l.browser.table.Total(), all, what)
	}
}

func BenchmarkScrollingTheMatrix(b *testing.B) {
	s := newMatrix(hugeDesk(b))
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
		h := newHolding(d.data, rbac.GroupOf("g-000000").Ref(), rbac.Reach{})
		h.sheet().index()
	}
}

func BenchmarkMovingAmongManyHolders(b *testing.B) {
	s := newWhoCan(hugeDesk(b), rbac.GroupOf("g-000000").Ref())
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
		diagnose(d.data)
	}
}

func BenchmarkComparison(b *testing.B) {
	d := hugeDesk(b)
	one, other := rbac.Query{User: rbac.User("auth0|user-000000")}, rbac.Query{User: rbac.User("auth0|user-000001")}
	for b.Loop() {
		newContrast(d.Theme, d.data, one, other)
	}
}

func TestSortingManyUsersSaysSoUntilItIsDone(t *testing.T) {
	l := newList(hugeDesk(t), userKind())
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
