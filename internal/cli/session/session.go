package session

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// Source is what is known of a tenant, be it connected or saved.
type Source interface {
	// Identity says which tenant this is, by which profile.
	Identity() tenant.Identity
	// State is what is known now.
	State() tenant.State
	// Changed gives a value after the state has changed; several changes may
	// give one.
	Changed() <-chan struct{}
	// Refresh reads everything again; what arrives shows in State at once.
	Refresh(ctx context.Context) error
}

// Session is one tenant or snapshot that is open.
type Session struct {
	Source
	run     *command.Run
	Tenant  *tenant.Tenant // nil for a snapshot
	Client  *api.Client    // nil for a snapshot
	profile config.Profile // zero for a snapshot and the demo
	Secret  *KeptSecret    // nil where none is needed
	history config.History
	keeper  *keeper // nil where no states are saved
}

// Purpose says what a session is opened for.
type Purpose int

const (
	// Reading sends nothing that alters the tenant.
	Reading Purpose = iota
	// Writing is for altering it: where that is forbidden nothing is opened.
	Writing
	// Exploring may send what alters it, where that is allowed.
	Exploring
)

// Open opens what the flags say: a snapshot, or the tenant of a profile.
// Nothing is read yet.
func Open(r *command.Run, to Purpose) (*Session, error) {
	if to == Writing {
		if err := r.CheckWrites(); err != nil {
			return nil, err
		}
	}
	name, named := strings.CutPrefix(r.Flags.Snapshot, profilePrefix)
	if r.Flags.Users != "" && (named || r.Flags.Snapshot == "") {
		return nil, command.Usagef("--users needs --snapshot; a tenant lists its own users")
	}
	if named {
		return OpenProfile(r, name)
	}
	if r.Flags.Snapshot != "" {
		return openSnapshot(r)
	}
	cfg, err := r.Settings()
	if err != nil {
		return nil, err
	}
	profile, err := cfg.Profile()
	if err != nil {
		return nil, err
	}
	return Connect(r, cfg.Paths, cfg.History, profile, to)
}

func openSnapshot(r *command.Run) (*Session, error) {
	given := r.Flags.Snapshot
	people, err := userList(r)
	if err != nil {
		return nil, err
	}
	read := func() (tenant.State, error) {
		s, err := readSaved(r, given)
		return s.withPeople(people).state(), err
	}
	return &Session{run: r, Source: tenant.NewSaved(tenant.Identity{Profile: text.New(filepath.Base(given))}, read, r.Env.Now)}, nil
}

// Connect makes what reaches the tenant of a profile.
func Connect(r *command.Run, paths config.Paths, h config.History, p config.Profile, to Purpose) (*Session, error) {
	if to == Writing && p.ReadOnly {
		return nil, &command.UsageError{Cause: readOnly(p.Name)}
	}
	l := Link{
		Identity: tenant.Identity{
			Profile: p.Name, Tenant: p.Label(), Region: text.New(p.Region.Name),
			Production: p.Production, ReadOnly: p.ReadOnly, Rules: p.Rules, Credentials: p.SourceName(),
		},
		Network: api.Network{CAFile: p.CAFile},
		Client: api.Options{
			BaseURL: p.BaseURL, ReadOnly: to == Reading || p.ReadOnly,
			Limits: api.Limits{Answer: p.Limits.Answer, Large: p.Limits.List},
		},
		token: p.Token(),
		Credentials: api.CredentialsOptions{
			URLs: p.TokenURLs, ClientID: p.ClientID.Raw(), Audience: p.Audience.Raw(), Cache: TokenCache(paths, p),
		},
		State: paths.State, History: h,
	}
	kept := &KeptSecret{find: p.Secret, hide: r.Hide}
	l.Credentials.Secret = kept.Get
	s, err := Join(r, l)
	if err != nil {
		return nil, err
	}
	s.profile = p
	if l.token.IsZero() {
		s.Secret = kept
	}
	return s, nil
}

// Link is all it takes to reach a tenant.
type Link struct {
	Identity    tenant.Identity
	Network     api.Network
	Client      api.Options            // address, limits, whether it may write
	token       secret.Secret          // given by hand; zero: as the credentials say
	Credentials api.CredentialsOptions // address, client, cache
	State       string                 // folder of the journal
	History     config.History         // bounds of the saved states
}

