package output

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Known writes a name beside an id, where there is one.
func (j *JSONWriter) Known(key string, name text.Text) {
	if !name.IsZero() {
		j.Key(key).Text(name)
	}
}

// User writes who is meant: the id, with name and email address beside it as far as
// the directory knows them.
func (j *JSONWriter) User(d *rbac.Directory, id rbac.UserID) {
	j.Key("user").Text(id.Text)
	p := PersonOf(d, id)
	j.Known("user_name", p.Name)
	j.Known("user_email", p.Email)
}

// Application writes which application is meant, null for none: the id, with the name
// beside it as far as the directory knows it.
func (j *JSONWriter) Application(d *rbac.Directory, id rbac.ClientID) {
	j.Key("application").TextOrNull(id.Text)
	j.Known("application_name", d.Name(id.Ref()))
}
