package widget

import "authzx/internal/ui/theme"

// Tab is one page of a screen.
type Tab struct {
	// Title names it.
	Title Words
	// Count is what it holds, shown behind the title; below 0 it isn't shown.
	Count int
}

// Tabs is the line that says which pages there are and which is shown.
type Tabs struct {
	theme  *theme.Theme
	tabs   []Tab
	active int
	w      int
}

// NewTabs shows the first tab.
func NewTabs(th *theme.Theme, tabs ...Tab) *Tabs { return &Tabs{theme: th, tabs: tabs} }

// SetSize gives the line w cells; its height is always 1.
func (t *Tabs) SetSize(w, _ int) { t.w = max(0, w) }

// SetTabs replaces the tabs and keeps the place among them.
func (t *Tabs) SetTabs(tabs ...Tab) {
	t.tabs = tabs
	t.Select(t.active)
}

// Active is the number of the tab that is shown, from 0.
func (t *Tabs) Active() int { return t.active }

// Select shows tab i, or the nearest that there is.
func (t *Tabs) Select(i int) { t.active = max(0, min(i, len(t.tabs)-1)) }

// SelectAt shows the tab that stands at cell x; false where none does.
func (t *Tabs) SelectAt(x int) bool {
	if len(t.tabs) == 0 {
		return false
	}
	from, to := t.span()
	at := 0
	if from > 0 {
		at = width(string(t.theme.Glyphs.Less))
	}
	for i := from; i < to; i++ {
		next := at + t.label(i).Width()
		if x >= at && x < next {
			t.Select(i)
			return true
		}
		at = next
	}
	return false
}

// Next shows the following tab, behind the last the first.
func (t *Tabs) Next() { t.turn(1) }

// Prev shows the tab before, before the first the last.
func (t *Tabs) Prev() { t.turn(-1) }

func (t *Tabs) turn(by int) {
	if n := len(t.tabs); n > 0 {
		t.active = (t.active + by + n) % n
	}
}

// label is one tab; brackets tell the active one where colours can't.
func (t *Tabs) label(i int) Spans {
	tab, style := t.tabs[i], t.theme.TabOff
	open, end := Words(" "), Words(" ")
	if i == t.active {
		style, open, end = t.theme.TabOn, "[", "]"
	}
	s := Spans{Say(t.theme.Accent, open), Say(style, tab.Title)}
	if tab.Count >= 0 {
		s = append(s, Sayf(t.theme.Muted, " %d", tab.Count))
	}
	return append(s, Say(t.theme.Accent, end))
}

// View is one line of exactly w cells. When it is narrow, tabs far from the
// active one give way to arrows.
func (t *Tabs) View() string {
	if t.w == 0 || len(t.tabs) == 0 {
		return blanks(t.w)
	}
	from, to := t.span()
	var line Spans
	if from > 0 {
		line = append(line, Say(t.theme.Muted, t.theme.Glyphs.Less))
	}
	for i := from; i < to; i++ {
		line = append(line, t.label(i)...)
	}
	if to < len(t.tabs) {
		line = append(line, Say(t.theme.Muted, t.theme.Glyphs.More))
	}
	return line.fit(t.w, t.theme.Glyphs.Ellipsis)
}

// span is the tabs that fit around the active one, in turn to the right and to
// the left.
func (t *Tabs) span() (from, to int) {
	from, to = t.active, t.active+1
	used := t.label(t.active).Width()
	room := func(from, to int) int {
		arrows := 0
		if from > 0 {
			arrows++
		}
		if to < len(t.tabs) {
			arrows++
		}
		return t.w - arrows
	}
	for grown := true; grown; {
		grown = false
		if to < len(t.tabs) {
			if n := t.label(to).Width(); used+n <= room(from, to+1) {
				used, to, grown = used+n, to+1, true
			}
		}
		if from > 0 {
			if n := t.label(from - 1).Width(); used+n <= room(from-1, to) {
				used, from, grown = used+n, from-1, true
			}
		}
	}
	return from, to
}
