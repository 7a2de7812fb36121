package history

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)

func store(t *testing.T) Store {
	return Store{filepath.Join(t.TempDir(), "history"), Limits{Keep: 50, Age: 90 * 24 * time.Hour, Size: 1 << 20}}
}

func (s Store) save(t *testing.T, n int, key, rest string) {
	t.Helper()
	at := start.AddDate(0, 0, n)
	err := s.Save(State{At: at, Document: func() ([]byte, error) { return fmt.Appendf(nil, `{"n":%d}`, n), nil }, Key: key, Rest: rest}, func(before []byte) string {
		return fmt.Sprintf("after %s", before)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOnlyWhatDiffersIsKept(t *testing.T) {
	s := store(t)
	s.save(t, 0, "a", "")
	s.save(t, 1, "a", "")  // the same
	s.save(t, 2, "a", "x") // more of the same is known
	s.save(t, 3, "a", "")  // less is known
	s.save(t, 4, "b", "x")
	s.save(t, 5, "a", "x")
	list, err := s.List()
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
	if list[1].What != `after {"n":2}` || list[0].What != "after " {
		t.Errorf("%+v", list)
	}
	doc, err := s.Read(list[2].ID)
	if err != nil || !bytes.Equal(doc, []byte(`{"n":5}`)) {
		t.Errorf("%s %v", doc, err)
	}
	info, err := os.Stat(s.path(list[0].ID))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

func TestTheBoundsHoldAndTheNewestStays(t *testing.T) {
	for name, limits := range map[string]Limits{
		"by count": {Keep: 2, Age: 1e18, Size: 1 << 30},
		"by age":   {Keep: 50, Age: 36 * time.Hour, Size: 1 << 30},
		"by size":  {Keep: 50, Age: 1e18, Size: 100},
	} {
		t.Run(name, func(t *testing.T) {
			s := store(t)
			s.Limits = limits
			for n := range 6 {
				s.save(t, n, fmt.Sprint(n), "")
			}
			list, err := s.List()
			if err != nil || len(list) != 2 {
				t.Fatalf("%+v %v", list, err)
			}
			s.Limits = Limits{}
			if n, err := s.Prune(start.AddDate(1, 0, 0)); n != 1 || err != nil {
				t.Errorf("%d %v", n, err)
			}
			if n, err := s.Empty(); n != 1 || err != nil {
				t.Errorf("%d %v", n, err)
			}
		})
	}
}

func TestStatesAreFoundByReference(t *testing.T) {
	s := store(t)
	for n := range 4 {
		s.save(t, n, fmt.Sprint("key", n), "")
	}
	list, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]int{"@": 3, "@~0": 3, "@~2": 1, "@2026-11-02": 1, "@2027-01-01": 3, "@" + list[2].ID: 2, "@20261101": 0} {
		if e, err := Find(list, ref, time.UTC); err != nil || e.ID != list[want].ID {
			t.Errorf("%s: %+v %v", ref, e, err)
		}
	}
	for _, ref := range []string{"@~4", "@~x", "@2026-10-31", "@nothing", "@2026"} {
		if e, err := Find(list, ref, time.UTC); err == nil {
			t.Errorf("%s is %+v", ref, e)
		}
	}
	if _, err := Find(nil, "@", time.UTC); err != ErrNone {
		t.Error(err)
	}
}
