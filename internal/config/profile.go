package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"authzx/internal/private"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// DefaultAudience is the API that the extension makes in a tenant.
const DefaultAudience = "urn:auth0-authz-api"

// The bounds of answers unless a profile says otherwise, in bytes.
const (
	DefaultListLimit   = 256 << 20
	DefaultAnswerLimit = 16 << 20
)

// EnvironmentProfile is the name of the profile that the environment makes on
// its own.
const EnvironmentProfile = "env"

// Profile is one way to reach a tenant. Its values are checked; whether
// anything is missing is told by Config.Profile and Config.Named.
type Profile struct {
	Name text.Text
	// Tenant and Region are zero where the address was given whole.
	Tenant text.Text
	Region Region
	// BaseURL is the API's, without a slash at its end; TokenURLs are tried in
	// their order. All are https, or http on this machine.
	BaseURL   string
	TokenURLs []string
	Audience  text.Text
	// CAFile is an absolute path; empty: the system's authorities.
	CAFile   string
	ClientID text.Text
	// Production asks for care: marked in the frame, read-only until unlocked.
	Production bool
	// ReadOnly can't be unlocked.
	ReadOnly bool
	Limits   Limits
	// Rules is the absolute path of a file of rules that the doctor takes along; empty:
	// none.
	Rules string
	// MapApplication and MapConnection say what applications and connections of other
	// tenants are called in this one.
	MapApplication, MapConnection map[string]string

	origin     origin
	token      secret.Secret
	credential credential
	finder     finder
}

// Limits bound the answers of a tenant, in bytes.
type Limits struct {
	List   int64 // the three lists and the export
	Answer int64 // all others
}

// origin is where a profile was written, for messages.
type origin struct {
	place text.Text
	line  int
	key   string // profiles.NAME; empty for the environment's own

	authorities int // the line of ca_file
}

// Label is the tenant's name, or the host of the base URL where no name is
// known: what a person types to confirm.
func (p Profile) Label() text.Text {
	if !p.Tenant.IsZero() {
		return p.Tenant
	}
	return text.New(host(p.BaseURL))
}

// Token is the access token that the environment gave in place of client
// credentials; the zero value when it gave none.
func (p Profile) Token() secret.Secret { return p.token }

// finish derives the addresses from tenant and region, and tells what hinders.
func (p *Profile) finish() Mistakes {
	if !p.Tenant.IsZero() && p.Region.Name != "" {
		if p.BaseURL == "" {
			p.BaseURL = p.Region.BaseURL(p.Tenant.Raw())
		}
		if len(p.TokenURLs) == 0 {
			p.TokenURLs = p.Region.TokenURLs(p.Tenant.Raw())
		}
	}
	var found Mistakes
	switch needsTokens := p.token.IsZero(); {
	case p.BaseURL == "":
		found = p.lacksTenant()
	case needsTokens && len(p.TokenURLs) == 0:
		found = Mistakes{p.lacks("token_url", varTokenURL, allowedURL+"; or tenant and region instead")}
	}
	return found
}

func (p *Profile) lacksTenant() Mistakes {
	switch {
	case p.origin.key == "":
		return Mistakes{p.lacks("base_url", varBaseURL, "")}
	case p.Tenant.IsZero():
		return Mistakes{p.lacks("tenant", varBaseURL, "the tenant's name, the first part of acme.eu.auth0.com; or base_url and token_url")}
	}
	return Mistakes{p.lacks("region", varBaseURL, regionNames())}
}

// hinders tells what keeps a profile from connecting: authorities that can't be
// read, credentials that are not there.
func (p Profile) hinders() Mistakes {
	found := p.badAuthorities()
	if !p.token.IsZero() {
		return found
	}
	if p.ClientID.IsZero() {
		found = append(found, p.lacks("client_id", varClientID, "the id of a machine-to-machine application"))
	}
	if p.credential.source == SourceNone {
		found = append(found, p.lacks("client_secret", varClientSecret, "exactly one of "+strings.Join(secretKeys(), ", ")))
	}
	return found
}

// maxAuthorities bounds a file of certificate authorities, in bytes.
const maxAuthorities = 16 << 20

// badAuthorities tells what is wrong with the file of certificate authorities.
func (p Profile) badAuthorities() Mistakes {
	if p.CAFile == "" {
		return nil
	}
	m := Mistake{
		Place: p.origin.place, Line: p.origin.authorities, Key: text.New(p.origin.key + ".ca_file"),
		Allowed: "the path of a PEM file with certificates",
	}
	pem, err := private.ReadAtMost(p.CAFile, maxAuthorities)
	switch {
	case err != nil:
		m.Problem = text.Escape(p.CAFile) + " can't be read: " + cause(err)
	case !x509.NewCertPool().AppendCertsFromPEM(pem):
		m.Problem = text.Escape(p.CAFile) + " holds no PEM certificate"
	default:
		return nil
	}
	return Mistakes{m}
}

// cause is the last part of what is wrong with a file, without its path.
func cause(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return err.Error()
}

// lacks is the mistake of a key that is not there, or of the variable where the
// profile is the environment's own.
func (p *Profile) lacks(key, variable, allowed string) Mistake {
	if p.origin.key == "" {
		return Mistake{
			Place: p.origin.place, Key: text.New(variable), Problem: "is not set",
			Allowed: variable + ", or a profile in a configuration file",
		}
	}
	if allowed != "" {
		allowed += "; "
	}
	return Mistake{
		Place: p.origin.place, Line: p.origin.line, Key: text.New(p.origin.key + "." + key),
		Problem: "is missing", Allowed: fmt.Sprintf("%sor %s in the environment", allowed, variable),
	}
}
