package rbac

import "slices"

// Altered are the things of a graph that are not as they were in another, and the users
// who were tied to one of them or no longer are.
func Altered(before, after *Graph) map[Ref]bool {
	found := map[Ref]bool{}
	if before == after {
		return found
	}
	for _, g := range after.Groups() {
		was, ok := before.Group(g.ID)
		same := ok && was.Name == g.Name && was.Description == g.Description &&
			slices.Equal(was.Nested, g.Nested) && slices.Equal(was.Roles, g.Roles) && slices.Equal(was.Mappings, g.Mappings)
		note(found, g.ID.Ref(), same, was.Members, g.Members)
	}
	for _, r := range after.Roles() {
		was, ok := before.Role(r.ID)
		same := ok && was.Name == r.Name && was.Description == r.Description && slices.Equal(was.Permissions, r.Permissions)
		note(found, r.ID.Ref(), same, was.Users, r.Users)
	}
	for _, p := range after.Permissions() {
		if was, ok := before.Permission(p.ID); !ok || was != p {
			found[p.ID.Ref()] = true
		}
	}
	for _, g := range before.Groups() {
		if _, still := after.Group(g.ID); !still {
			note(found, Ref{}, true, g.Members, nil)
		}
	}
	for _, r := range before.Roles() {
		if _, still := after.Role(r.ID); !still {
			note(found, Ref{}, true, r.Users, nil)
		}
	}
	return found
}

// note takes down a thing that is not the same, and who was tied to it before or after, but
// not both.
func note(found map[Ref]bool, thing Ref, same bool, was, is []UserID) {
	tied := slices.Equal(was, is)
	if !tied {
		had := make(map[UserID]bool, len(was))
		for _, u := range was {
			had[u] = true
		}
		for _, u := range is {
			if !had[u] {
				found[u.Ref()] = true
			}
			had[u] = false
		}
		for u, gone := range had {
			if gone {
				found[u.Ref()] = true
			}
		}
	}
	if thing != (Ref{}) && (!same || !tied) {
		found[thing] = true
	}
}
