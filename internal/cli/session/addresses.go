package session

import (
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/tenant"
)

// Addresses are those of the extension and of what issues tokens for it, as far as
// they are known: a snapshot may lack both, and the environment gives them.
func Addresses(r *command.Run, s tenant.State, id tenant.Identity) (base, token string) {
	base, token = s.BaseURL, id.TokenURL.Raw()
	if base == "" {
		base = addressGiven(r.Env.Variable("AUTHZX_BASE_URL"))
	}
	if given := r.Env.Variable("AUTHZX_TOKEN_URL"); given != "" {
		token = given
	}
	if token == "" {
		token = tokenURL(base)
	}
	return base, token
}

// tokenURL is the token URL for the extension at an address that
// Auth0 gives; empty for others.
func tokenURL(base string) string {
	for _, region := range config.Regions() {
		host, ok := strings.CutPrefix(base, "https://")
		name, _, _ := strings.Cut(host, ".")
		if ok && name != "" && region.BaseURL(name) == base {
			return region.TokenURLs(name)[0]
		}
	}
	return ""
}

// addressGiven is the API's address as far as it is one: what is wrong with another is
// told where it is used.
func addressGiven(raw string) string {
	if address, problem := config.BaseURL(raw); problem == "" {
		return address
	}
	return raw
}
