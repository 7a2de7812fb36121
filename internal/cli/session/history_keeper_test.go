package session

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"authzx/internal/cli/command"
	"authzx/internal/history"
	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// stateOf is the state of a sample, with a group more for each of extra.
func stateOf(t testing.TB, of sample.Tenant, extra ...string) tenant.State {
	t.Helper()
	s, err := tenant.ReadState(of.Document, time.Date(2026, 11, 1, 0, 0, len(extra), 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	d := s.Graph.Document()
	for _, name := range extra {
		d.Groups = append(d.Groups, rbac.Group{ID: rbac.GroupOf(name), Name: text.New(name), Description: text.New(name)})
	}
	s.Graph = rbac.Index(d)
	return s
}

func storeIn(folder string) history.Store {
	return history.Store{Folder: filepath.Join(folder, "history"), Limits: history.Limits{Keep: 50, Age: 1 << 60, Size: 1 << 30}}
}

func TestWhatChangedIsSaidWithNames(t *testing.T) {
	store := storeIn(t.TempDir())
	r := &command.Run{}
	k := newKeeper(r, func() history.Store { return store })
	k.keep(stateOf(t, sample.Company()))
	k.settle()
	k.keep(stateOf(t, sample.Company(), "Steuern – 税"))
	k.settle()
	list, err := store.List()
	if err != nil || len(list) != 2 || list[0].What != "the first state" || list[1].What != `create group "Steuern – 税"` {
		t.Errorf("%+v %v", list, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestStatesAreSavedInTheOrderInWhichTheyWereRead(t *testing.T) {
	company := sample.Company()
	for range 20 {
		store := storeIn(t.TempDir())
		k := newKeeper(&command.Run{}, func() history.Store { return store })
		for _, extra := range [][]string{nil, {"A"}, {"A"}, {"A", "B"}, {"A", "B"}} {
			k.keep(stateOf(t, company, extra...))
		}
		k.settle()
		list, err := store.List()
		if err != nil || len(list) != 3 || list[2].What != `create group "B"` {
			t.Fatalf("%+v %v", list, err)
		}
	}
}

func TestWhereNothingCanBeWrittenNothingIsKeptAndNobodyIsTroubled(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "history"), nil, 0o600); err != nil { // in place of the folder
		t.Fatal(err)
	}
	r := &command.Run{}
	k := newKeeper(r, func() history.Store { return storeIn(folder) })
	k.keep(stateOf(t, sample.Company()))
	k.settle()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// What it costs to keep a state of a large tenant, beside the program.
func BenchmarkKeepingAStateOfALargeTenant(b *testing.B) {
	large := sample.Generate(sample.Large())
	first, second := stateOf(b, large), stateOf(b, large, "One more")
	for b.Loop() {
		store := storeIn(b.TempDir())
		k := newKeeper(&command.Run{}, func() history.Store { return store })
		k.keep(first)
		k.settle()
		k.keep(second)
		k.settle()
	}
	b.ReportMetric(float64(len(large.Document)), "document-bytes")
}
