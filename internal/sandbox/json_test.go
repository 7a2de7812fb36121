package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestJSONComesOutAsTheServerWritesIt(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"blanks go":                   {" { \"a\" : [ 1 , 2 ] } ", `{"a":[1,2]}`},
		"keys keep their order":       {`{"b":1,"a":{"d":1,"c":2}}`, `{"b":1,"a":{"d":1,"c":2}}`},
		"a key twice is the last":     {`{"a":1,"b":2,"a":3}`, `{"a":3,"b":2}`},
		"numbers in their short form": {`[1.0,1e2,-0,0.1e1,1e21,1e-7,123456789012345678901]`, `[1,100,0,1,1e+21,1e-7,123456789012345680000]`},
		"a number too large":          {`[1e999]`, `[null]`},
		"needless escapes":            {`"\u0041\/\u00e4"`, `"A/ä"`},
		"needed escapes":              {`"\"\\\b\f\n\r\t\u0000\u001f\u007f"`, `"\"\\\b\f\n\r\t\u0000\u001f` + "\x7f" + `"`},
		"markup stays":                {`"<&>\u2028"`, "\"<&>\u2028\""},
		"a pair of surrogates":        {`"\ud83d\ude00"`, `"😀"`},
		"a lone surrogate":            {`"x\ud800y\uDFFF"`, `"x\ud800y\udfff"`},
		"bytes that are no UTF-8":     {"\"a\xffb\"", "\"a\uFFFDb\""},
		"values alone":                {`null`, `null`},
		"nothing in it":               {`[{},[],""]`, `[{},[],""]`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v, err := parseJSON(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(appendJSON(nil, v)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// maxDepth is how deep arrays and objects may lie in each other, here and in the
// standard library.
const maxDepth = 10_000

func TestWhatIsNoJSONIsRefused(t *testing.T) {
	for _, s := range []string{
		"", " ", "{", "}", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "-", "1e", "nul", "truee",
		"{} {}", "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "\"a", "NaN", "\ufeff{}", "[1] x", "\x00", "\u00a0[]",
		strings.Repeat("[", 100000),
	} {
		if v, err := parseJSON(s); err == nil {
			t.Errorf("%.20q was read as %v", s, v)
		}
	}
}

func TestThePrototypeKeyIsSeenAtAnyDepth(t *testing.T) {
	for s, want := range map[string]bool{
		`{"__proto__":1}`: true, `[{"a":{"\u005f_proto__":1}}]`: true, `{"proto":"__proto__"}`: false, `"__proto__"`: false,
	} {
		if _, got, err := parseStrictly(s); err != nil || got != want {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
}

func FuzzJSONIsReadAsTheStandardLibraryReadsIt(f *testing.F) {
	for _, s := range []string{`{"a":[1,"\ud83d\ude00",null,true]}`, `"\ud800"`, `[1e5,-0.5]`, `{"a":1,"a":2}`, "\"\xff\"", `{`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := parseJSON(s)
		if valid := json.Valid([]byte(s)); valid != (err == nil) {
			if strings.Count(s, "[")+strings.Count(s, "{") > maxDepth {
				t.Skip("deeper than either goes")
			}
			t.Fatalf("valid: %v, error %v", valid, err)
		}
		if err != nil {
			return
		}
		once := appendJSON(nil, v)
		if !json.Valid(once) || !utf8.Valid(once) {
			t.Fatalf("wrote %q", once)
		}
		again, err := parseJSON(string(once))
		if err != nil {
			t.Fatalf("%q: %v", once, err)
		}
		if twice := appendJSON(nil, again); string(twice) != string(once) {
			t.Fatalf("first %q, then %q", once, twice)
		}
	})
}

func TestTextIsComparedAsTheServerDoes(t *testing.T) {
	sorted := []string{"", "A", "B", "a", "a\x00", "ä", "\ud7ff", "😀", "\xed\xbf\xbf", "\ue000", "\uffff"}
	for i := range sorted {
		for j := range sorted {
			got := compareText(sorted[i], sorted[j])
			if (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%q and %q: %d", sorted[i], sorted[j], got)
			}
		}
	}
}

func TestLowerCaseIsThatOfTheServer(t *testing.T) {
	for s, want := range map[string]string{
		"Finance": "finance", "ÄRZTE": "ärzte", "Straße": "straße", "İzmir": "i̇zmir", "ΟΔΟΣ": "οδος", "Σ": "σ", "K": "k",
		"A\xed\xa0\x80B": "a\xed\xa0\x80b",
	} {
		if got := lower(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestMissingNamesSortLast(t *testing.T) {
	objects := []*object{fields(), fields("name", nil), fields("name", "b"), fields("name", "B"), fields("name", "b", "x", 1.0)}
	got := objectArray(sortedBy(objects, func(o *object) value { return o.get("name") }))
	if s := string(appendJSON(nil, got)); s != `[{"name":"B"},{"name":"b"},{"name":"b","x":1},{"name":null},{}]` {
		t.Error(s)
	}
}

func TestTheSizeOfADocumentIsItsLength(t *testing.T) {
	for _, s := range []string{`{}`, `{"groups":[]}`, `{"groups":[{}, {"a" : "ä\ud800"}],"x":7,"roles":[{"_id":"1"}]}`} {
		d, err := readDocument([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(d.appendJSON(nil)); got != d.size() {
			t.Errorf("%s: size %d, length %d", s, d.size(), got)
		}
	}
}
