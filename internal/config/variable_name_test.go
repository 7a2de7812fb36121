package config

import (
	"strings"
	"testing"

	"authzx/internal/text"
)

func TestWhatMayBeASecretIsNoNameOfAVariable(t *testing.T) {
	for name, want := range map[string]bool{
		"ACME_SECRET": true, "acme_production_client_secret_2": true, "AUTHZX_EU2_PROD1_CLIENT_SECRET": true, "_": true,
		"": false, "acme-secret": false, "2nd": false, "pass show": false,
		"c3351f0a9be24d7786a1c0ffee5b2d90":        false,
		"kQ7vR2mZx9LpT4nWb8YcD1sF":                false,
		"A1B2C3D4E5F6A7B8C9D0E1F2":                false,
		"AUTHZX_CLIENT_SECRET_OF_THE_EU_TENANT_1": true,
	} {
		if got := MayBeVariable(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestAMessageDoesNotNameAVariableThatMayBeASecret(t *testing.T) {
	const pasted = "c3351f0a9be24d7786a1c0ffee5b2d90"
	p := withSource(world("", nil), credential{source: SourceEnvironment, variable: pasted})
	_, name, err := p.Secret(t.Context())
	if err == nil || strings.Contains(err.Error()+name+p.SourceName(), pasted[:8]) {
		t.Errorf("%s: %v", name, err)
	}
	e := Entry{Name: "dev", Tenant: "acme", Region: "eu", ClientID: "client", Secret: EntrySecret{Variable: pasted}}
	_, err = e.Profile(Env{}, "config.toml")
	if err == nil || !strings.Contains(err.Error(), errVariable) || strings.Contains(err.Error(), pasted[:8]) {
		t.Errorf("a profile is written with %v", err)
	}
	e.Secret.Variable = "ACME_SECRET"
	if p, err = e.Profile(Env{}, "config.toml"); err != nil || p.SourceName() != "the environment variable ACME_SECRET" || p.Name != text.New("dev") {
		t.Errorf("%s: %v", p.SourceName(), err)
	}
}
