// Package report makes what people outside the program read: access reviews to be
// decided and applied.
package report

import (
	"cmp"
	"slices"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Review is what users have, to be looked at by somebody who decides.
type Review struct {
	Tenant text.Text
	Made   time.Time
	Rows   []Row
}

// Row is one permission that one user has.
type Row struct {
	Person          rbac.Person
	Application     rbac.ClientID // the permission's
	ApplicationName text.Text
	Permission      rbac.PermissionID
	PermissionName  text.Text
	Since           Since  // of having it, by whatever path
	Path            string // the shortest; safe to draw
	// Cut is the change that ends the access on this path: at first the tie of the
	// user that the path begins with.
	Cut rbac.Change
}

// Scope narrows a review.
type Scope struct {
	Application rbac.ClientID // only what roles of it give
	Group       rbac.GroupID  // only its members, those of nested groups included
}

// NewReview goes through what everybody has. Who is gone or blocked comes first, then
// who has not logged in for longest.
func NewReview(g *rbac.Graph, d *rbac.Directory, s Scope, signs catalog.Signs) Review {
	var r Review
	users := g.Users()
	if !s.Group.IsZero() {
		users = nil
		for _, h := range g.WhoCan(s.Group.Ref(), rbac.Reach{}) {
			users = append(users, h.User)
		}
	}
	effort := new(rbac.Effort)
	for _, user := range users {
		person, known := d.User(user)
		if !known {
			person.ID = user
		}
		a := g.Access(rbac.Query{User: user, Application: s.Application})
		for e := range a.Explain(1, effort) {
			if e.Ref.Kind == rbac.KindPermission {
				r.Rows = append(r.Rows, rowOf(g, d, person, e, signs))
			}
		}
	}
	slices.SortStableFunc(r.Rows, byUrgency)
	return r
}

func rowOf(g *rbac.Graph, d *rbac.Directory, person rbac.Person, e rbac.Explained, signs catalog.Signs) Row {
	p, _ := g.Permission(rbac.PermissionID{Text: e.Ref.ID})
	app, _ := d.Application(p.Application)
	return Row{
		Person: person, Application: p.Application, ApplicationName: app.Name, Permission: p.ID, PermissionName: p.Name,
		Path: signs.Line(catalog.Between(e.Paths[0])), Cut: firstTie(person.ID, e.Paths[0][0]),
	}
}

// firstTie cuts the first step of a path.
func firstTie(user rbac.UserID, s rbac.Step) rbac.Change {
	if s.Kind == rbac.StepDirect {
		return rbac.UnassignRole(user, rbac.RoleID{Text: s.ID})
	}
	return rbac.RemoveMember(rbac.GroupID{Text: s.ID}, user)
}

func byUrgency(a, b Row) int {
	return cmp.Or(cmp.Compare(urgency(a), urgency(b)), a.Person.LastLogin.Compare(b.Person.LastLogin),
		cmp.Compare(a.Person.ID.Raw(), b.Person.ID.Raw()),
		cmp.Compare(a.ApplicationName.Raw(), b.ApplicationName.Raw()), cmp.Compare(a.PermissionName.Raw(), b.PermissionName.Raw()))
}

func urgency(r Row) int {
	switch r.Status() {
	case "gone":
		return 0
	case "blocked":
		return 1
	}
	return 2
}

// Status says when a user should perhaps have nothing: gone or blocked; empty else.
func (r Row) Status() string { return catalog.Trouble(r.Person) }

// ToDecide are the names of the columns of a review in which decisions are made: the first
// of Columns.
func ToDecide() []string {
	return []string{
		"user", "user_name", "email", "last_login", "application", "application_name",
		"permission_id", "permission", "path", "cut", "decision", "comment",
	}
}

// Columns are the names of all columns of a review.
func Columns() []string { return append(ToDecide(), "status", "since") }

// Cells are a row's values by column, as text that is safe to draw. Ids and what is
// to be cut stay as they are: they are read back. Names are for people.
func (r Row) Cells(names func(rbac.Ref) text.Text) []string {
	login := ""
	if !r.Person.LastLogin.IsZero() {
		login = r.Person.LastLogin.UTC().Format(time.RFC3339)
	}
	cut, err := rbac.MarshalNamed(r.Cut, names)
	if err != nil {
		cut = nil // ties can be encoded
	}
	return []string{
		r.Person.ID.String(), r.Person.Name.String(), r.Person.Email.String(), login, r.Application.String(), r.ApplicationName.String(),
		r.Permission.String(), r.PermissionName.String(), r.Path, string(cut), "", "", r.Status(), r.Since.words(time.RFC3339),
	}
}
