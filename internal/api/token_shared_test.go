package api_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/routine"
	"authzx/internal/secret"
)

// askTogether has n callers ask for a token at the same time.
func askTogether(ctx context.Context, tokens api.TokenSource, n int) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { _, errs[i] = tokens.Token(ctx) })
	}
	all.Wait()
	return errs
}

func TestASecretIsAskedForOnceAndItsFailureShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		tokens := credentials(t, api.TokenCache{}, func(ctx context.Context) (secret.Secret, error) {
			asked.Add(1)
			select { // as a command that hangs
			case <-time.After(10 * time.Second):
				return secret.Secret{}, errors.New("took longer than 10s")
			case <-ctx.Done():
				return secret.Secret{}, ctx.Err()
			}
		}, nil)
		start := time.Now()
		for _, err := range askTogether(t.Context(), tokens, 3) {
			if api.KindOf(err) != api.KindTokenSecret {
				t.Error(err)
			}
		}
		if took := time.Since(start); took != 10*time.Second || asked.Load() != 1 {
			t.Errorf("asked %d times in %v", asked.Load(), took)
		}
	})
}

func TestAnAskingEndsWhenNobodyWaitsAndNotBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Bool
		release := make(chan struct{})
		tokens := credentials(t, api.TokenCache{}, func(ctx context.Context) (secret.Secret, error) {
			defer ended.Store(true)
			select {
			case <-release:
			case <-ctx.Done():
			}
			return secret.Secret{}, errors.New("nothing")
		}, nil)
		first, giveUpFirst := context.WithCancel(t.Context())
		second, giveUpSecond := context.WithCancel(t.Context())
		var both routine.Group
		both.Go(func() { _, _ = tokens.Token(first) })
		both.Go(func() { _, _ = tokens.Token(second) })
		synctest.Wait()
		giveUpFirst()
		synctest.Wait()
		if ended.Load() {
			t.Error("what one gave up was taken from the other")
		}
		giveUpSecond()
		both.Wait()
		synctest.Wait()
		if !ended.Load() {
			t.Error("it goes on though nobody waits")
		}
	})
}

func TestAPanicOfAnAskingComesOutWhereSomebodyWaits(t *testing.T) {
	tokens := credentials(t, api.TokenCache{}, func(context.Context) (secret.Secret, error) { panic("stumbled") }, nil)
	if caught := routine.Catch(func() { _, _ = tokens.Token(t.Context()) }); caught == nil || caught.Value != "stumbled" {
		t.Errorf("caught %v", caught)
	}
}

func TestAWaitForAnotherProcessIsToldAfterASecondAndEndsInWords(t *testing.T) {
	cache := api.TokenCache{Dir: t.TempDir(), BaseURL: "b", ClientID: "c", Audience: "a"}
	if _, err := credentials(t, cache, nothing, nil).Token(t.Context()); err == nil {
		t.Fatal("there is a token")
	}
	locks, _ := filepath.Glob(filepath.Join(cache.Dir, "*.lock"))
	if len(locks) != 1 {
		t.Fatalf("locks %v", locks)
	}
	other := flock.New(locks[0])
	if err := other.Lock(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Unlock() }()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var told []string
		tokens := credentials(t, cache, nothing, func(o *api.CredentialsOptions) {
			o.OnWait = func(w api.Wait) {
				if time.Since(start) != time.Second || w.For != 14*time.Second || !w.Process {
					t.Errorf("after %v: %+v", time.Since(start), w)
				}
				told = append(told, "wait")
			}
			o.Note = func(s string) { told = append(told, s) }
		})
		_, _ = tokens.Token(t.Context())
		if len(told) != 2 || told[0] != "wait" || !strings.Contains(told[1], "another authzx has been requesting a token for 15 s") {
			t.Errorf("told %q", told)
		}
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func nothing(context.Context) (secret.Secret, error) {
	return secret.Secret{}, errors.New("there is none")
}

// credentials never get as far as an endpoint, unless their secret is found.
func credentials(t *testing.T, cache api.TokenCache, find func(context.Context) (secret.Secret, error), tweak func(*api.CredentialsOptions)) *api.Credentials {
	t.Helper()
	o := api.CredentialsOptions{URLs: []string{"http://127.0.0.1:9/oauth/token"}, ClientID: "c", Audience: "a", Secret: find, Cache: cache}
	if tweak != nil {
		tweak(&o)
	}
	return must[*api.Credentials](t)(api.NewCredentials(o))
}

func TestAStormAtTheTokenEndpointIsFourRequestsInAll(t *testing.T) {
	for name, fault := range map[string]faulty.Fault{
		"failures": faulty.InternalError(), "too much": faulty.Throttled(), "resets": faulty.Reset(false),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWallet(t, plainAnswer, nil)
			w.server.Add(faulty.Rule{Fault: fault})
			b := newBench(t, examples(), func(o *api.Options) { o.Tokens = w })
			_, err := b.Do(t.Context(), read())
			if e := failure(t, err); e.Route != api.TokenRoute || e.Attempts != 4 {
				t.Errorf("%d attempts: %v", e.Attempts, e)
			}
			if got := len(w.server.Seen()); got != 4 || len(b.server.Seen()) != 0 {
				t.Errorf("%d requests for a token, %d others", got, len(b.server.Seen()))
			}
		})
	}
}

func TestATokenThatNoHeaderCarriesIsDropped(t *testing.T) {
	for name, answer := range map[string]string{
		"a line end":          `{"access_token":"canary\nX-Evil: 1"}`,
		"a control character": `{"access_token":"canary\u0007"}`,
		"a blank":             `{"access_token":"canary one"}`,
		"a letter":            `{"access_token":"canary\u00e9"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = api.TokenCache{Dir: dir} })
			w.server.Add(faulty.Rule{Fault: faulty.JSON(200, answer)})
			_, err := w.Token(t.Context())
			if e := failure(t, err); e.Kind != api.KindTokenAnswer || !strings.Contains(e.Error(), "not allowed in a header") || strings.Contains(e.Error(), "canary") {
				t.Error(e)
			}
			if kept, _ := filepath.Glob(filepath.Join(dir, "*.json")); len(kept) != 0 {
				t.Errorf("kept %v", kept)
			}
		})
	}
}

func TestACachedTokenThatNoHeaderCarriesIsReplaced(t *testing.T) {
	cache := api.TokenCache{Dir: t.TempDir()}
	w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = cache })
	w.token(t)
	files, _ := filepath.Glob(filepath.Join(cache.Dir, "*.json"))
	doc, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], []byte(strings.Replace(string(doc), "canary-token-1", `canary\ntoken`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	next := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) { o.Cache = cache })
	if got := next.token(t); got != "canary-token-1" || next.issuer.issued() != 1 {
		t.Errorf("got %q of %d", got, next.issuer.issued())
	}
}
