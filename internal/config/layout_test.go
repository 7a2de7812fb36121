package config

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestScanFindsTheLinesOfKeys(t *testing.T) {
	const data = "\ufeff# [not.a.table]\r\n" + // 1
		"a = 1 # b = 2\n" + // 2
		"long = \"\"\"\n[x]\ny = 1 \\\"\"\"\"\n" + // 3 to 5
		"raw = '''\n\"\n'''\n" + // 6 to 8
		"list = [ # ]\n  \"]\", '[',\n]\n" + // 9 to 11
		"  [ profiles . \"a.b\" ]\n" + // 12
		"\"q\\u0041\" = {x = 1, y = [\n2]}\n" + // 13, 14
		"d.e . f = 1\n\n\n" + // 15
		"[[many]]\nz = 1\n[[many]]\nz = 2\n" // 18 to 21
	var tree map[string]any
	if _, err := toml.Decode(data, &tree); err != nil {
		t.Fatal(err)
	}
	l := scan(data)
	tests := map[string]struct {
		key  []string
		want span
	}{
		"a plain key":        {[]string{"a"}, span{2, 2}},
		"a long text":        {[]string{"long"}, span{3, 5}},
		"a long raw text":    {[]string{"raw"}, span{6, 8}},
		"an array":           {[]string{"list"}, span{9, 11}},
		"a table":            {[]string{"profiles", "a.b"}, span{12, 12}},
		"the table above it": {[]string{"profiles"}, span{12, 12}},
		"a quoted key":       {[]string{"profiles", "a.b", "qA"}, span{13, 14}},
		"a dotted key":       {[]string{"profiles", "a.b", "d", "e", "f"}, span{15, 15}},
		"the first of many":  {[]string{"many", "z"}, span{19, 19}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := l.keys[keyPath(test.key...)]; got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	if got := l.line("profiles", "a.b", "qA", "x"); got != 13 {
		t.Errorf("a key within an inline table is on line %d, want that of the table, 13", got)
	}
	if got := l.line("nothing"); got != 0 {
		t.Errorf("a key that is not there is on line %d", got)
	}
	if len(l.tables) != 3 || l.tables[0].span != (span{12, 15}) {
		t.Errorf("tables are %v", l.tables)
	}
}

func FuzzScanAgreesWithTheLibrary(f *testing.F) {
	for _, seed := range []string{
		twoProfiles, "a.b = 1\n[a.c]\nd = \"\"\"x\ny\"\"\"\n", "[[a]]\n'b' = [[1], {c = 2}] # x\n", "a = \"\\\"#\"\nb = ''", "a = '''''''\n", "a = 1979-05-27 07:32:00\r\n",
		"a = {\n b = 1,\n}\nc = 1\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		var tree map[string]any
		meta, err := toml.Decode(data, &tree)
		if err != nil {
			return
		}
		l := scan(data)
		last := strings.Count(data, "\n") + 1
		for _, key := range meta.Keys() {
			if line := l.line(key...); line < 1 || line > last {
				t.Fatalf("%q: key %q is on line %d of %d", data, key, line, last)
			}
		}
		known := map[string]bool{}
		for _, key := range meta.Keys() {
			for n := 1; n <= len(key); n++ {
				known[keyPath(key[:n]...)] = true
			}
		}
		for key, s := range l.keys {
			if !known[key] || s.last < s.first || s.last > last {
				t.Fatalf("%q: %q at %v is no key", data, key, s)
			}
		}
	})
}

func FuzzNoDocumentMakesAMessageThatCannotBeDrawn(f *testing.F) {
	f.Add(twoProfiles)
	f.Add("[profiles.\"\\u001b\"]\nx = 1")
	f.Add("a = \x1b")
	f.Fuzz(func(t *testing.T, data string) {
		_, err := parseDocument("f.toml", data, world("/h", nil))
		if err == nil {
			return
		}
		for _, r := range err.Error() {
			if r != '\n' && (r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x202E || r == 0x200B) {
				t.Fatalf("%q gives %q", data, err)
			}
		}
	})
}

func TestNoSyntaxErrorShowsAPieceOfAValue(t *testing.T) {
	// A secret can end up in any of these places when a quote was forgotten.
	for _, pattern := range []string{
		"k = S", "k = \"x\" S", "k = \"S\n", "k = 'S\n", "k = \"\"\"S", "k = [S]", "k = [\"a\" S]", "k = {S}", "k = {a = S}", "k = 1S", "k = +S", "k = 0xS",
		"k = 1.S", "k = 1e-S", "S", "[S", "k = \"\\S\"", "k = \"\\uS\"", "k = \"\\xS\"", "k = 1979-05-27TS", "S = ", "k = _S",
	} {
		for _, value := range []string{canary, "hunter2", "99999999999999999999", "0123456", "true-hunter2", "infhunter2", "zzzz"} {
			data := strings.ReplaceAll(pattern, "S", value)
			_, err := parseDocument("f.toml", data, world("/h", nil))
			if err == nil {
				continue
			}
			m := err.(Mistakes)[0]
			if strings.Contains(m.Problem, value) {
				t.Errorf("%q gives the problem %q", data, m.Problem)
			}
		}
	}
}
