package changes

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/private"
	"authzx/internal/text"
)

// readEdits reads edits from a CSV file, or from standard input.
func readEdits(r *command.Run, path string) ([]edit, error) {
	read := func() ([]byte, error) { return private.ReadAtMost(path, maxPlan) }
	if path == "-" {
		read = func() ([]byte, error) { return private.AllOf(r.Env.Stdin, maxPlan) }
	}
	doc, err := read()
	if err != nil {
		return nil, &command.UsageError{Cause: fmt.Errorf("reading the edits: %w", err)}
	}
	edits, err := editsOf(doc, path, r.Note)
	if err != nil {
		return nil, &command.UsageError{Cause: err}
	}
	return edits, nil
}

// editsOf reads CSV whose first line names the columns. Note is told which are ignored.
func editsOf(doc []byte, name string, note func(string)) ([]edit, error) {
	content, err := catalog.SheetText(doc)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text.Escape(name), err)
	}
	sheet, err := catalog.ReadSheet(content)
	if err != nil {
		return nil, ofSheet(name, err)
	}
	layout, err := layoutOf(sheet.Head)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", output.Place(name, sheet.Line), err)
	}
	if len(layout.ignored) > 0 {
		note(output.Place(name, sheet.Line) + ": not read: " + strings.Join(layout.ignored, ", "))
	}
	var edits []edit
	for {
		row, err := sheet.Row()
		if errors.Is(err, io.EOF) {
			return edits, nil
		}
		if err != nil {
			return nil, ofSheet(name, err)
		}
		e, err := layout.edit(row)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", output.Place(name, sheet.Line), err)
		}
		e.at = output.Place(name, sheet.Line)
		edits = append(edits, e)
	}
}

// ofSheet says of which file and line an error is.
func ofSheet(name string, err error) error {
	if wrong, ok := errors.AsType[*catalog.SheetError](err); ok {
		return fmt.Errorf("%s: %s", output.Place(name, wrong.Line), wrong.Problem)
	}
	return fmt.Errorf("%s: %w", text.Escape(name), err)
}

// csvLayout says which columns hold what.
type csvLayout struct {
	add, remove         editKind
	left, right, action int      // action is -1 where there is none
	ignored             []string // headings that say nothing of an edit
}

func layoutOf(head []string) (csvLayout, error) {
	at, ignored, err := columnsOf(head)
	if err != nil {
		return csvLayout{}, err
	}
	for _, pair := range []struct{ left, right, add, remove string }{
		{"group", "nested", "nest", "unnest"},
		{"group", "user", "add-member", "remove-member"},
		{"group", "role", "grant", "revoke"},
		{"user", "role", "assign", "unassign"},
		{"role", "permission", "add-permission", "remove-permission"},
	} {
		left, one := at[pair.left]
		right, other := at[pair.right]
		if !one || !other {
			continue
		}
		l := csvLayout{left: left, right: right, action: -1, ignored: ignored}
		for name, column := range at {
			switch {
			case name == "action":
				l.action = column
			case column != left && column != right:
				return l, fmt.Errorf("columns %s: a row is one edit, of two of them; leave the others out", shownHeadings(head))
			}
		}
		for _, k := range editKinds() {
			switch k.name {
			case pair.add:
				l.add = k
			case pair.remove:
				l.remove = k
			}
		}
		return l, nil
	}
	return csvLayout{}, noEdit(head)
}

// columnsOf is where each column stands that edits know, and the headings of the others.
func columnsOf(head []string) (at map[string]int, ignored []string, err error) {
	at = make(map[string]int)
	email := -1
	for i, h := range head {
		name := heading(h)
		_, twice := at[name]
		switch {
		case name == "email" && email < 0:
			email = i
		case twice, name == "email":
			return nil, nil, fmt.Errorf("two columns are called %s", output.Quoted(name))
		case slices.Contains([]string{"user", "group", "nested", "role", "permission", "action"}, name):
			at[name] = i
		case name != "":
			ignored = append(ignored, output.Quoted(strings.TrimSpace(h)))
		}
	}
	if _, named := at["user"]; email >= 0 && named {
		ignored = append(ignored, output.Quoted(strings.TrimSpace(head[email])))
	} else if email >= 0 {
		at["user"] = email
	}
	return at, ignored, nil
}

func shownHeadings(head []string) string {
	var shown []string
	for _, h := range head {
		shown = append(shown, text.Escape(strings.TrimSpace(h)))
	}
	return strings.Join(shown, ", ")
}

// heading is a name of a column as it is compared.
func heading(cell string) string { return strings.ToLower(strings.TrimSpace(catalog.BareCell(cell))) }

// otherHeadings are what other tools call the columns.
func otherHeadings() map[string][]string {
	return map[string][]string{
		"user":       {"user_id", "userid", "user id", "user_name", "username", "user name", "member", "member_id", "memberid", "members", "user_email", "email_address", "email address", "e-mail", "mail", "users", "users_email", "employee"},
		"group":      {"group_id", "groupid", "group id", "group_name", "groupname", "group name", "groups", "team"},
		"role":       {"role_id", "roleid", "role id", "role_name", "rolename", "role name", "roles"},
		"permission": {"permission_id", "permissionid", "permission id", "permission_name", "permissionname", "permission name", "permissions", "scope"},
		"nested":     {"nested_group", "nested group", "nested_id", "nested_group_id", "child", "child_group", "child group", "subgroup"},
	}
}

// noEdit is the error of columns that make no edit. It says which they are, and what
// to do about it.
func noEdit(head []string) error {
	var foreign, ours []string
	for _, h := range head {
		shown := text.Escape(strings.TrimSpace(h))
		for name, others := range otherHeadings() {
			if (heading(h) == name || slices.Contains(others, heading(h))) && !slices.Contains(ours, name) {
				foreign, ours = append(foreign, shown), append(ours, name)
			}
		}
	}
	switch {
	case len(head) == 1 && !slices.Contains([]string{"user", "group", "role", "permission", "nested", "email"}, heading(head[0])):
		return fmt.Errorf("one column, %s: separate with commas", output.Quoted(head[0]))
	case len(foreign) > 1 && !slices.Equal(foreign, ours):
		return fmt.Errorf("columns %s: rename to %s", strings.Join(foreign, ", "), strings.Join(ours, ", "))
	}
	return fmt.Errorf("columns %s make no edit; use two of user, group, role, permission and nested that belong together", shownHeadings(head))
}

func (l csvLayout) edit(record []string) (edit, error) {
	e := edit{kind: l.add, left: catalog.BareCell(record[l.left]), right: catalog.BareCell(record[l.right])}
	if l.action >= 0 {
		switch action := strings.ToLower(strings.TrimSpace(record[l.action])); action {
		case "add", "":
		case "remove":
			e.kind = l.remove
		default:
			return e, fmt.Errorf("action %s: add or remove", output.Quoted(action))
		}
	}
	if e.left == "" || e.right == "" {
		return e, errors.New("an empty cell where a name or id is needed")
	}
	return e, nil
}
