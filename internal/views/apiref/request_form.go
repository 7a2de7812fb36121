package apiref

import (
	"bytes"
	"encoding/json"
	"fmt"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// requestForm fills in a call: its path, its query and its body, checked as one
// types.
type requestForm struct {
	desk  *changes.Workspace
	route *endpoint.Route
	extra []endpoint.Pair // parameters that the table does not know
	form  *widget.Form
	empty bool // there is nothing to fill in
	tried bool // it was to be sent: what is missing is a fault now
	room  int  // how many lines there are for the faults of the body
	begun text.Text
	drawn text.Text // the example, while it stands in the body as it was taken
}

// bodyField is the name of the body's field; those of parameters begin with
// where they stand.
const bodyField widget.Words = "body"

func paramField(source, name string) widget.Words { return widget.Words(source + "." + name) }

func newRequestForm(d *changes.Workspace, call endpoint.Call) *requestForm {
	f := &requestForm{desk: d, route: call.Route}
	var fields []widget.Field
	for i, p := range call.Route.Path {
		value := ""
		if i < len(call.Path) {
			value = call.Path[i]
		}
		fields = append(fields, f.paramField("params", p, value))
	}
	for _, p := range call.Route.Query {
		fields = append(fields, f.paramField("query", p, queryValue(call.Query, p.Name)))
	}
	for _, q := range call.Query {
		if !takes(call.Route, q.Name) {
			f.extra = append(f.extra, q)
		}
	}
	if call.Route.Body != nil {
		f.begun = text.New(string(call.Body))
		fields = append(fields, widget.Field{Name: bodyField, Label: "body", Kind: widget.LinesField, Value: f.begun, Hint: f.bodyHint()})
	}
	f.form, f.empty = widget.NewForm(d.Theme, fields...), len(fields) == 0
	if call.Body == nil {
		f.begin()
	}
	f.check()
	return f
}

// paramField is a line of text, or something to choose where a thing is meant.
func (f *requestForm) paramField(source string, p endpoint.Param, value string) widget.Field {
	label := p.Name
	if !p.Required {
		label += "?"
	}
	field := widget.Field{
		Name: paramField(source, p.Name), Label: widget.Words(label),
		Value: text.New(value), Hint: widget.Words(p.Doc), Limit: p.Max,
	}
	if p.Type == endpoint.Number {
		field.Limit = 0
	}
	if p.Default != "" {
		field.Hint = widget.Words(p.Doc + "; else " + p.Default)
	}
	if p.Ref != endpoint.RefNone {
		field.Kind, field.Limit = widget.ReferenceField, 0
		if value != "" {
			field.Shown = f.shown(p.Ref, field.Value)
		}
	}
	return field
}

// shown is a thing by its name, with the id that is sent.
func (f *requestForm) shown(r endpoint.Ref, id text.Text) widget.Spans {
	th := f.desk.Theme
	ref, known := f.desk.Data.Resolve(r, id)
	switch name := f.desk.Data.Name(ref); {
	case !known:
		return widget.Spans{widget.Foreign(th.Text, id), widget.Sayf(th.Muted, "  not a known %s", string(r))}
	case name == id:
		return widget.Spans{widget.Foreign(desk.KindStyle(th, ref.Kind), id)}
	default:
		return widget.Spans{widget.Foreign(desk.KindStyle(th, ref.Kind), name), widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, id)}
	}
}

func queryValue(query []endpoint.Pair, name string) string {
	for _, q := range query {
		if q.Name == name {
			return q.Value
		}
	}
	return ""
}

func takes(route *endpoint.Route, name string) bool {
	for _, p := range route.Query {
		if p.Name == name {
			return true
		}
	}
	return false
}

// shortBody is how long a body may be to stay on one line, in bytes.
const shortBody = 60

// spacious sets JSON over several lines where it is too long for one.
func spacious(doc string) string {
	var b bytes.Buffer
	if len(doc) <= shortBody || json.Indent(&b, []byte(doc), "", "  ") != nil {
		return doc
	}
	return b.String()
}

// Call is what the form says.
func (f *requestForm) Call() endpoint.Call {
	c := endpoint.Call{Route: f.route}
	for _, p := range f.route.Path {
		c.Path = append(c.Path, f.form.Text(paramField("params", p.Name)).Raw())
	}
	for _, p := range f.route.Query {
		if v := f.form.Text(paramField("query", p.Name)); !v.IsZero() {
			c.Query = append(c.Query, endpoint.Pair{Name: p.Name, Value: v.Raw()})
		}
	}
	c.Query = append(c.Query, f.extra...)
	if f.route.Body != nil {
		if body := f.body(); body != "" {
			c.Body = []byte(body)
		}
	}
	return c
}

