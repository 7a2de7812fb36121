package cli

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// drawnGraph is what graph says as JSON.
type drawnGraph struct {
	Format string
	Nodes  []struct {
		Kind, ID, Name string
		Members        int
		Cycle          bool
	}
	Edges []struct {
		Kind, From, To string
		Cycle          bool
	}
}

// hierarchy is a tenant with a nesting and a circle.
const hierarchy = `{"groups":[
 {"_id":"g1","name":"Finance","nested":["g2"],"roles":["r1"]},
 {"_id":"g2","name":"Payable","members":["auth0|ann","auth0|bob"]},
 {"_id":"g3","name":"Ring A","nested":["g4"]},{"_id":"g4","name":"Ring B","nested":["g3"],"members":["auth0|eve"]}],
 "roles":[{"_id":"r1","name":"Approver","applicationType":"client","applicationId":"desk","permissions":["p1"],"users":["auth0|cat"]}],
 "permissions":[{"_id":"p1","name":"approve:expenses","applicationType":"client","applicationId":"desk"}]}`

func TestTheHierarchyIsDrawnOfATenantAndOfEachKind(t *testing.T) {
	w := newWorld(t)
	doc := w.File("tenant.json", hierarchy)
	for name, c := range map[string]struct {
		args         []string
		nodes, edges string
	}{
		"the tenant":           {nil, "g1 g2 g3 g4 r1", "g2>g1 g1>r1 g4>g3 g3>g4"},
		"without roles":        {[]string{"--without", "roles"}, "g1 g2 g3 g4", "g2>g1 g4>g3 g3>g4"},
		"a user":               {[]string{"auth0|ann"}, "auth0|ann g2 g1 r1 p1", "auth0|ann>g2 g1>r1 g2>g1 r1>p1"},
		"a user with a role":   {[]string{"auth0|cat"}, "auth0|cat r1 p1", "auth0|cat>r1 r1>p1"},
		"a user in a circle":   {[]string{"auth0|eve"}, "auth0|eve g4 g3", "auth0|eve>g4 g4>g3 g3>g4"},
		"a group by name":      {[]string{"Payable"}, "g2 g1 r1", "g2>g1 g1>r1"},
		"a group from above":   {[]string{"g1"}, "g1 g2 r1", "g2>g1 g1>r1"},
		"a role":               {[]string{"Approver"}, "r1 g1 g2 auth0|ann auth0|bob auth0|cat", "g1>r1 g2>g1 auth0|ann>g2 auth0|bob>g2 auth0|cat>r1"},
		"a role without users": {[]string{"Approver", "--without", "users"}, "r1 g1 g2", "g1>r1 g2>g1"},
	} {
		t.Run(name, func(t *testing.T) {
			got := decoded[drawnGraph](t, w.ok(append([]string{"graph", "--snapshot", doc, "--as", "json"}, c.args...)...))
			var nodes, edges []string
			for _, n := range got.Nodes {
				nodes = append(nodes, n.ID)
				if (n.ID == "g3" || n.ID == "g4") != n.Cycle {
					t.Errorf("%s is in a circle: %v", n.ID, n.Cycle)
				}
			}
			for _, e := range got.Edges {
				edges = append(edges, e.From+">"+e.To)
			}
			if !sameWords(nodes, c.nodes) || !sameWords(edges, c.edges) || got.Format != "authzx.graph/1" {
				t.Errorf("%v %v", nodes, edges)
			}
		})
	}
}

func sameWords(got []string, want string) bool {
	left := map[string]int{}
	for _, word := range strings.Fields(want) {
		left[word]++
	}
	for _, word := range got {
		left[word]--
	}
	for _, n := range left {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestAPictureComesInTheLanguageThatIsAskedFor(t *testing.T) {
	w := newWorld(t)
	doc := w.File("tenant.json", hierarchy)
	for as, begins := range map[string]string{"": "digraph", "dot": "digraph", "mermaid": "flowchart LR", "svg": "<svg", "json": "{"} {
		args := []string{"graph", "--snapshot", doc}
		if as != "" {
			args = append(args, "--as", as)
		}
		got := w.ok(args...)
		if !strings.HasPrefix(got, begins) || !strings.Contains(got, "Ring A") {
			t.Errorf("%s: %s", as, got)
		}
	}
	for d := xml.NewDecoder(strings.NewReader(w.ok("graph", "--snapshot", doc, "--as", "svg"))); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"an unknown language": {[]string{"--as", "png"}, 2}, "two languages": {[]string{"--as", "dot", "-o", "json"}, 2},
		"an unknown kind": {[]string{"x", "--kind", "zap"}, 2}, "nothing of that name": {[]string{"zap"}, 1}, "an email nobody has": {[]string{"a@b.test"}, 1},
	} {
		if got := w.run(append([]string{"graph", "--snapshot", doc}, c.args...)...); got.code != c.code || got.stdout != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestACrowdedPictureSaysWhatToLeaveOut(t *testing.T) {
	w := newWorld(t)
	var groups []string
	for i := range 301 {
		groups = append(groups, `{"_id":"g`+strings.Repeat("i", i)+`","name":"x"}`)
	}
	doc := w.File("crowd.json", `{"groups":[`+strings.Join(groups, ",")+`],"roles":[{"_id":"r","name":"R"}],"permissions":[]}`)
	got := w.run("graph", "--as", "svg", "--snapshot", doc)
	if got.code != 0 || strings.Count(got.stdout, "<g class") != 302 || !strings.Contains(got.stderr, "--without roles leaves out 1") {
		t.Errorf("code %d: %s", got.code, got.stderr)
	}
}

func TestATreeHasEveryGroupWithItsCounts(t *testing.T) {
	w := newWorld(t)
	doc := w.File("tenant.json", hierarchy)
	want := "Finance  0 members, 2 with nested groups, 1 role\n`- Payable  2 members\nRing A  0 members, 1 with nested groups\n`- Ring B  1 member\n   `- Ring A  0 members, 1 with nested groups (cycle)\n"
	got := w.ok("tree", "--snapshot", doc)
	if got = strings.NewReplacer("└─", "`-", "├─", "|-", "│", "|").Replace(got); got != want {
		t.Errorf("%s", got)
	}
	if got := w.ok("tree", "Payable", "--snapshot", doc); !strings.HasPrefix(got, "within Finance\nPayable  2 members\n") {
		t.Errorf("%s", got)
	}
	type branch struct {
		ID, Name string
		Members  int
		Cycle    bool
		Nested   []branch
	}
	tree := decoded[struct {
		Format string
		Groups []branch
	}](t, w.ok("tree", "-o", "json", "--snapshot", doc))
	if len(tree.Groups) != 2 || tree.Format != "authzx.tree/1" || !tree.Groups[1].Nested[0].Nested[0].Cycle || tree.Groups[0].Nested[0].Members != 2 {
		t.Errorf("%+v", tree)
	}
}
