package views

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"authzx/internal/tenant"
	"authzx/internal/text"
)

// counted is a tenant that counts the tokens that are asked for anew.
type counted struct {
	overheard
	facts   tenant.TokenFacts
	err     error
	renewed *int
}

func (c counted) TokenFacts(context.Context) (tenant.TokenFacts, error) { return c.facts, c.err }

func (c counted) Identity() tenant.Identity {
	id := c.overheard.Identity()
	id.TokenURL, id.ClientID, id.Credentials = text.New("https://acme.eu.auth0.com/oauth/token"), text.New("client-1"), "the keyring"
	return id
}

func (c counted) RenewToken(context.Context) (tenant.TokenFacts, error) {
	*c.renewed++
	c.facts.Scopes = append(c.facts.Scopes, "update:groups")
	return c.facts, c.err
}

// onToken opens the screen of a token of which this is known.
func onToken(t *testing.T, w int, facts tenant.TokenFacts, err error) (e *driver, renewed *int) {
	t.Helper()
	e, renewed = explore(t, w, 50), new(int)
	source := counted{overheard{e.tenant, e.news}, facts, err, renewed}
	e.desk.Source, e.desk.Can.Scopes = source, source
	e.press(":", "token", "<enter>")
	return e, renewed
}

func TestTheTokenSaysWhatItMayAndWhatItLacks(t *testing.T) {
	facts := tenant.TokenFacts{Scopes: []string{"read:groups", "read:users"}, Ends: clock.Add(90 * time.Minute), Kept: true}
	for _, w := range []int{80, 120, 200} {
		e, _ := onToken(t, w, facts, nil)
		e.shows("Scopes and token", "https://acme.eu.auth0.com/oauth/token", "client-1", "from the keyring", "The token has 2 of 21 scopes", "to read everything: 2 of 8", "API access: 0 of 4",
			"✓ read:groups", "✗ read:roles", "✗ update:groups", "19 scopes missing", "Granted under Dashboard", ", in 1h30m", "used again until it expires")
	}
}

func TestANewTokenIsAskedForOnlyByItsKey(t *testing.T) {
	e, renewed := onToken(t, 120, tenant.TokenFacts{Scopes: []string{"read:groups"}}, nil)
	e.shows("Expires   unknown", "✗ update:groups")
	e.press("r")
	if *renewed != 0 {
		t.Error("a refresh had a token issued")
	}
	e.press("n")
	e.shows("✓ update:groups")
	if *renewed != 1 {
		t.Errorf("%d tokens were issued", *renewed)
	}
	e.press("y")
	if missing := strings.Fields(e.lastCopied()); len(missing) != 19 || missing[0] != "read:users" {
		t.Errorf("copied %q", missing)
	}
}

func TestATokenThatCanNotBeHadOrDoesNotTellSaysSo(t *testing.T) {
	e, _ := onToken(t, 120, tenant.TokenFacts{}, nil)
	e.shows("the token doesn't list its scopes")
	e.press("y")
	e.shows("the scopes are unknown")
	e, _ = onToken(t, 120, tenant.TokenFacts{}, errors.New("the client secret is wrong"))
	e.shows("no token available", "the client secret is wrong")
	e.hides("Expires")
}

func TestATokenThatExpiredSaysSo(t *testing.T) {
	e, _ := onToken(t, 120, tenant.TokenFacts{Scopes: []string{}, Ends: clock.Add(-time.Minute)}, nil)
	e.shows("expired", "21 scopes missing")
}

func TestTheTokenItselfIsNotOnItsScreen(t *testing.T) {
	e := explore(t, 200, 50)
	e.press(":", "token", "<enter>")
	e.shows("The token has 21 of 21 scopes", "Expires")
	value, err := e.tenant.Token(t.Context())
	if err != nil || value.IsZero() {
		t.Fatal(err)
	}
	e.hides(value.Reveal(), value.Reveal()[:10])
	e.press("y")
	e.shows("no scope is missing")
	if strings.Contains(e.frame(), value.Reveal()[:10]) {
		t.Error("the token is drawn")
	}
}
