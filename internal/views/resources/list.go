package resources

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// list is the list of one kind: filter, order, marks and, where there is room,
// a preview of what is under the cursor.
type list struct {
	ui.Plain
	*desk.Listing
	kind   *kinds.Kind
	data   *desk.Data
	Search *search
}

// NewList makes the list of a kind.
func NewList(d *desk.Desk, k *kinds.Kind) *list {
	l := &list{kind: k}
	l.Listing = desk.NewListing(l, d, l.columns(d), kinds.Overview(d.Theme))
	l.Search = newSearch(l, d)
	return l
}

func (l *list) Init() ui.Cmd { return l.reload() }

// reload shows the desk's present data. Long lists are gathered beside the
// program.
func (l *list) reload() ui.Cmd {
	if l.data == l.Desk.Data {
		return nil
	}
	if since, _ := l.Browser.Loader.Busy(); !since.IsZero() && l.Desk.Data.Size() >= desk.ManyRows {
		return nil // one preparation at a time: its result looks again
	}
	l.data = l.Desk.Data
	return l.Fill()
}

func (l *list) Fill() ui.Cmd {
	data := l.data
	model := func(rows []desk.Row) *desk.ListModel {
		m := desk.NewListModel(data, l.columns(l.Desk), rows)
		m.Also = l.every()
		return m
	}
	rows := func(d *desk.Data) []desk.Row { return l.kind.Rows(&d.Data) }
	if l.Search.on() {
		found := l.Search.rows()
		rows = func(*desk.Data) []desk.Row { return found }
	}
	if !l.Search.on() && data.Size() >= desk.ManyRows {
		if l.Browser.Model == nil {
			l.Browser.SetEmpty(widget.Spans{widget.Say(l.Desk.Theme.Muted, "Loading…")})
		}
		return l.Browser.Later(func() *desk.ListModel { return model(rows(data)) }, nil)
	}
	l.Browser.SetEmpty(l.emptyLines()...)
	cmd := l.Browser.Show(model(rows(data)))
	return ui.Batch(cmd, l.Rest())
}

// emptyLines say why there is nothing, and what to press.
func (l *list) emptyLines() []widget.Spans {
	if lines := l.Desk.NotYet(); lines != nil {
		return lines
	}
	th := l.Desk.Theme
	if l.Search.on() {
		return l.Search.nothing()
	}
	if err := l.kind.Missing(&l.data.Data); err != nil {
		return desk.ErrorLines(th, err, l.data.Causes()...)
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, l.kind.NothingThere(!l.Desk.Source.Identity().Offline))}
}

func (l *list) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return ui.Batch(l.reload(), l.Rest())
	}
	if cmd, ok := l.Search.update(msg); ok {
		return cmd
	}
	if cmd, ok := l.Listing.Update(msg); ok {
		if since, _ := l.Browser.Loader.Busy(); since.IsZero() {
			l.Browser.SetEmpty(l.emptyLines()...)
		}
		return ui.Batch(cmd, l.reload())
	}
	return nil
}

func (l *list) SetSize(w, h int) { l.Listing.SetSize(w, h) }
func (l *list) View() string     { return l.Listing.View() }

func (l *list) Title() string      { return l.kind.Title() }
func (l *list) Layers() []ui.Layer { return l.Browser.Layers(ui.KindLayer) }
func (l *list) Capturing() bool    { return l.Listing.Capturing() }

// EscapeStep clears the filter, the marks, then the search.
func (l *list) EscapeStep() (ui.Cmd, bool) {
	if l.Browser.EscapeStep() {
		return nil, true
	}
	if !l.Search.on() {
		return nil, false
	}
	l.Search.clear()
	return l.Fill(), true
}

// Busy is since when the server searches, or the list is being prepared.
func (l *list) Busy() (time.Time, string) {
	return ui.FirstBusy(l.Search.loader, l.Browser.Loader)
}

// Cancel ends what runs.
func (l *list) Cancel() {
	l.Search.loader.Cancel()
	l.Listing.Cancel()
}

// Close ends what runs.
func (l *list) Close() { l.Cancel() }

func (l *list) Entry(msg tea.Msg) ui.Cmd { return l.Listing.Entry(msg) }

