package answers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// offices is a small graph with one way of each sort: u is a member of Inner,
// which Outer nests; a mapping takes whoever has idp at corp into Mapped.
func offices(t testing.TB) *rbac.Graph {
	t.Helper()
	return parsed(t, `{
		"groups": [
			{"_id": "g1", "name": "Inner", "description": "d", "members": ["u"], "roles": ["r1"]},
			{"_id": "g2", "name": "Outer", "description": "d", "nested": ["g1"], "roles": ["r2"]},
			{"_id": "g3", "name": "Mapped", "description": "d", "roles": ["r1"],
				"mappings": [{"_id": "m1", "groupName": "idp", "connectionName": "corp"}, {"_id": "m2", "groupName": "Inner", "connectionName": "corp"}]}
		],
		"roles": [
			{"_id": "r1", "name": "Reader", "description": "d", "applicationType": "client", "applicationId": "app1", "permissions": ["p1"]},
			{"_id": "r2", "name": "Writer", "description": "d", "applicationType": "client", "applicationId": "app2", "permissions": ["p2"], "users": ["u", "v"]}
		],
		"permissions": [
			{"_id": "p1", "name": "touch", "description": "d", "applicationType": "client", "applicationId": "app1"},
			{"_id": "p2", "name": "touch", "description": "d", "applicationType": "client", "applicationId": "app2"}
		]
	}`)
}

func parsed(t testing.TB, document string) *rbac.Graph {
	t.Helper()
	var d rbac.Document
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		t.Fatal(err)
	}
	return rbac.Index(d)
}

