package suggest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"
	"authzx/internal/text"
)

// server is the sandbox with a tenant, and a token for it.
type server struct {
	t     *testing.T
	base  string
	token string
}

func serve(t *testing.T, g *rbac.Graph) server {
	t.Helper()
	d := g.Document()
	document, err := json.Marshal(map[string]any{"groups": d.Groups, "roles": d.Roles, "permissions": d.Permissions, "configuration": []any{}})
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Options{Document: document, Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(box)
	t.Cleanup(web.Close)
	s := server{t: t, base: web.URL + "/api"}
	var grant struct {
		Token string `json:"access_token"`
	}
	ask, _ := json.Marshal(map[string]string{
		"grant_type": "client_credentials", "client_id": box.ClientID(), "client_secret": box.ClientSecret().Reveal(), "audience": "urn:auth0-authz-api",
	})
	_, body := s.do("POST", web.URL+"/oauth/token", ask)
	if err := json.Unmarshal(body, &grant); err != nil {
		t.Fatal(err)
	}
	s.token = grant.Token
	return s
}

func (s server) do(method, url string, body []byte) (int, []byte) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, url, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, content
}

// apply sends the requests of changes and gives the tenant as it is then.
func (s server) apply(g *rbac.Graph, changes []rbac.Change) *rbac.Graph {
	s.t.Helper()
	p, err := plan.Compile(g, rbac.Settings{}, changes)
	if err != nil {
		s.t.Fatal(err)
	}
	ids := plan.IDs{}
	for _, item := range p.Items {
		for _, step := range item.Steps {
			call := step.ShownWith(ids)
			status, answer := s.do(call.Method(), call.URL(s.base), call.Body)
			if status >= 300 {
				s.t.Fatalf("%v: %s: %d %s", changes, step.Line(), status, answer)
			}
			var made struct {
				ID rbac.RoleID `json:"_id"`
			}
			if create, ok := step.Changes[0].(rbac.CreateRole); ok && json.Unmarshal(answer, &made) == nil {
				ids[create.Ref.Text] = made.ID.Text
			}
		}
	}
	var d rbac.Document
	_, export := s.do("GET", s.base+"/configuration/export", nil)
	if err := json.Unmarshal(export, &d); err != nil {
		s.t.Fatal(err)
	}
	return rbac.Index(d)
}

func TestTheServerTakesEachWayAndDoesWhatWasSaid(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 43))
		g := tinyTenant(r)
		w := Goal{User: rbac.User("auth0|u0"), Thing: anything(r, g)}
		w.Take = g.Access(rbac.Query{User: w.User}).Has(w.Thing)
		ways, err := Ways(t.Context(), g, w, 4)
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range ways {
			after := serve(t, g).apply(g, way.Changes)
			if !w.Granted(after) {
				t.Fatalf("seed %d: %v does not do", seed, way.Changes)
			}
			if effect := rbac.Diff(g, after); w.score(g, after, effect) != way.Score || effect.String() != way.Effect.String() {
				t.Fatalf("seed %d: %v: %v, said %v", seed, way.Changes, effect, way.Effect)
			}
		}
	}
}

func TestWhatTheServerWouldRefuseIsNotOffered(t *testing.T) {
	const document = `{"groups":[
		{"_id":"00000000-0000-4000-8000-000000000001","name":"Ops","description":"d","roles":["00000000-0000-4000-8000-0000000000a1"]},
		{"_id":"00000000-0000-4000-8000-000000000002","name":"OPS","description":"d"},
		{"_id":"00000000-0000-4000-8000-000000000003","name":"Desk","description":"d","members":["auth0|ann"]}],
	"roles":[
		{"_id":"00000000-0000-4000-8000-0000000000a1","name":"Approver","description":"d","applicationType":"client","applicationId":"app","permissions":["00000000-0000-4000-8000-0000000000b1"]},
		{"_id":"00000000-0000-4000-8000-0000000000a2","name":"approver","description":"d","applicationType":"client","applicationId":"app","permissions":[]}],
	"permissions":[{"_id":"00000000-0000-4000-8000-0000000000b1","name":"approve","description":"d","applicationType":"client","applicationId":"app"}]}`
	var d rbac.Document
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		t.Fatal(err)
	}
	w := Goal{User: rbac.User("auth0|ann"), Thing: d.Permissions[0].ID.Ref()}
	ways, err := Ways(t.Context(), rbac.Index(d), w, 100)
	if err != nil {
		t.Fatal(err)
	}
	// The group and both roles share their names: only a group that doesn't can be
	// written to.
	var kinds []string
	for _, way := range ways {
		kinds = append(kinds, way.Changes[0].Kind()+" "+way.Changes[0].Targets()[0].ID.Raw())
	}
	if want := "grant-role 00000000-0000-4000-8000-000000000003"; strings.Join(kinds, ", ") != want {
		t.Errorf("%v, want %s", kinds, want)
	}
}

func TestAPermissionIsTakenWithThoseThatTheServerRefusesBesideIt(t *testing.T) {
	ann, role := rbac.User("auth0|ann"), rbac.RoleOf("00000000-0000-4000-8000-0000000000a1")
	permission := func(n int) rbac.PermissionID {
		return rbac.PermissionOf(fmt.Sprintf("00000000-0000-4000-8000-0000000000b%d", n))
	}
	var d rbac.Document
	for n, app := range []string{"elsewhere", "app", "elsewhere", "app"} {
		d.Permissions = append(d.Permissions, rbac.Permission{
			ID: permission(n), Name: text.New(fmt.Sprintf("p%d", n)), Description: text.New("d"),
			ApplicationType: text.New(rbac.TypeClient), Application: rbac.Client(app),
		})
	}
	d.Roles = []rbac.Role{{
		ID: role, Name: text.New("Approver"), Description: text.New("d"), ApplicationType: text.New(rbac.TypeClient), Application: rbac.Client("app"),
		Permissions: []rbac.PermissionID{permission(0), permission(1), permission(2), permission(3)},
	}}
	for n := range 4 {
		d.Groups = append(d.Groups, rbac.Group{
			ID:   rbac.GroupOf(fmt.Sprintf("00000000-0000-4000-8000-00000000000%d", n)),
			Name: text.New(fmt.Sprintf("Group %d", n)), Description: text.New("d"), Members: []rbac.UserID{ann}, Roles: []rbac.RoleID{role},
		})
	}
	g := rbac.Index(d)
	for taken, most := range map[int]int{0: 2, 1: 3} {
		w := Goal{User: ann, Thing: permission(taken).Ref(), Take: true}
		ways, err := Ways(t.Context(), g, w, 9)
		if err != nil || len(ways) != 1 || len(ways[0].Changes) != most {
			t.Fatalf("p%d: %v, %v", taken, ways, err)
		}
		after, _ := serve(t, g).apply(g, ways[0].Changes).Role(role)
		if len(after.Permissions) != 4-most || slices.Contains(after.Permissions, permission(taken)) {
			t.Errorf("p%d: the role holds %v", taken, after.Permissions)
		}
	}
}

func TestAWishThatIsFulfilledHasNoWays(t *testing.T) {
	g := tinyTenant(rand.New(rand.NewPCG(3, 41)))
	for _, user := range g.Users() {
		for _, p := range g.Permissions() {
			w := Goal{User: user, Thing: p.ID.Ref()}
			w.Take = !g.Access(rbac.Query{User: user}).Has(p.ID.Ref())
			if ways, err := Ways(t.Context(), g, w, 9); err != nil || len(ways) > 0 {
				t.Errorf("%+v: %v, %v", w, ways, err)
			}
		}
	}
}
