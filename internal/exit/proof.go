package exit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Proof is what a proof came to.
type Proof string

// What a proof comes to.
const (
	ProofEqual     Proof = "equal"
	ProofDiffering Proof = "differing"
	ProofNotRun    Proof = "not-run"
)

// Equivalence is how many logins were checked and how many gave the same. It
// counts users, though those with equal direct memberships are proved once.
type Equivalence struct {
	Checked   int               `json:"checked"`
	Equal     int               `json:"equal"`
	Differing []json.RawMessage `json:"differing"` // logins with what was expected and what came
	Truncated bool              `json:"truncated,omitempty"`
}

// Proof is what the numbers say.
func (e Equivalence) Proof() Proof {
	switch {
	case e.Checked == 0:
		return ProofNotRun
	case e.Equal == e.Checked && len(e.Differing) == 0:
		return ProofEqual
	}
	return ProofDiffering
}

// Prover is a proof of one Action: a script for node and what it reads.
type Prover struct {
	holding
	target   Target
	code     string
	metadata map[rbac.UserID]json.RawMessage
}

// Script is what node runs; it holds nothing of the tenant.
func (p *Prover) Script() string { return "'use strict';\n" + runnerJS + proveJS }

type proofHead struct {
	Code         string            `json:"code"`
	Document     *rbac.Document    `json:"document"` // what the policy is worked out from; nil where nothing is sent
	ExtensionURL string            `json:"extensionUrl"`
	TokenURL     string            `json:"tokenUrl,omitempty"`
	Key          string            `json:"key"`
	Secrets      map[string]string `json:"secrets"`
	IDToken      map[Kind]string   `json:"idToken"`
	AccessToken  map[Kind]string   `json:"accessToken"`
	Persist      []Kind            `json:"persist"`
}

type proofLine struct {
	Event        event              `json:"event"`
	Covers       int                `json:"covers"`
	Denied       bool               `json:"denied"`
	Failed       bool               `json:"failed"`
	Groups       []text.Text        `json:"groups"`
	Applications []proofApplication `json:"applications"`
}

type proofApplication struct {
	Client *eventClient `json:"client"`
	Covers int          `json:"covers"`
	Values names        `json:"values"`
}

// Write writes what the script reads, and tells progress, which may be nil, of how
// many classes of users it wrote. thinned says that not every mapped group was tried
// alone with every class.
func (p *Prover) Write(w io.Writer, progress func(done, total int)) (thinned bool, err error) {
	e := json.NewEncoder(w)
	if err := e.Encode(p.head()); err != nil {
		return false, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	return p.eachLogin(p.classes(p.metadata), progress, func(l login) error { return e.Encode(p.line(l)) })
}

func (p *Prover) head() proofHead {
	secrets := proofSecrets(p.Auth)
	h := proofHead{
		Code: p.code, ExtensionURL: p.extensionURL(), Key: secrets["AUTHZ_EXT_API_KEY"], Secrets: secrets,
		IDToken: map[Kind]string{}, AccessToken: map[Kind]string{}, Persist: append([]Kind{}, p.persisted()...),
	}
	for _, k := range p.inTokens() {
		if p.IDToken {
			h.IDToken[k] = p.Claim(k)
		}
		if p.AccessToken {
			h.AccessToken[k] = p.Claim(k)
		}
	}
	if p.target == TargetAction {
		h.Document = wholeDocument(p.Graph)
	}
	if p.Auth == AuthToken {
		h.TokenURL, h.Key = p.TokenURL, "token-of-the-test"
	}
	return h
}

// wholeDocument is the graph as lists that are never null.
func wholeDocument(g *rbac.Graph) *rbac.Document {
	return &rbac.Document{
		Groups:      append([]rbac.Group{}, g.Groups()...),
		Roles:       append([]rbac.Role{}, g.Roles()...),
		Permissions: append([]rbac.Permission{}, g.Permissions()...),
	}
}

func (p *Prover) line(l login) proofLine {
	own := reports{Groups: l.reported}
	_, taken, ok := l.reported.sent(p.StringGroups)
	line := proofLine{Event: l.event(own), Covers: l.covers()}
	for _, at := range p.entries() {
		e := p.failure("", own)
		if ok {
			e = p.success(p.answer(l.class.user, l.door.connection.Name, taken, at.application), own, nil)
		}
		line.Denied, line.Failed = e.denied != nil, e.failed
		line.Groups = e.values[Groups]
		delete(e.values, Groups)
		line.Applications = append(line.Applications, proofApplication{p.client(at.application), at.covers, e.values})
	}
	return line
}

// Differing is a login that gave other than the graph gives. Groups, Expected and Got
// are JSON, clipped.
type Differing struct {
	User, Application, Connection text.Text
	Groups, Expected, Got         text.Text
}

// maxShown is how much is shown of what a differing login gave, in characters.
const maxShown = 300

// ReadDiffering reads one of Equivalence.Differing.
func ReadDiffering(doc json.RawMessage) (Differing, error) {
	var d struct {
		User        text.Text       `json:"user"`
		Application text.Text       `json:"application"`
		Connection  text.Text       `json:"connection"`
		Groups      json.RawMessage `json:"idp_groups"`
		Expected    json.RawMessage `json:"expected"`
		Got         json.RawMessage `json:"got"`
	}
	if err := json.Unmarshal(doc, &d); err != nil {
		return Differing{}, fmt.Errorf("a differing login: %w", err)
	}
	shown := func(doc json.RawMessage) text.Text { return text.New(string(doc)).Clip(maxShown) }
	return Differing{d.User, d.Application, d.Connection, shown(d.Groups), shown(d.Expected), shown(d.Got)}, nil
}

// ReadResult reads what the script printed.
func ReadResult(doc []byte) (Equivalence, error) {
	var result struct {
		Equivalence
		Failure string `json:"failure"`
	}
	if err := json.Unmarshal(doc, &result); err != nil {
		return Equivalence{}, fmt.Errorf("node printed no result: %w", err)
	}
	if result.Failure != "" {
		return Equivalence{}, errors.New("the code could not be run: " + text.Escape(result.Failure))
	}
	if result.Differing == nil {
		result.Differing = []json.RawMessage{}
	}
	return result.Equivalence, nil
}
