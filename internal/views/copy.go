package views

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// copyItem is one thing that the copy menu offers.
type copyItem struct {
	label widget.Words // what it is
	value func() pasted
}

// copyMenu offers what can be copied of things: ids, names, the JSON, and the
// requests that read them.
func (d *Desk) copyMenu(refs []rbac.Ref) tea.Cmd {
	return d.copyMenuWith(refs, nil)
}

// copyMenuWith offers besides the requests that mend what is wrong with them.
func (d *Desk) copyMenuWith(refs []rbac.Ref, mends []endpoint.Call) tea.Cmd {
	if len(refs) == 0 {
		return d.copyCalls(mends)
	}
	of := text.New(counted(len(refs), "row"))
	ids, names := widget.Words("ids"), widget.Words("names")
	if len(refs) == 1 {
		of, ids, names = d.data.refName(refs[0]), "id", "name"
	}
	items := []copyItem{
		{ids, func() pasted { return lined(refs, d.data.value) }},
		{names, func() pasted { return lined(refs, d.data.refName) }},
	}
	if slices.ContainsFunc(refs, func(ref rbac.Ref) bool { return d.rawOf(ref) != nil }) {
		items = append(items, copyItem{"JSON", func() pasted { return pasted{value: d.jsonOf(refs)} }})
	}
	var calls []endpoint.Call
	for _, ref := range refs {
		if call, ok := d.data.read(ref); ok {
			calls = append(calls, call)
		}
	}
	items = append(items, d.snippetItems("", calls)...)
	return d.offerCopies(of, append(items, d.snippetItems("the mend as ", mends)...))
}

// copyRequests offers the requests that changes come to.
func (d *Desk) copyRequests(changes []rbac.Change) tea.Cmd {
	if len(changes) == 0 {
		return say("there is no request to copy: nothing was altered")
	}
	p, err := d.data.compile(changes)
	if err != nil {
		return complain("there is no request to copy: " + outlook{data: d.data, err: err}.fault())
	}
	return d.copyPlan(p)
}

// copyPlan offers the requests of a plan.
func (d *Desk) copyPlan(p *plan.Plan) tea.Cmd {
	if p.Requests() == 0 {
		return say("there is no request to copy: it is so already")
	}
	return d.copyCalls(callsOf(p))
}

// callsOf are the requests of a plan, in their order.
func callsOf(p *plan.Plan) []endpoint.Call {
	calls := make([]endpoint.Call, 0, p.Requests())
	for _, item := range p.Items {
		calls = append(calls, shownCalls(item.Steps)...)
	}
	return calls
}

// copyCall offers a request in each of the formats.
func (d *Desk) copyCall(call endpoint.Call) tea.Cmd { return d.copyCalls([]endpoint.Call{call}) }

// copyCalls offers several requests, in their order, in each of the formats.
func (d *Desk) copyCalls(calls []endpoint.Call) tea.Cmd {
	switch len(calls) {
	case 0:
		return nil
	case 1:
		words, whole := calls[0].Withheld()
		if whole {
			return complain("not copied: " + words)
		}
		of := text.New(calls[0].Method() + " " + calls[0].Target())
		if words != "" {
			of = text.New(of.Raw() + " (a secret left out)")
		}
		items := []copyItem{{"address", func() pasted { return pasted{value: calls[0].URL(firstWord(d.baseURL(), snippet.DefaultBase))} }}}
		items = append(items, d.snippetItems("", calls)...)
		if body := calls[0].MaskBody(); len(body) > 0 {
			items = append(items, copyItem{"body", func() pasted { return pastedBody(body) }})
		}
		return d.offerCopies(of, items)
	}
	return d.offerCopies(text.New(counted(len(calls), "request")), d.snippetItems("", calls))
}

