package config

import (
	"slices"
	"strings"
	"testing"
)

func TestKeysAreReadWithTheirPlaces(t *testing.T) {
	doc, err := parseDocument("c.toml", "[keys]\nstage = \"ctrl+g\"\nlist.mark = [\"space\", \"m\"]\n[keys.form]\nreview = 'f2'\n", Env{})
	must(t, err)
	want := []KeyChoice{{"form", "review", []string{"f2"}}, {"list", "mark", []string{"space", "m"}}, {"", "stage", []string{"ctrl+g"}}}
	if !slices.EqualFunc(doc.keys, want, func(a, b KeyChoice) bool {
		return a.Place == b.Place && a.Action == b.Action && slices.Equal(a.Keys, b.Keys)
	}) {
		t.Errorf("read %v", doc.keys)
	}
}

func TestKeysThatCanNotBeAreToldByLine(t *testing.T) {
	env := Env{Keys: func(wishes []KeyChoice) []KeyFault {
		var faults []KeyFault
		for i, w := range wishes {
			if w.Action == "mark" {
				faults = append(faults, KeyFault{Of: i, Problem: "can't be", Allowed: "another"})
			}
		}
		return faults
	}}
	_, err := parseDocument("c.toml", "[keys]\nstage = 5\nsort = [1]\nlist.sort = \"z\"\nlist.mark = \"q\"\n", env)
	for _, line := range []string{"c.toml:2: keys.stage: is neither", "c.toml:3: keys.sort: is neither", "c.toml:5: keys.list.mark: can't be; allowed: another"} {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q is missing in %v", line, err)
		}
	}
	if err != nil && strings.Contains(err.Error(), "c.toml:4") {
		t.Errorf("complains of what is right: %v", err)
	}
}
