//go:build unix

package terminal

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"authzx/internal/racing"
)

// walker follows references on the screen as a person would: it knows nothing
// but what it reads there.
type walker struct {
	explorer
	followed map[string]int // by what they lead from
}

// sight is what a walker reads off the screen.
type sight struct {
	place  string // the last of the crumbs
	tab    string // the tab in view, without its number
	rows   int    // its number; -1 where it has none
	lines  int    // below the tabs that are not empty
	cursor string // the line with the cursor
	line   int    // where that is
	status string // the bottom line
	unread bool   // what is in the tab is still on its way
}

var (
	activeTab = regexp.MustCompile(`\[(.+?)(?: (\d+))?\]`)
	besides   = regexp.MustCompile(` [⟳●▲\x{2800}-\x{28ff}] `) // what stands right of the place
	columns   = regexp.MustCompile(`\s{2,}`)
	opens     = regexp.MustCompile(`enter opens (?:user|group|role|permission|application|connection) (.+?)(?: · \$|\s{2,}|$)`)
)

func read(s Screen) sight {
	lines := strings.Split(s.String(), "\n")
	crumbs := columns.Split(strings.TrimSpace(lines[0]), 2)
	place := strings.TrimSpace(besides.Split(crumbs[len(crumbs)-1], 2)[0])
	if i := strings.LastIndex(place, " ▸ "); i >= 0 {
		place = place[i+len(" ▸ "):]
	}
	at := sight{place: place, rows: -1, status: lines[len(lines)-1]}
	for y, l := range lines[1 : len(lines)-1] {
		l = strings.Trim(l, "│└┘─ ")
		if l != "" && at.tab != "" {
			at.lines++
		}
		at.unread = at.unread || l == "Loading…"
		if rest, ok := strings.CutPrefix(l, "▌"); ok {
			at.cursor, at.line = strings.TrimSpace(rest), y
		}
		if m := activeTab.FindStringSubmatch(l); y < 3 && m != nil {
			at.tab = m[1]
			if n, err := strconv.Atoi(m[2]); err == nil {
				at.rows = n
			}
		}
	}
	return at
}

// await waits until the walker sees what it expects.
func (w walker) await(what string, ready func(sight) bool) sight {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	screen, err := w.Wait(ctx, func(s Screen) bool { return ready(read(s)) })
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", what, err, screen)
	}
	return read(screen)
}

// names reports whether some column of a line is the name, or as much of it as
// there was room for.
func names(line, name string) bool {
	for _, cell := range columns.Split(strings.TrimSuffix(line, " →"), -1) {
		short, cut := strings.CutSuffix(cell, "…")
		crumb, crumbCut := strings.CutSuffix(name, "…")
		_, into, _ := strings.Cut(short, " into ") // of a mapping
		switch {
		case cell == name,
			!cut && into == name,
			cut && into != "" && strings.HasPrefix(crumb, into),
			cut && strings.HasPrefix(crumb, short),
			crumbCut && strings.HasPrefix(cell, crumb),
			cut && crumbCut && (strings.HasPrefix(short, crumb) || strings.HasPrefix(crumb, short)):
			return true
		}
	}
	return false
}

// follow goes where enter leads, looks whether that is what the line names, and
// comes back.
func (w walker) follow(from sight, named func(place string) bool) {
	w.t.Helper()
	w.types("\r")
	now := w.await("from "+from.place+" by "+from.cursor, func(s sight) bool { return s.tab == "Overview" && named(s.place) })
	if now.place != from.place {
		w.back(from)
	}
	for now.place == from.place && now.tab != from.tab { // it names itself
		now = w.turn("]", now)
	}
	w.followed[from.tab]++
}

func (w walker) back(to sight) {
	w.t.Helper()
	if err := w.Press("esc"); err != nil {
		w.t.Fatal(err)
	}
	first := strings.TrimSuffix(columns.Split(to.cursor, 2)[0], " →")
	w.await("back to "+to.place, func(s sight) bool {
		return s.tab == to.tab && s.place == to.place && s.line == to.line && names(s.cursor, first)
	})
}

