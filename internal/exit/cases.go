package exit

import (
	"encoding/json"
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// maxTenantCases is how many logins of the tenant cases.json holds.
const maxTenantCases = 60

// caseFile is cases.json.
type caseFile struct {
	Format   string     `json:"format"`
	TokenURL *string    `json:"tokenUrl"`
	Cases    []testCase `json:"cases"`
}

// testCase is one login with what the extension answers and what must come of it.
type testCase struct {
	Name          string       `json:"name"`
	Event         event        `json:"event"`
	ExecutedRules []string     `json:"executedRules,omitempty"`
	Answer        *caseAnswer  `json:"answer"`
	Request       *caseRequest `json:"request"`
	Expect        caseExpect   `json:"expect"`
}

type caseAnswer struct {
	Status int    `json:"status,omitempty"`
	Body   any    `json:"body,omitempty"`
	Error  string `json:"error,omitempty"`
}

type caseRequest struct {
	URL    string   `json:"url"`
	Method string   `json:"method"`
	Body   caseBody `json:"body"`
}

type caseBody struct {
	Connection text.Text       `json:"connectionName"`
	Groups     json.RawMessage `json:"groups,omitempty"`
}

type caseExpect struct {
	Denied      *string                `json:"denied"`
	IDToken     map[string][]text.Text `json:"idToken"`
	AccessToken map[string][]text.Text `json:"accessToken"`
	SAML        map[string][]text.Text `json:"saml"`
	Metadata    map[string]names       `json:"metadata"`
}

// caseWriter gathers the cases of one Action.
type caseWriter struct {
	holding
	target Target
	cases  []testCase
	names  map[rbac.UserID]text.Text // pseudonyms
}

// caseDocument is cases.json: logins of this tenant, and every way by which a login can fail.
func caseDocument(target Target, s Source, p Parameters) ([]byte, error) {
	w := &caseWriter{holding: holding{s, p}, target: target}
	if p.Pseudonymise {
		w.names = map[rbac.UserID]text.Text{}
	}
	sample := w.tenant()
	w.odd(sample)
	w.failures(sample)
	w.options(sample)
	file := caseFile{Format: "authzx.exit.cases/1", Cases: w.cases}
	if p.Auth == AuthToken && target == TargetAction {
		file.TokenURL = &s.TokenURL
	}
	return indented(file)
}

// tenant adds logins of the tenant, spread over its users, applications and
// connections, and gives one of them.
func (w *caseWriter) tenant() login {
	var metadata map[rbac.UserID]json.RawMessage
	if w.target == TargetEngine {
		metadata = w.metadataOf()
	}
	classes, doors, entries := w.classes(metadata), w.doors(), w.entries()
	var first login
	for n := range maxTenantCases {
		c, d := classes[n%len(classes)], doors[n%len(doors)]
		sets := append(d.sets[:len(d.sets):len(d.sets)], d.singles...)
		l := login{c, d, sets[(n/len(doors))%len(sets)]}
		if n == 0 {
			first = l
		}
		if n > 0 && n >= len(classes)*len(doors)*len(entries) {
			break
		}
		at := entries[(n/len(classes)+n)%len(entries)].application
		w.add(fmt.Sprintf("login %d of this tenant", n+1), l, at, reports{Groups: l.reported}, nil)
	}
	return first
}

func (w *caseWriter) metadataOf() map[rbac.UserID]json.RawMessage {
	all := map[rbac.UserID]json.RawMessage{}
	for user, d := range memberships(w.Graph) {
		doc, err := json.Marshal(authz{1, append([]rbac.GroupID{}, d.groups...), append([]rbac.RoleID{}, d.roles...)})
		if err == nil {
			all[user] = doc
		}
	}
	return all
}

// odd adds what identity providers may report beside lists of names.
func (w *caseWriter) odd(l login) {
	for n, set := range w.oddSets() {
		w.add(fmt.Sprintf("odd groups of the identity provider %d", n+1), l, w.application(), reports{Groups: set}, nil)
	}
	own := []Reported{reportedList(text.New("A"), text.New("A")), reportedString(text.New("A, B")), reportedString(text.Text{}), reportedOdd("7"), reportedOdd("null")}
	for n, set := range own {
		w.add(fmt.Sprintf("roles and permissions of the identity provider %d", n+1), l, w.application(),
			reports{Roles: set, Permissions: set}, nil)
	}
}

func (w *caseWriter) application() rbac.ClientID { return w.entries()[0].application }

// add adds a login; alter may change the case before it is kept.
func (w *caseWriter) add(name string, l login, application rbac.ClientID, own reports, alter func(*testCase)) {
	sent, taken, ok := own[Groups].sent(w.StringGroups)
	c := testCase{Name: name, Event: l.event(own)}
	c.Event.User.ID = w.shown(l.class.user)
	c.Event.Client, c.Event.Request = w.client(application), &eventRequest{map[string]string{}, map[string]string{}}
	c.Event.Transaction = &eventTransaction{"oidc-basic-profile"}
	var e expectation
	answer := w.answer(l.class.user, l.door.connection.Name, taken, application)
	if ok {
		e = w.success(answer, own, nil)
	} else {
		e = w.failure(w.refusalOfGroups(), own)
	}
	if w.target == TargetAction {
		c.Event.Secrets = proofSecrets(w.Auth)
		c.Request = &caseRequest{w.policyURL(c.Event.User.ID, application), "POST", caseBody{l.door.connection.Name, sent}}
		c.Answer = &caseAnswer{Status: 200, Body: answer}
		if !ok {
			c.Answer = &caseAnswer{Status: 400, Body: map[string]string{"message": w.refusalOfGroups()}}
		}
	}
	c.Expect = w.expect(e)
	if alter != nil {
		alter(&c)
	}
	w.cases = append(w.cases, c)
}

// refusalOfGroups is why groups that are no list of names are refused.
func (w *caseWriter) refusalOfGroups() string {
	if w.target == TargetEngine {
		return "the groups of the identity provider are not a list of names"
	}
	return "invalid request"
}

func (w *caseWriter) policyURL(user text.Text, application rbac.ClientID) string {
	return w.extensionURL() + "/api/users/" + encodeComponent(user) + "/policy/" + encodeComponent(application.Text)
}

// shown is a user's id, or the pseudonym for it.
func (w *caseWriter) shown(id rbac.UserID) text.Text {
	if w.names == nil {
		return id.Text
	}
	if _, ok := w.names[id]; !ok {
		w.names[id] = text.New(fmt.Sprintf("user-%d", len(w.names)+1))
	}
	return w.names[id]
}

func (w *caseWriter) expect(e expectation) caseExpect {
	none := map[string][]text.Text{}
	x := caseExpect{Denied: e.denied, IDToken: none, AccessToken: none, SAML: none, Metadata: w.metadata(e)}
	if e.denied != nil {
		return x
	}
	if w.IDToken {
		x.IDToken = w.claims(e.values)
	}
	if w.AccessToken {
		x.AccessToken = w.claims(e.values)
	}
	return x
}