// Join puts the parts of a session together. What is sent goes to the logs.
func Join(r *command.Run, l Link) (*Session, error) {
	transport, err := api.NewTransport(l.Network)
	if err != nil {
		return nil, &command.UsageError{Cause: err}
	}
	r.Later(func() error { transport.CloseIdleConnections(); return nil })
	requests := tenant.NewLog(keptRequests)
	observe := func(x api.Exchange) {
		requests.Add(x)
		r.Log.Exchange(x)
	}
	pauses := tenant.NewPauses(r.Env.Now)
	waiting := func(w api.Wait) {
		pauses.Add(w)
		r.Waiting(w)
	}
	o := l.Client
	o.Transport, o.Observe, o.OnWait, o.Now, o.Agent = transport, observe, waiting, r.Env.Now, "authzx/"+r.Env.Version
	if l.token.IsZero() {
		c := l.Credentials
		c.Transport, c.Observe, c.OnWait, c.Note, c.Now = transport, observe, waiting, r.Note, r.Env.Now
		if o.Tokens, err = api.NewCredentials(c); err != nil {
			return nil, err
		}
	} else {
		o.Tokens = api.NewStaticToken(l.token)
	}
	o.Tokens = hidden{o.Tokens, r}
	s := &Session{run: r}
	if s.Client, err = api.New(o); err != nil {
		return nil, err
	}
	id := l.Identity
	if l.token.IsZero() {
		id.ClientID, id.Audience = text.New(l.Credentials.ClientID), text.New(l.Credentials.Audience)
		id.TokenURL = text.New(l.Credentials.URLs[0])
	}
	s.history = l.History
	var keeping func(tenant.State)
	if l.State != "" && !l.History.Off && l.History.Keep > 0 {
		s.keeper = newKeeper(r, s.History)
		keeping = s.keeper.keep
	}
	s.Tenant = tenant.New(tenant.Options{
		Identity: id, Client: s.Client, Log: requests, Pauses: pauses, Now: r.Env.Now,
		State: l.State, ClientID: text.New(l.Credentials.ClientID),
		Keep: keeping, User: text.New(r.Env.User), Host: text.New(r.Env.Host),
	})
	s.Source = s.Tenant
	return s, nil
}

// hidden keeps the tokens of a source out of the log of a panic.
type hidden struct {
	api.TokenSource
	run *command.Run
}

// Token is that of the source.
func (h hidden) Token(ctx context.Context) (api.Token, error) {
	t, err := h.TokenSource.Token(ctx)
	h.run.Hide(t.Value)
	return t, err
}

// TokenOrigin says how the token of a run was come by.
type TokenOrigin string

// The origins of tokens.
const (
	TokenIssued TokenOrigin = "issued" // now, for the secret
	TokenKept   TokenOrigin = "kept"   // earlier; there is no secret now
	TokenGiven  TokenOrigin = "given"  // by hand
)

// TrySecret has a token issued for the secret, though one may be kept. Where there is no
// secret the kept token stays, and why says what is missing.
func (s *Session) TrySecret(ctx context.Context) (origin TokenOrigin, why, err error) {
	t, err := s.Client.Token(ctx)
	switch {
	case err != nil:
		return "", nil, err
	case t.Given:
		return TokenGiven, nil, nil
	case !t.Kept:
		return TokenIssued, nil, nil
	}
	if err := s.Client.Renew(ctx); err != nil {
		return "", nil, err
	}
	t, err = s.Client.Token(ctx)
	switch {
	case api.KindOf(err) == api.KindTokenSecret:
		return TokenKept, err, nil
	case err == nil && t.Kept:
		return TokenKept, errors.New("another authzx had a token issued meanwhile"), nil
	}
	return TokenIssued, nil, err
}

// keptRequests is how many requests of this run can be looked at.
const keptRequests = 2_000

// TokenCache is where the tokens of a profile are kept.
func TokenCache(paths config.Paths, p config.Profile) api.TokenCache {
	return api.TokenCache{Dir: paths.Cache, BaseURL: p.BaseURL, ClientID: p.ClientID.Raw(), Audience: p.Audience.Raw()}
}

// Maps are what the profile says that applications and connections of other tenants
// are called in its own.
func (s *Session) Maps() (applications, connections map[string]string) {
	return s.profile.MapApplication, s.profile.MapConnection
}

// KeepsMaps is the profile in which maps can be kept; false where it stands in no file.
func (s *Session) KeepsMaps() (name text.Text, ok bool) {
	name = s.profile.Name
	return name, !name.IsZero() && name.Raw() != config.EnvironmentProfile
}

// KeepMaps writes maps into the profile, beside those that it has.
func (s *Session) KeepMaps(applications, connections map[string]string) error {
	env := s.run.Env.Config()
	return config.SaveMaps(env, config.ResolvePaths(env, s.run.Flags.Config()).File, s.profile, applications, connections)
}

// Rules is the file of rules that the profile takes along; empty where there is none.
func (s *Session) Rules() string { return s.profile.Rules }

// OpenProfile opens the tenant of a profile by its name, to be read.
func OpenProfile(r *command.Run, name string) (*Session, error) {
	cfg, err := r.Settings()
	if err != nil {
		return nil, err
	}
	profile, err := cfg.Named(text.New(name))
	if err != nil {
		return nil, err
	}
	return Connect(r, cfg.Paths, cfg.History, profile, Reading)
}
