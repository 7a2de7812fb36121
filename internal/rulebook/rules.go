package rulebook

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func (r *runner) rule(rule Rule) []Failure {
	app := r.application(rule.Application, rule.place.of("application"))
	reach := rbac.Reach{Application: app, Login: login(rule.Connection, rule.IDPGroups)}
	except := r.users(rule.Except, rule.place.of("except"))
	var failures []Failure
	if rule.NeverTogether != nil {
		failures = r.neverTogether(rule, reach)
	} else {
		failures = r.only(rule, reach)
	}
	return slices.DeleteFunc(failures, func(f Failure) bool { return slices.Contains(except, f.User) })
}

// neverTogether finds the users who have two or more of the permissions.
func (r *runner) neverTogether(rule Rule, reach rbac.Reach) []Failure {
	has := make(map[rbac.UserID][]text.Text)
	line := rule.place.of("never_together")
	for i, name := range rule.NeverTogether {
		if slices.Contains(rule.NeverTogether[:i], name) {
			continue
		}
		for _, user := range r.holders(r.ruled(name, reach.Application, "never_together", line), reach) {
			has[user] = append(has[user], name)
		}
	}
	var failures []Failure
	for _, user := range r.g.Users() {
		if names := has[user]; len(names) > 1 {
			failures = append(failures, Failure{User: user, Query: queryOf(user, reach), Says: "has " + joined(names)})
		}
	}
	return failures
}

// only finds the users who have the permission and are none of those who may.
func (r *runner) only(rule Rule, reach rbac.Reach) []Failure {
	may := make(map[rbac.UserID]bool)
	for _, user := range r.users(rule.Only.Users, rule.place.of("only")) {
		may[user] = true
	}
	line := rule.place.of("only")
	for _, name := range rule.Only.Groups {
		groups := r.named(r.groups(name, rbac.ClientID{}), name, "only.groups", line)
		for _, user := range r.holders(groups, rbac.Reach{Login: reach.Login}) {
			may[user] = true
		}
	}
	refs := r.ruled(rule.Permission, reach.Application, "permission", rule.place.of("permission"))
	var failures []Failure
	for _, user := range r.holders(refs, reach) {
		if may[user] {
			continue
		}
		a := r.g.Access(queryOf(user, reach))
		_, path := r.has(a, refs)
		failures = append(failures, Failure{User: user, Query: queryOf(user, reach), Thing: first(a, refs), Says: "has " + rule.Permission.String(), Path: path})
	}
	return failures
}

// queryOf is the question about one user that one about all holds.
func queryOf(user rbac.UserID, reach rbac.Reach) rbac.Query {
	return rbac.Query{User: user, Application: reach.Application, Login: reach.Login}
}

// ruled are the permissions that a rule names.
func (r *runner) ruled(name text.Text, app rbac.ClientID, key string, line int) []rbac.Ref {
	refs := r.named(r.permissions(name, app), name, key, line)
	for _, ref := range refs {
		r.asserted = append(r.asserted, asserted{nil, ref})
	}
	return refs
}

// holders are the users who have any of several things, each once, in the graph's
// order.
func (r *runner) holders(refs []rbac.Ref, reach rbac.Reach) []rbac.UserID {
	any := make(map[rbac.UserID]bool)
	var users []rbac.UserID
	for _, ref := range refs {
		for _, h := range r.g.WhoCan(ref, reach) {
			if !any[h.User] {
				any[h.User] = true
				users = append(users, h.User)
			}
		}
	}
	return users
}

func joined(names []text.Text) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = name.String()
	}
	return strings.Join(list, " and ")
}
