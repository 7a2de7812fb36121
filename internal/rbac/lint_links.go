package rbac

import "fmt"

// ghostMembers finds members whose user is known to be gone.
func (l *linter) ghostMembers() {
	for _, r := range l.groups.records() {
		for _, user := range once(r.Members) {
			if l.gone(user) {
				l.report(RuleGhostMember, SeverityError, r.ID.Ref(),
					fmt.Sprintf("lists user %s, who no longer exists", l.naming.of(user.Ref())), RemoveMember{r.ID, user})
			}
		}
	}
}

// ghostHolders finds roles held by users who are known to be gone.
func (l *linter) ghostHolders() {
	for _, r := range l.roles.records() {
		for _, user := range once(r.Users) {
			if l.gone(user) {
				l.report(RuleGhostHolder, SeverityError, r.ID.Ref(),
					fmt.Sprintf("lists user %s, who no longer exists", l.naming.of(user.Ref())), UnassignRole{user, r.ID})
			}
		}
	}
}

func (l *linter) gone(id UserID) bool {
	p, _ := l.d.User(id)
	return p.Status == StatusGone
}

// danglingGroups finds nested groups that are not there.
func (l *linter) danglingGroups() {
	for _, r := range l.groups.records() {
		for _, id := range once(r.Nested) {
			if _, ok := l.groups.node(id); !ok {
				l.report(RuleDanglingGroup, SeverityError, r.ID.Ref(),
					fmt.Sprintf("nests group %v, which does not exist", id), RemoveNested{r.ID, id})
			}
		}
	}
}

// danglingRoles finds granted roles that are not there.
func (l *linter) danglingRoles() {
	if l.missing.Roles != nil {
		return
	}
	for _, r := range l.groups.records() {
		for _, id := range once(r.Roles) {
			if _, ok := l.roles.node(id); !ok {
				l.report(RuleDanglingRole, SeverityError, r.ID.Ref(),
					fmt.Sprintf("grants role %v, which does not exist", id), RevokeRole{r.ID, id})
			}
		}
	}
}

// heldPermissions finds permissions of roles that are not there, or that are
// of another application: either keeps the server from saving the role.
func (l *linter) heldPermissions() {
	for _, r := range l.roles.records() {
		for _, id := range once(r.Permissions) {
			if _, ok := l.permissions.node(id); !ok {
				l.report(RuleDanglingPermission, SeverityError, r.ID.Ref(),
					fmt.Sprintf("holds permission %v, which does not exist", id), RemovePermission{r.ID, id})
			}
		}
	}
	for _, r := range l.roles.records() {
		for _, id := range once(r.Permissions) {
			if p, ok := l.Permission(id); ok && p.Application != r.Application {
				l.report(RuleForeignPermission, SeverityWarning, r.ID.Ref(),
					fmt.Sprintf("holds permission %s of another application, so that it can't be edited", l.naming.alone(id.Ref())),
					RemovePermission{r.ID, id})
			}
		}
	}
}

// mappingsOfGroups finds mappings on connections that are gone, and repeats.
func (l *linter) mappingsOfGroups() {
	complete := l.d.ConnectionsExtent().Complete
	for _, r := range l.groups.records() {
		for _, m := range r.Mappings {
			if _, ok := l.d.Connection(m.Connection); !ok && complete {
				l.report(RuleMappingGone, SeverityWarning, r.ID.Ref(),
					fmt.Sprintf("maps %s of connection %s, which does not exist", Quoted(m.GroupName), Quoted(m.Connection)),
					RemoveMapping{r.ID, m.ID})
			}
		}
	}
	for _, r := range l.groups.records() {
		seen := make(map[mappingKey]MappingID, len(r.Mappings))
		for _, m := range r.Mappings {
			key := mappingKey{m.Connection, m.GroupName}
			first, again := seen[key]
			if !again {
				seen[key] = m.ID
				continue
			}
			var mend []Change
			if m.ID != first { // else removing one would remove both
				mend = []Change{RemoveMapping{r.ID, m.ID}}
			}
			l.report(RuleDuplicateMapping, SeverityWarning, r.ID.Ref(),
				fmt.Sprintf("maps %s of connection %s twice", Quoted(m.GroupName), Quoted(m.Connection)), mend...)
		}
	}
}

// applicationsGone finds what belongs to applications that are not there. The
// list of applications has no resource servers, and no machine-to-machine
// applications either, so that the message only says what is sure.
func (l *linter) applicationsGone() {
	if !l.d.ApplicationsExtent().Complete {
		return
	}
	look := func(ref Ref, kind string, application ClientID) {
		if _, ok := l.d.Application(application); !ok && kind == TypeClient {
			l.report(RuleApplicationGone, SeverityWarning, ref,
				fmt.Sprintf("belongs to application %v, which is not among the tenant's applications", application))
		}
	}
	for _, r := range l.roles.records() {
		look(r.ID.Ref(), r.ApplicationType.Raw(), r.Application)
	}
	for _, r := range l.permissions.records() {
		look(r.ID.Ref(), r.ApplicationType.Raw(), r.Application)
	}
}

// storageWarning is from which used part of the storage on to warn.
const storageWarning = 0.8

func (l *linter) storage() {
	settings, _ := l.d.Settings()
	used := settings.StorageUsed()
	if used <= storageWarning {
		return
	}
	l.report(RuleStorage, SeverityWarning, Ref{Kind: KindConfiguration},
		fmt.Sprintf("the storage is %.0f %% full: %d of %d KB", used*100, settings.StorageSize/1024, StorageLimit/1024))
}

// once is a list without repeats.
func once[T comparable](list []T) []T {
	seen := make(map[T]struct{}, len(list))
	var rest []T
	for _, v := range list {
		if _, again := seen[v]; !again {
			seen[v] = struct{}{}
			rest = append(rest, v)
		}
	}
	return rest
}
