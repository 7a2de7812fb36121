package endpoint

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheTableHoldsEveryEndpointOnce(t *testing.T) {
	all := All()
	if len(all) != 53 {
		t.Errorf("%d routes, want 53", len(all))
	}
	seen := map[string]bool{}
	beside := 0
	for _, r := range all {
		key := r.Method + " " + r.Template
		if seen[key] || seen[string(r.ID)] {
			t.Errorf("%s %s occurs twice", r.ID, key)
		}
		seen[key], seen[string(r.ID)] = true, true
		if Lookup(r.ID) != r {
			t.Errorf("Lookup(%s) finds another route", r.ID)
		}
		if r.Root {
			beside++
		}
	}
	if beside != 1 {
		t.Errorf("%d routes beside /api, want 1", beside)
	}
	if Lookup("no.such.route") != nil {
		t.Error("an unknown id has a route")
	}
}

func TestTheRoutesOfAnAreaStandTogether(t *testing.T) {
	seen := map[Area]bool{}
	var last Area
	for _, r := range All() {
		if r.Area != last && seen[r.Area] {
			t.Errorf("%s is away from the rest of %s", r.ID, r.Area)
		}
		seen[r.Area], last = true, r.Area
	}
}

func TestAListThatWasChangedLeavesTheTableAlone(t *testing.T) {
	All()[0] = nil
	if All()[0] == nil {
		t.Error("a caller's change got into the table")
	}
}

func TestEveryRouteIsDescribed(t *testing.T) {
	scopes := map[string]bool{}
	for _, s := range Scopes() {
		if s.Doc == "" {
			t.Errorf("scope %s says nothing", s.Name)
		}
		scopes[s.Name] = false
	}
	if len(scopes) != 21 {
		t.Errorf("%d scopes, want 21", len(scopes))
	}
	for _, r := range All() {
		if !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s: no sentence says what it does: %q", r.ID, r.Doc)
		}
		if (r.Scope == "") != (r.ID == Meta || r.ID == PolicyAsk) {
			t.Errorf("%s: scope %q", r.ID, r.Scope)
		}
		if r.Scope != "" {
			if _, ok := scopes[r.Scope]; !ok {
				t.Errorf("%s: scope %s is none of the 21", r.ID, r.Scope)
			}
			scopes[r.Scope] = true
		}
		for _, q := range r.Quirks {
			if !strings.HasSuffix(q, ".") {
				t.Errorf("%s: %q is no sentence", r.ID, q)
			}
		}
		checkParams(t, r)
		checkAnswer(t, r)
	}
	for name, used := range scopes {
		if !used {
			t.Errorf("no route asks for %s", name)
		}
	}
}

func checkParams(t *testing.T, r *Route) {
	t.Helper()
	var names []string
	for _, s := range r.segments() {
		if isParam(s) {
			names = append(names, strings.Trim(s, "{}"))
		}
	}
	var path []string
	for _, p := range r.Path {
		path = append(path, p.Name)
		if !p.Required {
			t.Errorf("%s: %s is in the path and not required", r.ID, p.Name)
		}
	}
	if diff := cmp.Diff(names, path); diff != "" {
		t.Errorf("%s: path parameters: %s", r.ID, diff)
	}
	for _, p := range slices.Concat(r.Path, r.Query) {
		if p.Doc == "" || p.Example == "" || p.Type == "" {
			t.Errorf("%s: parameter %s is not described", r.ID, p.Name)
		}
	}
	paged := r.queryParam("page") != nil && r.queryParam("per_page") != nil
	if paged != r.Paged {
		t.Errorf("%s: Paged is %v", r.ID, r.Paged)
	}
}

func checkAnswer(t *testing.T, r *Route) {
	t.Helper()
	a := r.Answer
	if (a.Status == 204) != (a.Doc == "") || (a.Doc == "") != (a.Example == "") {
		t.Errorf("%s: status %d does not go with what is said of the answer", r.ID, a.Status)
	}
	if a.Example != "" && !json.Valid([]byte(a.Example)) {
		t.Errorf("%s: the answer's example is no JSON: %s", r.ID, a.Example)
	}
	if got := (Call{Route: r}).Mask([]byte(a.Example)); string(got) != a.Example {
		t.Errorf("%s: the answer's example shows a secret", r.ID)
	}
}

func TestEveryExampleIsValid(t *testing.T) {
	for _, r := range All() {
		c := r.Example()
		for _, p := range r.Query {
			c.Query = append(c.Query, Pair{p.Name, p.Example})
		}
		if err := c.Check(); err != nil {
			t.Error(err)
		}
		if faults := c.Faults(); faults != nil {
			t.Errorf("%s: %v", r.ID, faults)
		}
		if r.Body != nil && !json.Valid([]byte(r.Body.Skeleton())) {
			t.Errorf("%s: the skeleton is no JSON: %s", r.ID, r.Body.Skeleton())
		}
		route, values, ok := Match(c.Method(), c.Route.exampleTarget())
		if !ok || route != r || !slices.Equal(values, c.Path) {
			t.Errorf("%s: its own target leads to %v %q", r.ID, route, values)
		}
	}
}

func (r *Route) exampleTarget() string { return r.Example().Target() }

func TestOnlyReadsAndThePolicyAlterNothing(t *testing.T) {
	for _, r := range All() {
		if want := r.Method == "GET" || r.ID == "policy.ask"; r.Reads() != want {
			t.Errorf("%s: Reads is %v", r.ID, r.Reads())
		}
	}
}

func TestSkeletonsHoldTheRequiredFields(t *testing.T) {
	tests := map[ID]string{
		GroupsCreate:      `{"name":"","description":""}`,
		RolesCreate:       `{"name":"","description":"","applicationType":"client","applicationId":""}`,
		GroupsMembersAdd:  `[""]`,
		GroupsMappingsAdd: `[{"groupName":"","connectionName":""}]`,
		PolicyAsk:         `{"connectionName":""}`,
	}
	for id, want := range tests {
		if got := Lookup(id).Body.Skeleton(); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
