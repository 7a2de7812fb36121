package rbac

import (
	"runtime"
	"slices"

	"authzx/internal/routine"
)

// differ works out the effect between two related graphs. What a group gives
// before and after is compared once for each group; a user is looked at closely
// only where one of their groups or roles gives something else.
type differ struct {
	before, after side
	groups        []*[2][]int32 // group -> permissions that it gives only before, only after
	roles         []*[2][]int32
}

// side is one of the two graphs with what is at work on it.
type side struct {
	*walker
	index int // 0 before, 1 after
	found []int32
	list  sharedIDs
}

// sharedIDs keeps the last list of ids: mostly many users gain the same.
type sharedIDs struct {
	numbers []int32
	ids     []PermissionID
}

func newDiffer(before, after *Graph) *differ {
	return &differ{
		before: side{walker: before.walker()},
		after:  side{walker: after.walker(), index: 1},
		groups: make([]*[2][]int32, max(before.groups.N, after.groups.N)),
		roles:  make([]*[2][]int32, max(before.roles.N, after.roles.N)),
	}
}

// fewUsers is up to how many users one processor looks at alone.
const fewUsers = 4096

// effects are the users who gain or lose anything, in order of their numbers.
func effects(before, after *Graph) []UserEffect {
	set := concerned(before, after)
	users := set.AppendTo(nil)
	if len(users) <= fewUsers {
		return newDiffer(before, after).effects(users)
	}
	parts := slices.Collect(slices.Chunk(users, max(fewUsers, len(users)/runtime.GOMAXPROCS(0)+1)))
	found := make([][]UserEffect, len(parts))
	var all routine.Group
	for i, part := range parts {
		all.Go(func() { found[i] = newDiffer(before, after).effects(part) })
	}
	all.Wait()
	return slices.Concat(found...)
}

func (d *differ) effects(users []int32) []UserEffect {
	before, after := d.before.g, d.after.g
	list := make([]UserEffect, 0, len(users))
	for _, n := range users {
		gained := d.only(&d.after, &d.before, n)
		lost := d.only(&d.before, &d.after, n)
		if len(gained)+len(lost) == 0 {
			continue
		}
		owner := after
		if n >= after.users.len() {
			owner = before
		}
		list = append(list, UserEffect{owner.users.id(n), gained, lost})
	}
	return slices.Clip(list)
}

// only is what user n has on one side and not on the other.
func (d *differ) only(here, there *side, n int32) []PermissionID {
	here.found = here.found[:0]
	groups, others := here.g.memberOf.Of(n), there.g.memberOf.Of(n)
	same := same(groups, others)
	for _, group := range groups {
		if same || slices.Contains(others, group) {
			here.found = append(here.found, d.group(group)[here.index]...)
		} else {
			here.found = append(here.found, here.grants(group).permissions...)
		}
	}
	others = there.g.userRoles.Of(n)
	for _, role := range here.g.userRoles.Of(n) {
		if slices.Contains(others, role) {
			here.found = append(here.found, d.role(role)[here.index]...)
		} else {
			here.found = append(here.found, here.g.rolePerms.Of(role)...)
		}
	}
	if len(here.found) == 0 {
		return nil
	}
	had := there.permissionsOf(n)
	found := slices.DeleteFunc(here.found, func(p int32) bool { return had.has(p) })
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) == 0 {
		return nil
	}
	if !slices.Equal(found, here.list.numbers) {
		here.list = sharedIDs{slices.Clone(found), here.g.permissionIDs(found)}
	}
	return here.list.ids
}

// permissionsOf marks the permissions of user n.
func (s *side) permissionsOf(n int32) *gathering {
	s.permissions.reset()
	for _, group := range s.g.memberOf.Of(n) {
		s.permissions.take(s.grants(group).permissions)
	}
	for _, role := range s.g.userRoles.Of(n) {
		s.permissions.take(s.g.rolePerms.Of(role))
	}
	return &s.permissions
}

// group is what a group, of both graphs, gives only before and only after.
func (d *differ) group(n int32) *[2][]int32 {
	if known := d.groups[n]; known != nil {
		return known
	}
	apart := new([2][]int32)
	if was, is := d.before.grants(n), d.after.grants(n); was != is {
		apart = d.apart(was.permissions, is.permissions)
	}
	d.groups[n] = apart
	return apart
}

// role is the same for a role.
func (d *differ) role(n int32) *[2][]int32 {
	if known := d.roles[n]; known != nil {
		return known
	}
	d.roles[n] = d.apart(d.before.g.rolePerms.Of(n), d.after.g.rolePerms.Of(n))
	return d.roles[n]
}

// same reports whether two lists are one and the same in memory.
func same(a, b []int32) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (d *differ) apart(was, is []int32) *[2][]int32 {
	if same(was, is) {
		return new([2][]int32)
	}
	marks := [2]*gathering{&d.before.permissions, &d.after.permissions}
	marks[0].reset()
	marks[0].take(was)
	marks[1].reset()
	marks[1].take(is)
	var apart [2][]int32
	for _, p := range was {
		if !marks[1].has(p) {
			apart[0] = append(apart[0], p)
		}
	}
	for _, p := range is {
		if !marks[0].has(p) {
			apart[1] = append(apart[1], p)
		}
	}
	return &apart
}

// diffAll compares every user of two graphs that have nothing in common.
func diffAll(before, after *Graph) []UserEffect {
	now := make(map[UserID][]PermissionID)
	after.EachUser(func(u UserAccess) bool {
		now[u.User()] = slices.Collect(u.Permissions())
		return true
	})
	var list []UserEffect
	add := func(user UserID, old, now []PermissionID) {
		gained, lost := lacking(old, now), lacking(now, old)
		if len(gained)+len(lost) > 0 {
			list = append(list, UserEffect{user, gained, lost})
		}
	}
	before.EachUser(func(u UserAccess) bool {
		user := u.User()
		add(user, slices.Collect(u.Permissions()), now[user])
		return true
	})
	for _, user := range after.Users() {
		if !before.HasUser(user) {
			add(user, nil, now[user])
		}
	}
	return list
}

// lacking is what of list is not in has.
func lacking(has, list []PermissionID) []PermissionID {
	known := make(map[PermissionID]struct{}, len(has))
	for _, id := range has {
		known[id] = struct{}{}
	}
	var rest []PermissionID
	for _, id := range list {
		if _, ok := known[id]; !ok {
			rest = append(rest, id)
		}
	}
	return rest
}
