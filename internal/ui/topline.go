package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/widget"
)

// topLine says where one is: profile and region, the way here, how old the
// state is, and whether one may write. The present place is never cut for the
// sake of the rest.
func (a drawing) topLine() string {
	s, w := a.Host.Status(), a.layout.W
	title := a.router.top().screen.Title()
	least := ansi.StringWidth(title)
	if len(a.router.stack) > 1 {
		least += ansi.StringWidth(a.separator()) + 1 // what was left out
	}
	var left, right string
	room := 0
	for _, brief := range []int{0, 1, 2, 3} {
		left, right = a.whose(s, brief), a.state(s, brief > 1)+" "
		room = max(w-ansi.StringWidth(left)-ansi.StringWidth(right)-4, 0)
		if least <= room {
			break
		}
	}
	return widget.Fit(left+"   "+widget.Fit(a.crumbs(room), room, "")+" "+right, w, "")
}

// whose names the tenant, the more briefly the less room there is.
func (a drawing) whose(s Status, brief int) string {
	t, g := a.Theme, a.Theme.Glyphs
	most := 24
	if brief > 2 {
		most = 10
	}
	name := " " + t.Title.Render(clip(s.Profile.String(), most, g.Ellipsis))
	if !s.Region.IsZero() && brief == 0 {
		name += t.Muted.Render(" " + string(g.Dot) + " " + s.Region.String())
	}
	if s.Production {
		name = t.Prod.Render(" PROD ") + name
	}
	if s.AsOf != "" {
		name = t.Prod.Render(" AS OF "+s.AsOf+" ") + name
	}
	return name
}

// separator stands between the crumbs.
func (a drawing) separator() string { return " " + string(a.Theme.Glyphs.Crumb) + " " }

// crumbs is the way to the screen in view, in w cells: what is before that screen
// is first shortened, then left out.
func (a drawing) crumbs(w int) string {
	t, ellipsis := a.Theme, a.Theme.Glyphs.Ellipsis
	way := make([]string, len(a.router.stack))
	for i, e := range a.router.stack {
		way[i] = e.screen.Title()
	}
	last := len(way) - 1
	place := clip(way[last], w, ellipsis)
	for _, most := range []int{32, 20, 12, 8} {
		for i := range last {
			way[i] = clip(way[i], most, ellipsis)
		}
		if a.wayWidth(way[:last])+ansi.StringWidth(place) <= w {
			break
		}
	}
	before := way[:last]
	for len(before) > 0 && a.wayWidth(before)+ansi.StringWidth(place) > w {
		if before[0] == string(ellipsis) {
			before = before[1:]
		}
		if len(before) > 0 {
			before[0] = string(ellipsis)
		}
	}
	head := ""
	for _, title := range before {
		head += title + a.separator()
	}
	return t.Muted.Render(head) + t.Strong.Render(place)
}

// wayWidth is how many cells crumbs take with a separator after each.
func (a drawing) wayWidth(crumbs []string) int {
	n := 0
	for _, c := range crumbs {
		n += ansi.StringWidth(c) + ansi.StringWidth(a.separator())
	}
	return n
}

// state is the right of the top line.
func (a drawing) state(s Status, brief bool) string {
	t, g := a.Theme, a.Theme.Glyphs
	var parts []string
	if s.Missing != "" {
		parts = append(parts, t.Bad.Render(string(g.Warning)+" incomplete"))
	}
	if spin := a.spinner(s, brief); spin != "" {
		parts = append(parts, spin)
	} else if !s.At.IsZero() {
		age := string(g.Age) + " " + Age(a.Now().Sub(s.At))
		switch {
		case s.Stale:
			parts = append(parts, t.Warn.Render(age+" stale"))
		case !brief:
			parts = append(parts, t.Muted.Render(age))
		}
	}
	switch {
	case s.Nowhere:
	case s.AsOf != "":
		mode := string(g.Mode) + " read-only, "
		if brief {
			mode = ""
		}
		parts = append(parts, t.Good.Render(mode+t.Words("{go_history} now")))
	case s.Offline:
		parts = append(parts, t.Muted.Render(string(g.Mode)+" offline"))
	case s.ReadOnly:
		parts = append(parts, t.Good.Render(string(g.Mode)+" read-only"))
	default:
		parts = append(parts, t.Text.Render(string(g.Mode)+" read-write"))
	}
	return strings.Join(parts, "  ")
}

// spinner shows that something runs, once it has run for a moment; after two
// seconds it says for how long, and how to end it.
func (a drawing) spinner(s Status, brief bool) string {
	for _, b := range waits(a).busies() {
		since, what := b.Busy()
		if since.IsZero() {
			continue
		}
		d := a.Now().Sub(since)
		if d < spinDelay {
			return ""
		}
		sign := string(a.Theme.Glyphs.Spinner(a.frame))
		if !brief {
			sign += " " + what
		}
		if left := s.Again.Sub(a.Now()); left > 0 {
			sign += a.Theme.Wordsf(" %s, again in %ds, {interrupt} cancels", s.Why, int((left+time.Second-1)/time.Second))
		} else if d >= longRun {
			sign += a.Theme.Wordsf(" %ds, {interrupt} cancels", int(d/time.Second))
		}
		return a.Theme.Accent.Render(sign)
	}
	return ""
}

// Age says how old something is, coarsely, so that the frame seldom changes.
func Age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d/time.Hour))
	}
	return fmt.Sprintf("%dd", int(d/(24*time.Hour)))
}
