package widget

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// Filter is the line that narrows a list as one types. It searches at once:
// over 100,000 rows that takes a few milliseconds.
type Filter struct {
	theme  *theme.Theme
	input  *Input
	index  *Index
	query  Query
	hits   Hits
	active bool
	w      int
}

// NewFilter is a filter that is closed and empty.
func NewFilter(th *theme.Theme) *Filter {
	return &Filter{theme: th, input: NewInput(th)}
}

// SetSize gives the line w cells; its height is always 1.
func (f *Filter) SetSize(w, _ int) {
	f.w = max(0, w)
	f.input.SetSize(max(0, f.w-2), 1)
}

// SetHint is what stands there while nothing has been typed.
func (f *Filter) SetHint(hint Words) { f.input.SetHint(hint) }

// SetIndex searches other rows, with the same words.
func (f *Filter) SetIndex(x *Index) {
	f.index = x
	f.hits = x.Search(f.query, nil)
}

// Open gives the keys to the filter. Close takes them and keeps the words,
// which is what enter does; Clear drops the words too, which is what esc does.
func (f *Filter) Open() { f.active = true; f.input.Focus() }

// Close takes the keys from the filter and keeps its words.
func (f *Filter) Close() { f.active = false; f.input.Blur() }

// Clear empties and closes the filter, and reports whether there were words.
func (f *Filter) Clear() bool {
	had := !f.query.IsZero()
	f.input.SetText(text.Text{})
	f.query, f.hits = Query{}, Hits{}
	f.Close()
	return had
}

// Active reports whether the filter has the keys, On whether it holds words.
func (f *Filter) Active() bool { return f.active }

// On reports whether the filter holds words and so hides rows.
func (f *Filter) On() bool { return !f.query.IsZero() }

// Text is what was typed.
func (f *Filter) Text() text.Text { return f.input.Text() }

// SetText types t for the person.
func (f *Filter) SetText(t text.Text) {
	f.input.SetText(t)
	f.query = ParseQuery(t.Raw())
	f.hits = f.index.Search(f.query, nil)
}

// Query is what was typed, to highlight what it matched.
func (f *Filter) Query() Query { return f.query }

// Hits is the rows that match; only of use while On.
func (f *Filter) Hits() Hits { return f.hits }

// Update takes a key press or a paste and reports whether the hits are others
// now. It goes on from the last hits when the words only grew.
func (f *Filter) Update(msg tea.Msg) (changed bool) {
	if !f.active || !f.input.Update(msg) {
		return false
	}
	query := ParseQuery(f.input.Text().Raw())
	var within []int32
	if f.On() && query.extends(f.query) {
		within = f.hits.Rows
	}
	f.query = query
	f.hits = f.index.Search(query, within)
	return true
}

// View is one line of exactly w cells.
func (f *Filter) View() string {
	if f.w == 0 {
		return ""
	}
	return Fit(f.theme.Key.Render("/")+" "+f.input.View(), f.w, "")
}