func TestAccessJSONHasTheKeysInTheirOrder(t *testing.T) {
	g := offices(t)
	login := &rbac.Login{Connection: text.New("corp"), IdPGroups: []text.Text{text.New("idp")}}
	var out bytes.Buffer
	if err := accessJSON(context.Background(), &out, g.Access(rbac.Query{User: rbac.User("u"), Application: rbac.Client("app1"), Login: login})); err != nil {
		t.Fatal(err)
	}
	member := `[{"kind": "member", "id": "g1", "name": "Inner"}`
	mapping := func(id, name, via string) string {
		return fmt.Sprintf(`[{"kind": "mapping", "id": "g3", "name": "Mapped", "mapping": %q, "connection": "corp", "group_name": %q, "via": %q}`, id, name, via)
	}
	byIdP, byGroup := mapping("m1", "idp", "idp"), mapping("m2", "Inner", "group")
	role := `, {"kind": "role", "id": "r1", "name": "Reader"}`
	permission := `, {"kind": "permission", "id": "p1", "name": "touch"}`
	want := `{
  "format": "authzx.access/1",
  "user": "u",
  "application": "app1",
  "connection": "corp",
  "idp_groups": ["idp"],
  "groups": [
    {
      "id": "g1",
      "name": "Inner",
      "paths": [
        ` + member + `]
      ]
    },
    {
      "id": "g2",
      "name": "Outer",
      "paths": [
        ` + member + `, {"kind": "nested", "id": "g2", "name": "Outer"}]
      ]
    },
    {
      "id": "g3",
      "name": "Mapped",
      "paths": [
        ` + byIdP + `],
        ` + byGroup + `]
      ]
    }
  ],
  "roles": [
    {
      "id": "r1",
      "name": "Reader",
      "application": "app1",
      "paths": [
        ` + member + role + `],
        ` + byIdP + role + `],
        ` + byGroup + role + `]
      ]
    }
  ],
  "permissions": [
    {
      "id": "p1",
      "name": "touch",
      "application": "app1",
      "paths": [
        ` + member + role + permission + `],
        ` + byIdP + role + permission + `],
        ` + byGroup + role + permission + `]
      ]
    }
  ]
}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestAccessOfNobodyIsEmptyNotNull(t *testing.T) {
	var out bytes.Buffer
	if err := accessJSON(context.Background(), &out, offices(t).Access(rbac.Query{User: rbac.User("stranger")})); err != nil {
		t.Fatal(err)
	}
	want := `{
  "format": "authzx.access/1",
  "user": "stranger",
  "application": null,
  "connection": null,
  "idp_groups": [],
  "groups": [],
  "roles": [],
  "permissions": []
}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// lattice has 2^8 paths from u to the topmost group.
func lattice(t testing.TB) *rbac.Graph {
	var groups []string
	add := func(id, nested, members string) {
		groups = append(groups, fmt.Sprintf(`{"_id": %q, "name": %q, "description": "d", "nested": [%s], "members": [%s]}`, id, id, nested, members))
	}
	add("0a", "", `"u"`)
	add("0b", "", `"u"`)
	for level := 1; level < 8; level++ {
		below := fmt.Sprintf(`"%da", "%db"`, level-1, level-1)
		add(fmt.Sprintf("%da", level), below, "")
		add(fmt.Sprintf("%db", level), below, "")
	}
	add("top", `"7a", "7b"`, "")
	return parsed(t, `{"groups": [`+strings.Join(groups, ",")+`], "roles": [], "permissions": []}`)
}

func TestTooManyPathsAreMarkedAsTruncated(t *testing.T) {
	a := lattice(t).Access(rbac.Query{User: rbac.User("u")})
	var out bytes.Buffer
	if err := accessJSON(context.Background(), &out, a); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Groups []struct {
			ID        string
			Paths     [][]json.RawMessage
			Truncated *bool
		}
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	for _, group := range answer.Groups {
		if cut := group.ID == "top" || group.ID[0] == '7'; cut != (group.Truncated != nil) {
			t.Errorf("%s: %d paths, truncated %v", group.ID, len(group.Paths), group.Truncated)
		}
	}
	out.Reset()
	if err := accessText(context.Background(), &out, a, nil, output.Look{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "+99 paths or more") {
		t.Errorf("the text hides that there are more:\n%s", out.String())
	}
}

func TestAccessTextGivesTheShortestPathByApplication(t *testing.T) {
	login := &rbac.Login{Connection: text.New("corp"), IdPGroups: []text.Text{text.New("idp")}}
	var d *rbac.Directory
	d = d.WithApplications([]rbac.Application{{ID: rbac.Client("app1"), Name: text.New("Expenses")}}, rbac.Extent{})
	d = d.WithUsers([]rbac.Person{{ID: rbac.User("u"), Name: text.New("Uma"), Email: text.New("uma@acme.test")}}, rbac.Extent{})
	var out bytes.Buffer
	if err := accessText(context.Background(), &out, offices(t).Access(rbac.Query{User: rbac.User("u"), Login: login}), d, output.Look{}); err != nil {
		t.Fatal(err)
	}
	want := `Uma <uma@acme.test> u
login via corp with the groups idp
3 groups, 2 roles, 2 permissions

Groups
  Inner   direct
  Outer   Inner
  Mapped  corp: idp  +1 path

Expenses (app1)
  role        Reader  Inner           +2 paths
  permission  touch   Inner > Reader  +2 paths

app2
  role        Writer  direct  +1 path
  permission  touch   Writer  +1 path
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestNothingWrittenCanMoveATerminal(t *testing.T) {
	evil := text.New("x\x1b]0;owned\x07\u202e\u200b\r\n\u009b2J\xff")
	q, err := json.Marshal(evil)
	if err != nil {
		t.Fatal(err)
	}
	document := strings.ReplaceAll(`{
		"groups": [{"_id": EVIL, "name": EVIL, "description": EVIL, "members": [EVIL], "roles": [EVIL], "mappings": [{"_id": EVIL, "groupName": EVIL, "connectionName": EVIL}]}],
		"roles": [{"_id": EVIL, "name": EVIL, "description": EVIL, "applicationId": EVIL, "permissions": [EVIL], "users": [EVIL]}],
		"permissions": [{"_id": EVIL, "name": EVIL, "description": EVIL, "applicationId": EVIL}]}`, "EVIL", string(q))
	g := parsed(t, document)
	user := g.Users()[0]
	var d *rbac.Directory
	d = d.WithUsers([]rbac.Person{{ID: user, Name: evil, Email: evil, Connections: []text.Text{evil}}}, rbac.Extent{}).
		WithApplications([]rbac.Application{{ID: g.Applications()[0], Name: evil, Type: evil}}, rbac.Extent{}).
		WithConnections([]rbac.Connection{{ID: evil, Name: evil, Strategy: evil}}, rbac.Extent{})
	query := rbac.Query{User: user, Login: &rbac.Login{Connection: g.Mappings().Connections()[0], IdPGroups: []text.Text{evil}}}

	for name, write := range renderings(g, d, query) {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if r, bad := clitest.Unsafe(out.String()); bad {
				t.Errorf("%U in %q", r, out.String())
			}
			if strings.HasSuffix(name, "json") && !json.Valid(out.Bytes()) {
				t.Errorf("no valid JSON: %s", out.String())
			}
		})
	}
}

func TestAccessTextOfAnn(t *testing.T) {
	g, d := company(t)
	var out bytes.Buffer
	if err := accessText(context.Background(), &out, g.Access(rbac.Query{User: ann(t, d)}), d, output.Look{Colour: true}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"\x1b[1mAnn Archer <ann@acme.test> auth0|",
		"\n3 groups, 6 roles, 21 permissions\n",
		"\n  permission  approve:expenses    Approver",
		"Accounts Payable > Finance > Employees > Reporter\n",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%q is not in\n%s", line, out.String())
		}
	}
}
