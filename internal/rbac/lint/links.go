package lint

import (
	"fmt"

	"authzx/internal/rbac"
)

// ghostMembers finds members whose user is known to be gone.
func (l *linter) ghostMembers() {
	if !l.d.AnyGone() {
		return
	}
	for _, r := range l.Groups() {
		for _, user := range once(r.Members) {
			if l.d.Gone(user) {
				l.report(RuleGhostMember, SeverityError, r.ID.Ref(),
					fmt.Sprintf("has a deleted user as a member: %s", l.naming.Of(user.Ref())), rbac.RemoveMember(r.ID, user))
			}
		}
	}
}

// ghostHolders finds roles held by users who are known to be gone.
func (l *linter) ghostHolders() {
	if !l.d.AnyGone() {
		return
	}
	for _, r := range l.Roles() {
		for _, user := range once(r.Users) {
			if l.d.Gone(user) {
				l.report(RuleGhostHolder, SeverityError, r.ID.Ref(),
					fmt.Sprintf("is assigned to a deleted user: %s", l.naming.Of(user.Ref())), rbac.UnassignRole(user, r.ID))
			}
		}
	}
}

func (l *linter) danglingGroups() {
	for _, r := range l.Groups() {
		for _, id := range once(r.Nested) {
			if _, ok := l.Group(id); !ok {
				l.report(RuleDanglingGroup, SeverityError, r.ID.Ref(),
					fmt.Sprintf("nests a group that does not exist: %v", id), rbac.RemoveNested(r.ID, id))
			}
		}
	}
}

func (l *linter) danglingRoles() {
	if l.Missing().Roles != nil {
		return
	}
	for _, r := range l.Groups() {
		for _, id := range once(r.Roles) {
			if _, ok := l.Role(id); !ok {
				l.report(RuleDanglingRole, SeverityError, r.ID.Ref(),
					fmt.Sprintf("grants a role that does not exist: %v", id), rbac.RevokeRole(r.ID, id))
			}
		}
	}
}

// heldPermissions finds permissions of roles that are not there, or that are
// of another application: either keeps the server from saving the role.
func (l *linter) heldPermissions() {
	for _, r := range l.Roles() {
		for _, id := range once(r.Permissions) {
			if _, ok := l.Permission(id); !ok {
				l.report(RuleDanglingPermission, SeverityError, r.ID.Ref(),
					fmt.Sprintf("holds a permission that does not exist: %v", id), rbac.RemovePermission(r.ID, id))
			}
		}
	}
	for _, r := range l.Roles() {
		for _, id := range once(r.Permissions) {
			if p, ok := l.Permission(id); ok && p.Application != r.Application {
				l.report(RuleForeignPermission, SeverityWarning, r.ID.Ref(),
					fmt.Sprintf("holds permission %s of another application, so it can't be edited", l.naming.Alone(id.Ref())),
					rbac.RemovePermission(r.ID, id))
			}
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
	look := func(ref rbac.Ref, kind string, application rbac.ClientID) {
		if _, ok := l.d.Application(application); !ok && kind == rbac.TypeClient {
			l.report(RuleApplicationGone, SeverityWarning, ref,
				fmt.Sprintf("belongs to an unlisted application: %v", application))
		}
	}
	for _, r := range l.Roles() {
		look(r.ID.Ref(), r.ApplicationType.Raw(), r.Application)
	}
	for _, r := range l.Permissions() {
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
	l.report(RuleStorage, SeverityWarning, rbac.Ref{Kind: rbac.KindConfiguration},
		fmt.Sprintf("the storage is %.0f %% full: %d of %d KB", used*100, settings.StorageSize/1024, rbac.StorageLimit/1024))
}

// once is a list without repeats.
func once[T comparable](list []T) []T {
	if distinct(list) {
		return list
	}
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
