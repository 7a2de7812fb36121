package desk

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// Aside tells, beside a tree, of the thing under its cursor, where the screen is so wide
// that the tree does not need all of it.
type Aside struct {
	desk    *Desk
	owner   ui.Screen
	preview *preview
	most    int // cells of a tree that has, or will have in a wider terminal, something beside it
	rhythm  rhythm
	wanted  rbac.Ref
	turn    int
	w, h    int
}

// leastAside is the least room in which a thing can be told of.
const leastAside = ui.PreviewWidth - 2 - ui.ListWidth

// NewAside makes what stands beside a tree of a screen that needs at most so many cells.
func NewAside(owner ui.Screen, d *Desk, most int, tell Describe) *Aside {
	return &Aside{desk: d, owner: owner, most: most, preview: newPreview(owner, d, tell)}
}

// settledOn says that the cursor has been on a thing for a moment.
type settledOn struct {
	aside *Aside
	turn  int
}

func (m settledOn) To() any { return m.aside.owner }

// room divides w cells; beside is 0 where there is no room for both. A tree takes no more
// without something beside it than with it: what it had taken would be taken from it.
func (a *Aside) room(w int) (tree, beside int) {
	switch {
	case a.desk.Theme.Linear:
		return w, 0
	case w < a.most+leastAside:
		return min(w, a.most), 0
	}
	beside = min(w-a.most-1, 80)
	return w - beside - 1, beside
}

// SetSize gives it the room that a tree leaves of w by h cells, and says how wide that is.
func (a *Aside) SetSize(w, h int) (tree int) {
	a.w, a.h = w, h
	tree, beside := a.room(w)
	a.preview.setSize(beside, h)
	return tree
}

// Follow tells of a thing: at once, unless a hand moves the cursor over many.
func (a *Aside) Follow(thing rbac.Ref) ui.Cmd {
	a.turn++
	moved := thing != a.wanted
	a.wanted = thing
	_, beside := a.room(a.w)
	switch {
	case beside == 0:
		return nil
	case thing.ID.IsZero():
		a.preview.Clear()
		return nil
	case !moved || a.preview.empty():
		return a.preview.show(thing)
	}
	return a.desk.Tick(a.rhythm.rest(a.desk.Now()), settledOn{a, a.turn})
}

// Update takes what is its own; false for any other message.
func (a *Aside) Update(msg tea.Msg) (ui.Cmd, bool) {
	if m, ok := msg.(settledOn); ok && m.aside == a {
		if m.turn != a.turn {
			return nil, true
		}
		return a.preview.show(a.wanted), true
	}
	return nil, a.preview.update(msg)
}

// Close ends what runs.
func (a *Aside) Close() { a.preview.loader.Cancel() }

// View draws it beside a tree.
func (a *Aside) View(drawn string) string {
	tree, beside := a.room(a.w)
	switch {
	case beside > 0:
		return Beside(a.desk.Theme, drawn, tree, a.preview.view(), beside)
	case tree == a.w:
		return drawn
	}
	lines := strings.Split(drawn, "\n")
	for i, l := range lines {
		lines[i] = widget.Fit(l, a.w, "")
	}
	return strings.Join(lines, "\n")
}
