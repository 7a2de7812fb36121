package api

import (
	"context"
	"iter"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// User is one row of GET /users, or what a profile has of it.
type User struct {
	ID          rbac.UserID `json:"user_id"`
	Name        text.Text   `json:"name"`
	Nickname    text.Text   `json:"nickname"`
	Email       text.Text   `json:"email"`
	Picture     text.Text   `json:"picture"`
	LastLogin   text.Text   `json:"last_login"` // ISO 8601; empty when never
	LoginsCount int64       `json:"logins_count"`
	Blocked     bool        `json:"blocked"`
	Multifactor []text.Text `json:"multifactor"`
	Identities  []Identity  `json:"identities"`
}

// Identity is one account behind a user.
type Identity struct {
	Connection text.Text `json:"connection"`
	Provider   text.Text `json:"provider"`
	UserID     scalar    `json:"user_id"`
	Social     bool      `json:"isSocial"`
}

// scalar is a text that some providers give as a number.
type scalar struct{ text.Text }

// UnmarshalJSON takes a string, or any other value as it is written.
func (s *scalar) UnmarshalJSON(b []byte) error {
	if b[0] == '"' || string(b) == "null" {
		return s.Text.UnmarshalJSON(b)
	}
	s.Text = text.New(string(b))
	return nil
}

// UserSearch narrows the list of users. The zero value is everybody.
type UserSearch struct {
	Query string // Lucene, as the tenant's search engine takes it
	Field string // put before the query, as field:query
}

func (s UserSearch) query() []endpoint.Pair {
	var pairs []endpoint.Pair
	if s.Query != "" {
		pairs = append(pairs, endpoint.Pair{Name: "q", Value: s.Query})
	}
	if s.Field != "" {
		pairs = append(pairs, endpoint.Pair{Name: "field", Value: s.Field})
	}
	return pairs
}

// UsersPage is one page of GET /users.
type UsersPage struct {
	Users []User `json:"users"`
	Start int    `json:"start"` // row of the first, from 0
	Limit int    `json:"limit"`
	Total int    `json:"total"` // users that match, those out of reach included
}

// Users lists one page of users, the latest login first. A page has 1 to 100
// rows, and beyond the first 1,000 users there is none.
func (c *Client) Users(ctx context.Context, search UserSearch, page Page) (UsersPage, error) {
	call := endpoint.New(endpoint.UsersList)
	call.Query = append(search.query(), page.query()...)
	return fetchWith(ctx, c, "listing users", call, func(doc []byte) (UsersPage, error) {
		p, err := decodeInto[UsersPage](doc)
		if err == nil && p.Users == nil {
			err = &shapeError{pointer: "/users", want: "an array", got: "nothing"}
		}
		return p, err
	})
}

// Walked is one step of a walk through pages.
type Walked[T any] struct {
	Rows  []T  // those that no earlier page had
	Total int  // rows of the whole list, as the server counts them just now
	Cut   bool // the list goes on beyond what the server gives out
}

// The list of users ends where the tenant's search does.
const (
	usersPerPage = 100
	usersReach   = 1000
)

// AllUsers walks through the pages of a search. The order is by last login, so
// rows move while one walks: repeats are dropped, and a user who was not listed
// may exist all the same. An error ends the walk.
func (c *Client) AllUsers(ctx context.Context, search UserSearch) iter.Seq2[Walked[User], error] {
	return func(yield func(Walked[User], error) bool) {
		known := seen[rbac.UserID]{}
		for number := 1; ; number++ {
			page, err := c.Users(ctx, search, Page{Number: number, Size: usersPerPage})
			if number > 1 && pastReach(err) {
				yield(Walked[User]{Cut: true}, nil)
				return
			}
			if err != nil {
				yield(Walked[User]{}, err)
				return
			}
			behind := number * usersPerPage
			last := len(page.Users) == 0 || behind >= page.Total
			cut := !last && behind >= usersReach
			rows := fresh(known, page.Users, func(u User) rbac.UserID { return u.ID })
			if !yield(Walked[User]{Rows: rows, Total: page.Total, Cut: cut}, nil) || last || cut {
				return
			}
		}
	}
}

// pastReach reports whether the server gives out no page so far down.
func pastReach(err error) bool {
	return KindOf(err) == KindInvalid
}

// Profile is a whole user, as the Management API gives it.
type Profile struct {
	User
	JSON []byte // the answer as it came
}

// User reads one user. KindNotFound, and nothing else, says that the user is gone.
func (c *Client) User(ctx context.Context, id rbac.UserID) (Profile, error) {
	call := endpoint.New(endpoint.UsersRead, id.Raw())
	return fetchWith(ctx, c, "reading a user", call, func(doc []byte) (Profile, error) {
		u, err := decodeInto[User](doc)
		if err == nil && u.ID.IsZero() {
			err = &shapeError{pointer: "/user_id", want: "a string", got: "nothing"}
		}
		return Profile{User: u, JSON: doc}, err
	})
}

// Person is what the directory keeps of the user; its status is for the
// directory to say.
func (u User) Person() rbac.Person {
	p := rbac.Person{
		ID: u.ID, Name: u.Name, Email: u.Email, Logins: int(u.LoginsCount),
		Blocked: u.Blocked, Multifactor: u.Multifactor,
	}
	for _, i := range u.Identities {
		p.Connections = append(p.Connections, i.Connection)
	}
	// A time that can't be read is shown as none.
	p.LastLogin, _ = time.Parse(time.RFC3339, u.LastLogin.Raw())
	return p
}
