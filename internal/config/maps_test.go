package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/text"
)

func TestMapsAreWrittenBesideTheRestOfAProfile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	before := "# mine\n[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nmap_connection = { old = \"corp\" } # theirs\nclient_id = \"x\"\n\n[profiles.other]\ntenant = \"o\"\nregion = \"eu\"\n"
	if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	p := Profile{Name: text.New("dev"), MapConnection: map[string]string{"old": "corp"}}
	if err := SaveMaps(Env{}, path, p, map[string]string{"Ex\"penses": "Expenses (prod)"}, map[string]string{"new": "corp"}); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	for _, want := range []string{
		"# mine\n", `map_connection = { "new" = "corp", "old" = "corp" }`, `map_application = { "Ex\"penses" = "Expenses (prod)" }`, "[profiles.other]",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
	if err := SaveMaps(Env{}, path, Profile{Name: text.New("nobody")}, map[string]string{"a": "b"}, nil); err == nil || !strings.Contains(err.Error(), "no profile nobody") {
		t.Error(err)
	}
}
