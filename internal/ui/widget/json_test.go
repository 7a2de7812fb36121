package widget

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"authzx/internal/text"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func newJSON(t testing.TB, src string) *JSON {
	t.Helper()
	j := NewJSON(testTheme())
	j.SetSize(60, 30)
	j.SetDocument(parsed(t, src))
	return j
}

// drawnJSON is what is on screen, without gutter, padding and styles.
func drawnJSON(j *JSON) string {
	var out []string
	for _, l := range strings.Split(ansi.Strip(j.View()), "\n") {
		out = append(out, strings.TrimRight(string([]rune(l)[gutter:]), " "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

func TestADocumentIsDrawnWithoutLosingAnything(t *testing.T) {
	j := newJSON(t, `{"a":1.50e3,"a":[true,null,{}],"b":{"\u0000":"x\ud800\u202e"},"c":[]}`)
	want := `{
  "a": 1.50e3,
  "a": [
    true,
    null,
    {}
  ],
  "b": {
    "\u0000": "x\ud800\u202e"
  },
  "c": []
}`
	if diff := cmp.Diff(want, drawnJSON(j)); diff != "" {
		t.Error(diff)
	}
}

func TestTheCursorTellsPathAndValue(t *testing.T) {
	j := newJSON(t, `{"groups":[{"_id":"g1","odd name":"x"},"\ud83d\ude00"]}`)
	for _, c := range []struct{ line, path, key, value, raw string }{
		{"0", `$`, "", "", `{"groups":[{"_id":"g1","odd name":"x"},"\ud83d\ude00"]}`},
		{"3", `$.groups[0]._id`, "_id", "g1", `"g1"`},
		{"4", `$.groups[0]["odd name"]`, "odd name", "x", `"x"`},
		{"6", `$.groups[1]`, "groups", "😀", `"\ud83d\ude00"`},
	} {
		j.Go(Top)
		for range c.line[0] - '0' {
			j.Go(Down)
		}
		key, _ := j.Key()
		value, _ := j.Value()
		got := []string{j.Path().Raw(), key.Raw(), value.Raw(), string(j.Raw())}
		if diff := cmp.Diff([]string{c.path, c.key, c.value, c.raw}, got); diff != "" {
			t.Errorf("line %s: %s", c.line, diff)
		}
	}
}

func TestFoldingKeepsTheCursorOnItsValue(t *testing.T) {
	j := newJSON(t, `{"a":{"b":[1,2]},"c":{"d":3}}`)
	for range 3 {
		j.Go(Down)
	}
	for _, want := range []string{`$.a.b`, `$.a`, `$`} {
		j.Fold()
		if got := j.Path().Raw(); got != want {
			t.Fatalf("the cursor is on %s, want %s", got, want)
		}
	}
	if got := drawnJSON(j); got != "{…}  2 members" {
		t.Errorf("folded it is %q", got)
	}
	if j.Fold() || !j.Unfold() || j.Unfold() {
		t.Error("folding the outermost twice, or unfolding it twice")
	}
}

func TestSearchGoesRoundAndUnfolds(t *testing.T) {
	j := newJSON(t, `{"name":"Ann","list":[{"who":"ANNA"},3],"x":"joann"}`)
	j.Fold()
	if n := j.Search(text.New("ann")); n != 3 {
		t.Fatalf("%d hits", n)
	}
	var got []string
	for range 4 {
		got = append(got, j.Path().Raw())
		j.Next()
	}
	j.Prev()
	got = append(got, j.Path().Raw())
	want := []string{"$.name", "$.list[0].who", "$.x", "$.name", "$.name"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if j.Search(text.New("nowhere")) != 0 || j.Next() {
		t.Error("something was found nowhere")
	}
}

func TestANewerStateKeepsCursorFoldsAndSearch(t *testing.T) {
	j := newJSON(t, `{"a":{"b":[1]},"list":["x","y"],"objects":[{"name":"n"},{"name":"m"}]}`)
	j.Go(Down)
	j.Fold()
	j.Search(text.New("y"))
	j.Renew(parsed(t, `{"more":1,"list":["w","x","y","yy"],"a":{"b":[1,2]}}`))
	if got := j.Path().Raw(); got != "$.list[2]" {
		t.Errorf("the cursor is on %s", got)
	}
	if diff := cmp.Diff("{\n  \"more\": 1,\n  \"list\": [\n    \"w\",\n    \"x\",\n    \"y\",\n    \"yy\"\n  ],\n  \"a\": {…}  1 member\n}", drawnJSON(j)); diff != "" {
		t.Error(diff)
	}
	j.Next()
	if got := j.Path().Raw(); got != "$.list[3]" {
		t.Errorf("the next hit is %s", got)
	}
	j.Renew(parsed(t, `{"list":[],"a":{"b":[]}}`))
	if got := j.Path().Raw(); got != "$.list" {
		t.Errorf("what was under the cursor is gone; it is on %s", got)
	}
}

func TestAValueThatHasNoRoomIsSaidBelow(t *testing.T) {
	long := strings.Repeat("word ", 30)
	j := newJSON(t, `{"short":1,"long":"`+long+`end","number":`+strings.Repeat("1", 70)+`}`)
	j.SetSize(40, 10)
	lines := func() []string { return strings.Split(ansi.Strip(j.View()), "\n") }
	if foot := strings.TrimSpace(strings.Join(lines()[8:], "")); foot != "" {
		t.Errorf("%q is below a line that fits", foot)
	}
	j.Go(Down)
	j.Go(Down)
	foot := lines()[8:]
	if !strings.HasPrefix(foot[0], `   "word word`) || !strings.HasSuffix(strings.TrimSpace(foot[1]), "…") {
		t.Errorf("%q", foot)
	}
	j.SetSize(120, 10)
	foot = lines()[8:]
	if !strings.Contains(foot[0]+foot[1], `word end"`) {
		t.Errorf("%q", foot)
	}
	j.Go(Down)
	if foot := strings.TrimSpace(strings.Join(lines()[8:], "")); foot != "" {
		t.Errorf("%q is below a number that fits", foot)
	}
	j.SetSize(40, 10)
	if got := strings.Count(strings.Join(lines()[8:], ""), "1"); got != 70 {
		t.Errorf("%d digits are below, of 70", got)
	}
}

func TestTheSameDocumentAgainChangesNothing(t *testing.T) {
	src := `{"list":[` + strings.Repeat("1,", 80) + `1]}`
	j := newJSON(t, src)
	j.Go(Bottom)
	for range 9 {
		j.Go(Up)
	}
	want := j.View()
	j.Renew(parsed(t, src))
	if j.View() != want {
		t.Error("it looks otherwise")
	}
	j.Renew(parsed(t, src+" "))
	if j.View() != want {
		t.Error("it looks otherwise once it was spelled otherwise")
	}
}

func parsed(t testing.TB, src string) *Document {
	t.Helper()
	doc, err := ParseJSON([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestWhatIsNotJSONIsSaid(t *testing.T) {
	for _, src := range []string{"", "{", "[1,]", "<html>", `{"a":01}`, "1 2"} {
		if _, err := ParseJSON([]byte(src)); err == nil || !strings.HasPrefix(err.Error(), "not JSON") {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func TestAViewOfLongStringsCostsWhatIsSeen(t *testing.T) {
	long := strings.Repeat(`\u0301\ud83d\ude00é\n`, 200_000)
	j := newJSON(t, `["`+long+`","end"]`)
	j.Go(Down)
	assertExact(t, j.View(), 60, 30)
	if n := testing.AllocsPerRun(3, func() { _ = j.View() }); n > 20_000 {
		t.Errorf("%v allocations for one screen", n)
	}
}

// compacted is the document as the viewer holds it, written out again.
func compacted(d *Document) []byte {
	var b bytes.Buffer
	var write func(id int32)
	write = func(id int32) {
		n := d.nodes[id]
		if n.keyTo > 0 {
			b.Write(d.src[n.keyFrom:n.keyTo])
			b.WriteByte(':')
		}
		if !d.container(id) {
			b.Write(d.token(&n))
			return
		}
		b.WriteByte(d.src[n.from])
		for kid := id + 1; kid < n.next; kid = d.nodes[kid].next {
			if kid > id+1 {
				b.WriteByte(',')
			}
			write(kid)
		}
		b.WriteByte(d.src[n.to-1])
	}
	write(0)
	return b.Bytes()
}

func FuzzADocumentKeepsEveryToken(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":null}],"a":"\"\\"}`, ` [ ] `, `"x"`, `[[],{},[{}]]`, `-0.1E+9`} {
		f.Add([]byte(s))
	}
	f.Add(hostileJSON(names(10)))
	f.Fuzz(func(t *testing.T, src []byte) {
		doc, err := ParseJSON(src)
		if (err == nil) != json.Valid(src) {
			t.Fatalf("%q: %v", src, err)
		}
		if err != nil {
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, src); err != nil {
			t.Fatal(err)
		}
		if got := compacted(doc); !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("%q became %q", want.Bytes(), got)
		}
		j := NewJSON(testTheme())
		j.SetSize(20, 5)
		j.SetDocument(doc)
		r := rand.New(rand.NewPCG(uint64(len(src)), 0))
		for range 10 {
			j.Go(Motion(r.IntN(8)))
			[]func(){j.Toggle, func() { j.Search(text.New("1")) }, func() { j.Prev() }}[r.IntN(3)]()
			assertExact(t, j.View(), 20, 5)
			_, _, _ = j.Path(), j.Raw(), string(j.Raw())
		}
	})
}

func BenchmarkJSON5MB(b *testing.B) {
	var src strings.Builder
	src.WriteByte('[')
	for i := 0; src.Len() < 5<<20; i++ {
		if i > 0 {
			src.WriteByte(',')
		}
		fmt.Fprintf(&src, `{"_id":"%024x","name":"Group %d","members":["auth0|%d"],"mappings":[]}`, i, i, i)
	}
	src.WriteByte(']')
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := ParseJSON([]byte(src.String())); err != nil {
				b.Fatal(err)
			}
		}
	})
	j := newJSON(b, src.String())
	j.SetSize(200, 50)
	b.Run("move and view", func(b *testing.B) {
		for b.Loop() {
			j.Go(Down)
			_ = j.View()
		}
	})
	b.Run("fold", func(b *testing.B) {
		for b.Loop() {
			j.Toggle()
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			j.Search(text.New("group 9999"))
		}
	})
}
