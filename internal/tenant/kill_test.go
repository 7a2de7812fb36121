package tenant

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// manyGroups is a tenant of groups numbered from 0.
func manyGroups(n int) rbac.Document {
	d := rbac.Document{Roles: []rbac.Role{}, Permissions: []rbac.Permission{}}
	for i := range n {
		d.Groups = append(d.Groups, rbac.Group{ID: groupNo(i), Name: text.New(fmt.Sprint("Group ", i)), Description: text.New("d")})
	}
	return d
}

func groupNo(n int) rbac.GroupID { return rbac.GroupID{Text: guid(aGroup, n)} }

// manyItems is a plan of 200 items, each of a group of its own.
func manyItems() []rbac.Change {
	const items = 200
	var list []rbac.Change
	for n := range items {
		list = append(list, rbac.AddMember(groupNo(n), rbac.User(fmt.Sprintf("auth0|new%d", n))))
	}
	return list
}

// The variables that make of the test binary an authzx that applies a plan.
const (
	childBase  = "AUTHZX_TEST_BASE"
	childState = "AUTHZX_TEST_STATE"
	childToken = "AUTHZX_TEST_TOKEN"
)

// TestChild is no test: it is what another process of these tests does.
func TestChild(t *testing.T) {
	if os.Getenv(childBase) == "" {
		t.Skip("run by other tests")
	}
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	client, err := api.New(api.Options{
		BaseURL: os.Getenv(childBase), Tokens: api.NewStaticToken(secret.New(os.Getenv(childToken))), Transport: transport,
	})
	if err != nil {
		t.Fatal(err)
	}
	tenant := New(Options{Client: client, Now: time.Now, State: os.Getenv(childState), ClientID: text.New("sandbox")})
	if err := tenant.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	p, err := planned(tenant, manyItems())
	if err != nil {
		t.Fatal(err)
	}
	_, err = tenant.Apply(context.Background(), p, ApplyOptions{Reason: text.New("to be killed")}, nil)
	t.Fatalf("it was not killed: %v", err)
}

func TestAPlanOf200ItemsThatIsKilledIsResumedToItsExactEnd(t *testing.T) {
	// The first goes alone, those behind it by ten: five of ten are in doubt.
	const middle, before = 105, 101
	for name, made := range map[string]bool{"before the request is carried out": false, "after the request is carried out": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, manyGroups(200))
			tenant := w.open()
			p := w.compile(tenant, manyItems()...)
			token, err := tenant.Token(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.timeout=60s")
			child.Env = append(os.Environ(), childBase+"="+w.faults.URL()+"/api", childState+"="+w.state, childToken+"="+token.Reveal())
			// The child is killed while its request is on its way.
			due := make(chan struct{})
			w.faults.Add(faulty.Rule{Method: http.MethodPatch, Skip: middle, Times: 1,
				Fault: func(_ *faulty.Server, rw http.ResponseWriter, r *http.Request, next http.Handler) {
					if made {
						next.ServeHTTP(discarded{rw}, r)
					}
					// Only behind the body does the server notice that the client is gone.
					_, _ = io.Copy(io.Discard, r.Body)
					close(due)
					<-r.Context().Done()
				}})
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- child.Wait() }()
			select {
			case <-due:
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				t.Log(<-ended)
			case err := <-ended:
				t.Fatalf("the child ended by itself: %v", err)
			}
			run := onlyPending(t, tenant)
			if run.Items != len(manyItems()) || run.Done != before || run.Doubtful != middle+1-before || run.Reason.Raw() != "to be killed" {
				t.Errorf("%d of %d done, %d doubtful", run.Done, run.Items, run.Doubtful)
			}
			if around := run.Outcomes[before-1 : middle+2]; !slices.Equal(around, []Outcome{Done, Unknown, Unknown, Unknown, Unknown, Unknown, NotTried}) {
				t.Errorf("the request on its way has %v around it", around)
			}
			w.complete(tenant.Resume(t.Context(), run.ID, ApplyOptions{}, nil))
			if !rbac.Equal(p.After, w.stored(), nil) {
				t.Error("the end is not the predicted one")
			}
			undo(t, w, tenant, run.ID)
			if !rbac.Equal(rbac.Index(manyGroups(200)), w.stored(), nil) {
				t.Error("undo does not bring back what was there")
			}
		})
	}
}

// discarded takes an answer that nobody gets to see.
type discarded struct{ http.ResponseWriter }

func (discarded) Header() http.Header         { return http.Header{} }
func (discarded) Write(b []byte) (int, error) { return len(b), nil }
func (discarded) WriteHeader(int)             {}
