package rbac

import (
	"fmt"
	"slices"

	"authzx/internal/text"
)

// duplicates finds names that count as the same, records that share an id, and
// records without a name.
func (l *linter) duplicates() {
	type owned struct {
		kind        Kind
		application ClientID
		name        string
	}
	names := make(map[owned]Ref)
	ids := make(map[Ref]struct{})
	look := func(ref Ref, application ClientID, name text.Text) {
		if _, again := ids[ref]; again {
			l.report(RuleDuplicateID, SeverityWarning, ref, fmt.Sprintf("shares its id %v with another %s", ref.ID, ref.Kind))
			return
		}
		ids[ref] = struct{}{}
		if name.IsZero() {
			l.report(RuleNameless, SeverityWarning, ref, fmt.Sprintf("has no name, which keeps the server from creating a %s", ref.Kind))
			return
		}
		key := owned{ref.Kind, application, lower(name.Raw())}
		if first, taken := names[key]; taken {
			l.report(RuleDuplicateName, SeverityWarning, ref, fmt.Sprintf("has the same name as %s %v", first.Kind, first.ID))
			return
		}
		names[key] = ref
	}
	for _, r := range l.groups.records() {
		look(r.ID.Ref(), ClientID{}, r.Name)
	}
	for _, r := range l.roles.records() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
	for _, r := range l.permissions.records() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
}

// unused finds groups without anybody in them, roles that nobody has and
// permissions that no role holds.
func (l *linter) unused() {
	if l.missing.Groups == nil {
		l.emptyGroups()
	}
	for n, r := range l.roles.records() {
		if l.missing.Groups == nil && len(l.roleGroups.of(n)) == 0 && len(l.roleUsers.of(n)) == 0 {
			l.report(RuleUnusedRole, SeverityInfo, r.ID.Ref(), "is granted to no group and held by no user", DeleteRole{r.ID})
		}
	}
	for n, r := range l.permissions.records() {
		if l.missing.Roles == nil && len(l.permRoles.of(n)) == 0 {
			l.report(RuleUnusedPermission, SeverityInfo, r.ID.Ref(), "is held by no role", DeletePermission{r.ID})
		}
	}
}

// emptyGroups finds groups to which nobody belongs or could come by a mapping,
// neither directly nor through nested groups. Nested ones come before those
// that nest them, so that all can be deleted one after another.
func (l *linter) emptyGroups() {
	peopled := newBitset(int(l.groups.n))
	for n, r := range l.groups.records() {
		if len(r.Members) > 0 || len(r.Mappings) > 0 {
			l.climb(&peopled, n)
		}
	}
	var empty []int32
	for n := range l.groups.records() {
		if !peopled.has(n) {
			empty = append(empty, n)
		}
	}
	circles := stronglyConnected(empty, l.children.of)
	slices.SortStableFunc(empty, func(a, b int32) int { return int(circles.of[a] - circles.of[b]) })
	for _, n := range empty {
		r := l.groups.record(n)
		var mend []Change
		for _, parent := range l.parents.of(n) {
			mend = append(mend, RemoveNested{l.groups.record(parent).ID, r.ID})
		}
		l.report(RuleEmptyGroup, SeverityInfo, r.ID.Ref(),
			"has no members and no mappings, nor has any group nested in it", append(mend, DeleteGroup{r.ID})...)
	}
}

// redundant finds roles that users have anyway. Mending all findings leaves
// everybody what he has.
func (l *linter) redundant() {
	nodes := make([]int32, 0, l.groups.n)
	for n := range l.groups.records() {
		nodes = append(nodes, n)
	}
	circles := stronglyConnected(nodes, l.parents.of)
	w := l.walker()
	for _, n := range nodes {
		roles := l.groupRoles.of(n)
		if len(roles) == 0 {
			continue
		}
		above := w.grants(n).groups
		for _, role := range roles {
			if by, ok := l.grantedAbove(n, role, above, &circles); ok {
				id, roleID := l.groups.record(n).ID, l.roles.record(role).ID
				l.report(RuleRedundantGrant, SeverityInfo, id.Ref(),
					fmt.Sprintf("grants role %s, which group %s above it grants as well",
						l.naming.of(roleID.Ref()), l.naming.of(l.groups.record(by).ID.Ref())),
					RevokeRole{id, roleID})
			}
		}
	}
	l.redundantAssignments()
}

// grantedAbove is a group above n that grants the role as well. Of groups in a
// circle, which are all above each other, the first keeps the role.
func (l *linter) grantedAbove(n, role int32, above []int32, circles *components) (int32, bool) {
	best := int32(-1)
	for _, group := range above {
		if group == n || !l.groupRoles.has(group, role) || circles.of[group] == circles.of[n] && group > n {
			continue
		}
		if best < 0 || group < best {
			best = group
		}
	}
	return best, best >= 0
}

func (l *linter) redundantAssignments() {
	for role, r := range l.roles.records() {
		holders := l.roleUsers.of(role)
		if len(holders) == 0 || len(l.roleGroups.of(role)) == 0 {
			continue
		}
		below := newBitset(int(l.groups.n))
		for _, group := range l.roleGroups.of(role) {
			l.descend(&below, group)
		}
		for _, user := range holders {
			for _, group := range l.memberOf.of(user) {
				if !below.has(group) {
					continue
				}
				id := l.users.id(user)
				l.report(RuleRedundantAssignment, SeverityInfo, r.ID.Ref(),
					fmt.Sprintf("is assigned to user %s, who has it through group %s as well",
						l.naming.of(id.Ref()), l.naming.of(l.groups.record(group).ID.Ref())),
					UnassignRole{id, r.ID})
				break
			}
		}
	}
}
