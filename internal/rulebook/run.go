package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The kinds of outcomes.
const (
	kindTest = "test"
	kindRule = "rule"
)

// Outcome is what became of one test or rule.
type Outcome struct {
	Name     text.Text
	Kind     string // test or rule
	File     string
	Line     int
	Failures []Failure
}

// Held reports whether it holds.
func (o Outcome) Held() bool { return len(o.Failures) == 0 }

// Failure is one thing that is not as it should be.
type Failure struct {
	User rbac.UserID
	// Query is what was asked, and Thing what the user has or lacks; of several that
	// are called so the first, zero where a rule is about several.
	Query rbac.Query
	Thing rbac.Ref
	// Says is what the user has or lacks, such as: lacks approve:expenses. It is
	// safe to draw.
	Says string
	// Path is a shortest path to what the user should not have; nil where the user
	// lacks something.
	Path rbac.Path
}

// People finds the user that an id or an email address means; false where there is
// none.
type People func(given text.Text) (rbac.UserID, bool, error)

// Verdict is what became of a whole book.
type Verdict struct {
	Outcomes []Outcome
	asserted []asserted
}

// Run tells what holds in a tenant. The error is Mistakes where the book names what
// does not exist, else that of people.
func (b Book) Run(g *rbac.Graph, d *rbac.Directory, people People) (Verdict, error) {
	r := &runner{g: g, d: d, people: people, file: b.File, effort: rbac.NewEffort()}
	var outcomes []Outcome
	for _, t := range b.Tests {
		outcomes = append(outcomes, Outcome{t.Name, kindTest, b.File, t.place.line, r.test(t)})
	}
	for _, rule := range b.Rules {
		outcomes = append(outcomes, Outcome{rule.Name, kindRule, b.File, rule.place.line, r.rule(rule)})
	}
	if r.err != nil {
		return Verdict{}, r.err
	}
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	return Verdict{outcomes, r.asserted}, r.mistakes.orNil()
}

// runner works through one book.
type runner struct {
	g        *rbac.Graph
	d        *rbac.Directory
	people   People
	file     string
	effort   *rbac.Effort
	mistakes Mistakes
	compared int // how many unknown names were compared with all that there are
	err      error
	asserted []asserted
}

// asserted is what a test wants a user to have, or what a rule is about.
type asserted struct {
	access *rbac.Access // nil for a rule
	thing  rbac.Ref
}

func (r *runner) test(t Test) []Failure {
	q := rbac.Query{User: r.user(t.User, t.place.of("user")), Application: r.application(t.Application, t.place.of("application")), Login: login(t.Connection, t.IDPGroups)}
	a := r.g.Access(q)
	var failures []Failure
	for _, part := range []struct {
		key   string
		names []text.Text
		find  func(name text.Text, app rbac.ClientID) []rbac.Ref
		has   bool
		lacks string
		holds string
	}{
		{"can", t.Can, r.permissions, true, "lacks ", ""},
		{"cannot", t.Cannot, r.permissions, false, "", "has "},
		{"roles", t.Roles, r.roles, true, "lacks the role ", ""},
		{"not_roles", t.NotRoles, r.roles, false, "", "has the role "},
		{"groups", t.Groups, r.groups, true, "is not in group ", ""},
		{"not_groups", t.NotGroups, r.groups, false, "", "is in group "},
	} {
		for _, name := range part.names {
			refs := r.named(part.find(name, q.Application), name, part.key, t.place.of(part.key))
			if part.has {
				for _, ref := range refs {
					r.asserted = append(r.asserted, asserted{a, ref})
				}
			}
			if had, path := r.has(a, refs); had != part.has {
				failures = append(failures, Failure{User: q.User, Query: q, Thing: first(a, refs), Says: part.lacks + part.holds + name.String(), Path: path})
			}
		}
	}
	return failures
}

// first is the first of several things that a user has, else the first; zero where
// there is none.
func first(a *rbac.Access, refs []rbac.Ref) rbac.Ref {
	for _, ref := range refs {
		if a.Has(ref) {
			return ref
		}
	}
	if len(refs) == 0 {
		return rbac.Ref{}
	}
	return refs[0]
}

// Listed are the people by what is known of a tenant without asking it: by id, or by an
// email address that one alone has.
func Listed(g *rbac.Graph, d *rbac.Directory) People {
	return func(given text.Text) (rbac.UserID, bool, error) {
		id := rbac.UserID{Text: given}
		if _, known := d.User(id); known || g.HasUser(id) {
			return id, true, nil
		}
		return TheOne(given, d.UsersWithEmail(given))
	}
}

// TheOne is the one user whom something given means. That several share it is an error.
func TheOne(given text.Text, found []rbac.UserID) (rbac.UserID, bool, error) {
	switch len(found) {
	case 0:
		return rbac.UserID{Text: given}, false, nil
	case 1:
		return found[0], true, nil
	}
	ids := make([]string, len(found))
	for i, id := range found {
		ids[i] = id.String()
	}
	return found[0], false, fmt.Errorf("several users have the email address %s; use one of the ids %s", rbac.Quoted(given), strings.Join(ids, ", "))
}

// has reports whether a user has any of several things, and a shortest path to one.
func (r *runner) has(a *rbac.Access, refs []rbac.Ref) (bool, rbac.Path) {
	for _, ref := range refs {
		if a.Has(ref) {
			paths, _ := a.PathsWithin(ref, r.effort)
			return true, paths[0]
		}
	}
	return false, nil
}

func login(connection text.Text, idpGroups []text.Text) *rbac.Login {
	if connection.IsZero() {
		return nil
	}
	return &rbac.Login{Connection: connection, IdPGroups: idpGroups}
}

func (r *runner) mistake(line int, problem string) {
	m := Mistake{r.file, line, problem}
	if !slices.Contains(r.mistakes, m) {
		r.mistakes = append(r.mistakes, m)
	}
}

func (r *runner) user(given text.Text, line int) rbac.UserID {
	id, known, err := r.people(given)
	switch {
	case err != nil && r.err == nil:
		r.err = err
	case err == nil && !known:
		r.unknown(line, "", rbac.KindUser, given)
	}
	return id
}

func (r *runner) users(given []text.Text, line int) []rbac.UserID {
	ids := make([]rbac.UserID, len(given))
	for i, one := range given {
		ids[i] = r.user(one, line)
	}
	return ids
}

func (r *runner) application(given text.Text, line int) rbac.ClientID {
	id := rbac.ClientID{Text: given}
	if given.IsZero() || slices.Contains(r.g.Applications(), id) {
		return id
	}
	if _, known := r.d.Application(id); known {
		return id
	}
	switch found := r.d.ApplicationsNamed(given); len(found) {
	case 1:
		return found[0]
	case 0:
		r.unknown(line, "", rbac.KindApplication, given)
	default:
		ids := make([]string, len(found))
		for i, id := range found {
			ids[i] = id.String()
		}
		r.mistake(line, "several applications are called "+rbac.Quoted(given)+": "+strings.Join(ids, ", "))
	}
	return id
}
