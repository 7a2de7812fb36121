package sandbox

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
)

// Client is one that may ask for tokens.
type Client struct {
	ID     string
	Secret secret.Secret
	Scopes []string // what its tokens carry; none is a token without scopes
}

// clientList is everyone who may ask for tokens, the administrator's client first.
type clientList []Client

var errNoAdmin = errors.New("the credentials have no client with every scope")

// readClients reads {"label":{"client_id","client_secret","scopes"}, …}. The
// client labelled admin goes first, else one that has every scope.
func readClients(raw []byte) (clientList, error) {
	var labelled map[string]struct {
		ID     string   `json:"client_id"`
		Secret string   `json:"client_secret"`
		Scopes []string `json:"scopes"`
	}
	if err := json.Unmarshal(raw, &labelled); err != nil {
		return nil, errors.New(`credentials are a JSON object of {"client_id", "client_secret", "scopes"} by label`)
	}
	var out clientList
	admin := -1
	for _, name := range slices.Sorted(maps.Keys(labelled)) {
		c := labelled[name]
		if c.ID == "" || c.Secret == "" {
			return nil, fmt.Errorf("credentials %q lack client_id or client_secret", name)
		}
		if name == "admin" || admin < 0 && len(missingScopes(c.Scopes)) == 0 {
			admin = len(out)
		}
		out = append(out, Client{ID: c.ID, Secret: secret.New(c.Secret), Scopes: c.Scopes})
	}
	if admin < 0 {
		return nil, errNoAdmin
	}
	out[0], out[admin] = out[admin], out[0]
	return out, nil
}

// missingScopes are those of the API that have lacks.
func missingScopes(have []string) []string {
	return slices.DeleteFunc(endpoint.ScopeNames(endpoint.Scopes()), func(s string) bool { return slices.Contains(have, s) })
}

func (l clientList) find(id, secret string) (Client, bool) {
	for _, c := range l {
		if c.ID == id && subtle.ConstantTimeCompare([]byte(c.Secret.Reveal()), []byte(secret)) == 1 {
			return c, true
		}
	}
	return Client{}, false
}

// ClientID is the id of the client that has every scope.
func (s *Server) ClientID() string { return s.clients[0].ID }

// ClientSecret is the secret of the client that has every scope.
func (s *Server) ClientSecret() secret.Secret { return s.clients[0].Secret }

func (s *Server) readCredentials(raw []byte) error {
	if len(raw) > 0 {
		var err error
		s.clients, err = readClients(raw)
		return err
	}
	key, err := s.randomHex(32)
	if err != nil {
		return err
	}
	s.clients = clientList{{ID: "sandbox", Secret: secret.New(key), Scopes: endpoint.ScopeNames(endpoint.Scopes())}}
	return nil
}
