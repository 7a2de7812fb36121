package answers

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/catalog"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestListsSayTheSameInEveryFormat(t *testing.T) {
	g, d := company(t)
	for kind, rows := range map[rbac.Kind]int{
		rbac.KindUser: 61, rbac.KindGroup: 25, rbac.KindRole: 15, rbac.KindPermission: 45, rbac.KindApplication: 7, rbac.KindConnection: 4,
	} {
		t.Run(string(kind), func(t *testing.T) {
			list := listOf(catalog.Of(kind), g, d)
			var asJSON, asCSV, asText bytes.Buffer
			for _, err := range []error{list.JSON(&asJSON), list.CSV(&asCSV), list.Text(&asText, output.Look{})} {
				if err != nil {
					t.Fatal(err)
				}
			}
			var objects []map[string]any
			if err := json.Unmarshal(asJSON.Bytes(), &objects); err != nil {
				t.Fatal(err)
			}
			records, err := csv.NewReader(&asCSV).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSuffix(asText.String(), "\n"), "\n")
			if len(objects) != rows || len(records) != rows+1 || len(lines) != rows+1 {
				t.Fatalf("%d objects, %d records, %d lines; want %d", len(objects), len(records), len(lines), rows)
			}
			for i, object := range objects {
				id := object["id"].(string)
				if records[i+1][0] != id || !strings.HasSuffix(lines[i+1], id) {
					t.Errorf("row %d: %s, %v, %s", i, id, records[i+1], lines[i+1])
				}
				if len(object) != len(records[0]) {
					t.Errorf("row %d has %d keys, %d columns", i, len(object), len(records[0]))
				}
			}
		})
	}
}

func TestListOfGroupsHoldsReferencesInJSONAndNumbersElsewhere(t *testing.T) {
	list := listOf(catalog.Of(rbac.KindGroup), offices(t), nil)
	var asJSON, asCSV, asText bytes.Buffer
	for _, err := range []error{list.JSON(&asJSON), list.CSV(&asCSV), list.Text(&asText, output.Look{})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	wantJSON := `[{"id":"g1","name":"Inner","description":"d","members":["u"],"all_members":1,"nested":[],"roles":["r1"],"mappings":[]},` +
		`{"id":"g2","name":"Outer","description":"d","members":[],"all_members":1,"nested":["g1"],"roles":["r2"],"mappings":[]},` +
		`{"id":"g3","name":"Mapped","description":"d","members":[],"all_members":0,"nested":[],"roles":["r1"],"mappings":[` +
		`{"id":"m1","group_name":"idp","connection":"corp"},{"id":"m2","group_name":"Inner","connection":"corp"}]}]`
	wantCSV := `id,name,description,members,all_members,nested,roles,mappings
g1,Inner,d,1,1,0,1,0
g2,Outer,d,0,1,1,1,0
g3,Mapped,d,0,0,0,1,2
`
	wantText := `NAME    MEMBERS  ALL  NESTED  ROLES  MAPPINGS  ID
Inner         1    1       0      1         0  g1
Outer         0    1       1      1         0  g2
Mapped        0    0       0      1         2  g3
`
	if diff := cmp.Diff(wantJSON, compact(t, asJSON.Bytes())) + cmp.Diff(wantCSV, asCSV.String()) + cmp.Diff(wantText, asText.String()); diff != "" {
		t.Error(diff)
	}
}

func TestListOfUsersHoldsThoseWhomOnlyTheGraphMentions(t *testing.T) {
	var d *rbac.Directory
	d = d.WithUsers([]rbac.Person{{
		ID: rbac.User("u"), Name: text.New("Uma"), Email: text.New("uma@acme.test"), Connections: []text.Text{text.New("corp")},
		LastLogin: time.Date(2026, 11, 2, 8, 30, 0, 0, time.UTC), Logins: 7, Blocked: true,
	}}, rbac.Extent{})
	list := listOf(catalog.Of(rbac.KindUser), offices(t), d.WithGone(rbac.User("v")))
	var out bytes.Buffer
	if err := list.JSON(&out); err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"u","name":"Uma","email":"uma@acme.test","connections":["corp"],"last_login":"2026-11-02T08:30:00Z","logins_count":7,` +
		`"blocked":true,"multifactor":[],"status":"listed","groups":["g1"],"roles":["r2"]},` +
		`{"id":"v","name":"","email":"","connections":[],"last_login":null,"logins_count":0,` +
		`"blocked":false,"multifactor":[],"status":"gone","groups":[],"roles":["r2"]}]`
	if diff := cmp.Diff(want, compact(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutADirectoryTheGraphNamesApplicationsAndConnections(t *testing.T) {
	for kind, want := range map[rbac.Kind]string{
		rbac.KindApplication: `[{"id":"app1","name":"","type":"","callbacks":[],"roles":1,"permissions":1},{"id":"app2","name":"","type":"","callbacks":[],"roles":1,"permissions":1}]`,
		rbac.KindConnection:  `[{"id":"","name":"corp","strategy":"","mappings":2}]`,
		rbac.KindUser: `[{"id":"u","name":"","email":"","connections":[],"last_login":null,"logins_count":0,"blocked":false,"multifactor":[],"status":"unlisted","groups":["g1"],"roles":["r2"]},` +
			`{"id":"v","name":"","email":"","connections":[],"last_login":null,"logins_count":0,"blocked":false,"multifactor":[],"status":"unlisted","groups":[],"roles":["r2"]}]`,
	} {
		list := listOf(catalog.Of(kind), offices(t), nil)
		var out bytes.Buffer
		if err := list.JSON(&out); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, compact(t, out.Bytes())); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}
