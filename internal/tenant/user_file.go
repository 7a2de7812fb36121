package tenant

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// noUsers is what is wrong with a document that is no list of users.
const noUsers = "the file holds no users"

// listedUser is a user as the API, exports of Auth0 and authzx list them.
type listedUser struct {
	UserID text.Text `json:"user_id"`
	ID     text.Text `json:"id"`
	Name   text.Text `json:"name"`
	Email  text.Text `json:"email"`
}

// ReadUsers reads a list of users: a JSON object for each (JSON Lines), an array, or
// what the API answers.
func ReadUsers(doc []byte) ([]rbac.Person, error) {
	doc = bytes.TrimSpace(doc)
	if len(doc) > 0 && doc[0] == '<' {
		return nil, errors.New(noUsers + ": it looks like HTML")
	}
	if what := noJSON(doc); what != "" {
		return nil, errors.New(what)
	}
	dec := jsontext.NewDecoder(bytes.NewReader(doc), loosely())
	line := func() int { return 1 + bytes.Count(doc[:dec.InputOffset()], []byte("\n")) }
	broken := func() error {
		rest := doc[dec.InputOffset():]
		blank := rest[:len(rest)-len(bytes.TrimLeft(rest, "\r\n\t "))]
		return fmt.Errorf("line %d: broken JSON", line()+bytes.Count(blank, []byte("\n")))
	}
	first, err := dec.ReadValue()
	if err != nil {
		return nil, broken()
	}
	if first = first.Clone(); dec.PeekKind() == 0 {
		if list, ok, err := usersWithin(first); ok {
			return list, err
		}
	}
	var people []rbac.Person
	for value := first; ; {
		person, err := userOf(value)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line(), err)
		}
		people = append(people, person)
		if dec.PeekKind() == 0 {
			return people, nil
		}
		if value, err = dec.ReadValue(); err != nil {
			return nil, broken()
		}
	}
}

// usersWithin are the users of an array, or of an object with an array of them; ok is
// false for what may be a user itself.
func usersWithin(value jsontext.Value) (people []rbac.Person, ok bool, err error) {
	at := ""
	if value.Kind() == '{' {
		var parts map[string]jsontext.Value
		if err := json.Unmarshal(value, &parts, loosely()); err != nil {
			return nil, false, nil
		}
		if _, user := parts["user_id"]; user || parts["users"].Kind() != '[' {
			return nil, false, nil
		}
		value, at = parts["users"], "/users"
	}
	if value.Kind() != '[' {
		return nil, false, nil
	}
	var list []jsontext.Value
	if err := json.Unmarshal(value, &list, loosely()); err != nil {
		return nil, true, errors.New("it is broken JSON")
	}
	for i, one := range list {
		person, err := userOf(one)
		if err != nil {
			return nil, true, fmt.Errorf("at %s/%d: %w", at, i, err)
		}
		people = append(people, person)
	}
	if len(people) == 0 {
		return nil, true, errors.New(noUsers + ": its list is empty")
	}
	return people, true, nil
}

func userOf(value jsontext.Value) (rbac.Person, error) {
	if value.Kind() != '{' {
		return rbac.Person{}, errors.New(noUsers + ": " + seems(value))
	}
	u, err := api.Decode[listedUser](value)
	if err != nil {
		return rbac.Person{}, err
	}
	id := u.UserID
	if id.IsZero() {
		id = u.ID
	}
	if id.IsZero() {
		return rbac.Person{}, errors.New("no user_id: " + seems(value))
	}
	return rbac.Person{ID: rbac.UserID{Text: id}, Name: u.Name, Email: u.Email}, nil
}
