package answers

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/output"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

func noRequests(lint.Finding) []endpoint.Call { return nil }

// diagnosed is the sample company with the deleted user known to be gone.
func diagnosed(t *testing.T) (*rbac.Graph, *rbac.Directory, []lint.Finding) {
	t.Helper()
	g, d := company(t)
	for _, user := range g.Users() {
		if _, known := d.User(user); !known {
			d = d.WithGone(user)
		}
	}
	return g, d, lint.Tenant(g, d)
}

func TestDoctorJSONHoldsTheRequestsThatFix(t *testing.T) {
	finding := lint.Finding{
		Rule: lint.RuleGhostMember, Severity: lint.SeverityError,
		Subject: rbac.GroupOf("g1").Ref(), Name: text.New("Fin\x1bance"), Message: "lists user x",
		Changes: []rbac.Change{rbac.RemoveMember(rbac.GroupOf("g1"), rbac.User("x"))},
	}
	requests := func(f lint.Finding) []endpoint.Call {
		if len(f.Changes) == 0 {
			return nil
		}
		call := endpoint.New(endpoint.GroupsMembersRemove, "g|1")
		call.Body = []byte("[ \"x\x7f\u202e\" ]")
		return []endpoint.Call{call}
	}
	full := lint.Finding{Rule: lint.RuleStorage, Severity: lint.SeverityWarning, Subject: rbac.Ref{Kind: rbac.KindConfiguration}, Message: "full"}
	var out bytes.Buffer
	if err := doctorJSON(context.Background(), &out, []lint.Finding{finding, full}, rbac.Index(rbac.Document{}), nil, requests); err != nil {
		t.Fatal(err)
	}
	want := `{"format":"authzx.doctor/1","findings":[{"rule":"ghost-member","severity":"error","subject":{"kind":"group","id":"g1","name":"Fin\u001bance"},` +
		`"message":"lists user x","why":"If that user id is reused, as after a database import, its new owner gets all this at once.","changes":[{"method":"DELETE","path":"/groups/g%7C1/members","body":["x\u007f\u202e"]}]},` +
		`{"rule":"storage","severity":"warning","subject":{"kind":"configuration","id":"","name":""},"message":"full","why":"When it is full, every change fails and logins may stall.","changes":[]}]}`
	if diff := cmp.Diff(want, compact(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
	if r, bad := clitest.Unsafe(out.String()); bad {
		t.Errorf("%U is written", r)
	}
}

func TestDoctorFindsAFewOfEachThingInTheCompany(t *testing.T) {
	g, d, findings := diagnosed(t)
	count := make(map[lint.Rule]int)
	for _, f := range findings {
		count[f.Rule]++
	}
	want := map[lint.Rule]int{
		lint.RuleGhostMember: 1, lint.RuleCycle: 1, lint.RuleSelfNesting: 1, lint.RuleDanglingRole: 1,
		lint.RuleMappingGone: 1, lint.RuleDuplicateMapping: 1, lint.RuleApplicationGone: 2, lint.RuleEmptyGroup: 1,
		lint.RuleUnusedRole: 1, lint.RuleUnusedPermission: 1, lint.RuleRedundantGrant: 1, lint.RuleRedundantAssignment: 1,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
	if !hasErrors(findings) {
		t.Error("no errors")
	}
	var said bytes.Buffer
	if err := doctorText(&said, findings, g, d, output.Look{}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"3 errors, 5 warnings, 5 info\n",
		"\n  group Project Zephyr (",
		"\n  fix: delete group \"Project Zephyr\"\n",
	} {
		if !strings.Contains(said.String(), line) {
			t.Errorf("%q is not in\n%s", line, said.String())
		}
	}
}

func TestDoctorCSVHasARowForEachFinding(t *testing.T) {
	_, _, findings := diagnosed(t)
	var out bytes.Buffer
	if err := doctorCSV(&out, findings); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != len(findings)+1 {
		t.Errorf("%d rows for %d findings, %v", len(rows), len(findings), err)
	}
}

func TestAHealthyTenantHasNoFindings(t *testing.T) {
	var out, said bytes.Buffer
	if err := doctorJSON(context.Background(), &out, nil, rbac.Index(rbac.Document{}), nil, noRequests); err != nil {
		t.Fatal(err)
	}
	if err := doctorText(&said, nil, offices(t), nil, output.Look{}); err != nil {
		t.Fatal(err)
	}
	if got := compact(t, out.Bytes()); got != `{"format":"authzx.doctor/1","findings":[]}` || said.String() != "nothing found\n" || hasErrors(nil) {
		t.Errorf("%s, %s", got, said.String())
	}
}

func TestNothingFoundInAPartIsToldSo(t *testing.T) {
	g := rbac.Index(rbac.Document{Missing: rbac.Missing{Roles: errors.New("forbidden")}})
	var d *rbac.Directory
	d = d.WithUsers(nil, rbac.Extent{Err: errors.New("forbidden")})
	var out, said bytes.Buffer
	if err := doctorJSON(context.Background(), &out, nil, g, d, noRequests); err != nil {
		t.Fatal(err)
	}
	if err := doctorText(&said, nil, g, d, output.Look{}); err != nil {
		t.Fatal(err)
	}
	if got := compact(t, out.Bytes()); got != `{"format":"authzx.doctor/1","incomplete":["roles","users"],"findings":[]}` || said.String() != "nothing found in what could be read\n" {
		t.Errorf("%s, %q", got, said.String())
	}
}
