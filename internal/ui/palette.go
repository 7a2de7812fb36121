package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// paletteBox finds any screen, object or command by a few letters. Screens and
// commands are there at once, the objects as soon as they are indexed.
type paletteBox struct {
	Plain
	theme  *theme.Theme
	filter *widget.Filter
	table  *widget.Table[int]
	items  []Item
	index  *widget.Index
	loader *Loader[indexed]
	h, w   int
	gather func() []Item
	query  widget.Query // what the rows are found by
	verbs  []Verb
	verb   *Verb // with which the words begin; nil for none
	taken  *Item // what it makes of the words behind it; nil for nothing
	said   *said
	at     int // which of the words said before stand there; their number for none
}

type indexed struct {
	items []Item
	index *widget.Index
}

func (a offers) palette() Dialog {
	p := &paletteBox{theme: a.Theme, filter: widget.NewFilter(a.Theme), gather: a.Host.Items(), verbs: a.Host.Verbs(), said: &a.App.said}
	p.at = len(p.said.words)
	p.loader = NewLoader[indexed](p, a.Now)
	p.table = widget.NewTable[int](a.Theme, []widget.Column{
		{Title: "Go to", Min: 16, Weight: 3},
		{Title: "What", Min: 11, Max: 12, Weight: 1, Priority: 1},
		{Title: "Id or key", Min: 9, Weight: 2, Priority: 2},
	})
	p.filter.SetHint("screen, name, id or command; groups fin, access ann")
	p.filter.Open()
	p.take(newIndexed(a.commands()))
	return p
}

func newIndexed(items []Item) indexed {
	return indexed{items, widget.NewNamedIndex(len(items), func(i int) (names, others []text.Text) {
		return []text.Text{items[i].Label}, []text.Text{items[i].Extra, text.New(items[i].Kind), items[i].Also}
	})}
}

func (p *paletteBox) Init() Cmd {
	p.table.SetEmpty(widget.Spans{widget.Say(p.theme.Muted, "Loading…")})
	own, gather := p.items, p.gather
	return p.loader.Start("indexing", func(context.Context) (indexed, error) {
		return newIndexed(append(own[:len(own):len(own)], gather()...)), nil
	})
}

func (p *paletteBox) Update(msg tea.Msg) Cmd {
	if v, _, ok := p.loader.Take(msg); ok {
		p.table.SetEmpty(widget.Spans{widget.Say(p.theme.Muted, "No match.")})
		p.take(v)
	}
	return nil
}

func (p *paletteBox) take(v indexed) {
	p.items, p.index = v.items, v.index
	p.filter.SetIndex(v.index)
	p.arrange()
}

func (p *paletteBox) arrange() {
	if p.verbal() {
		return
	}
	p.query = p.filter.Query()
	p.table.SetRows(paletteRows{p}, nil, p.filter.Hits().Ranked)
	if p.filter.On() {
		p.table.SetFilter(p.filter.Hits().Ranked, true)
		p.table.Go(widget.Top)
		return
	}
	p.table.ClearFilter()
}

// Want is most of a small screen and the middle of a large one.
func (p *paletteBox) Want(w, h int) (int, int) { return min(w, 84), min(h, 22) }

func (p *paletteBox) SetSize(w, h int) {
	p.w, p.h = w, h
	p.filter.SetSize(max(w-2, 0), 1)
	p.table.SetSize(max(w-2, 0), max(h-3, 0))
}

func (p *paletteBox) View() string {
	title := widget.Spans{widget.Say(p.theme.Title, "Go to")}
	if p.verb != nil {
		title = append(title, widget.Say(p.theme.Muted, widget.Words(": "+p.verb.Words[0])))
	}
	return widget.Box(p.theme, title, p.filter.View()+"\n"+p.table.View(), p.w, p.h, true)
}

func (p *paletteBox) Title() string   { return "Go to" }
func (p *paletteBox) Layers() []Layer { return []Layer{PickerLayer} }
func (p *paletteBox) Hints() []Action { return []Action{Enter, Escape} }
func (p *paletteBox) Capturing() bool { return true }

// WhyNot is about what only pickers of several things do.
func (p *paletteBox) WhyNot(a Action) widget.Words {
	switch a {
	case Toggle, Stage, Editor, CopyMenu:
		return "choose one: {picker.open} goes there"
	case Enter:
		if _, ok := p.table.Current(); !ok {
			return "there is nothing to choose"
		}
	}
	return ""
}

func (p *paletteBox) Busy() (time.Time, string) { return p.loader.Busy() }
func (p *paletteBox) Cancel()                   { p.loader.Cancel() }
func (p *paletteBox) Close()                    { p.loader.Cancel() }

func (p *paletteBox) Act(a Action) (Cmd, bool) {
	switch {
	case a == Up && p.table.AtTop() && p.recall(-1), a == Down && p.at < len(p.said.words) && p.recall(1):
		return nil, true
	}
	if m, ok := Motions(a); ok {
		p.table.Go(m)
		return nil, true
	}
	switch a {
	case Enter:
		i, _ := p.table.Current()
		p.said.add(p.filter.Text())
		return Answer(p, Tell(p.chosen(p.item(i)))), true
	case Escape:
		return Tell(Close{p}), true
	}
	return nil, true
}

func (p *paletteBox) Entry(msg tea.Msg) Cmd {
	if p.filter.Update(msg) {
		p.at = len(p.said.words)
		p.arrange()
	}
	return nil
}

type paletteRows struct{ *paletteBox }

func (r paletteRows) Len() int {
	if r.taken != nil {
		return len(r.items) + 1
	}
	return len(r.items)
}

func (r paletteRows) Key(i int) int            { return i }
func (r paletteRows) Find(key int) (int, bool) { return key, key < r.Len() }

func (r paletteRows) Cell(i, column int) widget.Spans {
	switch item := r.item(i); column {
	case 0:
		return r.query.Highlight(r.theme.Text, r.theme.Hit, item.Label)
	case 1:
		return widget.Spans{widget.Say(r.theme.Muted, widget.Words(item.Kind))}
	default:
		return widget.Spans{widget.Foreign(r.theme.Muted, item.Extra)}
	}
}
