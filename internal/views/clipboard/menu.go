package clipboard

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// copyItem is one thing that the copy menu offers.
type copyItem struct {
	label widget.Words // what it is
	value func() desk.Copied
}

// Menu offers what can be copied of things: ids, names, the JSON, and the
// requests that read them.
func Menu(d *desk.Desk, refs []rbac.Ref) ui.Cmd {
	return MenuWith(d, refs, nil)
}

// MenuWith offers besides the requests that fix what is wrong with them.
func MenuWith(d *desk.Desk, refs []rbac.Ref, fixes []endpoint.Call) ui.Cmd {
	if len(refs) == 0 {
		return Calls(d, fixes)
	}
	of := text.New(text.Counted(len(refs), "row"))
	ids, names := widget.Words("ids"), widget.Words("names")
	if len(refs) == 1 {
		of, ids, names = d.Data.Name(refs[0]), "id", "name"
	}
	items := []copyItem{
		{ids, func() desk.Copied { return desk.Lined(refs, catalog.OwnID) }},
		{names, func() desk.Copied { return desk.Lined(refs, d.Data.Name) }},
	}
	if slices.ContainsFunc(refs, func(ref rbac.Ref) bool { return rawOf(d, ref) != nil }) {
		items = append(items, copyItem{"JSON", func() desk.Copied { return desk.Copied{Value: documentsOf(d, refs)} }})
	}
	var calls []endpoint.Call
	for _, ref := range refs {
		if call, ok := d.Data.Read(ref); ok {
			calls = append(calls, call)
		}
	}
	items = append(items, snippetItems(d, "", calls)...)
	return offerCopies(d, of, append(items, snippetItems(d, "the fix as ", fixes)...))
}

// Plan offers the requests of a plan.
func Plan(d *desk.Desk, p *plan.Plan) ui.Cmd {
	if p.Requests() == 0 {
		return desk.Say("no request to copy: nothing to change")
	}
	return Calls(d, CallsOf(p))
}

// CallsOf are the requests of a plan, in their order.
func CallsOf(p *plan.Plan) []endpoint.Call {
	calls := make([]endpoint.Call, 0, p.Requests())
	for _, item := range p.Items {
		calls = append(calls, ShownCalls(item.Steps)...)
	}
	return calls
}

// Call offers a request in each of the formats.
func Call(d *desk.Desk, call endpoint.Call) ui.Cmd { return Calls(d, []endpoint.Call{call}) }

// Calls offers several requests, in their order, in each of the formats.
func Calls(d *desk.Desk, calls []endpoint.Call) ui.Cmd {
	switch len(calls) {
	case 0:
		return nil
	case 1:
		words, whole := calls[0].Withheld()
		if whole {
			return desk.Complain("not copied: " + words)
		}
		of := text.New(calls[0].Method() + " " + calls[0].Target())
		if words != "" {
			of = text.New(of.Raw() + " (without the secret)")
		}
		items := []copyItem{{"address", func() desk.Copied {
			return desk.Copied{Value: calls[0].URL(firstWord(d.BaseURL(), snippet.DefaultBase))}
		}}}
		items = append(items, snippetItems(d, "", calls)...)
		if body := calls[0].MaskBody(); len(body) > 0 {
			items = append(items, copyItem{"body", func() desk.Copied { return desk.CopiedBody(body) }})
		}
		return offerCopies(d, of, items)
	}
	return offerCopies(d, text.New(text.Counted(len(calls), "request")), snippetItems(d, "", calls))
}

func firstWord(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// snippetItems are calls in each of the formats, the lead in front of its name.
func snippetItems(d *desk.Desk, lead widget.Words, calls []endpoint.Call) []copyItem {
	if len(calls) == 0 {
		return nil
	}
	items := make([]copyItem, 0, len(snippet.Formats()))
	for _, f := range snippet.Formats() {
		items = append(items, copyItem{lead + widget.Words(f.Title()), func() desk.Copied {
			parts := make([]string, len(calls))
			for i, call := range calls {
				parts[i] = f.Write(call, snippet.Options{BaseURL: d.BaseURL()})
			}
			return desk.Copied{Value: strings.Join(parts, "\n\n")}
		}})
	}
	return items
}

// documentsOf is a thing as the API gives it, or several in an array; those of which
// no more than the id is known are left out.
func documentsOf(d *desk.Desk, refs []rbac.Ref) string {
	docs := make([]any, 0, len(refs))
	for _, ref := range refs {
		if doc := rawOf(d, ref); doc != nil {
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

func rawOf(d *desk.Desk, ref rbac.Ref) any {
	if ref.Kind == rbac.KindMapping {
		_, m, _ := d.Data.Mapping(ref)
		return m
	}
	if k := kinds.Of(ref.Kind); k != nil {
		return k.Stored(&d.Data.Data, ref.ID)
	}
	return nil
}

func offerCopies(d *desk.Desk, of text.Text, items []copyItem) ui.Cmd {
	return ui.Tell(ui.Show{Dialog: newCopyBox(d.Theme, of, items)})
}

// copyBox is the copy menu: enter puts the choice on the clipboard, tab writes
// it to a file.
type copyBox struct {
	ui.Plain
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

func (b *copyBox) Want(w, h int) (int, int) { return min(w, 60), min(h, len(b.items)+5) }
func (b *copyBox) Title() string            { return "Copy" }
func (b *copyBox) Layers() []ui.Layer       { return []ui.Layer{ui.PickerLayer} }
func (b *copyBox) Hints() []ui.Action       { return []ui.Action{ui.Enter, ui.Escape} }
func (b *copyBox) WhyNot(a ui.Action) widget.Words {
	_, some := b.picker.Current()
	if a == ui.Toggle { // which writes to a file here
		a = ui.Enter
	}
	return desk.WhyOneOnly(a, some)
}
func (b *copyBox) Capturing() bool { return true }
func (b *copyBox) Entry(msg tea.Msg) ui.Cmd {
	b.picker.Update(msg)
	return nil
}

func (b *copyBox) SetSize(w, h int) {
	b.w, b.h = w, h
	b.picker.SetSize(max(w-2, 0), max(h-3, 0))
}

func (b *copyBox) View() string {
	note := widget.Line(b.theme, max(b.w-2, 0),
		widget.Keyed(b.theme, b.theme.Muted, " {picker.open} copy   {picker.toggle} write to a file")...)
	title := widget.Spans{widget.Say(b.theme.Title, "Copy of "), widget.Foreign(b.theme.Text, b.of)}
	return widget.Box(b.theme, title, b.picker.View()+"\n"+note, b.w, b.h, true)
}

func (b *copyBox) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		b.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter, ui.Toggle:
		i, _ := b.picker.Current()
		item := b.items[i]
		then := item.value().Copy(string(item.label) + " of " + b.of.String())
		then.File = a == ui.Toggle
		return ui.Answer(b, ui.Tell(then)), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: b}), true
	}
	return nil, true
}

// ShownCalls are the requests of the steps of a plan, as they may be shown.
func ShownCalls(steps []plan.Step) []endpoint.Call {
	calls := make([]endpoint.Call, len(steps))
	for i, s := range steps {
		calls[i] = s.Shown()
	}
	return calls
}
