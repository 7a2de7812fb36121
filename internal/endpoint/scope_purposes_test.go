package endpoint

import (
	"slices"
	"testing"
)

func TestEachScopeIsForOnePurpose(t *testing.T) {
	var listed []Scope
	for _, p := range Purposes() {
		if len(p.Scopes) == 0 {
			t.Errorf("%s takes no scopes", p.Name)
		}
		listed = append(listed, p.Scopes...)
	}
	if len(listed) != len(Scopes()) {
		t.Errorf("%d scopes are listed, the API has %d", len(listed), len(Scopes()))
	}
	for _, s := range Scopes() {
		if !slices.Contains(listed, s) {
			t.Errorf("%s is for nothing", s.Name)
		}
	}
}

func TestOnlyWhatReadsIsNeededToLook(t *testing.T) {
	look := Purposes()[0].Scopes
	for _, r := range All() {
		if !r.Reads() || r.Scope == "" {
			continue
		}
		if !slices.ContainsFunc(look, func(s Scope) bool { return s.Name == r.Scope }) {
			t.Errorf("%s reads and takes %s, which is not listed for looking", r.ID, r.Scope)
		}
	}
}
