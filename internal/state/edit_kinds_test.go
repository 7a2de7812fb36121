package state

import (
	"encoding/json"
	"slices"
	"testing"

	"authzx/internal/rbac"
)

func TestEveryKindOfChangeIsAKindOfEditWithItsKeys(t *testing.T) {
	var kinds []string
	for _, k := range EditKinds() {
		kinds = append(kinds, k.Kind)
		// A change of no fields but its kind decodes, and says by its own JSON what keys it has.
		c, err := rbac.UnmarshalChange([]byte(`{"kind":"` + k.Kind + `"}`))
		if err != nil {
			t.Fatalf("%s: %v", k.Kind, err)
		}
		b, err := rbac.MarshalChange(c)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		delete(fields, "kind")
		for field := range fields { // those that may be left out aren't there
			if !slices.ContainsFunc(k.Keys, func(key EditKey) bool { return key.Name == field }) {
				t.Errorf("%s lacks the key %s", k.Kind, field)
			}
		}
	}
	slices.Sort(kinds)
	if all := rbac.ChangeKinds(); !slices.Equal(kinds, all) {
		t.Errorf("edits %v, changes %v", kinds, all)
	}
}
