package views

import (
	"encoding/json"
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
	data     *Data
	tabs     *widget.Tabs
	fields   []field
	overview *browser
	lists    []*browser
	json     *jsonPane
	w, h     int
}

func newDetail(d *Desk, k *kind, id text.Text) *detail {
	s := &detail{desk: d, kind: k, id: id}
	s.tabs = widget.NewTabs(d.Theme)
	s.overview = newBrowser(s, d.Theme, d.Now, s.fieldColumns())
	for _, t := range k.tabs {
		b := newBrowser(s, d.Theme, d.Now, t.columns)
		b.setEmpty(widget.Spans{widget.Say(d.Theme.Muted, t.empty)})
		s.lists = append(s.lists, b)
	}
	s.json = newJSONPane(d)
	return s
}

// fieldColumns show the overview as a list, so that fields are followed and
// copied like rows.
func (s *detail) fieldColumns() []column {
	at := func(r row) field {
		for i, f := range s.fields {
			if fieldRef(i) == r.ref {
				return f
			}
		}
		return field{}
	}
	return []column{
		{
			Column: widget.Column{Title: "Field", Min: labelCells, Max: labelCells},
			cell:   func(_ *Data, r row) cell { return wordCell(string(at(r).label), muted) },
		},
		{
			Column: widget.Column{Title: "Value", Min: 20, Weight: 1},
			cell: func(_ *Data, r row) cell {
				f := at(r)
				v := f.value
				v.numeric = false
				if !f.ref.ID.IsZero() {
					v.text = text.New(v.text.Raw() + " " + string(s.desk.Theme.Glyphs.Arrow))
				}
				return v
			},
		},
	}
}

// fieldRef is the key of a field's row.
func fieldRef(i int) rbac.Ref { return rbac.Ref{Kind: "field", ID: text.New(string(rune('a' + i)))} }

func (s *detail) Init() tea.Cmd { return s.reload() }

func (s *detail) reload() tea.Cmd {
	if s.data == s.desk.data {
		return nil
	}
	s.data = s.desk.data
	s.fields = s.kind.fields(s.data, s.id)
	if s.gone() {
		s.fields = s.goneFields()
	}
	rows := make([]row, 0, len(s.fields))
	for i, f := range s.fields {
		if !f.value.text.IsZero() {
			rows = append(rows, row{ref: fieldRef(i)})
		}
	}
	cmds := []tea.Cmd{s.overview.show(newSheet(s.data, s.fieldColumns(), rows))}
	tabs := []widget.Tab{{Title: "Overview", Count: -1}}
	for i, t := range s.kind.tabs {
		sheet := newSheet(s.data, t.columns, t.rows(s.data, s.id))
		cmds = append(cmds, s.lists[i].show(sheet))
		tabs = append(tabs, widget.Tab{Title: t.title, Count: len(sheet.rows)})
	}
	s.tabs.SetTabs(append(tabs, widget.Tab{Title: "JSON", Count: -1})...)
	s.json.show(s.document())
	return tea.Batch(cmds...)
}

// document is the thing as JSON.
func (s *detail) document() []byte {
	b, err := json.Marshal(s.kind.raw(s.data, s.id))
	if err != nil {
		return nil
	}
	return b
}

// pane is the browser of the tab in view; nil on the JSON tab.
func (s *detail) pane() *browser {
	switch i := s.tabs.Active(); {
	case i == 0:
		return s.overview
	case i <= len(s.lists):
		return s.lists[i-1]
	}
	return nil
}

func (s *detail) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	s.overview.update(msg)
	for _, b := range s.lists {
		b.update(msg)
	}
	return nil
}

func (s *detail) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	s.overview.setSize(w, h-1)
	for _, b := range s.lists {
		b.setSize(w, h-1)
	}
	s.json.setSize(w, h-1)
}

func (s *detail) View() string {
	if p := s.pane(); p != nil {
		return s.tabs.View() + "\n" + p.view()
	}
	return s.tabs.View() + "\n" + s.json.view()
}

func (s *detail) Title() string {
	return s.desk.data.name(rbac.Ref{Kind: s.kind.kind, ID: s.id}).String()
}

func (s *detail) Layers() []ui.Layer {
	if p := s.pane(); p != nil {
		return p.layers(ui.DetailLayer)
	}
	return s.json.layers(ui.DetailLayer)
}

func (s *detail) Capturing() bool {
	if p := s.pane(); p != nil {
		return p.filter.Active()
	}
	return s.json.searching()
}

func (s *detail) Type(k tea.KeyPressMsg) tea.Cmd { s.entry(k); return nil }
func (s *detail) Paste(v string) tea.Cmd         { s.entry(tea.PasteMsg{Content: v}); return nil }

func (s *detail) entry(msg tea.Msg) {
	if p := s.pane(); p != nil {
		p.entry(msg)
		return
	}
	s.json.entry(msg)
}

func (s *detail) Rung() bool {
	if p := s.pane(); p != nil {
		return p.rung()
	}
	return s.json.rung()
}

func (s *detail) Busy() (time.Time, string) {
	if p := s.pane(); p != nil {
		return p.loader.Busy()
	}
	return time.Time{}, ""
}

func (s *detail) Cancel() {
	s.overview.loader.Cancel()
	for _, b := range s.lists {
		b.loader.Cancel()
	}
}

// Close ends what runs.
func (s *detail) Close() { s.Cancel() }

func (s *detail) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return append([]ui.Action{ui.NextTab, ui.Enter}, s.kind.hints()...)
}

// Pending says how much is marked.
func (s *detail) Pending() string {
	if p := s.pane(); p != nil && p.table.MarkCount() > 0 {
		return counted(p.table.MarkCount(), "row") + " marked"
	}
	return ""
}

func (s *detail) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextTab, ui.NextPane:
		s.tabs.Next()
		return nil, true
	case ui.PrevTab, ui.PrevPane:
		s.tabs.Prev()
		return nil, true
	}
	p := s.pane()
	if p == nil {
		if cmd, ok := s.json.act(a); ok || a != ui.CopyMenu {
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
		return s.desk.export(p, s.Title()), true
	}
	if p == s.overview {
		return s.actOnSelf(a)
	}
	return s.desk.alterIn(a, rbac.Ref{Kind: s.kind.kind, ID: s.id}, s.kind.tabs[s.tabs.Active()-1].title, p.chosen())
}

// follow opens what the row under the cursor refers to.
func (s *detail) follow(p *browser) tea.Cmd {
	r, ok := p.current()
	if !ok {
		return nil
	}
	if p != s.overview {
		return s.desk.open(r.ref)
	}
	for i, f := range s.fields {
		if fieldRef(i) == r.ref {
			return s.desk.open(f.ref)
		}
	}
	return nil
}

// actOnSelf does to the thing itself what list keys do to rows.
func (s *detail) actOnSelf(a ui.Action) (tea.Cmd, bool) {
	return s.desk.act(a, []rbac.Ref{{Kind: s.kind.kind, ID: s.id}})
}

// Click puts the cursor on a row, or scrolls.
func (s *detail) Click(_, y, lines int) tea.Cmd {
	if p := s.pane(); p != nil {
		p.click(y-1, lines)
	}
	return nil
}
