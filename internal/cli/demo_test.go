//go:build unix

package cli

import (
	"strings"
	"testing"
)

func TestTheDemoCanBeOpenedReadOnly(t *testing.T) {
	for _, args := range [][]string{{"demo", "--read-only"}, {"--read-only", "demo"}} {
		s := newWorld(t).opened(args...)
		s.shows("61 users", "read-only")
		s.types("q")
		s.code()
	}
}

func TestTheDemoTakesLookAndKeysOfTheConfigurationAndNoProfile(t *testing.T) {
	t.Parallel()
	w, _ := connected(t)
	w.Configure("default_profile = \"elsewhere\"\n[profiles.elsewhere]\ntenant = \"elsewhere\"\nregion = \"eu\"\n[ui]\nascii = true\n[keys]\ngo_groups = \"f6\"\n")
	s := w.opened("demo")
	if screen := s.shows("61 users", "demo"); strings.ContainsAny(screen, "│┌") {
		t.Errorf("borders not of ASCII:\n%s", screen)
	}
	s.types("\x1b[17~") // F6
	s.shows("25 groups")
	s.types("q")
	s.code()
	w.Configure("[keys]\ngo_groups = \"no such key\"\n")
	s = w.opened("demo")
	s.shows("61 users")
	s.types("q")
	if code := s.code(); code != 0 {
		t.Errorf("a fault in the file ends the demo: code %d", code)
	}
}
