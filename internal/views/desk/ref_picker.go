package desk

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// refPicker chooses one of the things that are loaded, by name or id, or takes
// an id as it was typed. Long lists are made ready beside the program.
type refPicker struct {
	ui.Plain
	desk   *Desk
	data   *Data
	title  widget.Words
	picker *widget.Picker[rbac.Ref]
	loader *ui.Loader[candidates]
	list   func(*Data) []rbac.Ref
	take   func(value text.Text, ref rbac.Ref) ui.Cmd
	rows   candidates
	Listed bool // choose from the list
	// Note is what is said behind a name; nil for nothing.
	Note func(rbac.Ref) widget.Words
	w, h int
}

// candidates are the things to choose from, ready to be searched.
type candidates struct {
	refs  []rbac.Ref
	index *widget.Index
	mixed bool // of several kinds
}

// Listed are all things of some kinds.
func Listed(kinds ...rbac.Kind) func(*Data) []rbac.Ref {
	return func(d *Data) []rbac.Ref {
		var refs []rbac.Ref
		for _, k := range kinds {
			refs = append(refs, catalog.Of(k).Refs(&d.Data)...)
		}
		return refs
	}
}

// NewRefPicker makes a dialog that takes one of the listed things, or what was
// typed.
func NewRefPicker(d *Desk, title widget.Words, list func(*Data) []rbac.Ref, typed text.Text, take func(text.Text, rbac.Ref) ui.Cmd) *refPicker {
	p := &refPicker{desk: d, data: d.Data, title: title, list: list, take: take}
	p.picker = widget.NewPicker[rbac.Ref](d.Theme)
	p.picker.SetSingle(true)
	p.picker.SetText(typed)
	p.loader = ui.NewLoader[candidates](p, d.Now)
	p.Waits = []ui.Busy{p.loader}
	return p
}

func (p *refPicker) Init() ui.Cmd {
	data, list := p.data, p.list
	if data.Size() < ManyRows {
		p.show(gather(data, list))
		return nil
	}
	return p.loader.Start("listing", func(context.Context) (candidates, error) { return gather(data, list), nil })
}

func gather(d *Data, list func(*Data) []rbac.Ref) candidates {
	refs := list(d)
	mixed := slices.ContainsFunc(refs, func(ref rbac.Ref) bool { return ref.Kind != refs[0].Kind })
	index := widget.NewNamedIndex(len(refs), func(i int) (names, others []text.Text) {
		return []text.Text{d.Name(refs[i])}, []text.Text{d.Extra(refs[i]), catalog.OwnID(refs[i])}
	})
	return candidates{refs, index, mixed}
}

func (p *refPicker) show(c candidates) {
	p.rows = c
	p.picker.SetRows(refChoices{p}, c.index)
}

func (p *refPicker) Update(msg tea.Msg) ui.Cmd {
	if c, _, ok := p.loader.Take(msg); ok {
		p.show(c)
	}
	return nil
}

// refChoices are the rows of the picker.
type refChoices struct{ *refPicker }

func (r refChoices) Len() int           { return len(r.rows.refs) }
func (r refChoices) Key(i int) rbac.Ref { return r.rows.refs[i] }
func (r refChoices) Has(int) bool       { return false }

func (r refChoices) Label(i int) widget.Spans {
	th, ref := r.desk.Theme, r.rows.refs[i]
	label := r.picker.Query().Highlight(KindStyle(th, ref.Kind), th.Hit, r.data.Name(ref))
	label = append(label, widget.Say(th.Muted, "  "))
	if r.rows.mixed {
		label = append(label, widget.Sayf(th.Muted, "%s  ", widget.Words(ref.Kind)))
	}
	if extra := r.data.Extra(ref); extra != catalog.OwnID(ref) && ref.Kind != rbac.KindMapping {
		label = append(label, widget.Foreign(th.Muted, extra), widget.Say(th.Muted, "  "))
	}
	if r.Note != nil {
		if note := r.Note(ref); note != "" {
			label = append(label, widget.Say(th.Text, note+"  "))
		}
	}
	return append(label, widget.Foreign(th.Muted, catalog.OwnID(ref)))
}

// Want is most of the screen: names and ids are long.
func (p *refPicker) Want(w, h int) (int, int) { return min(w, 90), min(h, 20) }

func (p *refPicker) SetSize(w, h int) {
	p.w, p.h = w, h
	p.picker.SetSize(max(w-2, 0), max(h-3, 0))
}

func (p *refPicker) View() string {
	th := p.desk.Theme
	var says []widget.Span
	if !p.Listed {
		says = widget.Keyed(th, th.Muted, " {take_as_typed} use as typed")
	}
	note := widget.Line(th, max(p.w-2, 0), says...)
	return widget.Box(th, widget.Spans{widget.Say(th.Title, p.title)}, p.picker.View()+"\n"+note, p.w, p.h, true)
}

func (p *refPicker) Title() string      { return string(p.title) }
func (p *refPicker) Layers() []ui.Layer { return []ui.Layer{ui.ChoiceLayer, ui.PickerLayer} }
func (p *refPicker) Hints() []ui.Action { return []ui.Action{ui.Enter, ui.AsTyped, ui.Escape} }
func (p *refPicker) Capturing() bool    { return true }
func (p *refPicker) Entry(msg tea.Msg) ui.Cmd {
	p.picker.Update(msg)
	return nil
}

// WhyNot says what can't be taken.
func (p *refPicker) WhyNot(a ui.Action) widget.Words {
	typed := !p.picker.Text().IsZero()
	_, some := p.picker.Current()
	switch {
	case a != ui.AsTyped:
		return WhyOneOnly(a, some || typed && !p.Listed)
	case p.Listed:
		return "choose from the list"
	case !typed:
		return "nothing typed yet"
	}
	return ""
}

func (p *refPicker) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		p.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter:
		if ref, ok := p.picker.Current(); ok {
			return ui.Answer(p, p.take(catalog.OwnID(ref), ref)), true
		}
		return p.typed(), true
	case ui.AsTyped:
		return p.typed(), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: p}), true
	}
	return nil, true
}

// typed takes the words of the filter line as an id, as they are.
func (p *refPicker) typed() ui.Cmd {
	return ui.Answer(p, p.take(p.picker.Text(), rbac.Ref{}))
}
