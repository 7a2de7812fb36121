//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPanicInATerminalGivesItBackAndSaysWhereTheLogIs(t *testing.T) {
	t.Parallel()
	w, _ := connected(t)
	trigger := filepath.Join(w.Env.Home, "panic")
	w.Set("AUTHZX_TEST_CLOCK", trigger)
	s := w.opened()
	s.shows("61 users", "Ann Archer")
	w.File("panic", "")
	s.types("j")
	if code := s.code(); code != 1 {
		t.Errorf("code %d", code)
	}
	if err := s.restored(); err != nil {
		t.Error(err)
	}
	log := filepath.Join(w.Env.Home, ".local/state/authzx/authzx.log")
	content, err := os.ReadFile(log)
	if err != nil || !strings.Contains(string(content), "the clock fails") {
		t.Errorf("the log holds %s (%v)", content, err)
	}
	screen, _ := s.look()
	if !strings.Contains(screen, "internal error") || strings.Contains(screen, "goroutine ") {
		t.Errorf("the screen is\n%s", screen)
	}
}

func TestAClockThatIsAnHourOffWorks(t *testing.T) {
	for _, off := range []string{"1h", "-1h"} {
		t.Run(off, func(t *testing.T) {
			t.Parallel()
			w, _ := connected(t)
			w.Set("AUTHZX_TEST_CLOCK", off)
			for range 2 { // the second run finds the token of the first
				s := w.opened()
				s.shows("61 users", "Ann Archer")
				s.types("qq")
				if code := s.code(); code != 0 {
					t.Errorf("code %d", code)
				}
			}
		})
	}
}
