package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// Choices is what a Picker offers.
type Choices[K comparable] interface {
	// Len is the number of rows.
	Len() int
	// Key is the identity of row i.
	Key(i int) K
	// Label is what is drawn of row i.
	Label(i int) Spans
	// Has reports whether row i is chosen already, before anything is picked.
	Has(i int) bool
}

// PartChoices is Choices that are about several things at once: a row may be
// chosen for some of them alone.
type PartChoices[K comparable] interface {
	Choices[K]
	// Part reports whether row i is chosen for some, but not for all.
	Part(i int) bool
}

// PickerEvent is what a key or a paste did to a Picker.
type PickerEvent int

// Changed is a row that was picked or a filter that was typed; Pasted is a list
// of lines, which Picker.Pasted holds.
const (
	PickerNone PickerEvent = iota
	PickerChanged
	PickerPasted
)

// Picker chooses any number of rows: it shows what is there already, what would
// be added and what would be removed. Typing filters.
type Picker[K comparable] struct {
	theme   *theme.Theme
	rows    Choices[K]
	index   *Index
	input   *Input
	query   Query
	hits    Hits
	toggled map[K]bool // to be chosen, or no longer
	scroll  scroll
	w, h    int
	summary Spans
	pasted  []text.Text
	single  bool
}

// NewPicker offers no rows yet.
func NewPicker[K comparable](th *theme.Theme) *Picker[K] {
	p := &Picker[K]{theme: th, input: NewInput(th), toggled: map[K]bool{}}
	p.input.SetHint("type to filter")
	return p
}

// SetSingle makes it a picker of one row: nothing can be toggled, and the row
// under the cursor is the choice.
func (p *Picker[K]) SetSingle(single bool) { p.single = single }

// SetRows replaces the rows and what is searched of them (nil searches nothing).
// What was picked stays picked as long as its key is there and that would still
// change something.
func (p *Picker[K]) SetRows(rows Choices[K], index *Index) {
	current, ok := p.Current()
	p.rows, p.index = rows, index
	present := make(map[K]bool, len(p.toggled))
	for i := range rows.Len() {
		want, picked := p.toggled[rows.Key(i)]
		if picked && (p.part(i) || rows.Has(i) != want) {
			present[rows.Key(i)] = want
		}
	}
	p.toggled = present
	p.hits = index.Search(p.query, nil)
	p.place(current, ok)
}

// place puts the cursor on the key, if known and shown, or else leaves it.
func (p *Picker[K]) place(key K, known bool) {
	n := p.shown()
	at := p.scroll.cursor
	for i := 0; known && i < n; i++ {
		if p.rows.Key(p.source(i)) == key {
			at = i
			break
		}
	}
	p.scroll.relocate(at, n)
}

func (p *Picker[K]) shown() int {
	switch {
	case p.rows == nil:
		return 0
	case p.query.IsZero():
		return p.rows.Len()
	default:
		return len(p.hits.Ranked)
	}
}

func (p *Picker[K]) source(view int) int {
	if p.query.IsZero() {
		return view
	}
	return int(p.hits.Ranked[view])
}

// SetSize gives the picker w by h cells.
func (p *Picker[K]) SetSize(w, h int) {
	p.w, p.h = max(0, w), max(0, h)
	p.input.SetSize(max(0, p.w-2), 1)
	p.scroll.resize(p.h - p.head() - p.foot())
}

// head and foot are the lines of the filter and of the summary; on a low screen
// the rows come first.
func (p *Picker[K]) head() int { return min(1, max(0, p.h-1)) }
func (p *Picker[K]) foot() int { return min(1, max(0, p.h-2)) }

// SetSummary is the line below the rows: what the choice would change.
func (p *Picker[K]) SetSummary(line Spans) { p.summary = line }

// Update takes a key press or a paste. Blank toggles while nothing is typed.
// Several lines pasted at once are a list, and left for the caller to look up
// and Add.
func (p *Picker[K]) Update(msg tea.Msg) PickerEvent {
	switch m := msg.(type) {
	case tea.PasteMsg:
		if lines := pastedLines(m.Content); len(lines) > 1 {
			p.pasted = lines
			return PickerPasted
		}
	case tea.KeyPressMsg:
		if m.String() == "space" && p.input.Text().IsZero() && !p.single {
			p.Toggle()
			return PickerChanged
		}
	}
	if !p.input.Update(msg) {
		return PickerNone
	}
	p.search()
	return PickerChanged
}

