package catalog

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestNoCellIsAFormula(t *testing.T) {
	for value, want := range map[string]string{
		"":              "",
		"Finance":       "Finance",
		"a, b":          `"a, b"`,
		`a "b"`:         `"a ""b"""`,
		"=1+2":          `"'=1+2"`,
		"+49 30 123":    `"'+49 30 123"`,
		"-1":            `"'-1"`,
		"@SUM(A1)":      `"'@SUM(A1)"`,
		"\tx":           "\"'\tx\"",
		"\rx":           "\"'\rx\"",
		"＝1":            `"'＝1"`,
		"＋1":            `"'＋1"`,
		"－1":            `"'－1"`,
		"＠x":            `"'＠x"`,
		"a;=1":          `"'a;=1"`,
		"a\t@x":         "\"'a\t@x\"",
		"a;＝1":          `"'a;＝1"`,
		"a; b":          "a; b",
		"a=b":           "a=b",
		"'":             "'",
		"'quoted'":      "'quoted'",
		"'=1":           `"''=1"`,
		"''=1":          `"'''=1"`,
		"'a;=1":         `"''a;=1"`,
		"auth0|x-1@y+z": "auth0|x-1@y+z",
	} {
		if got := CSVField(value); got != want {
			t.Errorf("%q is written %q, want %q", value, got, want)
		}
	}
}

func FuzzACellComesBackAsItWas(f *testing.F) {
	for _, value := range []string{"", "=1", "'=1", "''=1", "'", "a;=1", "'a;+1", "＝", "\t", "'\t'=", "a\t-1"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		cell, _ := GuardedCell(value)
		if back := BareCell(cell); back != value {
			t.Errorf("%q comes back as %q", value, back)
		}
		if strings.ContainsAny(value, "\r") {
			return // readers of CSV take line ends for one another
		}
		record, err := csv.NewReader(strings.NewReader(CSVField(value) + ",end\n")).Read()
		if err != nil || record[0] != cell {
			t.Errorf("%q is read as %q: %v", cell, record, err)
		}
	})
}
