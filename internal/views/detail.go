package views

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// detail is one thing: an overview, a tab for each relation, and the JSON that
// the API has of it. Every reference can be followed.
type detail struct {
	desk     *Desk
	kind     *kind
	id       text.Text
	contents contents
	gather   *ui.Loader[contents]
	tabs     *widget.Tabs
	lists    []*listing // the overview, then one for each relation
	json     *jsonPane
	record   *record
}

func newDetail(d *Desk, k *kind, id text.Text) *detail {
	s := &detail{desk: d, kind: k, id: id, tabs: widget.NewTabs(d.Theme)}
	s.gather = ui.NewLoader[contents](s, d.Now)
	s.lists = append(s.lists, newListing(s, d, fieldColumns(d.Theme), nil))
	s.lists[0].about = s.ref()
	for _, t := range k.tabs {
		s.lists = append(s.lists, newListing(s, d, t.columns, d.overview))
	}
	s.json = newJSONPane(d)
	s.json.about = s.ref()
	s.record = newRecord(s, d, k, id)
	s.tabs.SetTabs(s.headings()...)
	return s
}

func (s *detail) ref() rbac.Ref { return rbac.Ref{Kind: s.kind.kind, ID: s.id} }

func (s *detail) Init() tea.Cmd { return s.reload() }

// reload shows the desk's present data. In a large tenant it is gathered beside
// the program; until then the old picture stays.
func (s *detail) reload() tea.Cmd {
	data := s.desk.data
	if s.contents.data == data {
		return nil
	}
	waiting, _ := s.desk.loading()
	if data.size() < manyRows {
		s.gather.Cancel()
		return s.take(newContents(s.desk.Theme, data, s.kind, s.id, waiting))
	}
	if since, _ := s.gather.Busy(); !since.IsZero() {
		return nil // one at a time: its result looks again
	}
	return s.gather.Start("reading the "+string(s.kind.singular), func(context.Context) (contents, error) {
		return newContents(s.desk.Theme, data, s.kind, s.id, waiting), nil
	})
}

func (s *detail) take(c contents) tea.Cmd {
	s.contents = c
	s.lists[0].preview.clear()
	s.lists[0].preview.tell = c.tell
	var cmds []tea.Cmd
	for i, l := range s.lists {
		empty := widget.Words("Nothing is known of it.")
		if i > 0 {
			empty = s.kind.tabs[i-1].empty
		}
		l.browser.setEmpty(s.emptyLines(empty)...)
		cmds = append(cmds, l.browser.show(c.sheets[i]))
	}
	s.tabs.SetTabs(s.headings()...)
	s.describe()
	return ui.Batch(append(cmds, s.rest())...)
}

// describe shows the document of the thing: the server's own where that is to be
// had.
func (s *detail) describe() {
	switch {
	case s.record.doc != nil:
		s.json.renew(s.record.doc)
	case s.record.awaited():
		s.json.none = "Loading…"
		s.json.show(nil)
	default:
		s.json.none = "There is no document: no more than the id is known."
		s.json.renew(s.contents.document)
	}
}

// emptyLines say why a relation has no rows: it may be that they are not known.
func (s *detail) emptyLines(empty widget.Words) []widget.Spans {
	if lines := s.desk.notYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	lines := []widget.Spans{{widget.Say(th.Muted, empty)}}
	if missing := s.desk.data.Graph.Missing(); missing.Any() {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Warning+" incomplete: "+widget.Words(missingWords(missing)))})
	}
	return lines
}

// headings are the tabs with the number of rows in each, as far as known.
func (s *detail) headings() []widget.Tab {
	tabs := []widget.Tab{{Title: "Overview", Count: -1}}
	for i, t := range s.kind.tabs {
		tab := widget.Tab{Title: t.title, Count: -1}
		if s.contents.known {
			tab.Count = len(s.contents.sheets[i+1].rows)
		}
		tabs = append(tabs, tab)
	}
	return append(tabs, widget.Tab{Title: "JSON", Count: -1})
}

// pane is the list of the tab in view; nil on the JSON tab.
func (s *detail) pane() *listing {
	if i := s.tabs.Active(); i < len(s.lists) {
		return s.lists[i]
	}
	return nil
}

// rest lets the tab in view follow its cursor.
func (s *detail) rest() tea.Cmd {
	if p := s.pane(); p != nil {
		return p.rest()
	}
	cmd := s.record.read()
	s.describe()
	return cmd
}

func (s *detail) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return ui.Batch(s.reload(), s.rest())
	}
	if c, _, ok := s.gather.Take(msg); ok {
		return ui.Batch(s.take(c), s.reload())
	}
	if cmd, ok := s.record.take(msg); ok {
		s.describe()
		return cmd
	}
	for _, l := range s.lists {
		if cmd, ok := l.update(msg); ok {
			return cmd
		}
	}
	return nil
}

func (s *detail) SetSize(w, h int) {
	s.tabs.SetSize(w, 1)
	for _, l := range s.lists {
		l.setSize(w, max(h-1, 0))
	}
	s.json.setSize(w, max(h-1, 0))
}