// Pending says how much is marked, and of what.
func (l *list) Pending() string {
	if words := l.Browser.Marked(); words != "" {
		return words
	}
	if l.Search.on() {
		return l.Search.words()
	}
	n, plural := l.Browser.Table.Total(), l.kind.Plural
	if since, _ := l.Browser.Loader.Busy(); n == 0 && !since.IsZero() {
		return "loading the list"
	}
	if l.unknown() {
		return plural + " not known"
	}
	if l.data != nil && l.kind.Missing(&l.data.Data) != nil && !l.Search.on() {
		return fmt.Sprintf("%d %s known: the list could not be read", n, plural)
	}
	if l.partial() {
		return fmt.Sprintf("%d %s known, more on the server", n, plural)
	}
	if l.part() {
		return fmt.Sprintf("%d %s known", n, plural)
	}
	words := text.Counted(n, strings.TrimSuffix(plural, "s")) + l.besides()
	if hint := l.Desk.WayOut(); hint != "" {
		words += " " + string(l.Desk.Theme.Glyphs.Dot) + " " + hint
	}
	return words
}

// besides says in which order the list is, where nobody has chosen one, and how many are
// not as they were before.
func (l *list) besides() string {
	words, g := "", l.Desk.Theme.Glyphs
	if l.kind.Order != "" && l.Browser.SortCol < 0 && l.Browser.Table.Total() > 1 {
		words = " " + l.kind.Order
	}
	if n := l.Desk.Data.Changed[l.kind.Kind]; n > 0 {
		words += fmt.Sprintf(" %s %s%d changed", g.Dot, g.News, n)
	}
	return words
}

// unknown reports whether nothing is listed because the list is not known.
func (l *list) unknown() bool {
	waiting, _ := l.Desk.Loading()
	return l.Browser.Table.Total() == 0 && (waiting || l.kind.Missing(&l.data.Data) != nil) && !l.Search.on()
}

// part reports whether the list is known not to hold all, and partial whether
// the server can be asked for the others.
func (l *list) part() bool {
	return l.kind.Partial != nil && l.data != nil && l.kind.Partial(&l.data.Data)
}

func (l *list) partial() bool {
	return l.Desk.Can.Search != nil && l.part()
}

func (l *list) Act(a ui.Action) (ui.Cmd, bool) {
	if cmd, ok := l.Listing.Act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Export:
		return l.Desk.Export(l.Browser, l.kind.Plural), true
	case ui.Search:
		return l.Search.ask(l.Browser.Filter.Text()), true
	case ui.KeptFilters:
		return l.askFilter(), true
	case ui.Columns:
		return l.askColumns(), true
	case ui.Enter, ui.Into:
		r, _ := l.Browser.Current()
		return l.Desk.Open(r.Ref), true
	}
	if a == ui.New {
		return l.Desk.Actions.Create(l.kind.Kind), true
	}
	return l.Desk.Actions.Act(a, l.Browser.Chosen())
}

// Mouse is the screen itself.
func (l *list) Mouse() ui.Clicker { return l }

// Click puts the cursor on a row, or scrolls.
func (l *list) Click(_, y, lines int) ui.Cmd { return l.Listing.Click(y, lines) }

func (l *list) Hints() []ui.Action {
	hints := append([]ui.Action{ui.Enter}, append(slices.Clone(l.kind.Asks), ui.Filter)...)
	switch {
	case l.unknown():
		hints = []ui.Action{ui.Refresh}
	case l.kind.Kind == rbac.KindUser && l.Browser.Table.MarkCount() == 2:
		hints = append([]ui.Action{ui.Compare}, hints...)
	case l.Browser.Table.Total() == 0 && l.kind.Makes:
		hints = append([]ui.Action{ui.New}, hints...)
	}
	if l.partial() || l.Search.on() {
		hints = append(hints, ui.Search)
	}
	return hints
}

// WhyNot is about what this kind's API, or a snapshot, can't do, and what has no
// row to be about.
func (l *list) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Search:
		return l.Search.whyNot()
	case ui.New:
		return l.Desk.Actions.WhyNot(a, l.kind.Kind, 1)
	case ui.KeptFilters, ui.Columns:
		return ""
	}
	return cmp.Or(l.Desk.Actions.WhyNot(a, l.kind.Kind, l.Browser.Count()), l.Listing.WhyNot(a))
}
