package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func noRequests(rbac.Finding) []endpoint.Call { return nil }

// diagnosed is the sample company with the deleted user known to be gone.
func diagnosed(t *testing.T) (*rbac.Graph, *rbac.Directory, []rbac.Finding) {
	t.Helper()
	g, d := company(t)
	for _, user := range g.Users() {
		if _, known := d.User(user); !known {
			d = d.WithGone(user)
		}
	}
	return g, d, rbac.Lint(g, d)
}

func TestDoctorJSONHoldsTheRequestsThatMend(t *testing.T) {
	finding := rbac.Finding{
		Rule: rbac.RuleGhostMember, Severity: rbac.SeverityError,
		Subject: rbac.GroupOf("g1").Ref(), Name: text.New("Fin\x1bance"), Message: "lists user x",
		Changes: []rbac.Change{rbac.RemoveMember{Group: rbac.GroupOf("g1"), User: rbac.User("x")}},
	}
	requests := func(f rbac.Finding) []endpoint.Call {
		if len(f.Changes) == 0 {
			return nil
		}
		call := endpoint.New(endpoint.GroupsMembersRemove, "g|1")
		call.Body = []byte("[ \"x\x7f\u202e\" ]")
		return []endpoint.Call{call}
	}
	full := rbac.Finding{Rule: rbac.RuleStorage, Severity: rbac.SeverityWarning, Subject: rbac.Ref{Kind: rbac.KindConfiguration}, Message: "full"}
	var out bytes.Buffer
	if err := DoctorJSON(context.Background(), &out, []rbac.Finding{finding, full}, requests); err != nil {
		t.Fatal(err)
	}
	want := `{"findings":[{"rule":"ghost-member","severity":"error","subject":{"kind":"group","id":"g1","name":"Fin\u001bance"},` +
		`"message":"lists user x","changes":[{"method":"DELETE","path":"/groups/g%7C1/members","body":["x\u007f\u202e"]}]},` +
		`{"rule":"storage","severity":"warning","subject":{"kind":"configuration","id":"","name":""},"message":"full","changes":[]}]}`
	if diff := cmp.Diff(want, compact(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
	if r, bad := unsafe(out.String()); bad {
		t.Errorf("%U is written", r)
	}
}

func TestDoctorFindsAFewOfEachThingInTheCompany(t *testing.T) {
	g, d, findings := diagnosed(t)
	count := make(map[rbac.Rule]int)
	for _, f := range findings {
		count[f.Rule]++
	}
	want := map[rbac.Rule]int{
		rbac.RuleGhostMember: 1, rbac.RuleCycle: 1, rbac.RuleSelfNesting: 1, rbac.RuleDanglingRole: 1,
		rbac.RuleMappingGone: 1, rbac.RuleDuplicateMapping: 1, rbac.RuleApplicationGone: 2, rbac.RuleEmptyGroup: 1,
		rbac.RuleUnusedRole: 1, rbac.RuleUnusedPermission: 1, rbac.RuleRedundantGrant: 1, rbac.RuleRedundantAssignment: 1,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
	if !HasErrors(findings) {
		t.Error("no errors")
	}
	var said bytes.Buffer
	if err := DoctorText(&said, findings, g, d, Look{}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"3 errors, 5 warnings, 5 remarks\n",
		"\n  group Project Zephyr (",
		"\n  mend: delete group \"Project Zephyr\"\n",
	} {
		if !strings.Contains(said.String(), line) {
			t.Errorf("%q is not in\n%s", line, said.String())
		}
	}
}

func TestDoctorCSVHasARowForEachFinding(t *testing.T) {
	_, _, findings := diagnosed(t)
	var out bytes.Buffer
	if err := DoctorCSV(&out, findings); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != len(findings)+1 {
		t.Errorf("%d rows for %d findings, %v", len(rows), len(findings), err)
	}
}

func TestAHealthyTenantHasNoFindings(t *testing.T) {
	var out, said bytes.Buffer
	if err := DoctorJSON(context.Background(), &out, nil, noRequests); err != nil {
		t.Fatal(err)
	}
	if err := DoctorText(&said, nil, offices(t), nil, Look{}); err != nil {
		t.Fatal(err)
	}
	if got := compact(t, out.Bytes()); got != `{"findings":[]}` || said.String() != "nothing found\n" || HasErrors(nil) {
		t.Errorf("%s, %s", got, said.String())
	}
}
