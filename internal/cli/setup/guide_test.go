package setup

import (
	"slices"
	"testing"

	"authzx/internal/endpoint"
)

func TestEachScopeIsForOnePurpose(t *testing.T) {
	var listed []string
	for _, p := range purposes() {
		if len(p.scopes) == 0 {
			t.Errorf("%s takes no scopes", p.name)
		}
		listed = append(listed, p.scopes...)
	}
	var all []string
	for _, s := range endpoint.Scopes() {
		all = append(all, s.Name)
	}
	slices.Sort(listed)
	slices.Sort(all)
	if !slices.Equal(listed, all) {
		t.Errorf("listed are %q, the API has %q", listed, all)
	}
}

func TestOnlyWhatReadsIsNeededToLook(t *testing.T) {
	for _, r := range endpoint.All() {
		if !r.Reads() || r.Scope == "" {
			continue
		}
		if look := purposes()[0].scopes; !slices.Contains(look, r.Scope) {
			t.Errorf("%s reads and takes %s, which is not listed for looking", r.ID, r.Scope)
		}
	}
}
