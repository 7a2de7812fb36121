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
	edits, err := editsOf(doc, path)
	if err != nil {
		return nil, &command.UsageError{Cause: err}
	}
	return edits, nil
}

// editsOf reads CSV whose first line names the columns.
func editsOf(doc []byte, name string) ([]edit, error) {
	content, err := catalog.SheetText(doc)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text.Escape(name), err)
	}
	in := catalog.SheetReader(content)
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: no header row: it is empty", text.Escape(name))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: no header row: %w", text.Escape(name), err)
	}
	first, _ := in.FieldPos(0)
	layout, err := layoutOf(head)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", output.Place(name, first), err)
	}
	var edits []edit
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return edits, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text.Escape(name), err)
		}
		if blank(record) {
			continue // spreadsheets leave empty rows behind
		}
		line, _ := in.FieldPos(0)
		e, err := layout.edit(record)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", output.Place(name, line), err)
		}
		e.at = output.Place(name, line)
		edits = append(edits, e)
	}
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// csvLayout says which columns hold what.
type csvLayout struct {
	add, remove         editKind
	left, right, action int // action is -1 where there is none
}

func layoutOf(head []string) (csvLayout, error) {
	column := func(name string) int {
		at := slices.IndexFunc(head, func(h string) bool { return heading(h) == name })
		if at < 0 && name == "user" {
			at = slices.IndexFunc(head, func(h string) bool { return heading(h) == "email" })
		}
		return at
	}
	kinds := editKinds()
	for _, pair := range []struct{ left, right, add, remove string }{
		{"group", "nested", "nest", "unnest"},
		{"group", "user", "add-member", "remove-member"},
		{"group", "role", "grant", "revoke"},
		{"user", "role", "assign", "unassign"},
		{"role", "permission", "add-permission", "remove-permission"},
	} {
		l := csvLayout{left: column(pair.left), right: column(pair.right), action: column("action")}
		if l.left < 0 || l.right < 0 {
			continue
		}
		for _, k := range kinds {
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
	var found, foreign, ours []string
	for _, h := range head {
		shown := text.Escape(strings.TrimSpace(h))
		found = append(found, shown)
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
	return fmt.Errorf("columns %s make no edit; use two of user, group, role, permission and nested that belong together", strings.Join(found, ", "))
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
