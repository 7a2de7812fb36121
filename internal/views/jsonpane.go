package views

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// jsonPane shows a document: coloured, foldable, searchable.
type jsonPane struct {
	desk   *Desk
	json   *widget.JSON
	filter *widget.Filter
	about  rbac.Ref // what the document describes: it is not gone to from itself
	// named finds the thing that a document calls by its name; nil where
	// things go by their ids.
	named func(key, value text.Text) (rbac.Ref, bool)
	none  widget.Words // is said where there is no document
	w, h  int
}

func newJSONPane(d *Desk) *jsonPane {
	p := &jsonPane{desk: d, json: widget.NewJSON(d.Theme), filter: widget.NewFilter(d.Theme)}
	p.filter.SetHint("search; enter keeps it, n and N go on")
	return p
}

// show shows another document from its beginning, renew a newer state of the one
// that is shown.
func (p *jsonPane) show(doc *widget.Document)  { p.json.SetDocument(doc) }
func (p *jsonPane) renew(doc *widget.Document) { p.json.Renew(doc) }

func (p *jsonPane) searching() bool { return p.filter.Active() }

func (p *jsonPane) layers(own ...ui.Layer) []ui.Layer {
	if p.searching() {
		return []ui.Layer{ui.FilterLayer}
	}
	return append(own, ui.JSONLayer, ui.GlobalLayer)
}

func (p *jsonPane) setSize(w, h int) {
	p.w, p.h = w, h
	p.filter.SetSize(w, 1)
	if p.filter.Active() || p.filter.On() {
		h--
	}
	p.json.SetSize(w, max(h, 0))
}

func (p *jsonPane) view() string {
	if p.none != "" && p.json.Document() == nil {
		th := p.desk.Theme
		return widget.Block([]string{widget.Line(th, p.w, widget.Say(th.Muted, "   "+p.none))}, p.w, p.h)
	}
	if p.filter.Active() || p.filter.On() {
		return p.searchLine() + "\n" + p.json.View()
	}
	return p.json.View()
}

// searchLine is what is searched for, and how often it was found.
func (p *jsonPane) searchLine() string {
	if p.filter.Text().IsZero() {
		return p.filter.View()
	}
	th := p.desk.Theme
	count := widget.Spans{widget.Say(th.Warn, " nothing found ")}
	switch at, n := p.json.Hits(); {
	case at > 0:
		count = widget.Spans{widget.Sayf(th.Muted, " %d of %d ", at, n)}
	case n > 0:
		count = widget.Spans{widget.Sayf(th.Muted, " %d found ", n)}
	}
	return widget.Fit(p.filter.View(), max(p.w-count.Width(), 0), "") + widget.Line(th, min(count.Width(), p.w), count...)
}

func (p *jsonPane) entry(msg tea.Msg) {
	if p.filter.Update(msg) {
		p.json.Search(p.filter.Text())
	}
}

// rung clears the search; false when there was none.
func (p *jsonPane) rung() bool {
	was := p.filter.Active() || p.filter.On()
	p.filter.Clear()
	p.json.Search(text.Text{})
	p.setSize(p.w, p.h)
	return was
}

func (p *jsonPane) act(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		p.json.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter:
		if ref, ok := p.mentioned(); ok {
			return p.desk.open(ref), true
		}
		p.json.Toggle()
	case ui.Into:
		p.json.Unfold()
	case ui.Out:
		return nil, p.json.Fold()
	case ui.Filter:
		p.filter.Open()
		p.setSize(p.w, p.h)
	case ui.Accept:
		p.filter.Close()
		p.setSize(p.w, p.h)
	case ui.Escape:
		return nil, p.filter.Active() && p.rung()
	case ui.NextHit:
		p.json.Next()
	case ui.PrevHit:
		p.json.Prev()
	case ui.CopyID:
		value := pasted{value: string(text.PastedJSON(p.json.Raw()))}
		if words, ok := p.json.Value(); ok {
			value = pastedText(words)
		}
		return ui.Tell(value.copy(p.json.Path().String())), true
	default:
		return nil, false
	}
	return nil, true
}

// mentioned is the thing that the value under the cursor names.
func (p *jsonPane) mentioned() (rbac.Ref, bool) {
	value, ok := p.json.Value()
	if !ok {
		return rbac.Ref{}, false
	}
	key, _ := p.json.Key()
	if p.named != nil {
		if ref, ok := p.named(key, value); ok {
			return ref, true
		}
	}
	ref, ok := p.desk.data.mentioned(key, value)
	return ref, ok && ref != p.about
}

// whereabouts says what enter leads to, and where the cursor is: of a long path the
// end is cut.
func (p *jsonPane) whereabouts() string {
	path := p.json.Path().String()
	if ref, ok := p.mentioned(); ok {
		return fmt.Sprintf("enter opens %s %s %s %s", ref.Kind, p.desk.data.name(ref), p.desk.Theme.Glyphs.Dot, path)
	}
	if path == "$" {
		return ""
	}
	return path
}
