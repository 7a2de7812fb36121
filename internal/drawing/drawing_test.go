package drawing

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// hostile are names that mean something in one language or another.
func hostile() []string {
	return []string{
		`a "quoted" name`, `back\slash\`, `\n`, `\"`, `<script>alert(1)</script>`, `]]>`, `-->`, `"]; n0 -> n1; x["`, `&lt;&quot;`, `#quot;`, `%%comment`,
		"line\nbreak", "\x1b[31mred", "\u202Eright to left", "end", "1. first", "- item", "**bold**", "`code`", "}}", "|pipe|", "日本語", "", " ", "<![CDATA[", "</title></svg>", "click n0 href", ";", "\xff",
	}
}

// tenantOf is a tenant whose groups have these names, each nested in the one before.
func tenantOf(names ...string) *rbac.Graph {
	var doc rbac.Document
	for i, name := range names {
		group := rbac.Group{ID: rbac.GroupOf(fmt.Sprintf("g%d", i)), Name: text.New(name), Members: []rbac.UserID{rbac.User("auth0|" + name)}}
		if i+1 < len(names) {
			group.Nested = []rbac.GroupID{rbac.GroupOf(fmt.Sprintf("g%d", i+1))}
		}
		doc.Groups = append(doc.Groups, group)
	}
	return rbac.Index(doc)
}

func written(write func(*bufio.Writer)) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	write(w)
	_ = w.Flush()
	return b.String()
}

func labels(p Picture) []string {
	var list []string
	for _, n := range p.Nodes {
		list = append(list, n.Label())
	}
	return list
}

func TestHostileNamesAreReadBackFromDOT(t *testing.T) {
	p := Tenant(tenantOf(hostile()...), nil)
	node := regexp.MustCompile(`^  n\d+ \[label="((?:[^"\\]|\\.)*)", tooltip="(?:[^"\\]|\\.)*", shape=\w+(?:, \w+=\w+)*\];$`)
	edge := regexp.MustCompile(`^  n\d+ -> n\d+ \[tooltip="\w+"(?:, \w+=(?:\w+|"cycle"))*\];$`)
	var got []string
	edges := 0
	for line := range strings.Lines(written(p.DOT)) {
		line = strings.TrimSuffix(line, "\n")
		switch m := node.FindStringSubmatch(line); {
		case m != nil:
			got = append(got, dotMeans(m[1]))
		case edge.MatchString(line):
			edges++
		case line != "digraph authzx {" && line != "}" && line != "  rankdir=LR;" && line != `  node [fontname="sans-serif"];`:
			t.Errorf("what is this? %s", line)
		}
	}
	if diff := cmp.Diff(labels(p), got); diff != "" || edges != len(p.Edges) {
		t.Errorf("%d edges of %d\n%s", edges, len(p.Edges), diff)
	}
}

// dotMeans is what Graphviz draws as the first line of a label.
func dotMeans(label string) string {
	var b strings.Builder
	for i := 0; i < len(label); i++ {
		if label[i] == '\\' {
			i++
			if label[i] == 'n' {
				break
			}
		}
		b.WriteByte(label[i])
	}
	return html.UnescapeString(b.String())
}

func TestHostileNamesAreReadBackFromMermaid(t *testing.T) {
	p := Tenant(tenantOf(hostile()...), nil)
	node := regexp.MustCompile(`^  n\d+\["([^"]*)<br/>[^"<>]*"\](?::::\w+)?$`)
	plain := regexp.MustCompile(`^(?:[\p{L}\p{Nd} ]|#\d+;|[:\-._/@,()])*$`)
	code := regexp.MustCompile(`#(\d+);`)
	var got []string
	for line := range strings.Lines(written(p.Mermaid)) {
		m := node.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			continue
		}
		if !plain.MatchString(m[1]) {
			t.Errorf("it may mean something: %q", m[1])
		}
		got = append(got, code.ReplaceAllStringFunc(m[1], func(s string) string {
			n, _ := strconv.Atoi(s[1 : len(s)-1])
			return string(rune(n))
		}))
	}
	if diff := cmp.Diff(labels(p), got); diff != "" {
		t.Error(diff)
	}
}

func TestAMermaidLabelBeginsNoListAndNoHeading(t *testing.T) {
	for given, want := range map[string]string{
		"approve:expenses": "approve:expenses", "1. first": "1#46; first", "- item": "#45; item", `say "x"`: "say #34;x#34;", "a_b-c.d": "a_b-c.d",
	} {
		if got := mermaidText(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

func TestHostileNamesAreReadBackFromSVG(t *testing.T) {
	p := Tenant(tenantOf(hostile()...), nil)
	drawing := written(func(w *bufio.Writer) { p.SVG(w, hostile()[4]) })
	var titles []string
	elements := map[string]int{}
	in := ""
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			elements[v.Name.Local]++
			for _, a := range v.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
					t.Errorf("an attribute %s", a.Name.Local)
				}
			}
			if v.Name.Local != "title" {
				in = v.Name.Local
			}
		case xml.CharData:
			if in == "g" {
				titles = append(titles, string(v))
				in = ""
			}
		}
	}
	var want []string
	for _, n := range p.Nodes {
		want = append(want, n.Label()+", "+n.title())
	}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Error(diff)
	}
	for name := range elements {
		if !strings.Contains(" svg title style defs marker path g rect text ", " "+name+" ") {
			t.Errorf("an element %s", name)
		}
	}
	if elements["g"] != len(p.Nodes) || elements["path"] != len(p.Edges)+1 {
		t.Errorf("%v of %d nodes and %d edges", elements, len(p.Nodes), len(p.Edges))
	}
}

