package sample

import "time"

// person is one user profile.
type person struct {
	id, name, email, nickname string
	identities                []identity
	created, updated          time.Time
	lastLogin                 time.Time // zero: never logged in
	logins                    int
	lastIP                    string
	blocked, multifactor      bool
}

// identity is one account of a person at one connection.
type identity struct {
	connection, provider, id string
	social                   bool
}

// application is one client of the tenant.
type application struct {
	id, name, kind string
	callbacks      []string
	global         bool
}

// connection is one source of identities.
type connection struct {
	id, name, strategy string
}

// The rough sizes in bytes that one encoded record takes, to make room at once.
const (
	personSize      = 560
	applicationSize = 320
	connectionSize  = 160
)

func (e *encoder) person(p *person) {
	e.moment("created_at", p.created)
	e.text("email", p.email)
	e.flag("email_verified", !p.lastLogin.IsZero())
	e.key("identities")
	e.list(len(p.identities), func(i int) {
		account := &p.identities[i]
		e.text("connection", account.connection)
		e.flag("isSocial", account.social)
		e.text("provider", account.provider)
		e.text("user_id", account.id)
	})
	if !p.lastLogin.IsZero() {
		e.text("last_ip", p.lastIP)
		e.moment("last_login", p.lastLogin)
		e.number("logins_count", p.logins)
	}
	if p.multifactor {
		e.texts("multifactor", []string{"guardian"})
	}
	if p.blocked {
		e.flag("blocked", true)
	}
	e.text("name", p.name)
	e.text("nickname", p.nickname)
	e.key("picture")
	e.b = append(e.b, `"https://pictures.acme.test/`...)
	e.b = append(e.b, p.nickname...)
	e.b = append(e.b, `.png"`...)
	e.moment("updated_at", p.updated)
	e.text("user_id", p.id)
}

func (e *encoder) application(a *application) {
	if a.kind != "" {
		e.text("app_type", a.kind)
	}
	e.texts("callbacks", a.callbacks)
	e.text("client_id", a.id)
	e.flag("global", a.global)
	e.flag("is_first_party", true)
	e.text("name", a.name)
	e.text("tenant", "acme")
}

// connection writes one connection, which every application of apps may use.
func (e *encoder) connection(c *connection, apps []application) {
	e.key("enabled_clients")
	e.open('[')
	for i := range apps {
		if !apps[i].global {
			e.next()
			e.quoted(apps[i].id)
		}
	}
	e.close(']')
	e.text("id", c.id)
	e.text("name", c.name)
	e.key("options")
	e.b = append(e.b, "{}"...)
	e.text("strategy", c.strategy)
}
