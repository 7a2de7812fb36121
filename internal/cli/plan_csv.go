package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"authzx/internal/text"
)

// readEdits reads edits from a CSV file, or from standard input.
func (r *run) readEdits(path string) ([]edit, error) {
	from := r.env.Stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, &usageError{cause: fmt.Errorf("reading the edits: %w", err)}
		}
		defer func() { _ = file.Close() }()
		from = file
	}
	edits, err := editsOf(from, path)
	if err != nil {
		return nil, &usageError{cause: err}
	}
	return edits, nil
}

// errNoEdit is what a line of column names without an edit gets.
var errNoEdit = errors.New("these columns make no edit; take two of user, group, role, permission and nested that belong together")

// editsOf reads CSV whose first line names the columns.
func editsOf(from io.Reader, name string) ([]edit, error) {
	in := csv.NewReader(from)
	in.TrimLeadingSpace = true
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no line of column names: %w", text.Escape(name), err)
	}
	layout, err := layoutOf(head)
	if err != nil {
		return nil, fmt.Errorf("%s:1: %w", text.Escape(name), err)
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
		line, _ := in.FieldPos(0)
		e, err := layout.edit(record)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", text.Escape(name), line, err)
		}
		e.at = fmt.Sprintf("%s:%d", text.Escape(name), line)
		edits = append(edits, e)
	}
}

// csvLayout says which columns hold what.
type csvLayout struct {
	add, remove         editKind
	left, right, action int // action is -1 where there is none
}

func layoutOf(head []string) (csvLayout, error) {
	column := func(name string) int {
		return slices.IndexFunc(head, func(h string) bool {
			return strings.EqualFold(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")), name)
		})
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
	return csvLayout{}, errNoEdit
}

func (l csvLayout) edit(record []string) (edit, error) {
	e := edit{kind: l.add, left: record[l.left], right: record[l.right]}
	if l.action >= 0 {
		switch action := strings.ToLower(strings.TrimSpace(record[l.action])); action {
		case "add", "":
		case "remove":
			e.kind = l.remove
		default:
			return e, fmt.Errorf("action %s: add or remove", quoted(action))
		}
	}
	if strings.TrimSpace(e.left) == "" || strings.TrimSpace(e.right) == "" {
		return e, errors.New("an empty cell where a name or id is needed")
	}
	return e, nil
}
