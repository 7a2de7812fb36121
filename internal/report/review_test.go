package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&|*_[a](javascript:b)` + "`\n\x1b"

// house is a tenant where every name is hostile.
func house(t *testing.T) (*rbac.Graph, *rbac.Directory) {
	t.Helper()
	name, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	document := strings.ReplaceAll(`{"groups":[
		{"_id":"g1","name":NAME,"members":["auth0|ann"]},
		{"_id":"g2","name":"Finance","nested":["g1"],"members":["auth0|bob"],"roles":["r1"]}],
	"roles":[
		{"_id":"r1","name":NAME,"applicationId":"app","permissions":["p1"]},
		{"_id":"r2","name":"Clerk","applicationId":"app","permissions":["p1","p2"],"users":["auth0|ann"]}],
	"permissions":[{"_id":"p1","name":NAME,"applicationId":"app"},{"_id":"p2","name":"read","applicationId":"app"}]}`, "NAME", string(name))
	var d rbac.Document
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		t.Fatal(err)
	}
	var dir *rbac.Directory
	dir = dir.WithUsers([]rbac.Person{
		{ID: rbac.User("auth0|ann"), Name: text.New(hostile), Email: text.New("ann@acme.test"), LastLogin: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		{ID: rbac.User("auth0|bob"), Name: text.New("Bob"), Blocked: true},
	}, rbac.Extent{})
	return rbac.Index(d), dir.WithApplications([]rbac.Application{{ID: rbac.Client("app"), Name: text.New(hostile)}}, rbac.Extent{})
}

func review(t *testing.T) (Review, *rbac.Graph) {
	t.Helper()
	g, d := house(t)
	r := NewReview(g, d, Scope{}, catalog.SignsFor(true))
	r.Tenant = text.New(hostile)
	return r, g
}

func TestAReviewHasARowForEachUserAndPermission(t *testing.T) {
	r, g := review(t)
	var got []string
	for _, row := range r.Rows {
		cells := row.Cells(g.Name)
		got = append(got, cells[0]+" "+cells[3]+" "+cells[6]+" "+row.Cut.Kind())
	}
	want := "auth0|bob  p1 remove-member, auth0|ann 2026-01-02T03:04:05Z p2 unassign-role, auth0|ann 2026-01-02T03:04:05Z p1 unassign-role"
	if strings.Join(got, ", ") != want && strings.Join(got, ", ") != strings.ReplaceAll(want, "p2 unassign-role, auth0|ann 2026-01-02T03:04:05Z p1", "p1 unassign-role, auth0|ann 2026-01-02T03:04:05Z p2") {
		t.Errorf("%v", got)
	}
}

func TestAReviewKeepsToItsScope(t *testing.T) {
	g, d := house(t)
	if r := NewReview(g, d, Scope{Group: rbac.GroupOf("g1")}, catalog.SignsFor(true)); len(r.Rows) != 2 || r.Rows[0].Person.ID != rbac.User("auth0|ann") {
		t.Errorf("%+v", r.Rows)
	}
	if r := NewReview(g, d, Scope{Application: rbac.Client("other")}, catalog.SignsFor(true)); len(r.Rows) != 0 {
		t.Errorf("%+v", r.Rows)
	}
}

func TestThePageSaysHostileNamesAndDoesNotRunThem(t *testing.T) {
	r, _ := review(t)
	var page bytes.Buffer
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(bytes.NewReader(page.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	tags, shown, policy := make(map[string]int), false, ""
	for n := range tree.Descendants() {
		if n.Type == html.TextNode && n.Data == text.Escape(hostile) {
			shown = true
		}
		if n.Type != html.ElementNode {
			continue
		}
		tags[n.Data]++
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" || a.Key == "style" {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			if a.Key == "content" && strings.HasPrefix(a.Val, "default-src") {
				policy = a.Val
			}
		}
	}
	if tags["script"] != 1 || tags["img"] != 0 || tags["style"] != 1 || tags["tr"] != 1+len(r.Rows) || !shown {
		t.Errorf("tags %v, name shown %v", tags, shown)
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, sourceHash(pageScript)) {
		t.Errorf("policy %q", policy)
	}
}

func TestTheMarkdownTableHasACellForEachColumn(t *testing.T) {
	r, g := review(t)
	var out bytes.Buffer
	if err := r.Markdown(&out, g.Name); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		plain := strings.ReplaceAll(line, `\\`, "")
		if cells := strings.Count(strings.ReplaceAll(plain, `\|`, ""), "|") - 1; cells != len(Columns()) {
			t.Errorf("%d cells in %s", cells, line)
		}
		if strings.Contains(strings.ReplaceAll(plain, `\<`, ""), "<") {
			t.Errorf("bare HTML in %s", line)
		}
	}
}

