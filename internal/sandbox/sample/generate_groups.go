package sample

import "slices"

// How often the odd things come: once in so many.
const (
	usersPerGhost      = 5000
	groupsPerCycle     = 2000
	groupsPerEmpty     = 1000
	groupsPerVanished  = 1000
	groupsPerOwnGroup  = 200 // a mapping that names a group of the extension
	deepest            = 4   // levels below the topmost group
	percentNested      = 85
	percentWithParents = 5 // a second parent
)

func (g *generator) groups() []group {
	groups := make([]group, g.Groups)
	for i := range groups {
		groups[i] = group{id: uuid(mixed(g.Seed, "group", i)), name: g.words.groupName(i), description: g.words.groupDescription(i)}
	}
	g.nest(groups)
	g.fill(groups)
	draw := newSource(g.Seed, forRoles)
	for i := range groups {
		if g.leftEmpty(i) {
			continue
		}
		if draw.chance(55) {
			groups[i].roles = pick(draw, 1+draw.below(3), g.roleIDs)
		}
		groups[i].mappings = g.mappings(i, draw)
	}
	return groups
}

// leftEmpty says of which groups nothing but the name is there.
func (g *generator) leftEmpty(i int) bool {
	return i%groupsPerEmpty == groupsPerEmpty-1 || i == g.Groups-1 && i > 3
}

// nest puts most groups into an earlier one, a few into two, and then some
// parents into their own child.
func (g *generator) nest(groups []group) {
	draw := newSource(g.Seed, forGroups)
	level := make([]int, len(groups))
	under := func(i int, limit int) (parent int, ok bool) {
		for range 4 {
			if p := draw.below(i); level[p] < limit && !g.leftEmpty(p) {
				return p, true
			}
		}
		return 0, false
	}
	topmost := max(1, len(groups)/25)
	cycles := 0
	for i := topmost; i < len(groups); i++ {
		if g.leftEmpty(i) || !draw.chance(percentNested) {
			continue
		}
		parent, ok := under(i, deepest)
		if !ok {
			continue
		}
		level[i] = level[parent] + 1
		groups[parent].nested = append(groups[parent].nested, groups[i].id)
		if cycles <= i/groupsPerCycle {
			groups[i].nested = append(groups[i].nested, groups[parent].id)
			cycles++
		}
		// A second parent that is no deeper keeps the depth as it is.
		second, ok := under(i, level[i])
		if ok && second != parent && draw.chance(percentWithParents) {
			groups[second].nested = append(groups[second].nested, groups[i].id)
		}
	}
}

// fill makes the members, user by user, and some whose account is gone.
func (g *generator) fill(groups []group) {
	if len(groups) == 0 {
		return
	}
	draw := newSource(g.Seed, forMembers)
	type membership struct{ user, group int32 }
	memberships := make([]membership, 0, 3*g.Users+g.Users/4)
	sizes := make([]int, len(groups))
	var mine []int
	for u := range g.Users {
		mine = mine[:0]
		for range groupsOfOne(draw.below(100)) {
			i := draw.skewed(len(groups))
			if slices.Contains(mine, i) || g.leftEmpty(i) {
				continue
			}
			mine = append(mine, i)
			memberships = append(memberships, membership{int32(u), int32(i)})
			sizes[i]++
		}
	}
	for i, size := range sizes {
		groups[i].members = make([]string, 0, size+1)
	}
	for _, m := range memberships {
		groups[m.group].members = append(groups[m.group].members, g.userIDs[m.user])
	}
	if g.Users == 0 {
		return
	}
	for n := range 1 + g.Users/usersPerGhost {
		i := n * groupsPerVanished % len(groups)
		groups[i].members = append(groups[i].members, "auth0|"+databaseID(mixed(g.Seed, "ghost", n)))
	}
}

// groupsOfOne is in how many groups one user is, drawn by a number below 100;
// three on average.
func groupsOfOne(percentile int) int {
	for n, upTo := range []int{2, 20, 45, 67, 82, 91, 96, 98, 99} {
		if percentile < upTo {
			return n
		}
	}
	return 9
}

func (g *generator) mappings(i int, draw source) []mapping {
	var out []mapping
	add := func(connection, groupName string) {
		id := uuid(mixed(g.Seed, "mapping", 4*i+len(out)))
		out = append(out, mapping{id: id, connection: connection, groupName: groupName})
	}
	if draw.chance(15) {
		add(corporate, "GG-"+g.words.groupName(i))
	}
	if draw.chance(3) {
		add(google, g.words.localPart(i)+".team@acme.test")
	}
	if i%groupsPerOwnGroup == 1 {
		add(database, g.words.groupName(draw.below(g.Groups)))
	}
	if i%groupsPerVanished == 2 {
		add(vanishedAt, g.words.groupName(i))
	}
	return out
}

// pick draws up to n of values, each once, the first ones more often.
func pick(draw source, n int, values []string) []string {
	out := make([]string, 0, n)
	for range n {
		if v := values[draw.skewed(len(values))]; !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
