package desk

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// JSONPane shows a document: coloured, foldable, searchable.
type JSONPane struct {
	desk   *Desk
	json   *widget.JSON
	filter *widget.Filter
	About  rbac.Ref // what the document describes: it is not gone to from itself
	// named finds the thing that a document calls by its name; nil where
	// things go by their ids.
	Named func(key, value text.Text) (rbac.Ref, bool)
	None  widget.Words // is said where there is no document
	w, h  int
}

// NewJSONPane makes a pane without a document.
func NewJSONPane(d *Desk) *JSONPane {
	p := &JSONPane{desk: d, json: widget.NewJSON(d.Theme), filter: widget.NewFilter(d.Theme)}
	p.filter.SetHint(widget.Words(d.Theme.Words("search; {filter_line.accept} keeps it, {next_match} next, {previous_match} previous")))
	return p
}

// Show shows another document from its beginning, renew a newer state of the one
// that is shown.
func (p *JSONPane) Show(doc *widget.Document) { p.json.SetDocument(doc) }

// Renew shows a newer document at the same place.
func (p *JSONPane) Renew(doc *widget.Document) { p.json.Renew(doc) }

// Searching reports whether the search line has the keys.
func (p *JSONPane) Searching() bool { return p.filter.Active() }

// Layers are the keys of a document, behind those of its own screen.
func (p *JSONPane) Layers(own ...ui.Layer) []ui.Layer {
	if p.Searching() {
		return []ui.Layer{ui.FilterLayer}
	}
	return append(own, ui.JSONLayer, ui.GlobalLayer)
}

// SetSize gives it its room.
func (p *JSONPane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.filter.SetSize(w, 1)
	if p.filter.Active() || p.filter.On() {
		h--
	}
	p.json.SetSize(w, max(h, 0))
}

// View draws the document, and the search line.
func (p *JSONPane) View() string {
	if p.None != "" && p.json.Document() == nil {
		th := p.desk.Theme
		return widget.Block([]string{widget.Line(th, p.w, widget.Say(th.Muted, "   "+p.None))}, p.w, p.h)
	}
	if p.filter.Active() || p.filter.On() {
		return p.searchLine() + "\n" + p.json.View()
	}
	return p.json.View()
}

// searchLine is what is searched for, and how often it was found.
func (p *JSONPane) searchLine() string {
	if p.filter.Text().IsZero() {
		return p.filter.View()
	}
	th := p.desk.Theme
	count := widget.Spans{widget.Say(th.Muted, " no match ")}
	switch at, n := p.json.Hits(); {
	case at > 0:
		count = widget.Spans{widget.Sayf(th.Muted, " %d of %d ", at, n)}
	case n > 0:
		count = widget.Spans{widget.Sayf(th.Muted, " %d found ", n)}
	}
	return widget.Fit(p.filter.View(), max(p.w-count.Width(), 0), "") + widget.Line(th, min(count.Width(), p.w), count...)
}

// Entry takes a key or a paste for the search line.
func (p *JSONPane) Entry(msg tea.Msg) {
	if p.filter.Update(msg) {
		p.json.Search(p.filter.Text())
	}
}

// EscapeStep clears the search; false when there was none.
func (p *JSONPane) EscapeStep() bool {
	was := p.filter.Active() || p.filter.On()
	p.filter.Clear()
	p.json.Search(text.Text{})
	p.SetSize(p.w, p.h)
	return was
}

// Act does what a key means in a document; false for any other.
func (p *JSONPane) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		p.json.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter:
		if ref, ok := p.mentioned(); ok {
			return p.desk.Open(ref), true
		}
		p.json.Toggle()
	case ui.Into:
		p.json.Unfold()
	case ui.Out:
		return nil, p.json.Fold()
	case ui.Filter:
		p.filter.Open()
		p.SetSize(p.w, p.h)
	case ui.Accept:
		p.filter.Close()
		p.SetSize(p.w, p.h)
	case ui.Escape:
		return nil, p.filter.Active() && p.EscapeStep()
	case ui.NextHit:
		p.json.Next()
	case ui.PrevHit:
		p.json.Prev()
	case ui.CopyID:
		value := Copied{Value: string(text.PastedJSON(p.json.Raw()))}
		if words, ok := p.json.Value(); ok {
			value = CopiedText(words)
		}
		return ui.Tell(value.Copy(p.json.Path().String())), true
	default:
		return nil, false
	}
	return nil, true
}

// Word is what enter does to the line under the cursor.
func (p *JSONPane) Word(a ui.Action) string {
	if a != ui.Enter {
		return ""
	}
	if _, ok := p.mentioned(); ok {
		return "open"
	}
	return FoldWord(a, p.json.Open())
}

// FoldWord is what enter does to a line that is unfolded, or isn't, where it does just
// that.
func FoldWord(a ui.Action, open bool) string {
	if a == ui.Enter && open {
		return "collapse"
	}
	return ""
}

// WhyNot says why a key of documents can't do its work just now; empty where it can.
func (p *JSONPane) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Enter, ui.Into, ui.Filter, ui.CopyID, ui.NextHit, ui.PrevHit:
	default:
		return ""
	}
	switch {
	case p.json.Document() == nil:
		return "no document in this tab"
	case (a == ui.NextHit || a == ui.PrevHit) && p.filter.Text().IsZero():
		return "no search: {json.filter} searches"
	}
	return ""
}

// mentioned is the thing that the value under the cursor names.
func (p *JSONPane) mentioned() (rbac.Ref, bool) {
	value, ok := p.json.Value()
	if !ok {
		return rbac.Ref{}, false
	}
	key, _ := p.json.Key()
	if p.Named != nil {
		if ref, ok := p.Named(key, value); ok {
			return ref, true
		}
	}
	ref, ok := p.desk.Data.mentioned(key, value)
	return ref, ok && ref != p.About
}

// Whereabouts says what enter leads to, and where the cursor is: of a long path the
// end is cut.
func (p *JSONPane) Whereabouts() string {
	path := p.json.Path().String()
	if ref, ok := p.mentioned(); ok {
		return p.desk.Theme.Wordsf("{json.open} opens %s %s %s %s", ref.Kind, p.desk.Data.Name(ref), p.desk.Theme.Glyphs.Dot, path)
	}
	if path == "$" {
		return ""
	}
	return path
}

// Click puts the cursor on line y.
func Click(p *JSONPane, y int) {
	if p.filter.Active() || p.filter.On() {
		y--
	}
	p.json.SelectLine(y)
}
