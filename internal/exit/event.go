package exit

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// event is what an Action is called with, as far as it looks at it.
type event struct {
	User        eventUser         `json:"user"`
	Connection  eventConnection   `json:"connection"`
	Client      *eventClient      `json:"client,omitempty"`
	Request     *eventRequest     `json:"request,omitempty"`
	Transaction *eventTransaction `json:"transaction,omitempty"`
	Secrets     map[string]string `json:"secrets,omitempty"`
}

type eventUser struct {
	ID          text.Text                  `json:"user_id"`
	Identities  []eventIdentity            `json:"identities"`
	AppMetadata map[string]json.RawMessage `json:"app_metadata"`
	Groups      *Reported                  `json:"groups,omitempty"`
	Roles       *Reported                  `json:"roles,omitempty"`
	Permissions *Reported                  `json:"permissions,omitempty"`
}

type eventIdentity struct {
	Connection text.Text `json:"connection"`
}

type eventConnection struct {
	ID       text.Text `json:"id,omitzero"`
	Name     text.Text `json:"name"`
	Strategy text.Text `json:"strategy,omitzero"`
}

type eventClient struct {
	ID       text.Text         `json:"client_id"`
	Name     text.Text         `json:"name,omitzero"`
	Metadata map[string]string `json:"metadata"`
}

type eventRequest struct {
	Query map[string]string `json:"query"`
	Body  map[string]string `json:"body"`
}

type eventTransaction struct {
	Protocol string `json:"protocol"`
}

// event is a login without an application.
func (l login) event(own reports) event {
	e := event{
		User: eventUser{
			ID: l.class.user.Text, Identities: []eventIdentity{{l.door.connection.Name}},
			AppMetadata: map[string]json.RawMessage{},
		},
		Connection: eventConnection{l.door.connection.ID, l.door.connection.Name, l.door.connection.Strategy},
	}
	if l.class.authz != nil {
		e.User.AppMetadata["authz"] = l.class.authz
	}
	for k, at := range map[Kind]**Reported{Groups: &e.User.Groups, Roles: &e.User.Roles, Permissions: &e.User.Permissions} {
		if r := own[k]; r.given {
			*at = &r
		}
	}
	return e
}

func (s Source) client(id rbac.ClientID) *eventClient {
	application, _ := s.Directory.Application(id)
	return &eventClient{ID: id.Text, Name: application.Name, Metadata: map[string]string{}}
}

// proofSecrets are what an Action is given where nothing is sent to anybody.
func proofSecrets(auth string) map[string]string {
	if auth == AuthToken {
		return map[string]string{"AUTHZ_CLIENT_ID": "client-of-the-test", "AUTHZ_CLIENT_SECRET": "secret-of-the-test"}
	}
	return map[string]string{"AUTHZ_EXT_API_KEY": "key-of-the-test"}
}