func (s *detail) View() string {
	body := ""
	if p := s.pane(); p != nil {
		body = p.view()
	} else {
		body = s.json.view()
	}
	return strings.TrimSuffix(s.tabs.View()+"\n"+body, "\n")
}

func (s *detail) Title() string { return s.desk.data.name(s.ref()).String() }

func (s *detail) Layers() []ui.Layer {
	switch p := s.pane(); {
	case s.tabs.Active() == 0:
		return p.browser.plainLayers(ui.DetailLayer, ui.ListedLayer) // fields are not marked
	case p != nil:
		return p.browser.layers(ui.DetailLayer)
	}
	return s.json.layers(ui.DetailLayer, ui.ThingLayer)
}

func (s *detail) Capturing() bool {
	if p := s.pane(); p != nil {
		return p.capturing()
	}
	return s.json.searching()
}

func (s *detail) Type(k tea.KeyPressMsg) tea.Cmd { return s.entry(k) }
func (s *detail) Paste(v string) tea.Cmd         { return s.entry(tea.PasteMsg{Content: v}) }

func (s *detail) entry(msg tea.Msg) tea.Cmd {
	if p := s.pane(); p != nil {
		return p.entry(msg)
	}
	s.json.entry(msg)
	return nil
}

// Rung clears the filter or the marks of the tab in view.
func (s *detail) Rung() (tea.Cmd, bool) {
	if p := s.pane(); p != nil {
		return nil, p.browser.rung()
	}
	return nil, s.json.rung()
}

// Busy is since when the thing is gathered, or the tab in view prepared.
func (s *detail) Busy() (time.Time, string) {
	if since, what := s.gather.Busy(); !since.IsZero() {
		return since, what
	}
	if p := s.pane(); p != nil {
		return p.browser.loader.Busy()
	}
	return s.record.loader.Busy()
}

// Cancel ends what runs.
func (s *detail) Cancel() {
	s.gather.Cancel()
	s.record.loader.Cancel()
	for _, l := range s.lists {
		l.cancel()
	}
}

// Close ends what runs.
func (s *detail) Close() { s.Cancel() }

// Pending says how much is marked, or where in the document one is.
func (s *detail) Pending() string {
	p := s.pane()
	if p == nil {
		return s.json.whereabouts()
	}
	return p.browser.marked()
}

func (s *detail) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextTab, ui.NextPane:
		s.tabs.Next()
		return s.rest(), true
	case ui.PrevTab, ui.PrevPane:
		s.tabs.Prev()
		return s.rest(), true
	}
	p := s.pane()
	if p == nil {
		if cmd, ok := s.json.act(a); ok {
			return cmd, ok
		}
		return s.actOnSelf(a)
	}
	if cmd, ok := p.act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into:
		return s.follow(p), true
	case ui.Export:
		return s.desk.export(p.browser, s.Title()), true
	}
	if s.tabs.Active() == 0 || s.asksOfSelf(a) {
		return s.actOnSelf(a)
	}
	return s.desk.alterIn(a, s.ref(), s.kind.tabs[s.tabs.Active()-1].title, p.browser.chosen())
}

// rowKind is the kind of the row under the cursor; nil where there is none.
func (s *detail) rowKind() *kind {
	if p := s.pane(); p != nil {
		if r, ok := p.browser.current(); ok {
			return s.desk.kindOf(s.desk.data.shown(r.ref).Kind)
		}
	}
	return nil
}

// asksOfSelf reports whether a question can't be meant of the row under the
// cursor, but of the thing itself.
func (s *detail) asksOfSelf(a ui.Action) bool {
	if a != ui.ShowAccess && a != ui.WhoCan {
		return false
	}
	k := s.rowKind()
	return slices.Contains(s.kind.asks, a) && (k == nil || !slices.Contains(k.asks, a))
}

// follow opens what the row under the cursor refers to, or the tab that tells
// more of it.
func (s *detail) follow(p *listing) tea.Cmd {
	r, ok := p.browser.current()
	if !ok {
		return nil
	}
	if i := s.tabs.Active(); i > 0 {
		to := r.ref
		if leads := s.kind.tabs[i-1].leads; leads != nil {
			to = leads(s.contents.data, s.id, r)
		}
		if to == s.ref() { // a group that nests itself
			s.tabs.Select(0)
			return s.rest()
		}
		return s.desk.open(to)
	}
	f := s.contents.field(r)
	for i, t := range s.kind.tabs {
		if t.title == f.tab {
			s.tabs.Select(i + 1)
			return s.rest()
		}
	}
	return s.desk.open(f.ref)
}

// actOnSelf does to the thing itself what list keys do to rows.
func (s *detail) actOnSelf(a ui.Action) (tea.Cmd, bool) { return s.desk.act(a, []rbac.Ref{s.ref()}) }

// Click puts the cursor on a row, or scrolls.
func (s *detail) Click(x, y, lines int) tea.Cmd {
	if tabClicked(s.tabs, x, y, lines) {
		return s.rest()
	}
	if p := s.pane(); p != nil {
		return p.click(y-1, lines)
	}
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	s.json.click(y - 1)
	return nil
}