// check says at each field what the server would refuse, and gives how much
// that is. A value that is still to be filled in is not complained about.
func (f *requestForm) check() int {
	f.form.ClearFaults()
	th := f.desk.Theme
	at := map[widget.Words][]endpoint.Fault{}
	n := 0
	for _, fault := range f.Call().Faults() {
		name := bodyField
		if fault.Source != "payload" {
			name = paramField(fault.Source, fault.Path)
		}
		if fault.Source == "params" && f.form.Text(name).IsZero() && !f.tried || name == bodyField && f.body() == "" {
			continue
		}
		n++
		at[name] = append(at[name], fault)
	}
	if failure := f.Call().CertainFailure(); failure != "" {
		f.form.SetFault(paramField("query", "q"), widget.Spans{widget.Say(th.Warn, widget.Words(failure))})
	}
	for name, faults := range at {
		if name != bodyField {
			f.form.SetFault(name, widget.Spans{widget.Foreign(th.Bad, text.New(faults[0].Message))})
			continue
		}
		shown := faults[:min(len(faults), max(f.room, 1))]
		var spans widget.Spans
		for i, fault := range shown {
			if i > 0 {
				spans = append(spans, widget.Say(th.Muted, "; "))
			}
			spans = append(spans, widget.Foreign(th.Bad, text.New(faultWords(fault))))
		}
		if more := len(faults) - len(shown); more > 0 {
			spans = append(spans, widget.Sayf(th.Muted, " and %d more", more))
		}
		f.form.SetFault(name, spans)
	}
	return n
}

// dirty reports whether a body was written that is not the one begun with.
func (f *requestForm) dirty() bool {
	return f.route.Body != nil && !f.untouched() && f.form.Text(bodyField) != f.begun
}

// ownRows are the lines of a body that faults leave it.
const ownRows = 4

// setSize gives the form at most h lines and tells how many it takes.
func (f *requestForm) setSize(w, h int) int {
	if f.empty || h <= 0 {
		f.form.SetSize(w, 0)
		return 0
	}
	fields := len(f.route.Path) + len(f.route.Query)
	if w < 48 {
		fields *= 2 // the form sets labels above its fields
	}
	want := fields + 1
	if f.route.Body != nil {
		lines := f.bodyLines()
		if room := max(h-fields-min(lines+1, ownRows), 1); room != f.room {
			f.room = room
			f.check()
		}
		faults := min(max(f.form.FaultRows(w), 1), f.room)
		rows := max(min(lines+1, h-fields-faults), min(2, h))
		f.form.SetRows(bodyField, rows)
		want += rows + faults - 1
	}
	h = min(want, h)
	f.form.SetSize(w, h)
	return h
}

// reference is the kind of thing that the focused field is for; none where it
// is text.
func (f *requestForm) reference() (param endpoint.Param, ok bool) {
	for _, p := range f.route.Path {
		if paramField("params", p.Name) == f.form.Focused() && p.Ref != endpoint.RefNone {
			return p, true
		}
	}
	return endpoint.Param{}, false
}

// inBody reports whether the body has the caret.
func (f *requestForm) inBody() bool { return f.form.Focused() == bodyField }

func (f *requestForm) set(p endpoint.Param, value text.Text) {
	f.form.SetReference(paramField("params", p.Name), value, f.shown(p.Ref, value))
	if value.IsZero() {
		f.form.SetReference(paramField("params", p.Name), value, nil)
	}
}

// choose offers what is loaded for the focused parameter.
func (f *requestForm) choose(screen *request, typed text.Text) ui.Cmd {
	p, ok := f.reference()
	if !ok {
		return nil
	}
	title := widget.Words(fmt.Sprintf("Choose the %s", p.Ref))
	return ui.Tell(ui.Show{Dialog: desk.NewRefPicker(f.desk.Desk, title, f.candidates(p.Ref), typed, func(value text.Text, _ rbac.Ref) ui.Cmd {
		return takeParam(screen, p, value)
	})})
}

// candidates gives what can be chosen for a kind of value: mappings are those
// of the group that was chosen.
func (f *requestForm) candidates(of ...endpoint.Ref) func(*desk.Data) []rbac.Ref {
	group := rbac.GroupID{Text: f.form.Text(paramField("params", "id"))}
	return func(d *desk.Data) []rbac.Ref {
		var refs []rbac.Ref
		for _, r := range of {
			if r == endpoint.RefMapping {
				g, _ := d.Graph.Group(group)
				for _, m := range g.Mappings {
					refs = append(refs, catalog.MappingRef(group, m))
				}
				continue
			}
			if k := kinds.Of(desk.KindOfReference(r)); k != nil {
				refs = append(refs, k.Refs(&d.Data)...)
			}
		}
		return refs
	}
}
