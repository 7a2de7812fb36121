package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
)

// topAt is the top line on the way of these screens, w cells wide.
func topAt(t *testing.T, w int, dress func(*desk), way ...string) string {
	t.Helper()
	a, d := start(t)
	d.status = Status{Profile: text.New("acme-dev"), Region: text.New("eu"), At: a.Now(), ReadOnly: true}
	if dress != nil {
		dress(d)
	}
	a.router.stack = nil
	for _, name := range way {
		a.router.push(&entry{Route{Kind: name}, &page{name: name}})
	}
	play(a, tea.WindowSizeMsg{Width: w, Height: 24})
	top, _, _ := strings.Cut(ansi.Strip(a.View().Content), "\n")
	return strings.Join(strings.Fields(top), " ")
}

func TestThePresentPlaceIsNeverCut(t *testing.T) {
	long := strings.Repeat("a", 20) + "@acme.test"
	for name, c := range map[string]struct {
		w     int
		dress func(*desk)
		way   []string
		want  string
	}{
		"all has room": {80, nil, []string{"Users", "Ann", "Access of Ann"},
			"acme-dev · eu Users ▸ Ann ▸ Access of Ann ⟳ now ● read-only"},
		"what is before is shortened": {80, nil, []string{"Users", long, "Access of Katarzyna"},
			"acme-dev · eu Users ▸ aaaaaaaaaaa… ▸ Access of Katarzyna ⟳ now ● read-only"},
		"then it is left out": {80, nil, []string{"Users", long, "Groups", "Access of Katarzyna Wójcik"},
			"acme-dev · eu … ▸ Groups ▸ Access of Katarzyna Wójcik ⟳ now ● read-only"},
		"a narrow terminal": {60, nil, []string{"Users", "Ann", "Access of Katarzyna Wójcik"},
			"acme-dev … ▸ Access of Katarzyna Wójcik ● read-only"},
		"while something runs": {60, func(d *desk) { d.since = d.status.At.Add(-7 * time.Second) }, []string{"Users", "Ann", "Roles"},
			"acme-dev … ▸ Roles ⠋ 7s, ctrl+c cancels ● read-only"},
		"alone": {60, nil, []string{"The roles of all applications"},
			"acme-dev The roles of all applications ● read-only"},
	} {
		t.Run(name, func(t *testing.T) {
			got := topAt(t, c.w, c.dress, c.way...)
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
