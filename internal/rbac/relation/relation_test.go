package relation

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestASetGivesItsNumbersInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		n := 1 + r.IntN(10_000)
		s, want := NewSet(n), map[int32]bool{}
		for range r.IntN(200) {
			v := int32(r.IntN(n))
			s.Add(v)
			want[v] = true
		}
		got := s.AppendTo(nil)
		if !slices.IsSorted(got) || len(got) != len(want) || s.Count() != len(want) {
			t.Fatalf("%d of %d numbers, sorted: %v", len(got), len(want), slices.IsSorted(got))
		}
		for _, v := range got {
			if !want[v] || !s.Has(v) {
				t.Fatalf("%d was never put in", v)
			}
		}
		if again := s.Drain(nil); !slices.Equal(got, again) || s.Count() != 0 {
			t.Fatalf("drained %v, %d are left", again, s.Count())
		}
	}
}

type record struct {
	id   string
	next []string
}

func table(list ...record) Table[string, record] {
	return TableOf(list, func(r *record) string { return r.id })
}

func TestATableLaidOverAnotherLeavesThatAlone(t *testing.T) {
	below := table(record{id: "a"}, record{id: "b"})
	above := below.Writable()
	above.Own(1).next = []string{"a"}
	above.Drop("a", 0)
	above.Add("c", record{id: "c"})
	ids := func(t *Table[string, record]) (out []string) {
		for _, r := range t.All() {
			out = append(out, r.id)
		}
		return out
	}
	if got := ids(&above); !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("above: %v", got)
	}
	if got := ids(&below); !slices.Equal(got, []string{"a", "b"}) || below.Record(1).next != nil {
		t.Errorf("below: %v, %v", got, below.Record(1))
	}
	if _, ok := above.Node("a"); ok {
		t.Error("what was dropped has a number")
	}
}

func TestRecordsThatShareAnIDShareANumber(t *testing.T) {
	tab := table(record{id: "a", next: []string{"b"}}, record{id: "b"}, record{id: "a", next: []string{"a"}})
	e := Collect(&tab, 0, func(r *record, add func(int32)) {
		for _, id := range r.next {
			n, _ := tab.Node(id)
			add(n)
		}
	})
	if !tab.Twins() || tab.N != 2 || !slices.Equal(e.Of(0), []int32{1, 0}) {
		t.Errorf("%d numbers, a leads to %v", tab.N, e.Of(0))
	}
	back := e.Transpose(2)
	if !slices.Equal(back.Of(0), []int32{0}) || !back.Has(1, 0) {
		t.Errorf("back: %v, %v", back.Of(0), back.Of(1))
	}
}

func TestARelationKnowsWhatChanged(t *testing.T) {
	tab := table(record{id: "a"}, record{id: "b"})
	below := Collect(&tab, 0, func(_ *record, add func(int32)) { add(0); add(0) })
	below.Unrepeated(2)
	above := below.Writable()
	above.Insert(0, 1)
	above.Put(1, []int32{0})
	if got := Changed(&below, &above); !slices.Equal(got, []int32{0}) {
		t.Errorf("changed: %v", got)
	}
	above.Remove(0, 1)
	if got := Changed(&below, &above); len(got) > 0 {
		t.Errorf("taken back, and still changed: %v", got)
	}
}

func TestComponentsComeAfterWhatTheyLeadTo(t *testing.T) {
	next := map[string][]string{"top": {"x"}, "x": {"y"}, "y": {"x", "end"}}
	c := StronglyConnected([]string{"top", "x", "y", "end"}, func(id string) []string { return next[id] })
	if c.Count != 3 || c.Of["x"] != c.Of["y"] || c.Of["end"] > c.Of["x"] || c.Of["x"] > c.Of["top"] {
		t.Errorf("%d components: %v", c.Count, c.Of)
	}
}
