package desk

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Listing is a browser in a screen: with a preview beside it where there is
// room, and with users on screen read one by one of whom nothing is known.
type Listing struct {
	Desk    *Desk
	owner   ui.Screen
	Browser *Browser
	foot    foot
	Preview *preview
	unknown *UnknownUsers
	About   rbac.Ref // what the preview tells of; zero: what is under the cursor
	hidden  bool     // the preview, by the person's wish
	turn    int      // of the cursor's rests
	rhythm  rhythm
	W, H    int
}

// NewListing makes a listing of a screen. Tell is what the preview says of the
// thing under the cursor.
func NewListing(owner ui.Screen, d *Desk, columns []Column, tell Describe) *Listing {
	browser := NewBrowser(owner, d.Theme, d.Now, columns)
	browser.Filter.SetMany(ManyRows)
	return &Listing{
		Desk: d, owner: owner,
		Browser: browser,
		foot:    foot{theme: d.Theme},
		Preview: newPreview(owner, d, tell),
		unknown: NewUnknownUsers(owner, d),
		hidden:  d.Theme.Linear,
	}
}

// arrive puts the cursor on what was just made, once it is among the rows.
func (l *Listing) arrive() {
	made := l.Desk.Made
	if made.ID.IsZero() || l.Browser.Model == nil {
		return
	}
	if slices.ContainsFunc(l.Browser.Model.Rows, func(r Row) bool { return r.Ref == made }) {
		l.Desk.Made = rbac.Ref{}
		l.Browser.Touched = true
		l.Browser.Table.Select(made)
	}
}

// subject is what the preview tells of; false where there is nothing.
func (l *Listing) subject() (rbac.Ref, bool) {
	if !l.About.ID.IsZero() {
		return l.About, true
	}
	r, ok := l.Browser.Current()
	return r.Ref, ok
}

// settled previews what is under the cursor and reads the users on screen of
// whom nothing is known.
func (l *Listing) settled() ui.Cmd {
	var cmd ui.Cmd
	if thing, ok := l.subject(); ok {
		if _, room := l.split(); room > 0 {
			cmd = l.Preview.show(thing)
		}
	}
	return ui.Batch(cmd, l.unknown.Read(l.unknown.among(l.Browser)))
}

// Update takes what is the listing's own; false for any other message.
func (l *Listing) Update(msg tea.Msg) (ui.Cmd, bool) {
	if m, ok := msg.(rested); ok && m.listing == l {
		if m.turn == l.turn {
			return l.settled(), true
		}
		return nil, true
	}
	if m, ok := msg.(ui.FilterBy); ok {
		return ui.Batch(l.Browser.FilterBy(m.Words), l.Rest()), true
	}
	if l.Preview.update(msg) {
		return nil, true
	}
	if cmd, ok := l.unknown.Take(msg); ok {
		return cmd, true
	}
	if cmd, ok := l.Browser.Update(msg); ok {
		return ui.Batch(cmd, l.Rest()), true
	}
	return nil, false
}

// split is the room of the list and that of the preview, 0 where there is none.
func (l *Listing) split() (list, preview int) {
	if l.hidden {
		return l.W, 0
	}
	return ui.Split(l.W)
}

// SetSize gives it its room.
func (l *Listing) SetSize(w, h int) {
	l.W, l.H = w, h
	list, preview := l.split()
	l.Browser.Table.SetBeside(preview > 0)
	l.foot.setSize(list, h)
	l.Browser.Table.Most = Most(l.hidden, preview)
	l.Browser.SetSize(list, h) // only then is known what is cut
	l.Browser.SetSize(list, h-l.foot.lines(l.Browser))
	l.Preview.setSize(preview, h)
}

// Most is the most that a list takes which has its preview only in a wider terminal:
// what it had taken beyond that, the preview would take from it.
func Most(hidden bool, preview int) int {
	if hidden || preview > 0 {
		return 0
	}
	return ui.ListWidth
}

// View draws the list and, where there is room, the preview.
func (l *Listing) View() string {
	list, preview := l.split()
	rows := strings.TrimSuffix(l.Browser.View()+"\n"+l.foot.view(l.Browser), "\n")
	if preview == 0 || l.H == 0 {
		return rows
	}
	return Beside(l.Desk.Theme, rows, list, l.Preview.view(), preview)
}

// Act does what a list key means; false where a list has no such key.
func (l *Listing) Act(a ui.Action) (ui.Cmd, bool) {
	if a == ui.Preview {
		l.hidden = !l.hidden
		l.SetSize(l.W, l.H)
		return l.Rest(), true
	}
	cmd, ok := l.Browser.Act(a)
	if !ok {
		return nil, false
	}
	return ui.Batch(cmd, l.Rest()), true
}

// WhyNot says why a key of the listing can't do its work just now; empty where it can.
func (l *Listing) WhyNot(a ui.Action) widget.Words {
	if a == ui.Preview {
		return WhyNoPreview(l.W)
	}
	return l.Browser.WhyNot(a)
}

// WhyNoPreview says that a screen of w cells has no room for a preview; empty where it
// has.
func WhyNoPreview(w int) widget.Words {
	if _, room := ui.Split(w); room > 0 {
		return ""
	}
	return widget.Words(fmt.Sprintf("a preview needs a terminal of %d columns", ui.PreviewWidth))
}

// Entry takes a key or a paste while the filter line has the keys.
func (l *Listing) Entry(msg tea.Msg) ui.Cmd {
	l.Browser.Entry(msg)
	return ui.Batch(l.Browser.read(), l.Rest())
}

// Click puts the cursor on the row at line y, or scrolls by lines.
func (l *Listing) Click(y, lines int) ui.Cmd {
	l.Browser.Click(y, lines)
	return l.Rest()
}

// Capturing reports whether the filter line has the keys.
func (l *Listing) Capturing() bool { return l.Browser.Filter.Active() }

// Cancel ends what runs.
func (l *Listing) Cancel() {
	l.Preview.loader.Cancel()
	l.unknown.Leave()
	l.Browser.Loader.Cancel()
}

// TabClicked turns to the tab on which the mouse was pressed; false where the wheel
// was turned, or it was pressed elsewhere.
func TabClicked(t *widget.Tabs, x, y, lines int) bool {
	return lines == 0 && y == 0 && t.SelectAt(x)
}

// TabTurned turns to the next or previous tab where an action asks for it.
func TabTurned(t *widget.Tabs, a ui.Action) bool {
	switch a {
	case ui.NextTab, ui.NextPane:
		t.Next()
	case ui.PrevTab, ui.PrevPane:
		t.Prev()
	default:
		return false
	}
	return true
}

// Split is ui.Split, but nothing stands beside the list where the theme is linear.
func Split(th *theme.Theme, w int) (list, preview int) {
	if th.Linear {
		return w, 0
	}
	return ui.Split(w)
}

// Beside sets two blocks side by side with a line between them.
func Beside(th *theme.Theme, left string, leftW int, right string, rightW int) string {
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	bar := th.Border.Render(string(th.Glyphs.Vertical))
	for i := range l {
		line := ""
		if i < len(r) {
			line = r[i]
		}
		l[i] = widget.Fit(l[i], leftW, "") + bar + " " + widget.Fit(line, rightW-1, "")
	}
	return strings.Join(l, "\n")
}