func firstWord(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// snippetItems are calls in each of the formats, the lead in front of its name.
func (d *Desk) snippetItems(lead widget.Words, calls []endpoint.Call) []copyItem {
	if len(calls) == 0 {
		return nil
	}
	items := make([]copyItem, 0, len(snippet.Formats()))
	for _, f := range snippet.Formats() {
		items = append(items, copyItem{lead + widget.Words(f.Title()), func() pasted {
			parts := make([]string, len(calls))
			for i, call := range calls {
				parts[i] = f.Write(call, snippet.Options{BaseURL: d.baseURL()})
			}
			return pasted{value: strings.Join(parts, "\n\n")}
		}})
	}
	return items
}

// jsonOf is a thing as the API gives it, or several in an array; those of which
// no more than the id is known are left out.
func (d *Desk) jsonOf(refs []rbac.Ref) string {
	docs := make([]any, 0, len(refs))
	for _, ref := range refs {
		if doc := d.rawOf(ref); doc != nil {
			docs = append(docs, doc)
		}
	}
	var doc any = docs
	if len(docs) == 1 {
		doc = docs[0]
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return ""
	}
	return string(text.PastedJSON(b))
}

func (d *Desk) rawOf(ref rbac.Ref) any {
	if ref.Kind == rbac.KindMapping {
		_, m, _ := d.data.mapping(ref)
		return m
	}
	if k := d.kindOf(ref.Kind); k != nil {
		return k.raw(d.data, ref.ID)
	}
	return nil
}

func (d *Desk) offerCopies(of text.Text, items []copyItem) tea.Cmd {
	return ui.Tell(ui.Show{Dialog: newCopyBox(d.Theme, of, items)})
}

// copyBox is the copy menu: enter puts the choice on the clipboard, tab writes
// it to a file.
type copyBox struct {
	theme  *theme.Theme
	of     text.Text
	items  []copyItem
	picker *widget.Picker[int]
	w, h   int
}

func newCopyBox(th *theme.Theme, of text.Text, items []copyItem) *copyBox {
	b := &copyBox{theme: th, of: of, items: items, picker: widget.NewPicker[int](th)}
	b.picker.SetSingle(true)
	b.picker.SetRows(copyRows{b}, widget.NewIndex(len(items), func(i int) []text.Text {
		return []text.Text{text.New(string(items[i].label))}
	}))
	return b
}

type copyRows struct{ *copyBox }

func (r copyRows) Len() int      { return len(r.items) }
func (r copyRows) Key(i int) int { return i }
func (r copyRows) Has(int) bool  { return false }
func (r copyRows) Label(i int) widget.Spans {
	return widget.Spans{widget.Say(r.theme.Text, r.items[i].label)}
}

func (b *copyBox) Init() tea.Cmd                  { return nil }
func (b *copyBox) Update(tea.Msg) tea.Cmd         { return nil }
func (b *copyBox) Want(w, h int) (int, int)       { return min(w, 60), min(h, len(b.items)+5) }
func (b *copyBox) Title() string                  { return "Copy" }
func (b *copyBox) Layers() []ui.Layer             { return []ui.Layer{ui.PickerLayer} }
func (b *copyBox) Hints() []ui.Action             { return []ui.Action{ui.Enter, ui.Escape} }
func (b *copyBox) Capturing() bool                { return true }
func (b *copyBox) Type(k tea.KeyPressMsg) tea.Cmd { b.picker.Update(k); return nil }
func (b *copyBox) Paste(s string) tea.Cmd {
	b.picker.Update(tea.PasteMsg{Content: s})
	return nil
}

func (b *copyBox) SetSize(w, h int) {
	b.w, b.h = w, h
	b.picker.SetSize(max(w-2, 0), max(h-3, 0))
}

func (b *copyBox) View() string {
	note := widget.Line(b.theme, max(b.w-2, 0), widget.Say(b.theme.Key, " enter"), widget.Say(b.theme.Muted, " copies   "),
		widget.Say(b.theme.Key, "tab"), widget.Say(b.theme.Muted, " writes it to a file instead"))
	title := widget.Spans{widget.Say(b.theme.Title, "Copy of "), widget.Foreign(b.theme.Text, b.of)}
	return widget.Box(b.theme, title, b.picker.View()+"\n"+note, b.w, b.h, true)
}

func (b *copyBox) Act(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		b.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter, ui.Toggle:
		i, ok := b.picker.Current()
		if !ok {
			return nil, true
		}
		item := b.items[i]
		then := item.value().copy(string(item.label) + " of " + b.of.String())
		then.File = a == ui.Toggle
		return ui.Tell(ui.Close{Dialog: b, Then: then}), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: b}), true
	}
	return nil, true
}
