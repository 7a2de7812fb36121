package tenant

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"authzx/internal/api"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// snapshot is a snapshot: the three lists as GET /configuration/export
// gives them, with the directory beside them. It holds no API key.
type snapshot struct {
	Groups       []rbac.Group          `json:"groups"`
	Roles        []rbac.Role           `json:"roles"`
	Permissions  []rbac.Permission     `json:"permissions"`
	Users        []snapshotUser        `json:"users,omitempty"`
	UsersWhole   bool                  `json:"users_complete,omitempty"` // there are no others
	Applications []snapshotApplication `json:"applications,omitempty"`
	Connections  []snapshotConnection  `json:"connections,omitempty"`
	// Configuration is all nine switches; nil where they were not read.
	Configuration map[rbac.Switch]bool `json:"configuration,omitempty"`
	Rule          *snapshotRule        `json:"rule,omitempty"`
	BaseURL       string               `json:"base_url,omitempty"`
	Taken         time.Time            `json:"taken,omitzero"`
}

// snapshotRule is the state of the login rule as it was read.
type snapshotRule struct {
	Exists  bool `json:"exists"`
	Enabled bool `json:"enabled"`
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
		Taken: s.Graph.At().UTC(), BaseURL: s.BaseURL,
	}
	out.UsersWhole = s.Directory.UsersExtent().Complete
	out.Configuration, out.Rule = savedSettings(s.Directory)
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

// savedSettings are the nine switches and the state of the rule, as far as they
// were read.
func savedSettings(d *rbac.Directory) (switches map[rbac.Switch]bool, rule *snapshotRule) {
	settings, _ := d.Settings()
	if settings.Switches != nil {
		switches = map[rbac.Switch]bool{}
		for _, w := range rbac.Switches() {
			switches[w] = settings.Switches[w]
		}
	}
	if settings.RuleKnown {
		rule = &snapshotRule{settings.RuleExists, settings.RuleEnabled}
	}
	return switches, rule
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

// peopleOf are saved users, and the ids of those who were known not to exist.
func peopleOf(users []snapshotUser) (people []rbac.Person, gone []rbac.UserID) {
	if users != nil {
		people = []rbac.Person{}
	}
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
	return people, gone
}

func directoryOf(saved api.Saved, rest savedRest, at time.Time) *rbac.Directory {
	var d *rbac.Directory
	if saved.People != nil {
		d = d.WithUsers(saved.People, rbac.Extent{At: at, Complete: rest.UsersWhole})
	}
	if saved.Gone != nil {
		d = d.WithGone(saved.Gone...)
	}
	if rest.Applications != nil {
		list := make([]rbac.Application, len(rest.Applications))
		for i, a := range rest.Applications {
			list[i] = rbac.Application(a)
		}
		d = d.WithApplications(list, rbac.Extent{At: at, Complete: true})
	}
	if rest.Connections != nil {
		list := make([]rbac.Connection, len(rest.Connections))
		for i, c := range rest.Connections {
			list[i] = rbac.Connection(c)
		}
		d = d.WithConnections(list, rbac.Extent{At: at, Complete: true})
	}
	return d
}
