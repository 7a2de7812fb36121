package widget

import (
	"fmt"
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/google/go-cmp/cmp"
)

func ranked(x *Index, rows keyed, q string) []string {
	var out []string
	for _, i := range x.Search(ParseQuery(q), nil).Ranked {
		out = append(out, rows[i])
	}
	return out
}

func TestAQueryRanksTheBestFirst(t *testing.T) {
	for _, c := range []struct {
		name, query string
		rows        keyed
		want        []string
	}{
		{"whole, whole word, start, part, letters in sequence", "ann", keyed{"alan nunn", "joanna", "mary ann b", "anna", "ann", "bob"},
			[]string{"ann", "mary ann b", "anna", "joanna", "alan nunn"}},
		{"the shorter span of letters", "fad", keyed{"f a x d", "f a d"}, []string{"f a d", "f a x d"}},
		{"all words, in any order", "test ann", keyed{"ann@acme.test", "bob@acme.test", "ann@acme.com"}, []string{"ann@acme.test"}},
		{"case and accents do not matter", "ECOLE", keyed{"école", "e\u0301cole", "ecole"}, []string{"école", "e\u0301cole", "ecole"}},
		{"rows that are equally good stay in order", "a", keyed{"ab", "ac", "aa"}, []string{"ab", "ac", "aa"}},
		{"nothing", "zzz", keyed{"a"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ranked(c.rows.index(), c.rows, c.query)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLettersAreNotFoundAcrossFields(t *testing.T) {
	x := NewIndex(1, func(int) []text.Text { return []text.Text{text.New("ab"), text.New("cd")} })
	for query, want := range map[string]int{"ab": 1, "cd": 1, "ab cd": 1, "bc": 0, "ac": 0} {
		if got := len(x.Search(ParseQuery(query), nil).Rows); got != want {
			t.Errorf("%q finds %d rows, want %d", query, got, want)
		}
	}
}

func TestNarrowingFindsWhatSearchingAfreshFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abc .é")
	word := func(n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return string(out)
	}
	rows := make(keyed, 300)
	for i := range rows {
		rows[i] = word(1 + r.IntN(12))
	}
	x := rows.index()
	for range 200 {
		f := NewFilter(testTheme())
		f.SetIndex(x)
		f.Open()
		typedWord := word(5)
		for i, c := range typedWord {
			f.Update(key(string(c)))
			want := x.Search(ParseQuery(typedWord[:i+len(string(c))]), nil)
			if diff := cmp.Diff(want, f.Hits()); diff != "" {
				t.Fatalf("after %q: %s", typedWord[:i+1], diff)
			}
		}
	}
}

func TestHighlightMarksTheLettersThatMatched(t *testing.T) {
	base, hit := theme.Style{}, testTheme().Hit
	for _, c := range []struct{ name, query, in, want string }{
		{"a part", "nn", "Anna", "A[nn]a"},
		{"the place that was ranked", "an", "joan an", "joan [an]"},
		{"letters in sequence", "fd", "fad", "[f]a[d]"},
		{"an accent goes with its letter", "eco", "e\u0301cole", "[e\u0301co]le"},
		{"what is escaped", "b", "a\u202eb", "a⟨U+202E⟩[b]"},
		{"a text that another field matched", "x", "abc", "abc"},
		{"bytes that are no text", "b", "\xffb", "⟨0xFF⟩[b]"},
		{"the beginnings of words in a sentence", "aécl", "a list of all schools, such as the éclair academy", "a list of all schools, such as the éclair academy"},
		{"the beginnings of accented words in a sentence", "ofécl", "a list of all schools: the éclair academy", "a list [of] all schools: the [écl]air academy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, s := range ParseQuery(c.query).Highlight(base, hit, text.New(c.in)) {
				if s.style == hit {
					got += "[" + s.text + "]"
				} else {
					got += s.text
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAPasteIntoTheFilterBecomesOneLine(t *testing.T) {
	f := NewFilter(testTheme())
	f.SetIndex(keyed{"one two", "one"}.index())
	if f.Update(tea.PasteMsg{Content: "x"}) {
		t.Error("a closed filter took a paste")
	}
	f.Open()
	f.Update(tea.PasteMsg{Content: "\r\none\r\ntwo\x1b[A\n"})
	if got := f.Text().Raw(); got != "one two[A" {
		t.Errorf("the filter holds %q", got)
	}
}

func TestAFilterKeepsItsWordsOverNewRows(t *testing.T) {
	f := NewFilter(testTheme())
	f.SetIndex(keyed{"ann", "bob"}.index())
	f.Open()
	f.Update(key("b"))
	f.Close()
	f.SetIndex(keyed{"bill", "ann", "bob"}.index())
	if got, want := f.Hits().Rows, []int32{0, 2}; !cmp.Equal(got, want) {
		t.Errorf("hits are %v, want %v", got, want)
	}
	if f.Update(key("x")) || !f.Clear() || f.On() || f.Clear() {
		t.Error("a closed filter took a key, or clearing went wrong")
	}
}

// people are 100,000 names as a tenant might have them.
func people() keyed {
	first := []string{"ann", "bob", "carla", "dmitri", "eve", "farid", "greta", "hiro", "ines", "jörg"}
	rows := make(keyed, 100_000)
	for i := range rows {
		rows[i] = fmt.Sprintf("%s.%s%d@acme.test", first[i%10], first[i/10%10], i)
	}
	return rows
}

func BenchmarkIndex100k(b *testing.B) {
	rows := people()
	for b.Loop() {
		rows.index()
	}
}

func BenchmarkFilter100k(b *testing.B) {
	x := people().index()
	for _, query := range []string{"a", "ann", "ann.bob", "gra", "zzz", "acme 77"} {
		b.Run(query, func(b *testing.B) {
			q := ParseQuery(query)
			for b.Loop() {
				x.Search(q, nil)
			}
		})
	}
}

func BenchmarkTable100k(b *testing.B) {
	rows := people()
	t := NewTable[string](testTheme(), testColumns())
	t.SetSize(200, 50)
	t.SetRows(rows, nil, nil)
	b.Run("view", func(b *testing.B) {
		for b.Loop() {
			_ = t.View()
		}
	})
	b.Run("move and view", func(b *testing.B) {
		for b.Loop() {
			t.Go(Down)
			_ = t.View()
		}
	})
	b.Run("sort", func(b *testing.B) {
		for b.Loop() {
			t.SetOrder(0, true, Order(len(rows), func(a, b int) int { return compareStrings(rows[a], rows[b]) }, true))
		}
	})
	all := make([]int32, len(rows))
	b.Run("filter", func(b *testing.B) {
		for b.Loop() {
			t.SetFilter(all, false)
		}
	})
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// named are rows of a name and of something else.
func named(rows ...[2]string) *Index {
	return NewNamedIndex(len(rows), func(i int) (names, others []text.Text) {
		return []text.Text{text.New(rows[i][0])}, []text.Text{text.New(rows[i][1])}
	})
}

func TestWhatIsNoNameIsFoundByWordsAlone(t *testing.T) {
	x := named([2]string{"Ann Archer", "auth0|c0ffee-op1 of ops"}, [2]string{"Bob", "shop"})
	for query, want := range map[string]int{
		"anar": 1, "ops": 1, "auth0|c0": 1, "op": 1, "ff": 0, "ffe": 1, "aee": 0, "hop": 1, "ho": 0, "bob shop": 1, "archerauth0": 0,
	} {
		if got := len(x.Search(ParseQuery(query), nil).Rows); got != want {
			t.Errorf("%q finds %d rows, want %d", query, got, want)
		}
	}
	f := NewFilter(testTheme())
	f.SetIndex(x)
	f.Open()
	for _, letter := range "hop" {
		f.Update(key(string(letter)))
	}
	if got := f.Hits().Rows; !cmp.Equal(got, []int32{1}) {
		t.Errorf("typed letter by letter, hop finds %v", got)
	}
}

func TestNamesComeBeforeWhatElseIsFound(t *testing.T) {
	x := named([2]string{"Bob", "annex"}, [2]string{"Anna", ""}, [2]string{"Ann", ""})
	if got := x.Search(ParseQuery("ann"), nil).Ranked; !cmp.Equal(got, []int32{2, 1, 0}) {
		t.Errorf("in the order %v", got)
	}
}

func TestInASentenceLettersMustBeginWords(t *testing.T) {
	for query, want := range map[string]int{
		"whocan": 1, "whoca": 1, "reimburse": 1, "burse": 1, "whoreimb": 1, "gone": 0, "where": 0, "hn": 0, "wcr": 0, "expwho": 0,
	} {
		x := keyed{"who can reimburse, or get one of the expenses"}.index()
		if got := len(x.Search(ParseQuery(query), nil).Rows); got != want {
			t.Errorf("%q finds %d rows, want %d", query, got, want)
		}
	}
}
