// Package sandbox is an Authorization Extension within the process: the same
// routes, statuses, messages and oddities as the real one, over real HTTP, on a
// store of raw JSON documents, with a tenant that issues tokens beside it.
//
// Its answers come from code of its own, which nothing else in authzx shares,
// so that they can check the rest. It forgets nothing and remembers nothing: an
// expanded answer is never old, as those of the real server may be.
package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"authzx/internal/endpoint"

	"github.com/google/uuid"
)

// Options say how a sandbox begins. The zero value is an empty one in memory.
type Options struct {
	// What is given as bytes must not change afterwards.
	//
	// Tenant is {"users":[…],"clients":[…],"connections":[…]}, each element as the
	// Management API gives it; nobody and nothing when empty.
	Tenant []byte
	// Fill gives Tenant and Document in place of these fields, beside the program
	// once the server has started; requests to the API wait for it.
	Fill func() (tenant, document []byte, err error)
	// Credentials is {"label":{"client_id","client_secret","scopes":[…]},…}, one of
	// them with every scope. When empty, one such client is made up.
	Credentials []byte
	// Document is the stored document to begin with, as the export gives it; an
	// empty store when empty. A data file that exists goes before it.
	Document []byte
	// Data is a file that keeps the document between runs, mode 0600; none when empty.
	Data string
	// APIOff begins with the API switched off at the tenant: whoever asks for a
	// token then gets none until it is on.
	APIOff bool
	// BeforeWrite is called by every write to a list of a group or a role, after it
	// has read what it changes and before it stores the change. When there is one,
	// writes no longer wait for each other and may lose updates, as at the real
	// server; it may itself write.
	BeforeWrite func(id endpoint.ID)
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// Random gives the bytes of ids, keys and secrets; crypto/rand when nil.
	Random io.Reader
	// Key signs the tokens; one is made when it is first needed when nil.
	Key *rsa.PrivateKey
}

// Server is one Authorization Extension and its tenant. It is an http.Handler
// and may be asked by many at once. Start serves it, Close ends that.
type Server struct {
	*backend
	clients clientList
	issuer  issuer
	routes  map[endpoint.ID]handler
	checks  map[endpoint.ID]rules

	filled    func() error // waits until the store can be used
	writing   sync.Mutex   // held by a write from its first look at the store to its last
	listening listening
}

// backend is what the routes of the API work on: what the extension stores, and the
// tenant behind it.
type backend struct {
	store       store
	tenant      tenant
	access      apiAccess
	rule        ruleState
	random      *lockedReader
	beforeWrite func(endpoint.ID)
}

// New makes a sandbox. The document and the credentials are read at once, unless
// Fill gives them; the tenant is read when it is first needed, or by Load.
func New(o Options) (*Server, error) {
	s := &Server{backend: &backend{beforeWrite: o.BeforeWrite, random: &lockedReader{r: o.Random}}, checks: checks()}
	if o.Random == nil {
		s.random.r = rand.Reader
	}
	s.issuer = issuer{now: o.Now, key: keyMaker(o.Key)}
	if o.Now == nil {
		s.issuer.now = time.Now
	}
	s.access.begin(!o.APIOff)
	s.routes = s.handlers()
	if err := s.readCredentials(o.Credentials); err != nil {
		return nil, err
	}
	s.filled = sync.OnceValue(func() error { return s.fill(o) })
	if o.Fill != nil {
		return s, nil
	}
	return s, s.filled()
}

func (s *Server) fill(o Options) error {
	if o.Fill != nil {
		var err error
		if o.Tenant, o.Document, err = o.Fill(); err != nil {
			return err
		}
	}
	s.tenant.directory = sync.OnceValues(func() (*directory, error) { return newDirectory(o.Tenant) })
	return s.openStore(o)
}

// Load reads the tenant now and says what is wrong with it.
func (s *Server) Load() error {
	if err := s.filled(); err != nil {
		return err
	}
	_, err := s.tenant.directory()
	return err
}

// Throttle makes the tenant behind the extension refuse that many of the next
// requests which the extension makes to it.
func (s *Server) Throttle(requests int) { s.tenant.throttle(requests) }

func (s *Server) openStore(o Options) error {
	s.store.save = func(*document) error { return nil }
	s.store.newID = func() (string, error) {
		id, err := uuid.NewRandomFromReader(s.random)
		if err != nil {
			return "", fmt.Errorf("making an id: %w", err)
		}
		return id.String(), nil
	}
	var d *document
	if o.Data != "" {
		s.store.save = fileSaver(o.Data)
		if err := writable(o.Data); err != nil {
			return err
		}
		var err error
		if d, err = readFile(o.Data); err != nil {
			return err
		}
	}
	if d == nil {
		var err error
		if d, err = readDocument(o.Document); err != nil {
			return err
		}
	}
	_, hasKey := storedKey(d)
	s.rule.publish(hasKey)
	s.store.current.Store(d)
	return nil
}

func readDocument(raw []byte) (*document, error) {
	if len(raw) == 0 {
		return &document{}, nil
	}
	v, err := parseJSON(uncopied(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the document: %w", err)
	}
	return newDocument(v)
}

// randomHex is n random bytes in hexadecimal digits.
func (b *backend) randomHex(n int) (string, error) {
	digits := make([]byte, n)
	if _, err := io.ReadFull(b.random, digits); err != nil {
		return "", fmt.Errorf("making a secret: %w", err)
	}
	return hex.EncodeToString(digits), nil
}

// keyMaker gives key, or makes one for the first who asks.
func keyMaker(key *rsa.PrivateKey) func() (*rsa.PrivateKey, error) {
	return sync.OnceValues(func() (*rsa.PrivateKey, error) {
		if key != nil {
			return key, nil
		}
		const bits = 2048
		made, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			return nil, fmt.Errorf("making a signing key: %w", err)
		}
		return made, nil
	})
}

// lockedReader lets many read from one source of randomness.
type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(b)
}

// handler answers one request that was let in and whose values are checked.
type handler func(*request) (*answer, error)

// ServeHTTP answers one request: below /api the API, beside it the tenant's
// token endpoint and the few pages that the extension has.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.filled(); err != nil {
		faultAnswer(asFault(err)).write(w, r)
		return
	}
	if below, ok := apiPath(withoutDots(r.URL.EscapedPath())); ok {
		s.serveAPI(w, r, below)
		return
	}
	s.serveRoot(w, r)
}
