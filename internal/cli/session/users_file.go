package session

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// userList reads the people of the file that --users names; none where there is no such
// flag.
func userList(r *command.Run) ([]rbac.Person, error) {
	path := r.Flags.Users
	if path == "" {
		return nil, nil
	}
	doc, err := private.ReadAtMost(path, maxSnapshot)
	if err != nil {
		return nil, &command.UsageError{Cause: fmt.Errorf("reading the users: %w", err)}
	}
	people, err := usersOf(doc)
	if err != nil {
		return nil, &command.UsageError{Cause: fmt.Errorf("reading the users: %s: %w", text.Escape(path), err)}
	}
	return people, nil
}

// usersOf reads users as JSON where it begins as that does, else as CSV.
func usersOf(doc []byte) ([]rbac.Person, error) {
	content, err := catalog.SheetText(doc)
	if err != nil {
		return nil, err
	}
	if start := strings.TrimSpace(content); start == "" || strings.ContainsAny(start[:1], "{[<") {
		return tenant.ReadUsers([]byte(content))
	}
	return usersOfSheet(content)
}

// userColumns say which columns of a sheet hold what; -1 where there is none.
type userColumns struct{ id, name, email int }

func columnsOf(head []string) (userColumns, error) {
	find := func(names ...string) int {
		return slices.IndexFunc(head, func(h string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(catalog.BareCell(h))))
		})
	}
	c := userColumns{
		id:    find("user_id", "userid", "user id", "id", "user"),
		name:  find("name", "user_name", "full name", "display name"),
		email: find("email", "user_email", "e-mail", "email address", "mail"),
	}
	if c.id >= 0 && (c.name >= 0 || c.email >= 0) {
		return c, nil
	}
	found := make([]string, len(head))
	for i, h := range head {
		found[i] = text.Escape(strings.TrimSpace(h))
	}
	return c, errors.New("columns " + strings.Join(found, ", ") + ": user_id is required, and name or email")
}

func usersOfSheet(content string) ([]rbac.Person, error) {
	sheet, err := catalog.ReadSheet(content)
	if err != nil {
		return nil, err
	}
	columns, err := columnsOf(sheet.Head)
	if err != nil {
		return nil, err
	}
	var people []rbac.Person
	for {
		row, err := sheet.Row()
		switch {
		case errors.Is(err, io.EOF) && len(people) == 0:
			return nil, errors.New("no users below the header row")
		case errors.Is(err, io.EOF):
			return people, nil
		case err != nil:
			return nil, err
		}
		cell := func(at int) text.Text {
			if at < 0 {
				return text.Text{}
			}
			return text.New(catalog.BareCell(row[at]))
		}
		p := rbac.Person{ID: rbac.UserID{Text: cell(columns.id)}, Name: cell(columns.name), Email: cell(columns.email)}
		switch {
		case p.ID.IsZero() && p.Name.IsZero() && p.Email.IsZero():
		case p.ID.IsZero():
			return nil, fmt.Errorf("line %d: the user_id is empty", sheet.Line)
		default:
			people = append(people, p)
		}
	}
}

// withPeople adds people to a directory: those whom it doesn't know, and names and
// addresses that it lacks.
func withPeople(d *rbac.Directory, more []rbac.Person, read rbac.Extent) *rbac.Directory {
	if len(more) == 0 {
		return d
	}
	var list []rbac.Person
	at := make(map[rbac.UserID]int)
	for _, p := range d.Users() {
		if p.Status != rbac.StatusGone {
			at[p.ID] = len(list)
			list = append(list, p)
		}
	}
	for _, p := range more {
		if d.Gone(p.ID) {
			continue
		}
		i, known := at[p.ID]
		if !known {
			at[p.ID] = len(list)
			list = append(list, p)
			continue
		}
		if list[i].Name.IsZero() {
			list[i].Name = p.Name
		}
		if list[i].Email.IsZero() {
			list[i].Email = p.Email
		}
	}
	return d.WithUsers(list, read)
}

// withPeople adds people to a saved state.
func (s saved) withPeople(more []rbac.Person) saved {
	if s.Graph == nil {
		return s
	}
	read := rbac.Extent{At: s.Graph.At()}
	s.Directory = withPeople(s.Directory, more, read)
	if s.whole.Graph != nil {
		s.whole.Directory = withPeople(s.whole.Directory, more, read)
	}
	return s
}
