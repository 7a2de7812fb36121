package catalog

import (
	"fmt"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestAGroupsPlaceIsAnIndentedTree(t *testing.T) {
	group := func(id string, nested ...string) rbac.Group {
		g := rbac.Group{ID: rbac.GroupOf(id), Name: text.New("Group " + id)}
		for _, n := range nested {
			g.Nested = append(g.Nested, rbac.GroupOf(n))
		}
		return g
	}
	wide := group("wide")
	doc := rbac.Document{Groups: []rbac.Group{
		group("top", "middle", "own"), group("middle", "own"), group("own", "a", "b"), group("a", "deep"), group("b", "a", "top"),
		group("deep"), group("alone"),
	}}
	for i := range 30 {
		id := fmt.Sprintf("n%02d", i)
		doc.Groups = append(doc.Groups, group(id))
		wide.Nested = append(wide.Nested, rbac.GroupOf(id))
	}
	doc.Groups = append(doc.Groups, wide)
	d := &Data{Graph: rbac.Index(doc)}
	for id, want := range map[string]string{
		"alone": "",
		"deep":  "Group middle\nGroup top\n  Group b\n  Group own\n    Group a\n      Group deep",
		"a":     "Group middle\nGroup top\n  Group b\n  Group own\n    Group a\n      Group deep",
		"wide":  "Group wide\n  Group n00\n  Group n01\n  Group n02\n  Group n03\n  Group n04\n  Group n05\n  Group n06\n  Group n07\n  Group n08\n  Group n09\n  and 20 more below",
	} {
		var lines []string
		for i, f := range placeFields(d, rbac.GroupOf(id)) {
			if (f.Label != "") != (i == 0) {
				t.Errorf("%s: line %d is called %q", id, i, f.Label)
			}
			lines = append(lines, f.Value.Text.Raw())
		}
		got := strings.Join(lines, "\n")
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, got, want)
		}
	}
}
