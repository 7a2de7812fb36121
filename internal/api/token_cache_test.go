package api_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"authzx/internal/api"
)

func TestATokenIsSharedThroughTheCacheByBaseURLClientAndAudience(t *testing.T) {
	dir := t.TempDir()
	cache := api.TokenCache{Dir: filepath.Join(dir, "new"), BaseURL: "https://a/api", ClientID: "c", Audience: "x"}
	with := func(c api.TokenCache) func(*api.CredentialsOptions) {
		return func(o *api.CredentialsOptions) { o.Cache = c }
	}
	newWallet(t, plainAnswer, with(cache)).token(t)

	again := newWallet(t, plainAnswer, with(cache))
	if got := must[api.Token](t)(again.Token(t.Context())); again.issuer.issued() != 0 || len(got.Scopes) != 2 {
		t.Error("the cached token was not used whole")
	}
	for _, other := range []api.TokenCache{
		{Dir: cache.Dir, BaseURL: "https://b/api", ClientID: "c", Audience: "x"},
		{Dir: cache.Dir, BaseURL: "https://a/api", ClientID: "d", Audience: "x"},
		{Dir: cache.Dir, BaseURL: "https://a/api", ClientID: "c", Audience: "y"},
	} {
		if w := newWallet(t, plainAnswer, with(other)); w.token(t) != "" && w.issuer.issued() != 1 {
			t.Errorf("%+v shares a token that is not its own", other)
		}
	}
	checkModes(t, cache.Dir)

	again.Drop(must[api.Token](t)(again.Token(t.Context())))
	if again.token(t); again.issuer.issued() != 1 {
		t.Error("a refused token came back from the cache")
	}
	if err := cache.Clear(); err != nil {
		t.Fatal(err)
	}
	if err := cache.Clear(); err != nil {
		t.Errorf("clearing twice: %v", err)
	}
	if w := newWallet(t, plainAnswer, with(cache)); w.token(t) != "" && w.issuer.issued() != 1 {
		t.Error("a cleared token was used")
	}
}

func checkModes(t *testing.T, dir string) {
	t.Helper()
	info := must[os.FileInfo](t)(os.Stat(dir))
	if info.Mode().Perm() != 0o700 {
		t.Errorf("folder %v", info.Mode())
	}
	for _, e := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		if info := must[os.FileInfo](t)(e.Info()); info.Mode().Perm() != 0o600 {
			t.Errorf("%s %v", e.Name(), info.Mode())
		}
		if strings.Contains(e.Name(), "canary") || strings.Contains(e.Name(), "https") {
			t.Errorf("the name tells: %s", e.Name())
		}
	}
}

func TestAnUnusableCacheIsNotedAndGoneWithout(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	broken := api.TokenCache{Dir: t.TempDir()}
	spoil := func(content string, mode os.FileMode) {
		newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = broken }).token(t)
		for _, path := range must[[]string](t)(filepath.Glob(filepath.Join(broken.Dir, "*.json"))) {
			if err := errors.Join(os.WriteFile(path, []byte(content), 0o600), os.Chmod(path, mode)); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name  string
		cache api.TokenCache
		spoil func()
	}{
		{"no folder can be made", api.TokenCache{Dir: filepath.Join(file, "below")}, func() {}},
		{"broken JSON", broken, func() { spoil(`{"access_token":"canary`, 0o600) }},
		{"empty", broken, func() { spoil(``, 0o600) }},
		{"no token", broken, func() { spoil(`{}`, 0o600) }},
		{"a life without end", broken, func() { spoil(`{"access_token":"canary-old","life_seconds":1e300}`, 0o600) }},
		{"open to others", broken, func() { spoil(`{"access_token":"canary-old","got":"2026-05-04T12:00:00Z"}`, 0o644) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.spoil()
			w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = tt.cache })
			if got := w.token(t); got != "canary-token-1" {
				t.Errorf("token %s", got)
			}
			if len(w.notes) == 0 || strings.Contains(strings.Join(w.notes, ""), "canary") {
				t.Errorf("notes %q", w.notes)
			}
		})
	}
}

func TestACachedTokenFromTheFutureIsNotUsed(t *testing.T) {
	cache := api.TokenCache{Dir: t.TempDir()}
	newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = cache }).token(t)
	w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = cache })
	w.now = w.now.Add(-time.Hour)
	if w.token(t); w.issuer.issued() != 1 {
		t.Error("used, though the clock was set back")
	}
}

func TestTwoProcessesThatNeedATokenAtOnceShareOneRequest(t *testing.T) {
	// Locks belong to open files, so two sources stand for two processes.
	cache := api.TokenCache{Dir: t.TempDir()}
	first := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = cache })
	second := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
		o.Cache, o.URLs = cache, []string{first.server.URL() + "/oauth/token"}
	})
	var both sync.WaitGroup
	for _, w := range []*wallet{first, second} {
		for range 5 {
			both.Go(func() { _, _ = w.Token(t.Context()) })
		}
	}
	both.Wait()
	if got := first.issuer.issued(); got != 1 {
		t.Errorf("%d requests", got)
	}
	if len(first.notes)+len(second.notes) != 0 {
		t.Errorf("notes %v %v", first.notes, second.notes)
	}
}
