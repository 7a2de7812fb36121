package tenant

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// staging opens two programs on the same folder, which both know one change.
func staging(t *testing.T, both rbac.Changes) (a, b *Tenant, save func(*Tenant, ...rbac.Change) Merged) {
	t.Helper()
	state := t.TempDir()
	open := func() *Tenant { return New(Options{Client: idle(t), State: state, Now: time.Now}) }
	save = func(tenant *Tenant, changes ...rbac.Change) Merged {
		t.Helper()
		m, err := tenant.SaveStaged(t.Context(), Staged{Changes: changes})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a, b = open(), open()
	save(a, both...)
	if s, _, err := b.LoadStaged(); err != nil || len(s.Changes) != len(both) {
		t.Fatalf("%+v %v", s, err)
	}
	return a, b, save
}

func TestWhatTwoProgramsStageIsKeptOfBoth(t *testing.T) {
	both := rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New("Both")}
	theirs := rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(2)}, Name: text.New("Theirs")}
	member := rbac.AddMember(theirs.Ref, rbac.User(ann))
	ours := rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(2)}, Name: text.New("Ours")}
	a, b, save := staging(t, rbac.Changes{both})
	if m := save(a, both, theirs, member); len(m.Added)+len(m.Removed) > 0 {
		t.Errorf("nothing came from elsewhere, yet it says %+v", m)
	}
	moved := rbac.GroupID{Text: rbac.NewID(3)}
	came := []rbac.Change{rbac.CreateGroup{Ref: moved, Name: text.New("Theirs")}, rbac.AddMember(moved, rbac.User(ann))}
	if m := save(b, both, ours); !reflect.DeepEqual(m.Added, came) || len(m.Removed) > 0 {
		t.Errorf("added %v, removed %v, want added %v", m.Added, m.Removed, came)
	}
	s, _, err := b.LoadStaged()
	if want := append(rbac.Changes{both, ours}, came...); err != nil || !reflect.DeepEqual(s.Changes, want) {
		t.Errorf("kept are %v, want %v (%v)", s.Changes, want, err)
	}
}

func TestWhatAnotherProgramAppliedIsNotStagedAgain(t *testing.T) {
	add, remove := addCid(), rbac.RemoveMember(rbac.GroupOf(finance), rbac.User(cid))
	nested := rbac.AddNested(rbac.GroupOf(board), rbac.GroupOf(staff))
	a, b, save := staging(t, rbac.Changes{add, remove, add})
	save(a)
	m := save(b, add, remove, add, nested)
	if want := []rbac.Change{add, remove, add}; !reflect.DeepEqual(m.Removed, want) || len(m.Added) > 0 {
		t.Errorf("removed %v, added %v, want removed %v", m.Removed, m.Added, want)
	}
	if m := save(b, nested); len(m.Added)+len(m.Removed) > 0 {
		t.Errorf("told again: %+v", m)
	}
	s, _, err := a.LoadStaged()
	if err != nil || !reflect.DeepEqual(s.Changes, rbac.Changes{nested}) {
		t.Errorf("kept are %v (%v)", s.Changes, err)
	}
}

func TestStagedChangesWaitForWhoWritesThem(t *testing.T) {
	a, _, _ := staging(t, nil)
	release, err := a.folder.lockStaged(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.SaveStaged(ctx, Staged{Changes: rbac.Changes{addCid()}}); !errors.Is(err, context.Canceled) {
		t.Errorf("somebody else holds the lock, yet: %v", err)
	}
	release()
	if s, _, _ := a.LoadStaged(); len(s.Changes) > 0 {
		t.Error("it was written")
	}
}
