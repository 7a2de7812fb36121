package apiref

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// insert offers what the body can hold ids of.
func (f *requestForm) insert(screen *request) ui.Cmd {
	kinds := refsOfSchema(f.route.Body)
	words := make([]string, len(kinds))
	for i, r := range kinds {
		words[i] = string(r)
	}
	title := widget.Words("Insert into the body: " + strings.Join(words, ", "))
	return ui.Tell(ui.Show{Dialog: desk.NewRefPicker(f.desk.Desk, title, f.candidates(kinds...), text.Text{}, func(value text.Text, ref rbac.Ref) ui.Cmd {
		return takeInsert(screen, ref.Kind, value)
	})})
}

// bodyHint shows by an example what is wanted, where nothing has been written.
func (f *requestForm) bodyHint() widget.Words {
	return widget.Words(f.desk.Theme.Words("example, {take_example} uses it:\n")) + widget.Words(spacious(f.route.Body.Example))
}

// bodyLines is how many lines the body has, or its hint.
func (f *requestForm) bodyLines() int {
	body := f.form.Text(bodyField).Raw()
	if body == "" {
		body = string(f.bodyHint())
	}
	return strings.Count(body, "\n") + 1
}

// body is what was written; none where it is blank, or the example as it was taken.
func (f *requestForm) body() string {
	if body := f.form.Text(bodyField).Raw(); strings.TrimSpace(body) != "" && !f.untouched() {
		return body
	}
	return ""
}

// untouched reports whether the example stands in the body as it was taken.
func (f *requestForm) untouched() bool {
	return !f.drawn.IsZero() && f.form.Text(bodyField) == f.drawn
}

// unwritten says why there is no body to send; empty where there is one, or none is
// wanted.
func (f *requestForm) unwritten() string {
	switch {
	case f.route.Body == nil || f.body() != "":
		return ""
	case f.untouched():
		return "the body is still the example: put in your own values first"
	}
	return f.desk.Theme.Words("no body yet: {take_example} starts from the example")
}

// whyNot says why nothing can be put into the body so; empty where it can.
func (f *requestForm) whyNot(a ui.Action) widget.Words {
	switch {
	case f.route.Body == nil:
		return "this request takes no body"
	case a == ui.Insert && len(refsOfSchema(f.route.Body)) == 0:
		return "this body holds no ids"
	case a == ui.Example && strings.TrimSpace(f.form.Text(bodyField).Raw()) != "":
		return "there already is a body: the example doesn't replace it"
	}
	return ""
}

// takeExample puts the example where nothing has been written.
func (f *requestForm) takeExample() ui.Cmd {
	f.drawn = text.New(spacious(f.route.Body.Example))
	f.form.SetText(bodyField, f.drawn)
	f.form.Focus(bodyField)
	return nil
}

// EditedBody is the body as somebody left it in an editor.
type EditedBody struct {
	Screen *request
	Body   []byte
	Err    error
}

// To is the screen that the body is of.
func (m EditedBody) To() any { return m.Screen }

// edit opens the body in the person's editor, from whichever field.
func (f *requestForm) edit(screen *request) ui.Cmd {
	body := f.form.Text(bodyField).Raw()
	if strings.TrimSpace(body) == "" {
		f.drawn = text.New(spacious(f.route.Body.Example))
		body = f.drawn.Raw()
	}
	return f.desk.OpenEditor([]byte(body), func(body []byte, err error) tea.Msg { return EditedBody{screen, body, err} })
}

// take puts what was written in an editor into the body; the line end that
// editors add is none of it.
func (f *requestForm) take(m EditedBody) ui.Cmd {
	if m.Err != nil {
		return desk.Complain(desk.SafeError(m.Err))
	}
	f.form.SetText(bodyField, text.New(strings.TrimSuffix(string(m.Body), "\n")))
	f.form.Focus(bodyField)
	return nil
}

// begin fills the body of a PUT from the record that was chosen, unless
// somebody has written one.
func (f *requestForm) begin() {
	if f.route.Method != "PUT" || f.dirty() {
		return
	}
	if body := recordBody(f.desk.Data.Graph, f.Call()); body != nil {
		f.form.SetText(bodyField, text.New(spacious(string(body))))
		f.begun = f.form.Text(bodyField)
	}
}

// recordBody is the body by which a call would leave the record of its path as
// it is; nil where there is none.
func recordBody(g *rbac.Graph, call endpoint.Call) []byte {
	id := text.New(call.Path[0])
	var same rbac.Change
	switch call.Route.ID {
	case endpoint.GroupsUpdate:
		if r, ok := g.Group(rbac.GroupID{Text: id}); ok {
			same = rbac.EditGroup{Group: r.ID, Name: r.Name, Description: r.Description}
		}
	case endpoint.RolesUpdate:
		if r, ok := g.Role(rbac.RoleID{Text: id}); ok {
			same = rbac.EditRole{Role: r.ID, Name: r.Name, Description: r.Description}
		}
	case endpoint.PermissionsUpdate:
		if r, ok := g.Permission(rbac.PermissionID{Text: id}); ok {
			same = rbac.EditPermission{Permission: r.ID, Name: r.Name, Description: r.Description}
		}
	}
	if same == nil {
		return nil
	}
	return plan.Request(g, g, []rbac.Change{same}).Body
}

