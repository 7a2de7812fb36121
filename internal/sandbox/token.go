package sandbox

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	audience   = "urn:auth0-authz-api"
	keyID      = "sandbox"
	grantType  = "client_credentials"
	grantClaim = "client-credentials"
	// clientSuffix ends the subject of a token that a client got for itself.
	clientSuffix = "@clients"
)

// issuer makes access tokens and tells its own from others.
type issuer struct {
	key func() (*rsa.PrivateKey, error) // made once, when first needed
	now func() time.Time
}

// claims are what a token says about its bearer.
type claims struct {
	jwt.RegisteredClaims
	AuthorizedParty string `json:"azp,omitempty"`
	Grant           string `json:"gty,omitempty"`
	Scope           string `json:"scope,omitempty"`
}

func (c *claims) has(scope string) bool {
	for s := range strings.SplitSeq(c.Scope, " ") {
		if s == scope {
			return true
		}
	}
	return false
}

// issue makes a token for a client, which dies after life.
func (i *issuer) issue(c Client, iss string, life time.Duration) (string, error) {
	now := i.now()
	key, err := i.key()
	if err != nil {
		return "", err
	}
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, &claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: iss, Subject: c.ID + clientSuffix, Audience: jwt.ClaimStrings{audience},
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
		},
		AuthorizedParty: c.ID, Grant: grantClaim, Scope: strings.Join(c.Scopes, " "),
	})
	t.Header["kid"] = keyID
	signed, err := t.SignedString(key)
	if err != nil {
		return "", fmt.Errorf("signing a token: %w", err)
	}
	return signed, nil
}

var errForeignToken = errors.New("a token that was not issued here for this API")

// verify gives the claims of a token that iss issued for this API to a client
// and that is valid now.
func (i *issuer) verify(token, iss string) (*claims, error) {
	c := &claims{}
	_, err := jwt.ParseWithClaims(token, c, func(t *jwt.Token) (any, error) {
		if t.Header["kid"] != keyID {
			return nil, errForeignToken
		}
		key, err := i.key()
		if err != nil {
			return nil, err
		}
		return &key.PublicKey, nil
	}, jwt.WithValidMethods([]string{"RS256"}), jwt.WithAudience(audience), jwt.WithIssuer(iss),
		jwt.WithTimeFunc(i.now))
	switch {
	case err != nil:
		return nil, err
	case c.Grant != "" && c.Grant != grantClaim, !strings.HasSuffix(c.Subject, clientSuffix):
		return nil, errForeignToken
	}
	return c, nil
}

// claimedIssuer reads who a token says issued it, without believing it. ok is
// false for what is no token at all.
func claimedIssuer(token string) (iss string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", false
	}
	for i, part := range parts[:2] {
		b, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil || !json.Valid(b) {
			return "", false
		}
		var c struct {
			Issuer any `json:"iss"`
		}
		if i == 1 && json.Unmarshal(b, &c) == nil {
			iss, _ = c.Issuer.(string)
		}
	}
	return iss, true
}

// keySet is the public key in the form in which tenants publish theirs.
func (i *issuer) keySet() (*object, error) {
	key, err := i.key()
	if err != nil {
		return nil, err
	}
	encode := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	return fields("keys", newArray(fields(
		"kty", "RSA", "use", "sig", "alg", "RS256", "kid", keyID,
		"n", encode(key.N), "e", encode(big.NewInt(int64(key.E))),
	))), nil
}

// grant answers POST /oauth/token: a token for a client that shows its secret.
func (s *Server) grant(w http.ResponseWriter, r *http.Request) {
	asked, err := readGrant(r)
	if err != nil {
		refuseGrant(w, http.StatusBadRequest, "invalid_request", "the body is neither JSON nor a form")
		return
	}
	client, known := s.clients.find(asked["client_id"], asked["client_secret"])
	switch {
	case asked["grant_type"] != grantType:
		refuseGrant(w, http.StatusForbidden, "unsupported_grant_type", "Unsupported grant type: "+asked["grant_type"])
	case !known:
		refuseGrant(w, http.StatusUnauthorized, "access_denied", "Unauthorized")
	case asked["audience"] != audience || !s.access.isOn():
		refuseGrant(w, http.StatusForbidden, "access_denied", "Service not found: "+asked["audience"])
	default:
		s.giveToken(w, client)
	}
}

func (s *Server) giveToken(w http.ResponseWriter, c Client) {
	life := s.access.lifetime()
	token, err := s.issuer.issue(c, s.issuerName(), life)
	if err != nil {
		refuseGrant(w, http.StatusInternalServerError, "server_error", "no token could be made")
		return
	}
	o := fields("access_token", token)
	if len(c.Scopes) > 0 {
		o.set("scope", strings.Join(c.Scopes, " "))
	}
	o.set("expires_in", life.Seconds())
	o.set("token_type", "Bearer")
	writeToken(w, http.StatusOK, o)
}

func refuseGrant(w http.ResponseWriter, status int, code, description string) {
	writeToken(w, status, fields("error", code, "error_description", description))
}

func writeToken(w http.ResponseWriter, status int, o *object) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(appendObject(nil, o))
}

// readGrant reads what a token request asks for, from a form or from JSON.
func readGrant(r *http.Request) (map[string]string, error) {
	out := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), formType) {
		if err := r.ParseForm(); err != nil {
			return nil, err
		}
		for k := range r.PostForm {
			out[k] = r.PostForm.Get(k)
		}
	} else if err := json.NewDecoder(r.Body).Decode(&out); err != nil {
		return nil, err
	}
	if id, secret, ok := r.BasicAuth(); ok {
		out["client_id"], out["client_secret"] = id, secret
	}
	return out, nil
}
