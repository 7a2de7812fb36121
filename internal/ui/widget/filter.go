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
	many   int  // from how many rows on a column isn't read at once
	unread bool // columns are named that are to be read first
	active bool
	anew   bool // what is typed next takes the place of the words
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
	f.again()
}

// again searches all rows for what is typed.
func (f *Filter) again() {
	f.unread = false
	f.query = f.index.Parse(f.input.Text().Raw())
	f.hits = f.index.Search(f.query, nil)
}

// SetMany has columns of so many rows and more read by whoever Unread tells.
func (f *Filter) SetMany(rows int) { f.many = rows }

// Unread is what is typed where it names columns that are to be read first, beside the
// program: SetIndex then searches. False where there is nothing to read.
func (f *Filter) Unread() (Query, bool) { return f.index.Parse(f.input.Text().Raw()), f.unread }

// Open gives the keys to the filter. Close takes them and keeps the words,
// which is what enter does; Clear drops the words too, which is what esc does. What
// is typed first takes the place of words that were kept.
func (f *Filter) Open() {
	f.active, f.anew = true, f.On()
	f.input.Focus()
}

// Close takes the keys from the filter and keeps its words.
func (f *Filter) Close() { f.active = false; f.input.Blur() }

// Clear empties and closes the filter, and reports whether there were words.
func (f *Filter) Clear() bool {
	had := !f.query.IsZero()
	f.input.SetText(text.Text{})
	f.query, f.hits, f.unread = Query{}, Hits{}, false
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
	if !f.waits(f.index.Parse(t.Raw())) {
		f.again()
	}
}

// waits reports whether columns are to be read before a query is answered.
func (f *Filter) waits(q Query) bool {
	f.unread = f.many > 0 && f.index.Len() >= f.many && f.index.Unread(q)
	return f.unread
}

// Query is what was typed, to highlight what it matched.
func (f *Filter) Query() Query { return f.query }

// Hits is the rows that match; only of use while On.
func (f *Filter) Hits() Hits { return f.hits }

// Update takes a key press or a paste and reports whether the hits are others
// now. It goes on from the last hits when the words only grew.
func (f *Filter) Update(msg tea.Msg) (changed bool) {
	if !f.active {
		return false
	}
	if f.anew && enters(msg) {
		f.input.SetText(text.Text{})
	}
	f.anew = false
	if !f.input.Update(msg) {
		return false
	}
	query := f.index.Parse(f.input.Text().Raw())
	if f.waits(query) {
		return false
	}
	var within []int32
	if f.On() && query.extends(f.query) {
		within = f.hits.Rows
	}
	f.query = query
	f.hits = f.index.Search(query, within)
	return true
}

// enters reports whether a message enters text.
func enters(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return msg.Text != ""
	case tea.PasteMsg:
		return true
	}
	return false
}

// View is one line of exactly w cells.
func (f *Filter) View() string { return f.Line(f.w) }

// Line is the line in w cells: what is typed and, where that says more than plain words,
// what it was understood as.
func (f *Filter) Line(w int) string {
	if w <= 0 {
		return ""
	}
	line := f.theme.Key.Render("/") + " " + f.input.View()
	said := f.index.Understood(f.theme, f.index.Parse(f.input.Text().Raw()))
	if f.unread {
		said = append(said, Say(f.theme.Muted, " (reading)"))
	}
	typed := 3 + width(f.input.Text().String())
	room := w - typed - gap
	if len(said) == 0 || room < leastUnderstood {
		return Fit(line, w, "")
	}
	room = min(room, said.Width()+gap)
	return Fit(line, w-room, "") + Line(f.theme, room, said...)
}

// leastUnderstood is how many cells are worth saying in what was understood.
const leastUnderstood = 12
