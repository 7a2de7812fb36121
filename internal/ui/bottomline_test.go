package ui

import (
	"strings"
	"testing"

	"authzx/internal/ui/widget"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// busyPage is a page with something pending and hints of its own.
type busyPage struct {
	page
	pends  string
	wanted []Action
	idle   Action
	word   string // for enter
}

func (p *busyPage) Pending() string { return p.pends }
func (p *busyPage) Hints() []Action { return p.wanted }
func (p *busyPage) Layers() []Layer { return []Layer{ListedLayer, ListLayer, GlobalLayer} }
func (p *busyPage) Word(a Action) string {
	if a == Enter {
		return p.word
	}
	return ""
}
func (p *busyPage) WhyNot(a Action) widget.Words {
	if a == p.idle {
		return "nothing is there"
	}
	return ""
}

// bottomOf is the bottom line of a page, w cells wide.
func bottomOf(t *testing.T, p *busyPage, staged, w int) string {
	t.Helper()
	a, d := start(t)
	d.status.Staged = staged
	play(a, tea.WindowSizeMsg{Width: w, Height: 24})
	a.router.push(&entry{Route{Kind: "busy"}, p})
	a.fit()
	lines := strings.Split(ansi.Strip(a.View().Content), "\n")
	return lines[len(lines)-1]
}

func TestTheBottomLineKeepsWhatMattersMost(t *testing.T) {
	all := []Action{Enter, Filter, Sort, Search, Compare}
	for name, c := range map[string]struct {
		page   busyPage
		staged int
		w      int
		want   string
	}{
		"with room for all": {busyPage{pends: "61 users", wanted: all}, 0, 120, "enter open   / filter   s sort   ctrl+f server search   = compare   ? help"},
		"without room those go that find none, and help stays": {
			busyPage{pends: "61 users", wanted: all}, 0, 60, "enter open   / filter   s sort   ? help",
		},
		"what is pending is cut for the first": {
			busyPage{pends: strings.Repeat("pending ", 10), wanted: all}, 0, 60, "…   enter open   ? help",
		},
		"what is staged is cut last": {
			busyPage{pends: strings.Repeat("pending ", 10), wanted: all}, 3, 60, "… · 3 changes staged   enter open   ? help",
		},
		"a key that has nothing to do is no hint": {
			busyPage{pends: "no users", wanted: all, idle: Enter}, 0, 60, "/ filter   s sort   = compare   ? help",
		},
		"a key has the word for what it does just now": {
			busyPage{pends: "61 users", wanted: all, word: "collapse"}, 0, 60, "enter collapse   / filter   s sort   ? help",
		},
		"the way out stays": {
			busyPage{pends: strings.Repeat("pending ", 10), wanted: append(all, Escape)}, 0, 60, "…   enter open   esc cancel   ? help",
		},
	} {
		t.Run(name, func(t *testing.T) {
			line := bottomOf(t, &c.page, c.staged, c.w)
			if !strings.HasSuffix(line, c.want+" ") || ansi.StringWidth(line) != c.w {
				t.Errorf("the bottom line is\n%q, want at its end\n%q", line, c.want)
			}
		})
	}
}
