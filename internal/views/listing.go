package views

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// listing is a browser in a screen: with a preview beside it where there is
// room, and with users on screen read one by one of whom nothing is known.
type listing struct {
	desk      *Desk
	owner     ui.Screen
	browser   *browser
	foot      foot
	preview   *preview
	strangers *strangers
	about     rbac.Ref // what the preview tells of; zero: what is under the cursor
	hidden    bool     // the preview, by the person's wish
	turn      int      // of the cursor's rests
	w, h      int
}

// newListing makes a listing of a screen. Tell is what the preview says of the
// thing under the cursor.
func newListing(owner ui.Screen, d *Desk, columns []column, tell tale) *listing {
	return &listing{
		desk: d, owner: owner,
		browser:   newBrowser(owner, d.Theme, d.Now, columns),
		foot:      newFoot(d.Theme, columns),
		preview:   newPreview(owner, d, tell),
		strangers: newStrangers(owner, d),
	}
}

// restTime is how long the cursor must rest before what follows it does: a key
// held down must not redraw the preview, or read users, all the way.
const restTime = 120 * time.Millisecond

// rested says that the cursor has been where it is for a moment.
type rested struct {
	listing *listing
	turn    int
}

func (m rested) To() any { return m.listing.owner }

// rest waits for the cursor to rest when something would follow it. The first
// preview comes at once, and so does one of the same thing in newer data.
func (l *listing) rest() tea.Cmd {
	l.turn++
	l.setSize(l.w, l.h) // other rows may need a foot
	thing, ok := l.subject()
	var cmd tea.Cmd
	follows := false
	switch _, room := l.split(); {
	case room == 0:
	case !ok:
		l.preview.clear()
	case l.preview.empty() || l.preview.shown.thing == thing || !l.browser.touched:
		cmd = l.preview.show(thing)
	default:
		follows = true
	}
	if follows || len(l.strangers.among(l.browser)) > 0 {
		return ui.Batch(cmd, l.desk.Tick(restTime, rested{l, l.turn}))
	}
	return cmd
}

// subject is what the preview tells of; false where there is nothing.
func (l *listing) subject() (rbac.Ref, bool) {
	if !l.about.ID.IsZero() {
		return l.about, true
	}
	r, ok := l.browser.current()
	return r.ref, ok
}

// settled previews what is under the cursor and reads the users on screen of
// whom nothing is known.
func (l *listing) settled() tea.Cmd {
	var cmd tea.Cmd
	if thing, ok := l.subject(); ok {
		if _, room := l.split(); room > 0 {
			cmd = l.preview.show(thing)
		}
	}
	return ui.Batch(cmd, l.strangers.read(l.strangers.among(l.browser)))
}

// update takes what is the listing's own; false for any other message.
func (l *listing) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(rested); ok && m.listing == l {
		if m.turn == l.turn {
			return l.settled(), true
		}
		return nil, true
	}
	if l.preview.update(msg) {
		return nil, true
	}
	if cmd, ok := l.strangers.take(msg); ok {
		return cmd, true
	}
	if l.browser.update(msg) {
		return l.rest(), true
	}
	return nil, false
}

// split is the room of the list and that of the preview, 0 where there is none.
func (l *listing) split() (list, preview int) {
	if l.hidden {
		return l.w, 0
	}
	return ui.Split(l.w)
}

func (l *listing) setSize(w, h int) {
	l.w, l.h = w, h
	list, preview := l.split()
	l.foot.setSize(list, h)
	l.browser.setSize(list, h) // only then is known what is cut
	l.browser.setSize(list, h-l.foot.lines(l.browser))
	l.preview.setSize(preview, h)
}

func (l *listing) view() string {
	list, preview := l.split()
	rows := strings.TrimSuffix(l.browser.view()+"\n"+l.foot.view(l.browser), "\n")
	if preview == 0 || l.h == 0 {
		return rows
	}
	return beside(l.desk.Theme, rows, list, l.preview.view(), preview)
}

// act does what a list key means; false where a list has no such key.
func (l *listing) act(a ui.Action) (tea.Cmd, bool) {
	if a == ui.Preview {
		if noPreview(l.w) {
			return sayNoPreview(), true
		}
		l.hidden = !l.hidden
		l.setSize(l.w, l.h)
		return l.rest(), true
	}
	cmd, ok := l.browser.act(a)
	if !ok {
		return nil, false
	}
	return ui.Batch(cmd, l.rest()), true
}

// noPreview reports whether a screen of w cells has no room for a preview.
func noPreview(w int) bool {
	_, room := ui.Split(w)
	return room == 0
}

func sayNoPreview() tea.Cmd {
	return say(fmt.Sprintf("a preview needs a terminal of %d columns", ui.PreviewWidth))
}

// entry takes a key or a paste while the filter line has the keys.
func (l *listing) entry(msg tea.Msg) tea.Cmd {
	l.browser.entry(msg)
	return l.rest()
}

// click puts the cursor on the row at line y, or scrolls by lines.
func (l *listing) click(y, lines int) tea.Cmd {
	l.browser.click(y, lines)
	return l.rest()
}

// capturing reports whether the filter line has the keys.
func (l *listing) capturing() bool { return l.browser.filter.Active() }

// cancel ends what runs.
func (l *listing) cancel() {
	l.preview.loader.Cancel()
	l.strangers.leave()
	l.browser.loader.Cancel()
}
