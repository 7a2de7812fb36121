package tenant

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"authzx/internal/api"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// snapshot is a saved document: the three lists as GET /configuration/export
// gives them, with the directory beside them. It holds no API key.
type snapshot struct {
	Groups       []rbac.Group          `json:"groups"`
	Roles        []rbac.Role           `json:"roles"`
	Permissions  []rbac.Permission     `json:"permissions"`
	Users        []snapshotUser        `json:"users,omitempty"`
	Applications []snapshotApplication `json:"applications,omitempty"`
	Connections  []snapshotConnection  `json:"connections,omitempty"`
	Taken        time.Time             `json:"taken,omitzero"`
}

type snapshotUser struct {
	ID          rbac.UserID        `json:"user_id"`
	Name        text.Text          `json:"name,omitzero"`
	Email       text.Text          `json:"email,omitzero"`
	LastLogin   time.Time          `json:"last_login,omitzero"`
	Logins      int                `json:"logins_count,omitempty"`
	Blocked     bool               `json:"blocked,omitempty"`
	Multifactor []text.Text        `json:"multifactor,omitempty"`
	Identities  []snapshotIdentity `json:"identities,omitempty"`
	Gone        bool               `json:"gone,omitempty"`
}

type snapshotIdentity struct {
	Connection text.Text `json:"connection"`
}

type snapshotApplication struct {
	ID        rbac.ClientID `json:"client_id"`
	Name      text.Text     `json:"name"`
	Type      text.Text     `json:"app_type,omitzero"`
	Callbacks []text.Text   `json:"callbacks,omitempty"`
}

type snapshotConnection struct {
	ID       text.Text `json:"id,omitzero"`
	Name     text.Text `json:"name"`
	Strategy text.Text `json:"strategy,omitzero"`
}

// Save writes what is known to a private file. A graph with lists missing is
// refused: offline it would look whole.
func Save(path string, s State) error {
	if s.Graph == nil {
		return errors.New("nothing has been read yet")
	}
	if m := s.Graph.Missing(); m.Any() {
		return fmt.Errorf("not all lists could be read: %w", errors.Join(m.Groups, m.Roles, m.Permissions))
	}
	doc := s.Graph.Document()
	out := snapshot{
		Groups: orEmpty(doc.Groups), Roles: orEmpty(doc.Roles), Permissions: orEmpty(doc.Permissions),
		Taken: s.Graph.At().UTC(),
	}
	for _, p := range s.Directory.Users() {
		out.Users = append(out.Users, savedUser(p))
	}
	for _, a := range s.Directory.Applications() {
		out.Applications = append(out.Applications, snapshotApplication(a))
	}
	for _, c := range s.Directory.Connections() {
		out.Connections = append(out.Connections, snapshotConnection(c))
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return fmt.Errorf("encoding the snapshot: %w", err)
	}
	return private.WriteFile(path, append(b, '\n'))
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func savedUser(p rbac.Person) snapshotUser {
	u := snapshotUser{
		ID: p.ID, Name: p.Name, Email: p.Email, LastLogin: p.LastLogin, Logins: p.Logins,
		Blocked: p.Blocked, Multifactor: p.Multifactor, Gone: p.Status == rbac.StatusGone,
	}
	for _, c := range p.Connections {
		u.Identities = append(u.Identities, snapshotIdentity{c})
	}
	return u
}

// Offline is a saved document in place of a tenant: it can be read, and
// nothing else.
type Offline struct {
	identity Identity
	read     func() ([]byte, error)
	now      func() time.Time
	log      *Log
	tenant   *Tenant
}

// ReadState makes a State of a saved document. Keys that it does not know are
// let be.
func ReadState(doc []byte, at time.Time) (State, error) {
	doc = bytes.TrimPrefix(doc, []byte("\uFEFF")) // some editors put a byte order mark in front
	lists, err := api.ReadDocument(doc)
	if err != nil {
		return State{}, err
	}
	var rest struct {
		Users        []snapshotUser        `json:"users"`
		Applications []snapshotApplication `json:"applications"`
		Connections  []snapshotConnection  `json:"connections"`
		Taken        time.Time             `json:"taken"`
	}
	if err := json.Unmarshal(doc, &rest); err != nil {
		return State{}, fmt.Errorf("users, applications or connections: %w", err)
	}
	lists.At = at
	if !rest.Taken.IsZero() {
		lists.At = rest.Taken
	}
	return State{Graph: rbac.Index(lists), Directory: directoryOf(rest.Users, rest.Applications, rest.Connections, lists.At)}, nil
}

func directoryOf(users []snapshotUser, applications []snapshotApplication, connections []snapshotConnection, at time.Time) *rbac.Directory {
	var d *rbac.Directory
	var people []rbac.Person
	var gone []rbac.UserID
	for _, u := range users {
		if u.Gone {
			gone = append(gone, u.ID)
			continue
		}
		p := rbac.Person{
			ID: u.ID, Name: u.Name, Email: u.Email, LastLogin: u.LastLogin, Logins: u.Logins,
			Blocked: u.Blocked, Multifactor: u.Multifactor,
		}
		for _, i := range u.Identities {
			p.Connections = append(p.Connections, i.Connection)
		}
		people = append(people, p)
	}
	if users != nil {
		d = d.WithUsers(people, rbac.Extent{At: at})
	}
	for _, id := range gone {
		d = d.WithGone(id)
	}
	if applications != nil {
		list := make([]rbac.Application, len(applications))
		for i, a := range applications {
			list[i] = rbac.Application(a)
		}
		d = d.WithApplications(list, rbac.Extent{At: at, Complete: true})
	}
	if connections != nil {
		list := make([]rbac.Connection, len(connections))
		for i, c := range connections {
			list[i] = rbac.Connection(c)
		}
		d = d.WithConnections(list, rbac.Extent{At: at, Complete: true})
	}
	return d
}

// NewOffline is a tenant of a saved document, which read gives.
func NewOffline(identity Identity, read func() ([]byte, error), now func() time.Time) *Offline {
	identity.Offline, identity.ReadOnly = true, true
	o := &Offline{identity: identity, read: read, now: now, log: NewLog(1)}
	o.tenant = New(Options{Identity: identity, Log: o.log, Now: now})
	return o
}

// Identity says which document this is.
func (o *Offline) Identity() Identity { return o.identity }

// Log is empty: nothing is ever sent.
func (o *Offline) Log() *Log { return o.log }

// State is what the document says.
func (o *Offline) State() State { return o.tenant.State() }

// Changed gives a value after the document was read.
func (o *Offline) Changed() <-chan struct{} { return o.tenant.Changed() }

// Refresh reads the document again.
func (o *Offline) Refresh(context.Context) error {
	doc, err := o.read()
	if err != nil {
		o.tenant.alter(func(s *State) { s.Err = err })
		return err
	}
	state, err := ReadState(doc, o.now())
	if err != nil {
		err = fmt.Errorf("%s: %w", o.identity.Profile, err)
	}
	o.tenant.alter(func(s *State) {
		if err != nil {
			s.Err = err
			return
		}
		*s = state
	})
	return err
}
