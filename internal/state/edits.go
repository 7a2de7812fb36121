package state

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Edit is one line of edits.
type Edit struct {
	Line   int
	kind   EditKind
	fields map[string]json.RawMessage
}

// longest bounds a line, in bytes.
const longest = 4 << 20

// ReadEdits reads edits as JSON Lines: a change as plan files have it on each line.
// Blank lines are passed over.
func ReadEdits(in io.Reader) ([]Edit, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longest)
	var list []Edit
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\uFEFF")))
		if len(line) == 0 {
			continue
		}
		e, err := readEdit(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		e.Line = n
		list = append(list, e)
	}
	return list, lines.Err()
}

func readEdit(line []byte) (Edit, error) {
	var e Edit
	if err := json.Unmarshal(line, &e.fields); err != nil || e.fields == nil {
		return e, errors.New("not a JSON object")
	}
	var kind string
	if err := json.Unmarshal(e.fields["kind"], &kind); err != nil {
		return e, errors.New("the key kind is missing")
	}
	known, ok := editKind(kind)
	if !ok {
		return e, fmt.Errorf("unknown kind %q", text.Escape(kind))
	}
	e.kind = known
	delete(e.fields, "kind")
	delete(e.fields, "names") // what plan files say for people
	for name := range e.fields {
		if !slices.ContainsFunc(known.Keys, func(k EditKey) bool { return k.Name == name }) {
			return e, fmt.Errorf("%s has no key %q", kind, text.Escape(name))
		}
	}
	for _, k := range known.Keys {
		raw, ok := e.fields[k.Name]
		switch {
		case !ok && !k.Optional:
			return e, fmt.Errorf("%s needs the key %s", kind, k.Name)
		case ok && k.Of == "" && k.Name != "values" && !isText(raw):
			return e, fmt.Errorf("%s: a string is needed", k.Name)
		}
	}
	return e, nil
}

func isText(raw json.RawMessage) bool {
	_, err := unquoted(raw)
	return err == nil
}

// Find finds the id of what a name, an id or an email address means. The
// application is zero where it isn't said.
type Find func(kind rbac.Kind, given text.Text, application rbac.ClientID) (text.Text, error)

// Changes are edits with the things that they name found, first those that the
// edits make themselves. All that can't be found are told at once, with their
// lines. Lines gives the line of each change.
func Changes(edits []Edit, g *rbac.Graph, find Find) (changes []rbac.Change, lines []int, err error) {
	r := &resolver{
		graph: g, find: find, refs: make(map[text.Text]rbac.Ref), created: make(map[key]text.Text), owners: make(map[text.Text]rbac.ClientID),
		records: make(map[text.Text]record), mappings: make(map[mapped]text.Text),
	}
	var faults []string
	for _, e := range edits {
		c, err := r.change(e)
		if err != nil {
			faults = append(faults, fmt.Sprintf("line %d: %v", e.Line, err))
			continue
		}
		changes, lines = append(changes, c), append(lines, e.Line)
	}
	if len(faults) > 0 {
		return nil, nil, errors.New(strings.Join(faults, "\n"))
	}
	return changes, lines, nil
}

// resolver puts ids in the place of names.
type resolver struct {
	graph   *rbac.Graph
	find    Find
	made    int
	refs    map[text.Text]rbac.Ref      // labels -> placeholders
	created map[key]text.Text           // what earlier lines create or rename, by name
	owners  map[text.Text]rbac.ClientID // the applications of roles that they create

	records  map[text.Text]record // what earlier lines create or edit, as it then is
	mappings map[mapped]text.Text // the mappings that they make
}

// record is what an edit may leave out, since it stays.
type record struct{ name, description text.Text }

// mapped is what a mapping is known by.
type mapped struct{ group, groupName, connection text.Text }

func (r *resolver) change(e Edit) (rbac.Change, error) {
	fields := map[string]json.RawMessage{}
	app, err := r.applicationOf(e)
	if err != nil {
		return nil, err
	}
	for _, k := range e.kind.Keys {
		raw, ok := e.fields[k.Name]
		switch {
		case k.Name == "ref":
			fields[k.Name], err = r.ref(e, raw)
		case !ok:
		case k.List:
			fields[k.Name], err = r.list(k, raw, app)
		case k.Of == rbac.KindMapping:
			fields[k.Name], err = r.mapping(fields["group"], raw)
		case k.Of != "":
			fields[k.Name], err = r.thing(k.Of, raw, app)
		default:
			fields[k.Name] = raw
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.Name, err)
		}
	}
	r.complete(e, fields)
	return r.decode(e, fields)
}

func (r *resolver) decode(e Edit, fields map[string]json.RawMessage) (rbac.Change, error) {
	fields["kind"] = encoded(text.New(e.kind.Kind))
	doc, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	c, err := rbac.UnmarshalChange(doc)
	if err == nil {
		r.note(c)
	}
	return c, err
}

func encoded(t text.Text) json.RawMessage { return text.AppendJSON(nil, t.Raw()) }

// note keeps what a change makes, for later lines that name it or leave some of it out.
func (r *resolver) note(c rbac.Change) {
	named := func(of rbac.Ref, app rbac.ClientID, name, description text.Text) {
		r.records[of.ID] = record{name, description}
		r.created[key{of.Kind, app, name}] = of.ID
		r.created[key{of.Kind, rbac.ClientID{}, name}] = of.ID
	}
	switch c := c.(type) {
	case rbac.CreateGroup:
		named(c.Ref.Ref(), rbac.ClientID{}, c.Name, c.Description)
	case rbac.EditGroup:
		named(c.Group.Ref(), rbac.ClientID{}, c.Name, c.Description)
	case rbac.CreateRole:
		named(c.Ref.Ref(), c.Application, c.Name, c.Description)
		r.owners[c.Ref.Text] = c.Application
	case rbac.EditRole:
		named(c.Role.Ref(), r.owner(c.Role), c.Name, c.Description)
	case rbac.CreatePermission:
		named(c.Ref.Ref(), c.Application, c.Name, c.Description)
	case rbac.EditPermission:
		named(c.Permission.Ref(), c.Application, c.Name, c.Description)
	case rbac.AddMapping:
		r.mappings[mapped{c.Group.Text, c.GroupName, c.Connection}] = c.Ref.Text
	case rbac.EditMapping:
		r.mappings[mapped{c.Group.Text, c.GroupName, c.Connection}] = c.Ref.Text
	}
}

// owner is the application of a role of the tenant, or of one that an earlier line creates.
func (r *resolver) owner(role rbac.RoleID) rbac.ClientID {
	if app, ok := r.owners[role.Text]; ok {
		return app
	}
	known, _ := r.graph.Role(role)
	return known.Application
}