// down goes to the next line.
func (w walker) down(from sight) sight {
	w.t.Helper()
	w.types("j")
	return w.await("the line below "+from.cursor, func(s sight) bool { return s.line == from.line+1 })
}

// relation follows every row of the tab in view.
func (w walker) relation(at sight) {
	w.t.Helper()
	for i := range at.rows {
		if i > 0 {
			at = w.down(at)
		}
		w.follow(at, func(place string) bool { return names(at.cursor, place) })
	}
}

// overview follows each field that has an arrow: to another thing, or to the tab
// that tells more.
func (w walker) overview(at sight) {
	w.t.Helper()
	for i := range at.lines - 1 { // the first is the heading
		if i > 0 {
			at = w.down(at)
		}
		if !strings.HasSuffix(at.cursor, "→") {
			continue
		}
		w.types("\r")
		now := w.await("from "+at.cursor, func(s sight) bool { return s.tab != at.tab || s.place != at.place })
		if now.place != at.place {
			if !names(at.cursor, now.place) {
				w.t.Errorf("%q leads to %s", at.cursor, now.place)
			}
			w.back(at)
		} else if now.rows < 1 {
			w.t.Errorf("%q leads to %q with %d rows", at.cursor, now.tab, now.rows)
		}
		for now.place == at.place && now.tab != at.tab {
			now = w.turn("[", now)
		}
		w.followed[at.tab]++
	}
}

// document follows every reference of the JSON tab.
func (w walker) document(at sight) {
	w.t.Helper()
	for i := range at.lines {
		if i > 0 {
			at = w.down(at)
		}
		if m := opens.FindStringSubmatch(at.status); m != nil {
			w.follow(at, func(place string) bool { return names(m[1], place) })
		}
	}
}

// turn goes to the next tab, or to the one before.
func (w walker) turn(key string, from sight) sight {
	w.t.Helper()
	w.types(key)
	return w.await("the tab beside "+from.tab, func(s sight) bool {
		return s.tab != from.tab && (s.tab != "JSON" || s.lines > 0 && !s.unread)
	})
}

// loaded waits until every list has come: before, things are known by their ids
// alone, and stand in another order.
func (w walker) loaded() {
	w.t.Helper()
	w.shows("61 users", "Ann Archer", "ann@acme.test")
	w.types("5")
	w.shows("6 applications", "Acme Mobile", "native")
	w.types("6")
	w.shows("5 connections", "acme-partners", "samlp")
}

// thing follows all that the detail in view refers to.
func (w walker) thing() {
	w.t.Helper()
	at := w.await("a detail", func(s sight) bool { return s.tab == "Overview" && s.lines > 1 })
	w.overview(at)
	for at = w.turn("]", at); at.tab != "JSON"; at = w.turn("]", at) {
		w.relation(at)
	}
	w.document(at)
}

// Whatever is named anywhere in the demo's tenant can be gone to from there, by
// enter, and left by esc to the very row one came from.
func TestEveryReferenceOfTheDemoLeadsToWhatItNames(t *testing.T) {
	racing.Skip(t, unwatched)
	kinds := []struct {
		key, kind string
		things    int
	}{{"1", "Users", 61}, {"2", "Groups", 25}, {"3", "Roles", 15}, {"4", "Permissions", 45}, {"5", "Applications", 6}, {"6", "Connections", 5}}
	for _, k := range kinds {
		t.Run(k.kind, func(t *testing.T) {
			t.Parallel()
			// High enough for any document, too narrow for a preview.
			w := walker{open(t, t.TempDir(), 96, 80, "demo"), map[string]int{}}
			w.loaded()
			w.types(k.key)
			at := w.await("the list", func(s sight) bool { return s.place == k.kind && strings.Contains(s.status, strconv.Itoa(k.things)+" ") })
			for i := range k.things {
				if i > 0 {
					at = w.down(at)
				}
				w.types("\r")
				w.await("into "+at.cursor, func(s sight) bool { return s.place != at.place && names(at.cursor, s.place) })
				w.thing()
				w.back(at)
			}
			t.Logf("followed %v", w.followed)
		})
	}
}
