package desk

import (
	"context"
	"io"

	"authzx/internal/endpoint"
	"authzx/internal/history"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/secret"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// Logged is a source that keeps a log of its requests.
type Logged interface{ Log() *tenant.Log }

// Abilities are what a source can do beyond being looked at. What it can't is nil.
type Abilities struct {
	Log      Logged
	Pause    Pausing
	Address  Addressed
	Users    UserReader
	Search   UserSearcher
	Policies Policies
	Calls    Caller
	Replace  Replacer
	Scopes   Scoper
	Token    TokenHolder
	Write    Writer
	Stage    StageStore
	Runs     RunKeeper
	Past     Past
}

// abilitiesOf looks once at what a source can do.
func abilitiesOf(s Source) (can Abilities) {
	can.Log, _ = s.(Logged)
	can.Pause, _ = s.(Pausing)
	can.Address, _ = s.(Addressed)
	can.Users, _ = s.(UserReader)
	can.Search, _ = s.(UserSearcher)
	can.Policies, _ = s.(Policies)
	can.Calls, _ = s.(Caller)
	can.Replace, _ = s.(Replacer)
	can.Scopes, _ = s.(Scoper)
	can.Token, _ = s.(TokenHolder)
	can.Write, _ = s.(Writer)
	can.Stage, _ = s.(StageStore)
	can.Runs, _ = s.(RunKeeper)
	can.Past, _ = s.(Past)
	return can
}

// Source is the tenant behind a desk.
type Source interface {
	Identity() tenant.Identity
	// State is what is known now.
	State() tenant.State
	// Changed gives a value after the state has changed; several changes may
	// give one.
	Changed() <-chan struct{}
	// Refresh reads everything again; what arrives shows in State at once.
	Refresh(ctx context.Context) error
}

// Pausing is a source whose requests wait before they are sent again.
type Pausing interface{ Pause() (tenant.Pause, bool) }

// UserReader is a source that can read single users.
type UserReader interface {
	// ReadUsers reads users one by one, a few at a time, and keeps what it
	// finds, that a user is gone too. It returns when all were tried, or none can
	// be read.
	ReadUsers(ctx context.Context, ids []rbac.UserID) error
	// ReadUser reads one user and returns the document of the profile.
	ReadUser(ctx context.Context, id rbac.UserID) ([]byte, error)
}

// Caller is a source that sends calls made by hand.
type Caller interface {
	// Send refuses what writes; SendWrite sends it as it stands, but for a rotation of
	// the key.
	Send(ctx context.Context, call endpoint.Call, cause string) (*tenant.Answer, error)
	SendWrite(ctx context.Context, call endpoint.Call, cause string) (*tenant.Answer, error)
	// RotateKey keeps the key that it has made in a new file.
	RotateKey(ctx context.Context, file, cause string) (*tenant.Answer, error)
}

// Addressed is a source with an address that calls are relative to.
type Addressed interface{ BaseURL() string }

// Policies is a source that can ask the server what a login would get, and what a user
// has without one.
type Policies interface {
	Policy(ctx context.Context, q rbac.Query) (tenant.Policy, error)
	Calculated(ctx context.Context, user rbac.UserID) (tenant.Policy, error)
}

// Replacer is a source that can make a raw import ready.
type Replacer interface {
	// Replace keeps a backup of what is stored and compares it with doc; it
	// sends nothing that writes.
	Replace(ctx context.Context, doc []byte) (*tenant.Replacement, error)
}

// Scoper is a source that knows what its token may do.
type Scoper interface {
	TokenFacts(ctx context.Context) (tenant.TokenFacts, error)
	// RenewToken has a token issued with the scopes that the client has now.
	RenewToken(ctx context.Context) (tenant.TokenFacts, error)
}

// TokenHolder is a source that gives its token to who asks to see it.
type TokenHolder interface {
	Token(ctx context.Context) (secret.Secret, error)
}

// Writer is a source that can be altered. A snapshot is none.
type Writer interface {
	Apply(ctx context.Context, p *plan.Plan, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	Resume(ctx context.Context, run string, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	Check(ctx context.Context, run string) (tenant.Report, error)
	PlanUndo(ctx context.Context, run string) (*tenant.Undo, error)
	ApplyUndo(ctx context.Context, u *tenant.Undo, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	LastRun() (tenant.Run, bool, error)
	Pending() ([]tenant.Run, error)
	Dismiss(run string) error
}

// StageStore is a source that keeps what is staged between two starts.
type StageStore interface {
	// LoadStaged is what was kept, with a note where not all could be.
	LoadStaged() (tenant.Staged, string, error)
	// SaveStaged says what another program did to it meanwhile.
	SaveStaged(context.Context, tenant.Staged) (tenant.Merged, error)
}

// RunKeeper is a source that kept what was applied.
type RunKeeper interface {
	// History are the plans that were applied, and what was sent by hand, the oldest
	// first.
	History() ([]tenant.Run, error)
	// ExportAudit writes the audit trail as JSON lines.
	ExportAudit(io.Writer) error
}

// Past is a source that knows other states: those of its tenant that were saved, files,
// other tenants.
type Past interface {
	// Saved are the saved states, the oldest first.
	Saved() ([]history.Entry, error)
	// Read is the state that words name: @ID, a file, profile:NAME.
	Read(ctx context.Context, words text.Text) (state.Source, error)
	// Maps are what applications and connections of other tenants are called here.
	Maps() (applications, connections map[text.Text]text.Text)
	// AsOf is a saved state in place of the tenant.
	AsOf(history.Entry) Source
}

// UserSearcher is a source with a search of its own for users.
type UserSearcher interface {
	SearchUsers(ctx context.Context, words text.Text) (tenant.Found, error)
}
