package output

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Path writes one path on one line.
func (j *JSONWriter) Path(p rbac.Path) {
	j.LineArray(func() {
		for _, step := range p {
			j.step(step)
		}
	})
}

func (j *JSONWriter) step(s rbac.Step) {
	j.Line(func() {
		j.Key("kind").Words(string(s.Kind))
		j.Key("id").Text(s.ID)
		j.Key("name").Text(s.Name)
		if s.Kind == rbac.StepMapping {
			j.Key("mapping").Text(s.Mapping.Text)
			j.Key("connection").Text(s.Connection)
			j.Key("group_name").Text(s.GroupName)
			j.Key("via").Words(string(s.Via))
		}
	})
}

// Paths writes the key paths of an object and, when that is not all, the key
// truncated beside it.
func (j *JSONWriter) Paths(paths []rbac.Path, truncated bool) {
	j.Key("paths").Array(func() {
		for _, p := range paths {
			j.Path(p)
		}
	})
	if truncated {
		j.Key("truncated").Flag(true)
	}
}

// Path says in one line how a path leads to a thing, on a row that names the user and
// the thing: Accounts Payable › Finance › Expense Desk for a permission.
func (l Look) Path(p rbac.Path) string { return catalog.SignsFor(l.UTF8).Line(catalog.Between(p)) }

// WholePath is Path with the user before it and the thing behind it.
func (l Look) WholePath(d *rbac.Directory, user rbac.UserID, p rbac.Path) string {
	return catalog.SignsFor(l.UTF8).Line(catalog.Whole(catalog.UserWord(user, personName(d, user)), p))
}

// personName is the name of a user, or the address where there is no name.
func personName(d *rbac.Directory, id rbac.UserID) text.Text {
	p := PersonOf(d, id)
	if p.Name.IsZero() {
		return p.Email
	}
	return p.Name
}
