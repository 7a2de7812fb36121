package config

import (
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// canary stands for every secret in these tests; no message may hold it.
const canary = "canary-S3cr3t"

// world is an Env with nothing behind it but a folder and the given variables.
func world(home string, variables map[string]string) Env {
	return Env{Home: home, Lookup: func(name string) (string, bool) {
		v, ok := variables[name]
		return v, ok
	}}
}

// place puts data where the configuration file of a fresh home belongs.
func place(t *testing.T, data string) (home, path string) {
	t.Helper()
	home = t.TempDir()
	path = filepath.Join(home, ".config", "authzx", "config.toml")
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, []byte(data), 0o600))
	return home, path
}

// loaded loads data with the variables and wants no error.
func loaded(t *testing.T, data string, variables map[string]string, flags Flags) Config {
	t.Helper()
	home, _ := place(t, data)
	cfg, err := Load(world(home, variables), flags)
	must(t, err)
	return cfg
}

// authorities writes a certificate to path.
func authorities(t *testing.T, path string) {
	t.Helper()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Close()
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
}

// profile is the selected profile and wants no error.
func profile(t *testing.T, cfg Config) Profile {
	t.Helper()
	p, err := cfg.Profile()
	must(t, err)
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantError checks the pieces of a message and that it holds no secret.
func wantError(t *testing.T, err error, pieces ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", pieces)
	}
	for _, piece := range pieces {
		if !strings.Contains(err.Error(), piece) {
			t.Errorf("error %q lacks %q", err, piece)
		}
	}
	if strings.Contains(err.Error(), canary) {
		t.Errorf("error %q holds the secret", err)
	}
}

// wantNone checks that err is the state of a first run.
func wantNone(t *testing.T, err error) {
	t.Helper()
	var none *NoneError
	if !errors.As(err, &none) {
		t.Errorf("error %v, want *NoneError", err)
	}
}
