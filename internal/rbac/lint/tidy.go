package lint

import (
	"fmt"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// duplicates finds names that count as the same, records that share an id, and
// records without a name.
func (l *linter) duplicates() {
	type owned struct {
		kind        rbac.Kind
		application rbac.ClientID
		name        string
	}
	names := make(map[owned]rbac.Ref, l.records())
	ids := make(map[rbac.Ref]struct{}, l.records())
	look := func(ref rbac.Ref, application rbac.ClientID, name text.Text) {
		if _, again := ids[ref]; again {
			l.report(RuleDuplicateID, SeverityWarning, ref, fmt.Sprintf("shares the id %v with another %s", ref.ID, ref.Kind))
			return
		}
		ids[ref] = struct{}{}
		if name.IsZero() {
			l.report(RuleNameless, SeverityWarning, ref, fmt.Sprintf("has no name, which stops the server from creating any %s", ref.Kind))
			return
		}
		key := owned{ref.Kind, application, name.Lower()}
		if first, taken := names[key]; taken {
			l.report(RuleDuplicateName, SeverityWarning, ref, fmt.Sprintf("has the same name as %s %v, so the server refuses every change of %s", first.Kind, first.ID, spared(ref.Kind)), l.renamed(ref)...)
			return
		}
		names[key] = ref
	}
	for _, r := range l.Groups() {
		look(r.ID.Ref(), rbac.ClientID{}, r.Name)
	}
	for _, r := range l.Roles() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
	for _, r := range l.Permissions() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
}

// records is how many there are in the three lists.
func (l *linter) records() int { return len(l.Groups()) + len(l.Roles()) + len(l.Permissions()) }

// unused finds groups without anybody in them, roles that nobody has and
// permissions that no role holds.
func (l *linter) unused() {
	if l.Missing().Groups == nil {
		l.emptyGroups()
	}
	for _, r := range l.Roles() {
		if l.Missing().Groups == nil && len(l.RoleGroups(r.ID)) == 0 && len(l.RoleUsers(r.ID)) == 0 {
			l.report(RuleUnusedRole, SeverityInfo, r.ID.Ref(), "is unused: no group grants it, no user has it", rbac.DeleteRole{Role: r.ID})
		}
	}
	for _, r := range l.Permissions() {
		if l.Missing().Roles == nil && len(l.PermissionRoles(r.ID)) == 0 {
			l.report(RuleUnusedPermission, SeverityInfo, r.ID.Ref(), "is unused: no role holds it", rbac.DeletePermission{Permission: r.ID})
		}
	}
}

// emptyGroups finds groups to which nobody belongs or could come by a mapping,
// neither directly nor through nested groups. Nested ones come before those
// that nest them, so that all can be deleted one after another.
func (l *linter) emptyGroups() {
	var peopled []rbac.GroupID
	for _, r := range l.Groups() {
		if len(r.Members) > 0 || len(r.Mappings) > 0 {
			peopled = append(peopled, r.ID)
		}
	}
	used := reached(peopled, l.Parents)
	var empty []rbac.GroupID
	for _, r := range l.Groups() {
		if !used[r.ID] {
			empty = append(empty, r.ID)
		}
	}
	parts := relation.StronglyConnected(empty, l.Children)
	slices.SortStableFunc(empty, func(a, b rbac.GroupID) int { return int(parts.Of[a] - parts.Of[b]) })
	for _, id := range empty {
		var fix []rbac.Change
		for _, parent := range l.Parents(id) {
			fix = append(fix, rbac.RemoveNested(parent, id))
		}
		l.report(RuleEmptyGroup, SeverityInfo, id.Ref(),
			"is empty: no members, mappings or nested groups", append(fix, rbac.DeleteGroup{Group: id})...)
	}
}

// reached are groups and all that next leads to from them.
func reached(from []rbac.GroupID, next func(rbac.GroupID) []rbac.GroupID) map[rbac.GroupID]bool {
	met := make(map[rbac.GroupID]bool)
	for queue := slices.Clone(from); len(queue) > 0; {
		id := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if !met[id] {
			met[id] = true
			queue = append(queue, next(id)...)
		}
	}
	return met
}

// redundant finds roles that users have anyway. Fixing all findings leaves
// everybody what they have.
func (l *linter) redundant() {
	order := make(map[rbac.GroupID]int)
	for i, r := range l.Groups() {
		if _, twin := order[r.ID]; !twin {
			order[r.ID] = i
		}
	}
	for _, r := range l.Groups() {
		if len(l.Parents(r.ID)) == 0 {
			continue
		}
		found := make(map[rbac.RoleID]bool)
		for _, given := range l.EffectiveRoles(r.ID) {
			if given.Direct {
				found[given.Role] = false
				continue
			}
			reported, own := found[given.Role]
			if !own || reported || l.sameCircle(r.ID, given.Group) && order[given.Group] > order[r.ID] {
				continue
			}
			found[given.Role] = true
			l.report(RuleRedundantGrant, SeverityInfo, r.ID.Ref(),
				fmt.Sprintf("grants role %s, which its parent group %s also grants",
					l.naming.Of(given.Role.Ref()), l.naming.Of(given.Group.Ref())),
				rbac.RevokeRole(r.ID, given.Role))
		}
	}
	l.redundantAssignments()
}

// sameCircle reports whether two groups are above each other: the first of a circle
// keeps the role.
func (l *linter) sameCircle(a, b rbac.GroupID) bool {
	first, in := l.circleOf[a]
	other, too := l.circleOf[b]
	return in && too && first == other
}

func (l *linter) redundantAssignments() {
	for _, r := range l.Roles() {
		holders, groups := l.RoleUsers(r.ID), l.RoleGroups(r.ID)
		if len(holders) == 0 || len(groups) == 0 {
			continue
		}
		giving := reached(groups, l.Children)
		for _, user := range holders {
			for _, group := range l.DirectGroups(user) {
				if !giving[group] {
					continue
				}
				l.report(RuleRedundantAssignment, SeverityInfo, r.ID.Ref(),
					fmt.Sprintf("is assigned to user %s, who also has it via group %s",
						l.naming.Of(user.Ref()), l.naming.Of(group.Ref())),
					rbac.UnassignRole(user, r.ID))
				break
			}
		}
	}
}
