package tenant

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/sandbox"
)

func TestAKeyIsRotatedIntoANewFileOnly(t *testing.T) {
	w := newWorkshopWith(t, sandbox.Options{})
	tenant := w.open()
	file := filepath.Join(t.TempDir(), "key")
	if _, err := tenant.SendWrite(t.Context(), endpoint.New(endpoint.ConfigurationRotateKey), "test"); !errors.Is(err, ErrKeyLost) {
		t.Errorf("by hand: %v", err)
	}
	if _, err := tenant.RotateKey(t.Context(), "", "test"); !errors.Is(err, ErrKeyLost) {
		t.Errorf("without a file: %v", err)
	}
	if _, err := tenant.RotateKey(t.Context(), file, "test"); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(file)
	if err != nil || len(key) != 64 {
		t.Fatalf("%d bytes were kept, %v", len(key), err)
	}
	if _, err := tenant.RotateKey(t.Context(), file, "test"); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "nothing was sent") {
		t.Errorf("over a file: %v", err)
	}
	entries, _, err := tenant.Audit()
	if err != nil || len(entries) != 2 {
		t.Errorf("the trail has %d lines, want one before and one after: %v", len(entries), err)
	}
	for _, e := range tenant.Log().Entries() {
		if strings.Contains(string(e.Answer), string(key)) {
			t.Errorf("the log holds the key")
		}
	}
}

func TestARotationThatYieldsNoKeyLeavesNoFile(t *testing.T) {
	for name, c := range map[string]struct {
		fault   faulty.Fault
		unknown bool
	}{
		"a broken connection":   {faulty.Reset(true), true},
		"an answer without one": {faulty.JSON(http.StatusOK, `{}`), true},
		"a refusal":             {faulty.Forbidden(), false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshopWith(t, sandbox.Options{})
			tenant := w.open()
			w.faults.Add(faulty.Rule{Path: "/api/configuration/rotate-apikey", Fault: c.fault})
			file := filepath.Join(t.TempDir(), "key")
			_, err := tenant.RotateKey(t.Context(), file, "test")
			if err == nil || strings.Contains(err.Error(), "outcome unknown") != c.unknown || c.unknown == (api.KindOf(err) == api.KindForbidden) {
				t.Errorf("%v", err)
			}
			if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a file was left: %v", err)
			}
		})
	}
}
