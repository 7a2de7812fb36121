package tenant

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
)

func TestASnapshotHoldsTheNineSwitchesAndTheAddressAndNoKey(t *testing.T) {
	c := connectTo(t, sample.Company())
	if err := c.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "company.json")
	if err := Save(path, c.State()); err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ToLower(string(doc)), "apikey") {
		t.Error("the snapshot speaks of a key")
	}
	read, err := ReadState(doc, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	was, _ := c.State().Directory.Settings()
	is, extent := read.Directory.Settings()
	if len(is.Switches) != len(rbac.Switches()) || extent.At.IsZero() {
		t.Errorf("%d switches were read back at %v", len(is.Switches), extent.At)
	}
	for _, w := range rbac.Switches() {
		if is.Switches[w] != was.Switches[w] {
			t.Errorf("%s is %v, was %v", w, is.Switches[w], was.Switches[w])
		}
	}
	if read.BaseURL == "" || read.BaseURL != c.State().BaseURL {
		t.Errorf("the address is %q", read.BaseURL)
	}
	if !is.RuleKnown || is.RuleExists != was.RuleExists || is.RuleEnabled != was.RuleEnabled {
		t.Errorf("the rule is %+v, was %+v", is, was)
	}
}

func TestTheConfigurationOfADocumentIsReadAsFarAsItIsThere(t *testing.T) {
	const canary = "canary-of-the-key"
	tests := map[string]struct {
		configuration string
		want          map[rbac.Switch]bool // nil: not known
		wrong         bool
	}{
		"none":                  {``, nil, false},
		"null":                  {`,"configuration":null`, nil, false},
		"a snapshot's object":   {`,"configuration":{"groupsInToken":true,"persistRoles":false}`, map[rbac.Switch]bool{rbac.GroupsInToken: true, rbac.PersistRoles: false}, false},
		"an export's list":      {`,"configuration":[{"_id":"v1","apikey":"` + canary + `","rolesInToken":true}]`, map[rbac.Switch]bool{rbac.RolesInToken: true}, false},
		"an empty list":         {`,"configuration":[]`, map[rbac.Switch]bool{}, false},
		"a string":              {`,"configuration":"x"`, nil, true},
		"a list of strings":     {`,"configuration":["x"]`, nil, true},
		"a switch that is text": {`,"configuration":{"groupsInToken":"yes"}`, nil, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			state, err := ReadState([]byte(`{"groups":[],"roles":[],"permissions":[]`+tt.configuration+`}`), time.Now())
			if (err != nil) != tt.wrong {
				t.Fatalf("error %v", err)
			}
			if err != nil {
				return
			}
			settings, _ := state.Directory.Settings()
			if (settings.Switches == nil) != (tt.want == nil) || !maps.Equal(settings.Switches, tt.want) {
				t.Errorf("switches %v, want %v", settings.Switches, tt.want)
			}
			path := filepath.Join(t.TempDir(), "again.json")
			if err := Save(path, state); err != nil {
				t.Fatal(err)
			}
			if saved, err := os.ReadFile(path); err != nil || strings.Contains(string(saved), canary) {
				t.Errorf("the key was saved (%v)", err)
			}
		})
	}
}