// pastedLines is the lines of a paste that hold anything.
func pastedLines(s string) []text.Text {
	var lines []text.Text
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, text.New(line))
		}
	}
	return lines
}

func (p *Picker[K]) search() {
	query := ParseQuery(p.input.Text().Raw())
	var within []int32
	if !p.query.IsZero() && query.extends(p.query) {
		within = p.hits.Rows
	}
	p.query = query
	p.hits = p.index.Search(query, within)
	p.scroll.n = p.shown()
	p.scroll.motion(Top)
}

// ClearFilter empties the filter line and reports whether it held anything.
func (p *Picker[K]) ClearFilter() bool {
	had := !p.input.Text().IsZero()
	key, ok := p.Current()
	p.input.SetText(text.Text{})
	p.query, p.hits = Query{}, Hits{}
	p.place(key, ok)
	return had
}

// Query is what was typed, to highlight labels with.
func (p *Picker[K]) Query() Query { return p.query }

// Pasted is the lines of the last list that was pasted.
func (p *Picker[K]) Pasted() []text.Text { return p.pasted }

// Go moves the cursor.
func (p *Picker[K]) Go(m Motion) { p.scroll.motion(m) }

// Current is the key under the cursor; false when nothing is shown.
func (p *Picker[K]) Current() (K, bool) {
	var none K
	if p.scroll.n == 0 || p.rows == nil {
		return none, false
	}
	return p.rows.Key(p.source(p.scroll.cursor)), true
}

// Toggle turns the row under the cursor round. One that is chosen for some
// becomes chosen for all, then for none, then as it was.
func (p *Picker[K]) Toggle() {
	key, ok := p.Current()
	if !ok || p.single {
		return
	}
	i := p.source(p.scroll.cursor)
	switch want, picked := p.toggled[key]; {
	case !picked:
		p.toggled[key] = !p.rows.Has(i)
	case want && p.part(i):
		p.toggled[key] = false
	default:
		delete(p.toggled, key)
	}
}

// part reports whether row i is chosen for some things and not for others.
func (p *Picker[K]) part(i int) bool {
	rows, ok := p.rows.(PartChoices[K])
	return ok && rows.Part(i)
}

// Add picks every one of the keys that isn't there yet, and gives back those
// that no row has.
func (p *Picker[K]) Add(keys []K) (unknown []K) {
	if p.rows == nil {
		return keys
	}
	has := make(map[K]bool, p.rows.Len())
	for i := range p.rows.Len() {
		has[p.rows.Key(i)] = p.rows.Has(i)
	}
	for _, key := range keys {
		there, known := has[key]
		switch {
		case !known:
			unknown = append(unknown, key)
		case there:
			delete(p.toggled, key)
		default:
			p.toggled[key] = true
		}
	}
	return unknown
}

// Dirty reports whether the choice would change anything.
func (p *Picker[K]) Dirty() bool { return len(p.toggled) > 0 }

// Added is the keys that would come to be chosen, in the order of the rows.
func (p *Picker[K]) Added() []K { return p.changed(true) }

// Removed is the keys that would no longer be chosen, in the order of the rows.
func (p *Picker[K]) Removed() []K { return p.changed(false) }

func (p *Picker[K]) changed(to bool) []K {
	var keys []K
	if len(p.toggled) == 0 {
		return nil
	}
	for i := range p.rows.Len() {
		key := p.rows.Key(i)
		if want, picked := p.toggled[key]; picked && want == to {
			keys = append(keys, key)
		}
	}
	return keys
}

// Text is what was typed into the filter line.
func (p *Picker[K]) Text() text.Text { return p.input.Text() }

// SetText puts words into the filter line, as if they had been typed.
func (p *Picker[K]) SetText(t text.Text) {
	p.input.SetText(t)
	p.search()
}
