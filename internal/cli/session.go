package cli

import (
	"os"
	"path/filepath"

	"authzx/internal/api"
	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/views"
)

// session is one tenant or saved document that is open.
type session struct {
	views.Source
	tenant  *tenant.Tenant // nil for a saved document
	client  *api.Client    // nil for a saved document
	profile config.Profile // zero for a saved document and the demo
	secret  *keptSecret    // nil where none is needed
}

// purpose says what a session is opened for.
type purpose int

const (
	reading purpose = iota // nothing that alters the tenant can be sent
	writing
)

// open opens what the flags say: a saved document, or the tenant of a profile.
// Nothing is read yet.
func (r *run) open(to purpose) (*session, error) {
	if r.flags.snapshot != "" {
		return r.openSnapshot(), nil
	}
	cfg, err := r.settings()
	if err != nil {
		return nil, err
	}
	profile, err := cfg.Profile()
	if err != nil {
		return nil, err
	}
	return r.connect(cfg.Paths, profile, to)
}

// settings is the configuration as file, environment and flags give it.
func (r *run) settings() (config.Config, error) {
	return config.Load(r.env.config(), r.flags.config())
}

func (r *run) openSnapshot() *session {
	path := r.flags.snapshot
	read := func() ([]byte, error) {
		return os.ReadFile(path)
	}
	return &session{Source: tenant.NewOffline(tenant.Identity{Profile: text.New(filepath.Base(path))}, read, r.env.Now)}
}

// connect makes what reaches the tenant of a profile.
func (r *run) connect(paths config.Paths, p config.Profile, to purpose) (*session, error) {
	l := link{
		identity: tenant.Identity{
			Profile: p.Name, Tenant: p.Label(), Region: text.New(p.Region.Name),
			Production: p.Production, ReadOnly: p.ReadOnly,
		},
		network: api.Network{CAFile: p.CAFile},
		client: api.Options{
			BaseURL: p.BaseURL, ReadOnly: to == reading || p.ReadOnly,
			Limits: api.Limits{Answer: p.Limits.Answer, Large: p.Limits.List},
		},
		token: p.Token(),
		credentials: api.CredentialsOptions{
			URLs: p.TokenURLs, ClientID: p.ClientID.Raw(), Audience: p.Audience.Raw(), Cache: tokenCache(paths, p),
		},
		state: paths.State,
	}
	kept := &keptSecret{find: p.Secret}
	l.credentials.Secret = kept.get
	s, err := r.join(l)
	if err != nil {
		return nil, err
	}
	s.profile = p
	if l.token.IsZero() {
		s.secret = kept
	}
	return s, nil
}

// link is all it takes to reach a tenant.
type link struct {
	identity    tenant.Identity
	network     api.Network
	client      api.Options            // address, limits, whether it may write
	token       secret.Secret          // given by hand; zero: as the credentials say
	credentials api.CredentialsOptions // address, client, cache
	state       string                 // folder of the journal
}

// join puts the parts of a session together. What is sent goes to the logs.
func (r *run) join(l link) (*session, error) {
	transport, err := api.NewTransport(l.network)
	if err != nil {
		return nil, &usageError{cause: err}
	}
	r.later(func() error { transport.CloseIdleConnections(); return nil })
	requests := tenant.NewLog(keptRequests)
	observe := func(x api.Exchange) {
		requests.Add(x)
		r.log.exchange(x)
	}
	pauses := tenant.NewPauses(r.env.Now)
	waiting := func(w api.Wait) {
		pauses.Add(w)
		r.waiting(w)
	}
	o := l.client
	o.Transport, o.Observe, o.OnWait, o.Now, o.Agent = transport, observe, waiting, r.env.Now, "authzx/"+r.env.Version
	if l.token.IsZero() {
		c := l.credentials
		c.Transport, c.Observe, c.Note, c.Now = transport, observe, r.note, r.env.Now
		if o.Tokens, err = api.NewCredentials(c); err != nil {
			return nil, err
		}
	} else {
		o.Tokens = api.NewStaticToken(l.token)
	}
	s := &session{}
	if s.client, err = api.New(o); err != nil {
		return nil, err
	}
	id := l.identity
	if l.token.IsZero() {
		id.ClientID, id.Audience = text.New(l.credentials.ClientID), text.New(l.credentials.Audience)
		id.TokenURL = text.New(l.credentials.URLs[0])
	}
	s.tenant = tenant.New(tenant.Options{
		Identity: id, Client: s.client, Log: requests, Pauses: pauses, Now: r.env.Now,
		State: l.state, ClientID: text.New(l.credentials.ClientID),
	})
	s.Source = s.tenant
	return s, nil
}

// keptRequests is how many requests of this run can be looked at.
const keptRequests = 2_000

func tokenCache(paths config.Paths, p config.Profile) api.TokenCache {
	return api.TokenCache{Dir: paths.Cache, BaseURL: p.BaseURL, ClientID: p.ClientID.Raw(), Audience: p.Audience.Raw()}
}
