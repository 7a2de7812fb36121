package suggest

import (
	"slices"

	"authzx/internal/rbac"
)

// Like are the fewest changes of a user's own ties after which the user has all
// groups, roles and permissions that another one, the model, has; exactly takes
// away what the model lacks as well. Nothing comes along that the model lacks.
func Like(g *rbac.Graph, user, model rbac.UserID, exactly bool) []rbac.Change {
	if user == model {
		return nil
	}
	want := g.Access(rbac.Query{User: model})
	var changes []rbac.Change
	if exactly {
		changes = surplus(g, user, want)
	}
	after, _, err := rbac.ApplyAll(g, changes)
	if err != nil {
		return changes // ties that are there can be cut
	}
	for _, group := range lowest(g, after.Access(rbac.Query{User: user}), want) {
		changes = append(changes, rbac.AddMember(group, user))
	}
	if after, _, err = rbac.ApplyAll(g, changes); err != nil {
		return changes
	}
	have := after.Access(rbac.Query{User: user})
	for _, role := range want.Roles() {
		if !have.Has(role.Ref()) {
			changes = append(changes, rbac.AssignRole(user, role))
		}
	}
	return changes
}

// surplus cuts the ties by which a user has more than is wanted.
func surplus(g *rbac.Graph, user rbac.UserID, want *rbac.Access) []rbac.Change {
	var changes []rbac.Change
	for _, group := range g.DirectGroups(user) {
		if !want.Has(group.Ref()) {
			changes = append(changes, rbac.RemoveMember(group, user))
		}
	}
	for _, role := range g.DirectRoles(user) {
		if !want.Has(role.Ref()) {
			changes = append(changes, rbac.UnassignRole(user, role))
		}
	}
	return changes
}

// lowest are the groups to join so as to have all that are wanted: of those that
// lack, each that is above no other, one for groups that are above each other. Each
// is one that lists the model.
func lowest(g *rbac.Graph, have, want *rbac.Access) []rbac.GroupID {
	lacking := slices.DeleteFunc(want.DirectGroups(), func(id rbac.GroupID) bool { return have.Has(id.Ref()) })
	above := make(map[rbac.GroupID]map[rbac.GroupID]bool, len(lacking))
	for _, id := range lacking {
		above[id] = make(map[rbac.GroupID]bool)
		for _, relative := range g.Above(id) {
			above[id][relative.Group] = true
		}
	}
	var join []rbac.GroupID
	for i, id := range lacking {
		implied := slices.ContainsFunc(lacking, func(other rbac.GroupID) bool {
			// Of groups in a cycle the first one stands for all.
			return other != id && above[other][id] && (!above[id][other] || slices.Contains(lacking[:i], other))
		})
		if !implied {
			join = append(join, id)
		}
	}
	return join
}
