package resources

import (
	"context"
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

// detail is one thing: an overview, a tab for each relation, and the JSON that
// the API has of it. Every reference can be followed.
type detail struct {
	ui.Plain
	desk     *desk.Desk
	kind     *kinds.Kind
	id       text.Text
	contents contents
	gather   *ui.Loader[contents]
	tabs     *widget.Tabs
	lists    []*desk.Listing // the overview, then one for each relation
	json     *desk.JSONPane
	record   *record
}

// NewDetail makes the screen of one thing.
func NewDetail(d *desk.Desk, k *kinds.Kind, id text.Text) *detail {
	s := &detail{desk: d, kind: k, id: id, tabs: widget.NewTabs(d.Theme)}
	s.gather = ui.NewLoader[contents](s, d.Now)
	s.lists = append(s.lists, desk.NewListing(s, d, fieldColumns(d.Theme), nil))
	s.lists[0].About = s.ref()
	for _, t := range k.Tabs {
		s.lists = append(s.lists, desk.NewListing(s, d, t.Columns, kinds.Overview(d.Theme)))
	}
	s.json = desk.NewJSONPane(d)
	s.json.About = s.ref()
	s.record = newRecord(s, d, k, id)
	s.tabs.SetTabs(s.headings()...)
	return s
}

func (s *detail) ref() rbac.Ref { return rbac.Ref{Kind: s.kind.Kind, ID: s.id} }

func (s *detail) Init() ui.Cmd { return s.reload() }

// reload shows the desk's present data. In a large tenant it is gathered beside
// the program; until then the old state stays.
func (s *detail) reload() ui.Cmd {
	data := s.desk.Data
	if s.contents.data == data {
		return nil
	}
	waiting, _ := s.desk.Loading()
	if data.Size() < desk.ManyRows {
		s.gather.Cancel()
		return s.take(newContents(s.desk.Theme, data, s.kind, s.id, waiting))
	}
	if since, _ := s.gather.Busy(); !since.IsZero() {
		return nil // one at a time: its result looks again
	}
	return s.gather.Start("reading the "+s.kind.Singular(), func(context.Context) (contents, error) {
		return newContents(s.desk.Theme, data, s.kind, s.id, waiting), nil
	})
}

func (s *detail) take(c contents) ui.Cmd {
	s.contents = c
	s.lists[0].Preview.Clear()
	s.lists[0].Preview.Describe = c.tell
	var cmds []ui.Cmd
	for i, l := range s.lists {
		empty := widget.Words("Nothing is known about it.")
		if i > 0 {
			empty = s.kind.Tabs[i-1].NothingThere(!s.desk.Source.Identity().Offline)
		}
		l.Browser.SetEmpty(s.emptyLines(empty)...)
		cmds = append(cmds, l.Browser.Show(c.models[i]))
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
		s.json.Renew(s.record.doc)
	case s.record.awaited():
		s.json.None = "Loading…"
		s.json.Show(nil)
	default:
		s.json.None = "No document: only the id is known."
		s.json.Renew(s.contents.document)
	}
}

// emptyLines say why a relation has no rows: it may be that they are not known.
func (s *detail) emptyLines(empty widget.Words) []widget.Spans {
	if lines := s.desk.NotYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	lines := []widget.Spans{widget.Keyed(th, th.Muted, empty)}
	if words := rbac.Unread(s.desk.Data.Lacks()); words != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Warning+" incomplete: "+widget.Words(words))})
	}
	return lines
}

// headings are the tabs with the number of rows in each, as far as known.
func (s *detail) headings() []widget.Tab {
	tabs := []widget.Tab{{Title: "Overview", Count: -1}}
	for i, t := range s.kind.Tabs {
		tab := widget.Tab{Title: widget.Words(t.Title), Count: -1}
		if s.contents.known {
			tab.Count = s.contents.count(i + 1)
		}
		tabs = append(tabs, tab)
	}
	return append(tabs, widget.Tab{Title: "JSON", Count: -1})
}

// pane is the list of the tab in view; nil on the JSON tab.
func (s *detail) pane() *desk.Listing {
	if i := s.tabs.Active(); i < len(s.lists) {
		return s.lists[i]
	}
	return nil
}

// rest lets the tab in view follow its cursor.
func (s *detail) rest() ui.Cmd {
	if p := s.pane(); p != nil {
		return p.Rest()
	}
	cmd := s.record.read()
	s.describe()
	return cmd
}

func (s *detail) Update(msg tea.Msg) ui.Cmd {
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
		if cmd, ok := l.Update(msg); ok {
			return cmd
		}
	}
	return nil
}

func (s *detail) SetSize(w, h int) {
	s.tabs.SetSize(w, 1)
	for _, l := range s.lists {
		l.SetSize(w, max(h-1, 0))
	}
	s.json.SetSize(w, max(h-1, 0))
}

func (s *detail) View() string {
	body := ""
	if p := s.pane(); p != nil {
		body = p.View()
	} else {
		body = s.json.View()
	}
	return strings.TrimSuffix(s.tabs.View()+"\n"+body, "\n")
}

func (s *detail) Title() string { return s.desk.Data.Name(s.ref()).String() }

func (s *detail) Layers() []ui.Layer {
	switch p := s.pane(); {
	case s.tabs.Active() == 0:
		return p.Browser.PlainLayers(ui.DetailLayer, ui.ListedLayer) // fields are not marked
	case p != nil:
		return p.Browser.Layers(ui.DetailLayer)
	}
	return s.json.Layers(ui.DetailLayer, ui.ThingLayer)
}

func (s *detail) Capturing() bool {
	if p := s.pane(); p != nil {
		return p.Capturing()
	}
	return s.json.Searching()
}

func (s *detail) Entry(msg tea.Msg) ui.Cmd {
	if p := s.pane(); p != nil {
		return p.Entry(msg)
	}
	s.json.Entry(msg)
	return nil
}

// EscapeStep clears the filter or the marks of the tab in view.
func (s *detail) EscapeStep() (ui.Cmd, bool) {
	if p := s.pane(); p != nil {
		return nil, p.Browser.EscapeStep()
	}
	return nil, s.json.EscapeStep()
}

// Busy is since when the thing is gathered, or the tab in view prepared.
func (s *detail) Busy() (time.Time, string) {
	if since, what := s.gather.Busy(); !since.IsZero() {
		return since, what
	}
	if p := s.pane(); p != nil {
		return p.Browser.Loader.Busy()
	}
	return s.record.loader.Busy()
}

// Cancel ends what runs.
func (s *detail) Cancel() {
	s.gather.Cancel()
	s.record.loader.Cancel()
	for _, l := range s.lists {
		l.Cancel()
	}
}

// Close ends what runs.
func (s *detail) Close() { s.Cancel() }

// Pending says how much is marked, or where in the document one is.
func (s *detail) Pending() string {
	p := s.pane()
	if p == nil {
		return s.json.Whereabouts()
	}
	return p.Browser.Marked()
}
