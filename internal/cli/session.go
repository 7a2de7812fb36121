package cli

import (
	"fmt"
	"net/http"
	"os"

	"authzx/internal/api"
	"authzx/internal/config"
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
		doc, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading the snapshot: %w", err)
		}
		return doc, nil
	}
	return &session{Source: tenant.NewOffline(tenant.Identity{Profile: text.New(path)}, read, r.env.Now)}
}

// connect makes what reaches the tenant of a profile.
func (r *run) connect(paths config.Paths, p config.Profile, to purpose) (*session, error) {
	s := &session{profile: p}
	var tokens func(http.RoundTripper, func(api.Exchange)) (api.TokenSource, error)
	if token := p.Token(); !token.IsZero() {
		tokens = func(http.RoundTripper, func(api.Exchange)) (api.TokenSource, error) {
			return api.NewStaticToken(token), nil
		}
	} else {
		s.secret = &keptSecret{find: p.Secret}
		tokens = func(transport http.RoundTripper, observe func(api.Exchange)) (api.TokenSource, error) {
			return api.NewCredentials(api.CredentialsOptions{
				URLs: p.TokenURLs, ClientID: p.ClientID.Raw(), Secret: s.secret.get, Audience: p.Audience.Raw(),
				Cache: tokenCache(paths, p), Transport: transport, Now: r.env.Now, Note: r.note, Observe: observe,
			})
		}
	}
	transport, err := api.NewTransport(api.Network{CAFile: p.CAFile})
	if err != nil {
		return nil, err
	}
	id := tenant.Identity{
		Profile: p.Name, Tenant: p.Label(), Region: text.New(p.Region.Name),
		Production: p.Production, ReadOnly: p.ReadOnly,
	}
	o := api.Options{
		BaseURL: p.BaseURL, Transport: transport, ReadOnly: to == reading || p.ReadOnly,
		Limits: api.Limits{Answer: p.Limits.Answer, Large: p.Limits.List},
	}
	return s, r.assemble(s, id, o, transport, tokens)
}

// assemble puts the client and the tenant of a session together.
func (r *run) assemble(s *session, id tenant.Identity, o api.Options, transport *http.Transport,
	tokens func(http.RoundTripper, func(api.Exchange)) (api.TokenSource, error)) error {
	var err error
	requests := tenant.NewLog(keptRequests)
	o.Observe = func(x api.Exchange) {
		requests.Add(x)
		r.log.exchange(x)
	}
	o.OnWait, o.Now, o.Transport, o.Agent = r.waiting, r.env.Now, transport, "authzx/"+r.env.Version
	if o.Tokens, err = tokens(transport, o.Observe); err != nil {
		return err
	}
	if s.client, err = api.New(o); err != nil {
		return err
	}
	r.later(func() error { transport.CloseIdleConnections(); return nil })
	s.tenant = tenant.New(tenant.Options{Identity: id, Client: s.client, Log: requests, Now: r.env.Now})
	s.Source = s.tenant
	return nil
}

// keptRequests is how many requests of this run can be looked at.
const keptRequests = 2_000

func tokenCache(paths config.Paths, p config.Profile) api.TokenCache {
	return api.TokenCache{Dir: paths.Cache, BaseURL: p.BaseURL, ClientID: p.ClientID.Raw(), Audience: p.Audience.Raw()}
}