func decided(g *rbac.Graph, r Review, decisions ...string) string {
	var b strings.Builder
	b.WriteString(strings.Join(Columns(), ",") + "\n")
	for i, row := range r.Rows {
		cells := row.Cells(g.Name)
		cells[slices.Index(Columns(), "decision")] = decisions[i]
		for k, cell := range cells {
			if k > 0 {
				b.WriteByte(',')
			}
			b.WriteString(catalog.CSVField(cell))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestWhatIsDecidedComesToExactlyTheRevocations(t *testing.T) {
	r, g := review(t)
	d, err := ReadDecisions("\ufeff"+decided(g, r, " Revoke", "", "KEEP"), catalog.BareCell)
	if err != nil || len(d.Revoke) != 1 || len(d.Keep) != 1 || d.Blank != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	revoked, err := Revoke(g, d, false)
	if err != nil || len(revoked.Changes) != 1 || revoked.Changes[0] != rbac.Change(rbac.RemoveMember(rbac.GroupOf("g2"), rbac.User("auth0|bob"))) {
		t.Fatalf("%+v, %v", revoked, err)
	}
	if len(revoked.Gone)+len(revoked.Kept) > 0 {
		t.Errorf("%+v", revoked)
	}
	after, _, err := rbac.ApplyAll(g, revoked.Changes)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Revoke(after, d, false)
	if err != nil || len(again.Gone) != 1 || len(again.Changes) > 0 {
		t.Errorf("of a path that is gone: %+v, %v", again, err)
	}
}

func TestARevocationThatLeavesAnotherPathIsTold(t *testing.T) {
	r, g := review(t)
	d, err := ReadDecisions(decided(g, r, "keep", "revoke", "revoke"), catalog.BareCell)
	if err != nil {
		t.Fatal(err)
	}
	revoked, err := Revoke(g, d, false)
	if err != nil || len(revoked.Changes) != 1 || len(revoked.Kept) != 1 || revoked.Kept[0].Permission != rbac.PermissionOf("p1") {
		t.Errorf("%+v, %v", revoked, err)
	}
}

func TestARowMarkedKeepThatIsLostIsTold(t *testing.T) {
	r, g := review(t)
	content := decided(g, r, "revoke", "keep", "keep")
	content += `auth0|bob,,,,,,p1,,,"{""kind"":""remove-member"",""group"":""g2"",""user"":""auth0|bob""}",Keep,` + "\n"
	d, err := ReadDecisions(content, catalog.BareCell)
	if err != nil {
		t.Fatal(err)
	}
	revoked, err := Revoke(g, d, false)
	if err != nil || len(revoked.Changes) != 1 || len(revoked.Overruled) != 1 || revoked.Overruled[0].Line != 5 {
		t.Errorf("%+v, %v", revoked, err)
	}
	spared, err := Revoke(g, d, true)
	if err != nil || len(spared.Changes)+len(spared.Overruled) != 0 || len(spared.Spared) != 1 {
		t.Errorf("%+v, %v", spared, err)
	}
}

func TestDecisionsAndCommentsAreCounted(t *testing.T) {
	r, g := review(t)
	for content, want := range map[string]int{
		decided(g, r, "", " ", ""): 0, decided(g, r, "keep", "", "perhaps"): 2,
		"user,comment\nann,asked\n": 1, "name\nx\n": 0, "": 0,
	} {
		if got := Decided(content); got != want {
			t.Errorf("%d, want %d in %s", got, want, content)
		}
	}
}

func TestALineThatCannotBeFollowedIsNamed(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"another word":        {"user,permission_id,cut,decision\nu,p,x,keep\nu,p,x,drop\n", "line 3: decision \"drop\""},
		"no such change":      {"user,permission_id,cut,decision\nu,p,x,revoke\n", "line 2: cut must end"},
		"a change that gives": {"user,permission_id,cut,decision\nu,p,\"{\"\"kind\"\":\"\"add-member\"\",\"\"group\"\":\"\"g\"\",\"\"user\"\":\"\"u\"\"}\",revoke\n", "line 2: cut must end"},
		"a missing column":    {"user,permission_id,cut\nu,p,x\n", "line 1: there is no column decision"},
		"a broken quote":      {"user,permission_id,cut,decision\n\"u,p\n", "line "},
		"nothing":             {"", "line 1: no header"},
	} {
		if _, err := ReadDecisions(test.content, catalog.BareCell); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
	if d, err := ReadDecisions("user;permission_id;cut;decision\nu;p;x;keep\n;;;\n", catalog.BareCell); err != nil || len(d.Keep) != 1 || d.Blank != 0 {
		t.Errorf("with semicolons: %+v, %v", d, err)
	}
}
