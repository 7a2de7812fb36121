package lint

import (
	"fmt"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// listedTwice finds what a list names more than once: counted once, it is taken out
// once for each time that a request names it. To fix it, it is taken out whole and
// put back.
func (l *linter) listedTwice() {
	parted := make(map[rbac.Tie]bool) // what other findings take out for good
	for _, f := range l.found {
		for _, c := range f.Changes {
			if tie, ok := c.(rbac.Tie); ok && tie.Cut {
				parted[tie] = true
			}
		}
	}
	look := func(holder rbac.Ref, kind rbac.Kind, ids []text.Text, tie func(text.Text) rbac.Tie) {
		if len(ids) == 0 {
			return
		}
		count := make(map[text.Text]int, len(ids))
		for _, id := range ids {
			count[id]++
		}
		for _, id := range once(ids) {
			cut := tie(id).Reversed()
			if count[id] < 2 || parted[cut] {
				continue
			}
			times := "twice"
			if count[id] > 2 {
				times = fmt.Sprintf("%d times", count[id])
			}
			l.report(RuleListedTwice, SeverityInfo, holder,
				fmt.Sprintf("lists %s %s %s", kind, l.naming.Of(rbac.Ref{Kind: kind, ID: id}), times), cut, tie(id))
		}
	}
	for _, r := range l.Groups() {
		look(r.ID.Ref(), rbac.KindUser, repeating(r.Members), func(id text.Text) rbac.Tie { return rbac.AddMember(r.ID, rbac.UserID{Text: id}) })
		look(r.ID.Ref(), rbac.KindGroup, repeating(r.Nested), func(id text.Text) rbac.Tie { return rbac.AddNested(r.ID, rbac.GroupID{Text: id}) })
		look(r.ID.Ref(), rbac.KindRole, repeating(r.Roles), func(id text.Text) rbac.Tie { return rbac.GrantRole(r.ID, rbac.RoleID{Text: id}) })
	}
	for _, r := range l.Roles() {
		look(r.ID.Ref(), rbac.KindUser, repeating(r.Users), func(id text.Text) rbac.Tie { return rbac.AssignRole(rbac.UserID{Text: id}, r.ID) })
		look(r.ID.Ref(), rbac.KindPermission, repeating(r.Permissions), func(id text.Text) rbac.Tie { return rbac.AddPermission(r.ID, rbac.PermissionID{Text: id}) })
	}
}

// repeating are the ids of a list that names one more than once; none of any other.
func repeating[T ~struct{ text.Text }](ids []T) []text.Text {
	if distinct(ids) {
		return nil
	}
	list := make([]text.Text, len(ids))
	for i, id := range ids {
		list[i] = struct{ text.Text }(id).Text
	}
	return list
}

// few is up to how many ids are compared with each other: a set would take longer.
const few = 16

// distinct reports whether a list has no repeats.
func distinct[T comparable](list []T) bool {
	if len(list) <= few {
		for i, v := range list {
			if slices.Contains(list[:i], v) {
				return false
			}
		}
		return true
	}
	seen := make(map[T]struct{}, len(list))
	for _, v := range list {
		seen[v] = struct{}{}
	}
	return len(seen) == len(list)
}
