package answers

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestWhyTellsWhetherAndHow(t *testing.T) {
	g := offices(t)
	p1 := rbac.PermissionOf("p1").Ref()
	for name, c := range map[string]struct {
		question Question
		allowed  bool
		json     string
		text     string
	}{
		"one permission": {
			Question{Asked: text.New("p1"), Targets: []rbac.Ref{p1}, Query: rbac.Query{User: rbac.User("u")}}, true,
			`{"format":"authzx.why/1","user":"u","permission":"p1","permission_name":"touch","application":"app1","allowed":true,"paths":[` +
				`[{"kind":"member","id":"g1","name":"Inner"},{"kind":"role","id":"r1","name":"Reader"},{"kind":"permission","id":"p1","name":"touch"}]]}`,
			"yes: u has touch in app1, by 1 path\n   1  u > Inner > Reader > touch\n",
		},
		"a name that two applications share": {
			named(g, "touch", rbac.Query{User: rbac.User("v")}), true,
			`{"format":"authzx.why/1","user":"v","permission":"touch","application":null,"allowed":true,"paths":[` +
				`[{"kind":"direct","id":"r2","name":"Writer"},{"kind":"permission","id":"p2","name":"touch"}]]}`,
			"yes: v has touch, by 1 path\n   1  v > Writer > touch in app2\n",
		},
		"another application": {
			Question{Asked: text.New("p1"), Targets: []rbac.Ref{p1}, Query: rbac.Query{User: rbac.User("u"), Application: rbac.Client("app2")}}, false,
			`{"format":"authzx.why/1","user":"u","permission":"p1","permission_name":"touch","application":"app2","allowed":false,"paths":[]}`,
			"no: u does not have touch in app1\n",
		},
		"nobody": {
			Question{Asked: text.New("p1"), Targets: []rbac.Ref{p1}, Query: rbac.Query{User: rbac.User("w")}}, false,
			`{"format":"authzx.why/1","user":"w","permission":"p1","permission_name":"touch","application":"app1","allowed":false,"paths":[]}`,
			"no: w does not have touch in app1\n",
		},
		"nothing of that name": {
			Question{Asked: text.New("zap"), Query: rbac.Query{User: rbac.User("u")}}, false,
			`{"format":"authzx.why/1","user":"u","permission":"zap","application":null,"allowed":false,"paths":[]}`,
			"no: u does not have zap\n",
		},
		"a role": {
			Question{Asked: text.New("Writer"), Targets: []rbac.Ref{rbac.RoleOf("r2").Ref()}, Query: rbac.Query{User: rbac.User("u")}}, true,
			`{"format":"authzx.why/1","user":"u","permission":"r2","permission_name":"Writer","kind":"role","application":"app2","allowed":true,"paths":[` +
				`[{"kind":"direct","id":"r2","name":"Writer"}],` +
				`[{"kind":"member","id":"g1","name":"Inner"},{"kind":"nested","id":"g2","name":"Outer"},{"kind":"role","id":"r2","name":"Writer"}]]}`,
			"yes: u has Writer in app2, by 2 paths\n   1  u > Writer\n   2  u > Inner > Outer > Writer\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out, said bytes.Buffer
			allowed, err := whyJSON(&out, g, c.question)
			if err != nil || allowed != c.allowed {
				t.Fatalf("allowed %v, %v", allowed, err)
			}
			if diff := cmp.Diff(c.json, compact(t, out.Bytes())); diff != "" {
				t.Error(diff)
			}
			if allowed, err = whyText(&said, g, c.question, nil, output.Look{}); err != nil || allowed != c.allowed {
				t.Fatalf("as text allowed %v, %v", allowed, err)
			}
			if diff := cmp.Diff(c.text, said.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPathsToSeveralThingsAreShortestFirst(t *testing.T) {
	g := offices(t)
	var out bytes.Buffer
	if _, err := whyCSV(&out, g, named(g, "touch", rbac.Query{User: rbac.User("u")}), nil, output.Look{}); err != nil {
		t.Fatal(err)
	}
	want := `user,user_name,user_email,permission_id,permission,application,application_name,path
u,,,p2,touch,app2,,Writer
u,,,p1,touch,app1,,Inner > Reader
u,,,p2,touch,app2,,Inner > Outer > Writer
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func compact(t *testing.T, written []byte) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, written); err != nil {
		t.Fatalf("%v in %s", err, written)
	}
	return out.String()
}

func TestWhoCanGivesEveryHolderOnce(t *testing.T) {
	g := offices(t)
	var out bytes.Buffer
	if err := whoCanJSON(context.Background(), &out, g, named(g, "touch", rbac.Query{})); err != nil {
		t.Fatal(err)
	}
	step := func(kind, id, name string) string {
		return `{"kind":"` + kind + `","id":"` + id + `","name":"` + name + `"}`
	}
	want := `{"format":"authzx.who-can/1","permission":"touch","application":null,"users":[` +
		`{"user":"u","paths":[` +
		`[` + step("direct", "r2", "Writer") + `,` + step("permission", "p2", "touch") + `],` +
		`[` + step("member", "g1", "Inner") + `,` + step("role", "r1", "Reader") + `,` + step("permission", "p1", "touch") + `],` +
		`[` + step("member", "g1", "Inner") + `,` + step("nested", "g2", "Outer") + `,` + step("role", "r2", "Writer") + `,` + step("permission", "p2", "touch") + `]]},` +
		`{"user":"v","paths":[[` + step("direct", "r2", "Writer") + `,` + step("permission", "p2", "touch") + `]]}]}`
	if diff := cmp.Diff(want, compact(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestWhoCanOfNothingIsAnEmptyList(t *testing.T) {
	var out bytes.Buffer
	if err := whoCanJSON(context.Background(), &out, offices(t), Question{Asked: text.New("zap")}); err != nil {
		t.Fatal(err)
	}
	if got := compact(t, out.Bytes()); got != `{"format":"authzx.who-can/1","permission":"zap","application":null,"users":[]}` {
		t.Error(got)
	}
}

func TestWhoCanNamesTheCompanysPeople(t *testing.T) {
	g, d := company(t)
	question := named(g, "pay:invoices", rbac.Query{})
	var said, rows bytes.Buffer
	if err := whoCanText(context.Background(), &said, g, question, d, output.Look{}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(said.String(), "pay:invoices in Ledger: 6 users\n  bruno@acme.test") || !strings.Contains(said.String(), "Treasury > Controller") {
		t.Errorf("got\n%s", said.String())
	}
	if err := whoCanCSV(context.Background(), &rows, g, question, d, output.Look{}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&rows).ReadAll()
	if err != nil || len(records) != 7 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	if got := records[1][:3]; !cmp.Equal(got, []string{"ad|corp|bruno", "Bruno Keller", "bruno@acme.test"}) {
		t.Errorf("first row %v", got)
	}
}

func TestCompareGivesWhatTheOtherLacks(t *testing.T) {
	g := offices(t)
	c := g.Compare(rbac.Query{User: rbac.User("u")}, rbac.Query{User: rbac.User("v")})
	var out, said, rows bytes.Buffer
	if err := compareJSON(context.Background(), &out, c); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		First, Second struct {
			User string
			Only struct {
				Groups, Roles, Permissions []struct {
					ID    string
					Paths [][]any
				}
			}
		}
		Both map[string]int
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	first := answer.First.Only
	if len(first.Groups) != 2 || len(first.Roles) != 1 || len(first.Permissions) != 1 || first.Roles[0].ID != "r1" || len(first.Roles[0].Paths) != 1 {
		t.Errorf("first %+v", first)
	}
	if second := answer.Second; second.User != "v" || second.Only.Groups == nil || len(second.Only.Groups) != 0 {
		t.Errorf("second %+v", second)
	}
	if !cmp.Equal(answer.Both, map[string]int{"groups": 0, "roles": 1, "permissions": 1}) {
		t.Errorf("both %v", answer.Both)
	}
	if err := compareText(context.Background(), &said, c, nil, output.Look{}); err != nil {
		t.Fatal(err)
	}
	want := `only u
  group       Inner         direct
  group       Outer         Inner
  role        Reader  app1  Inner
  permission  touch   app1  Inner > Reader

nothing only for v

both have 0 groups, 1 role, 1 permission
`
	if diff := cmp.Diff(want, said.String()); diff != "" {
		t.Error(diff)
	}
	if err := compareCSV(context.Background(), &rows, c, nil, output.Look{}); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(rows.String(), "\n"); lines != 5 {
		t.Errorf("%d lines:\n%s", lines, rows.String())
	}
}
