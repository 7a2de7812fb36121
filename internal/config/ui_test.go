package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestTheTenantIsReadAgainByItselfWhereThatIsAskedFor(t *testing.T) {
	for value, want := range map[string]time.Duration{"60s": time.Minute, "5m": 5 * time.Minute, "0s": 0} {
		var ui UI
		if problem := refreshOf(&ui)(value); problem != "" || ui.Refresh != want {
			t.Errorf("%s: %v, %s", value, ui.Refresh, problem)
		}
	}
	for _, value := range []any{"1s", "often", "-60s", 60, true} {
		var ui UI
		if problem := refreshOf(&ui)(value); problem == "" {
			t.Errorf("%v is taken", value)
		}
	}
}

func TestAThemeFileGivesColours(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config.toml")
	for name, c := range map[string]struct {
		data string
		want UI
		says string
	}{
		"own colours":       {"base = \"light\"\naccent = \"#8caaee\"\ngroup = \"12\"\n", UI{Theme: "light", Own: map[string]string{"accent": "#8caaee", "group": "12"}}, ""},
		"an unknown base":   {"base = \"grey\"\n", UI{}, "base is none of auto, dark, light"},
		"an unknown colour": {"magenta = \"#000000\"\n", UI{}, "there are accent, muted"},
		"no colour":         {"accent = \"blue\"\n", UI{}, "accent isn't a colour"},
		"a number":          {"accent = 12\n", UI{}, "accent isn't a colour"},
		"no TOML":           {"accent", UI{}, "isn't TOML"},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, os.WriteFile(filepath.Join(dir, "own.toml"), []byte(c.data), 0o600))
			var ui UI
			problem := themeOf(&ui, Env{}, file)("own.toml")
			if c.says == "" && (problem != "" || !reflect.DeepEqual(ui, c.want)) || !strings.Contains(problem, c.says) {
				t.Errorf("%+v, %s", ui, problem)
			}
		})
	}
	var ui UI
	if problem := themeOf(&ui, Env{}, file)("nowhere.toml"); !strings.Contains(problem, "can't be read") {
		t.Errorf("a file that is not there: %s", problem)
	}
}
