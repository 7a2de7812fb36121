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
	*listing
	kind   *kind
	data   *Data
	search *search
}

func newList(d *Desk, k *kind) *list {
	l := &list{kind: k}
	l.listing = newListing(l, d, k.columns, d.overview)
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
	data, columns, rows := l.data, l.kind.columns, l.kind.rows
	if l.search.on() {
		found := l.search.rows()
		rows = func(*Data) []row { return found }
	}
	if !l.search.on() && data.size() >= manyRows {
		if l.browser.sheet == nil {
			l.browser.setEmpty(widget.Spans{widget.Say(l.desk.Theme.Muted, "Preparing the list…")})
		}
		return l.browser.later(func() *sheet { return newSheet(data, columns, rows(data)) }, nil)
	}
	l.browser.setEmpty(l.emptyLines()...)
	cmd := l.browser.show(newSheet(data, columns, rows(data)))
	return ui.Batch(cmd, l.rest())
}

// emptyLines say why there is nothing, and what to press.
func (l *list) emptyLines() []widget.Spans {
	if lines := l.desk.notYet(); lines != nil {
		return lines
	}
	th := l.desk.Theme
	if l.search.on() {
		return l.search.nothing()
	}
	if err := l.kind.missing(l.data); err != nil {
		return errorLines(th, err)
	}
	return []widget.Spans{{widget.Say(th.Muted, l.kind.empty)}}
}

func (l *list) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return ui.Batch(l.reload(), l.rest())
	}
	if cmd, ok := l.search.update(msg); ok {
		return cmd
	}
	if cmd, ok := l.listing.update(msg); ok {
		if since, _ := l.browser.loader.Busy(); since.IsZero() {
			l.browser.setEmpty(l.emptyLines()...)
		}
		return ui.Batch(cmd, l.reload())
	}
	return nil
}

func (l *list) SetSize(w, h int) { l.setSize(w, h) }
func (l *list) View() string     { return l.view() }

func (l *list) Title() string      { return string(l.kind.plural) }
func (l *list) Layers() []ui.Layer { return l.browser.layers() }
func (l *list) Capturing() bool    { return l.capturing() }

// Rung clears the filter, the marks, then the search.
func (l *list) Rung() (tea.Cmd, bool) {
	if l.browser.rung() {
		return nil, true
	}
	if !l.search.on() {
		return nil, false
	}
	l.search.clear()
	return l.fill(), true
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
	l.cancel()
}

// Close ends what runs.
func (l *list) Close() { l.Cancel() }

func (l *list) Type(k tea.KeyPressMsg) tea.Cmd { return l.entry(k) }
func (l *list) Paste(s string) tea.Cmd         { return l.entry(tea.PasteMsg{Content: s}) }

// Pending says how much is marked, and of what.
func (l *list) Pending() string {
	if words := l.browser.marked(); words != "" {
		return words
	}
	if l.search.on() {
		return l.search.words()
	}
	n, plural := l.browser.table.Total(), strings.ToLower(string(l.kind.plural))
	if since, _ := l.browser.loader.Busy(); n == 0 && !since.IsZero() {
		return "preparing the list"
	}
	if l.unknown() {
		return plural + " not known"
	}
	if l.partial() {
		return fmt.Sprintf("%d %s known, more on the server", n, plural)
	}
	if l.part() {
		return fmt.Sprintf("%d %s known", n, plural)
	}
	return counted(n, strings.TrimSuffix(plural, "s"))
}

// unknown reports whether nothing is listed because the list is not known.
func (l *list) unknown() bool {
	waiting, _ := l.desk.loading()
	return l.browser.table.Total() == 0 && (waiting || l.kind.missing(l.data) != nil) && !l.search.on()
}

// part reports whether the list is known not to hold all, and partial whether
// the server can be asked for the others.
func (l *list) part() bool { return l.kind.partial != nil && l.data != nil && l.kind.partial(l.data) }

func (l *list) partial() bool {
	_, ok := l.desk.Source.(userSearcher)
	return ok && l.part()
}

func (l *list) Act(a ui.Action) (tea.Cmd, bool) {
	if cmd, ok := l.act(a); ok {
		return cmd, true
	}
	switch a {
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
func (l *list) Click(_, y, lines int) tea.Cmd { return l.click(y, lines) }
