package tomllines

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
	l := Scan(data)
	tests := map[string]struct {
		key  []string
		want Span
	}{
		"a plain key":        {[]string{"a"}, Span{2, 2}},
		"a long text":        {[]string{"long"}, Span{3, 5}},
		"a long raw text":    {[]string{"raw"}, Span{6, 8}},
		"an array":           {[]string{"list"}, Span{9, 11}},
		"a table":            {[]string{"profiles", "a.b"}, Span{12, 12}},
		"the table above it": {[]string{"profiles"}, Span{12, 12}},
		"a quoted key":       {[]string{"profiles", "a.b", "qA"}, Span{13, 14}},
		"a dotted key":       {[]string{"profiles", "a.b", "d", "e", "f"}, Span{15, 15}},
		"the first of many":  {[]string{"many", "z"}, Span{19, 19}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := l.Keys[Path(test.key...)]; got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	if got := l.Line("profiles", "a.b", "qA", "x"); got != 13 {
		t.Errorf("a key within an inline table is on line %d, want that of the table, 13", got)
	}
	if got := l.Line("nothing"); got != 0 {
		t.Errorf("a key that is not there is on line %d", got)
	}
	if len(l.Tables) != 3 || l.Tables[0].Span != (Span{12, 15}) {
		t.Errorf("tables are %v", l.Tables)
	}
}

func FuzzScanAgreesWithTheLibrary(f *testing.F) {
	for _, seed := range []string{
		"default_profile = \"dev\"\n\n[profiles.dev]\ntenant = \"acme\" # here\n[profiles.\"p.d\"]\nregion = 'us'\n", "a.b = 1\n[a.c]\nd = \"\"\"x\ny\"\"\"\n", "[[a]]\n'b' = [[1], {c = 2}] # x\n", "a = \"\\\"#\"\nb = ''", "a = '''''''\n", "a = 1979-05-27 07:32:00\r\n",
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
		l := Scan(data)
		last := strings.Count(data, "\n") + 1
		for _, key := range meta.Keys() {
			if line := l.Line(key...); line < 1 || line > last {
				t.Fatalf("%q: key %q is on line %d of %d", data, key, line, last)
			}
		}
		known := map[string]bool{}
		for _, key := range meta.Keys() {
			for n := 1; n <= len(key); n++ {
				known[Path(key[:n]...)] = true
			}
		}
		for key, s := range l.Keys {
			if !known[key] || s.Last < s.First || s.Last > last {
				t.Fatalf("%q: %q at %v is not a key", data, key, s)
			}
		}
	})
}
