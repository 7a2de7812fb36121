package views

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// list is the list of one kind: filter, order, marks and, where there is room,
// a preview of what is under the cursor.
type list struct {
	desk      *Desk
	kind      *kind
	browser   *browser
	data      *Data
	preview   *overview
	strangers *strangers
	search    *search
	hidden    bool // the preview, by the person's wish
	turn      int  // of the cursor's rests
	w, h      int
}

func newList(d *Desk, k *kind) *list {
	l := &list{desk: d, kind: k}
	l.browser = newBrowser(l, d.Theme, d.Now, k.columns)
	l.preview = newOverview(d, k)
	l.strangers = newStrangers(l, d)
	l.search = newSearch(l, d)
	return l
}

func (l *list) Init() tea.Cmd { return l.reload() }

// reload shows the desk's present data. Long lists are gathered beside the
// program.
func (l *list) reload() tea.Cmd {
	if l.data == l.desk.data {
		return nil
	}
	if since, _ := l.browser.loader.Busy(); !since.IsZero() && l.desk.data.size() >= manyRows {
		return nil // one preparation at a time: its result looks again
	}
	l.data = l.desk.data
	return l.fill()
}

func (l *list) fill() tea.Cmd {
	l.browser.setEmpty(l.emptyLines()...)
	data, columns, rows := l.data, l.kind.columns, l.kind.rows
	if l.search.on() {
		found := l.search.rows()
		rows = func(*Data) []row { return found }
	}
	if !l.search.on() && data.size() >= manyRows {
		return l.browser.later(func() *sheet { return newSheet(data, columns, rows(data)) }, nil)
	}
	cmd := l.browser.show(newSheet(data, columns, rows(data)))
	return tea.Batch(cmd, l.rest())
}

// emptyLines say why there is nothing, and what to press.
func (l *list) emptyLines() []widget.Spans {
	th := l.desk.Theme
	waiting, err := l.desk.loading()
	switch {
	case err != nil:
		return errorLines(th, err)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	}
	if err := l.kind.missing(l.data); err != nil {
		return errorLines(th, err)
	}
	return []widget.Spans{{widget.Say(th.Muted, l.kind.empty)}}
}

func (l *list) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		return l.reload()
	case rested:
		if msg.turn == l.turn {
			return l.settled()
		}
		return nil
	}
	if cmd, ok := l.search.update(msg); ok {
		return cmd
	}
	if _, _, ok := l.strangers.loader.Take(msg); ok {
		return nil
	}
	if l.browser.update(msg) {
		return tea.Batch(l.reload(), l.rest())
	}
	return nil
}

// restTime is how long the cursor must rest before what follows it does: a key
// held down must not redraw the preview, or read users, all the way.
const restTime = 120 * time.Millisecond

// rested says that the cursor has been where it is for a moment.
type rested struct {
	owner ui.Screen
	turn  int
}

func (m rested) To() any { return m.owner }

// rest waits for the cursor to rest when something would follow it. The first
// preview comes at once.
func (l *list) rest() tea.Cmd {
	l.turn++
	r, ok := l.browser.current()
	_, room := l.split()
	switch {
	case room == 0:
	case !ok:
		l.preview.clear()
	case l.preview.empty() || l.preview.ref == r.ref:
		l.preview.show(r.ref)
	default:
		return l.desk.Tick(restTime, rested{l, l.turn})
	}
	if len(l.strangers.among(l.browser)) > 0 {
		return l.desk.Tick(restTime, rested{l, l.turn})
	}
	return nil
}

// settled previews what is under the cursor and reads the users on screen of
// whom nothing is known.
func (l *list) settled() tea.Cmd {
	if r, ok := l.browser.current(); ok {
		if _, room := l.split(); room > 0 {
			l.preview.show(r.ref)
		}
	}
	return l.strangers.read(l.strangers.among(l.browser))
}

func (l *list) split() (left, right int) {
	left, right = ui.Split(l.w)
	if l.hidden {
		return l.w, 0
	}
	return left, right
}

func (l *list) SetSize(w, h int) {
	l.w, l.h = w, h
	left, right := l.split()
	l.browser.setSize(left, h)
	l.preview.setSize(right, h)
}

func (l *list) View() string {
	left, right := l.split()
	if right == 0 {
		return l.browser.view()
	}
	return beside(l.desk.Theme, l.browser.view(), left, l.preview.view(), right)
}

func (l *list) Title() string      { return string(l.kind.plural) }
func (l *list) Layers() []ui.Layer { return l.browser.layers() }
func (l *list) Capturing() bool    { return l.browser.filter.Active() }

// Rung clears the filter, the marks, then the search.
func (l *list) Rung() bool {
	if l.browser.rung() {
		return true
	}
	if !l.search.on() {
		return false
	}
	l.search.clear()
	l.fill()
	return true
}

// Busy is since when the server searches, or the list is being prepared.
func (l *list) Busy() (time.Time, string) {
	if since, what := l.search.loader.Busy(); !since.IsZero() {
		return since, what
	}
	return l.browser.loader.Busy()
}

// Cancel ends what runs.
func (l *list) Cancel() {
	l.search.loader.Cancel()
	l.strangers.loader.Cancel()
	l.browser.loader.Cancel()
}

// Close ends what runs.
func (l *list) Close() { l.Cancel() }

func (l *list) Type(k tea.KeyPressMsg) tea.Cmd { l.browser.entry(k); return l.rest() }

func (l *list) Paste(s string) tea.Cmd {
	l.browser.entry(tea.PasteMsg{Content: s})
	return l.rest()
}

func (l *list) Hints() []ui.Action {
	if l.browser.filter.Active() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return append([]ui.Action{ui.Enter}, append(l.kind.hints(), ui.Filter)...)
}

// Pending says how much is marked, and of what.
func (l *list) Pending() string {
	if n := l.browser.table.MarkCount(); n > 0 {
		return fmt.Sprintf("%d marked", n)
	}
	if l.browser.table.Ranging() {
		return "v ends the range"
	}
	if l.search.on() {
		return l.search.words()
	}
	n := l.browser.table.Total()
	if l.kind.partial != nil && l.kind.partial(l.data) {
		return fmt.Sprintf("%d %s known, more on the server", n, strings.ToLower(string(l.kind.plural)))
	}
	return fmt.Sprintf("%d %s", n, strings.ToLower(string(l.kind.plural)))
}

func (l *list) Act(a ui.Action) (tea.Cmd, bool) {
	if cmd, ok := l.browser.act(a); ok {
		return tea.Batch(cmd, l.rest()), true
	}
	switch a {
	case ui.Preview:
		l.hidden = !l.hidden
		l.SetSize(l.w, l.h)
		return l.rest(), true
	case ui.Export:
		return l.desk.export(l.browser, strings.ToLower(string(l.kind.plural))), true
	case ui.Search:
		return l.search.ask(l.browser.filter.Text()), true
	case ui.Enter, ui.Into:
		if r, ok := l.browser.current(); ok {
			return l.desk.open(r.ref), true
		}
		return nil, true
	}
	if a == ui.New {
		return l.desk.create(l.kind.kind, rbac.ClientID{}, nil), true
	}
	return l.desk.actOn(a, l.browser)
}

// Click puts the cursor on a row, or scrolls.
func (l *list) Click(_, y, lines int) tea.Cmd { l.browser.click(y, lines); return l.rest() }