// refsOfSchema lists the kinds of things that a body refers to, each once.
func refsOfSchema(s *endpoint.Schema) []endpoint.Ref {
	var refs []endpoint.Ref
	switch {
	case s == nil:
	case s.Ref != endpoint.RefNone:
		refs = append(refs, s.Ref)
	case s.Items != nil:
		refs = refsOfSchema(s.Items)
	}
	if s != nil {
		for _, f := range s.Fields {
			for _, r := range refsOfSchema(f.Schema) {
				if !slices.Contains(refs, r) {
					refs = append(refs, r)
				}
			}
		}
	}
	return refs
}

// put writes a chosen value into the body.
func (f *requestForm) put(kind rbac.Kind, value text.Text) error {
	body, err := putRef(f.route.Body, f.form.Text(bodyField).Raw(), kind, value.Raw())
	if err != nil {
		return err
	}
	f.drawn = text.Text{}
	f.form.SetText(bodyField, text.New(spacious(body)))
	f.form.Focus(bodyField)
	return nil
}

var errNoJSON = errors.New("the body is not JSON: correct it first")

// putRef is body with value where the schema has a place for a thing of that
// kind (any, where kind is empty): a field is set, a list grows. A list that
// still is the example's gives way.
func putRef(s *endpoint.Schema, body string, kind rbac.Kind, value string) (string, error) {
	fits := func(r endpoint.Ref) bool {
		return r != endpoint.RefNone && (kind == "" || desk.KindOfReference(r) == kind)
	}
	switch {
	case s.Type == endpoint.Array && s.Items.Type == endpoint.String:
		return putItem(s, body, value)
	case s.Type == endpoint.Array:
		var items []json.RawMessage
		if strings.TrimSpace(body) == "" {
			items = []json.RawMessage{nil}
		} else if json.Unmarshal([]byte(body), &items) != nil || len(items) == 0 {
			return "", errNoJSON
		}
		last, err := putRef(s.Items, string(items[len(items)-1]), kind, value)
		if err != nil {
			return "", err
		}
		items[len(items)-1] = json.RawMessage(last)
		return marshalled(items)
	}
	members := map[string]json.RawMessage{}
	if strings.TrimSpace(body) != "" && json.Unmarshal([]byte(body), &members) != nil {
		return "", errNoJSON
	}
	for _, field := range s.Fields {
		switch t := field.Schema; {
		case t.Type == endpoint.String && fits(t.Ref):
			members[field.Name] = text.AppendJSON(nil, value)
			return inOrder(s, members)
		case t.Type == endpoint.Array && fits(t.Items.Ref):
			list, err := putItem(exampleOf(s, field), string(members[field.Name]), value)
			if err != nil {
				return "", err
			}
			members[field.Name] = json.RawMessage(list)
			return inOrder(s, members)
		}
	}
	return "", errors.New("the body has no field for it")
}

// exampleOf is the schema of a list within an object, with the list that the
// object's example has as its own.
func exampleOf(s *endpoint.Schema, field endpoint.Field) *endpoint.Schema {
	var members map[string]json.RawMessage
	list := *field.Schema
	if json.Unmarshal([]byte(s.Example), &members) == nil {
		list.Example = string(members[field.Name])
	}
	return &list
}

// putItem is a list of strings with value in it.
func putItem(s *endpoint.Schema, body, value string) (string, error) {
	var items, example []json.RawMessage
	if strings.TrimSpace(body) != "" && json.Unmarshal([]byte(body), &items) != nil {
		return "", errNoJSON
	}
	same := func(a, b json.RawMessage) bool { return string(a) == string(b) }
	if json.Unmarshal([]byte(s.Example), &example) == nil && slices.EqualFunc(items, example, same) {
		items = nil
	}
	item := json.RawMessage(text.AppendJSON(nil, value))
	if !slices.ContainsFunc(items, func(have json.RawMessage) bool { return same(have, item) }) {
		items = append(items, item)
	}
	return marshalled(items)
}

// marshalled joins the items as they are: what came in a body stays as it was
// written.
func marshalled(items []json.RawMessage) (string, error) {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = string(item)
	}
	return "[" + strings.Join(parts, ",") + "]", nil
}

// inOrder is an object with the fields of the schema first, in their order.
func inOrder(s *endpoint.Schema, members map[string]json.RawMessage) (string, error) {
	var parts []string
	add := func(name string) {
		if value, ok := members[name]; ok {
			parts = append(parts, string(text.AppendJSON(nil, name))+":"+string(value))
			delete(members, name)
		}
	}
	for _, f := range s.Fields {
		add(f.Name)
	}
	var rest []string
	for name := range members {
		rest = append(rest, name)
	}
	slices.Sort(rest)
	for _, name := range rest {
		add(name)
	}
	return "{" + strings.Join(parts, ",") + "}", nil
}