// ring is a tenant with a circle of two groups, a group below it, one that nests
// itself, and a child that is not there.
func ring() *rbac.Graph {
	g := func(id string, nested ...string) rbac.Group {
		group := rbac.Group{ID: rbac.GroupOf(id), Name: text.New("the " + id)}
		for _, child := range nested {
			group.Nested = append(group.Nested, rbac.GroupOf(child))
		}
		return group
	}
	return rbac.Index(rbac.Document{Groups: []rbac.Group{
		g("below"), g("a", "b"), g("b", "a", "below"), g("self", "self"), g("top", "mid", "leaf", "gone"), g("mid", "leaf"), g("leaf", "twig"), g("twig"),
	}})
}

func TestCirclesAreMarked(t *testing.T) {
	p := Tenant(ring(), nil)
	var circles, missing []string
	for _, n := range p.Nodes {
		if n.Cycle {
			circles = append(circles, n.Ref.ID.Raw())
		}
		if n.Missing {
			missing = append(missing, n.Ref.ID.Raw())
		}
	}
	var closing []string
	for _, e := range p.Edges {
		if e.Cycle {
			closing = append(closing, p.Nodes[e.From].Ref.ID.Raw()+">"+p.Nodes[e.To].Ref.ID.Raw())
		}
	}
	if diff := cmp.Diff([]string{"a b self", "gone", "b>a a>b self>self"}, []string{strings.Join(circles, " "), strings.Join(missing, " "), strings.Join(closing, " ")}); diff != "" {
		t.Error(diff)
	}
}

func TestAForestHasEveryGroupAndEndsInCircles(t *testing.T) {
	var say func(b *Branch) string
	say = func(b *Branch) string {
		s := b.Group.Raw()
		for _, mark := range []struct {
			is   bool
			sign string
		}{{b.Cycle, "@"}, {b.Repeated, "^"}, {b.Missing, "?"}} {
			if mark.is {
				s += mark.sign
			}
		}
		if len(b.Nested) == 0 {
			return s
		}
		var inside []string
		for _, child := range b.Nested {
			inside = append(inside, say(child))
		}
		return s + "(" + strings.Join(inside, " ") + ")"
	}
	var got []string
	for _, root := range Forest(ring()) {
		got = append(got, say(root))
	}
	if diff := cmp.Diff([]string{"top(mid(leaf(twig)) leaf^ gone?)", "a(b(a@ below))", "self(self@)"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestALayoutPutsEveryThingOnceAndLeadsToTheRight(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 7))
	for range 200 {
		nodes := 1 + rnd.IntN(30)
		edges := make([]Edge, rnd.IntN(60))
		for i := range edges {
			edges[i] = Edge{From: rnd.IntN(nodes), To: rnd.IntN(nodes)}
		}
		l := layered(nodes, edges)
		seen := make(map[int]int)
		for c, column := range l.order {
			for _, n := range column {
				seen[n]++
				if l.column[n] != c {
					t.Fatalf("%d stands in column %d, not %d", n, c, l.column[n])
				}
			}
		}
		for n := range l.column {
			if seen[n] != 1 {
				t.Fatalf("%d stands %d times", n, seen[n])
			}
		}
		back := 0
		for i, chain := range l.chains {
			if chain[0] != edges[i].From || chain[len(chain)-1] != edges[i].To {
				t.Fatalf("the chain %v of %v", chain, edges[i])
			}
			if l.column[edges[i].From] >= l.column[edges[i].To] {
				back++
			}
			for j := range len(chain) - 1 {
				if len(chain) > 2 && l.column[chain[j+1]] != l.column[chain[j]]+1 {
					t.Fatalf("the chain %v jumps", chain)
				}
			}
		}
		if back > 0 && acyclic(nodes, edges) {
			t.Fatal("an edge leads back though there is no circle")
		}
	}
}

func acyclic(nodes int, edges []Edge) bool {
	reach := make([][]bool, nodes)
	for i := range reach {
		reach[i] = make([]bool, nodes)
	}
	for _, e := range edges {
		reach[e.From][e.To] = true
	}
	for k := range nodes {
		for i := range nodes {
			for j := range nodes {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	for i := range nodes {
		if reach[i][i] {
			return false
		}
	}
	return true
}
