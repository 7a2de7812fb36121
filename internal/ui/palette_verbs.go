package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// Verb is a word of the palette that takes what is typed behind it: groups fin, access ann.
type Verb struct {
	Words []string // what is typed, the first of them shown
	Kinds []string // of the items among which the rest is looked for
	// Of is what the verb does to one of them; nil does what choosing it does.
	Of func(Route) tea.Msg
	// Takes is an item of the rest as it is typed; nil where only items are taken.
	Takes func(rest text.Text) Item
}

// verb is the verb with which the typed words begin, and the rest; nil where there is none.
func verbOf(verbs []Verb, typed string) (*Verb, string) {
	typed = strings.TrimLeft(typed, " ")
	var verb *Verb
	longest := 0
	for i, v := range verbs {
		for _, word := range v.Words {
			if n := len(word); n > longest && len(typed) > n && strings.EqualFold(typed[:n], word) && typed[n] == ' ' {
				verb, longest = &verbs[i], n
			}
		}
	}
	return verb, strings.TrimLeft(typed[longest:], " ")
}

// verbal narrows the palette to what a verb takes; false where the words begin with none,
// or nothing is found behind it.
func (p *paletteBox) verbal() bool {
	p.verb, p.taken = nil, nil
	v, rest := verbOf(p.verbs, p.filter.Text().Raw())
	if v == nil {
		return false
	}
	typed := strings.ToLower(strings.TrimSpace(p.filter.Text().Raw()))
	var rows []int32
	for i, item := range p.items {
		if strings.HasPrefix(strings.ToLower(item.Label.Raw()), typed) {
			return false // it is called so
		}
		if slices.Contains(v.Kinds, item.Kind) {
			rows = append(rows, int32(i))
		}
	}
	query := widget.ParseQuery(rest)
	if !query.IsZero() {
		rows = p.index.Search(query, append([]int32{}, rows...)).Ranked
	}
	if v.Takes != nil && rest != "" {
		item := v.Takes(text.New(rest))
		p.taken = &item
		rows = append([]int32{int32(len(p.items))}, rows...)
	}
	if len(rows) == 0 {
		p.taken = nil
		return false
	}
	p.verb = v
	p.query = query
	p.table.SetRows(paletteRows{p}, nil, rows)
	p.table.SetFilter(rows, true)
	p.table.Go(widget.Top)
	return true
}

// item is a row of the palette: an item, or behind them all what a verb makes of the words.
func (p *paletteBox) item(i int) Item {
	if i == len(p.items) && p.taken != nil {
		return *p.taken
	}
	return p.items[i]
}

// chosen is what choosing an item sends: what a verb does to it, where one is typed.
func (p *paletteBox) chosen(item Item) tea.Msg {
	if p.verb != nil && p.verb.Of != nil {
		if open, ok := item.Then.(Open); ok {
			return p.verb.Of(open.Route)
		}
	}
	return item.Then
}

// said are the words that were chosen by in the palette, the last one last.
type said struct{ words []text.Text }

// mostSaid is how many of them are kept.
const mostSaid = 50

func (s *said) add(words text.Text) {
	if words.IsZero() {
		return
	}
	s.words = append(slices.DeleteFunc(s.words, func(w text.Text) bool { return w == words }), words)
	s.words = s.words[max(0, len(s.words)-mostSaid):]
}

// recall puts earlier words into the line, or later ones where by is positive; false where
// there are none.
func (p *paletteBox) recall(by int) bool {
	at := p.at + by
	if at < 0 || at > len(p.said.words) || p.at == len(p.said.words) && by > 0 {
		return false
	}
	p.at = at
	words := text.Text{}
	if at < len(p.said.words) {
		words = p.said.words[at]
	}
	p.filter.SetText(words)
	p.arrange()
	p.table.Go(widget.Top)
	return true
}
