package rbac

import "slices"

// AddMember puts a user into a group. The user need not exist.
type AddMember struct {
	Group GroupID `json:"group"`
	User  UserID  `json:"user"`
}

// Kind implements Change.
func (c AddMember) Kind() string { return "add-member" }

// Targets implements Change.
func (c AddMember) Targets() []Ref { return []Ref{c.Group.Ref(), c.User.Ref()} }

// Apply implements Change.
func (c AddMember) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c AddMember) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if c.User.IsZero() {
		return &InvalidError{"user", "must not be empty"}
	}
	user := d.user(c.User)
	if d.memberOf.has(user, n) {
		return nil
	}
	d.touch.users = true
	r := d.ownGroup(n)
	numbers := d.members.of(n)
	if !d.grown[n] {
		d.grown[n] = true
		r.Members, numbers = slices.Clip(r.Members), slices.Clip(numbers)
	}
	r.Members = append(r.Members, c.User)
	d.members.over[n] = append(numbers, user)
	d.memberOf.insert(user, n)
	return nil
}

// RemoveMember takes a user out of a group, however often it lists him. (The
// server removes one entry for each time that a request names him.)
type RemoveMember struct {
	Group GroupID `json:"group"`
	User  UserID  `json:"user"`
}

// Kind implements Change.
func (c RemoveMember) Kind() string { return "remove-member" }

// Targets implements Change.
func (c RemoveMember) Targets() []Ref { return []Ref{c.Group.Ref(), c.User.Ref()} }

// Apply implements Change.
func (c RemoveMember) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c RemoveMember) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	user, ok := d.users.node(c.User)
	if !ok || !d.memberOf.has(user, n) {
		return nil
	}
	d.touch.users = true
	r := d.ownGroup(n)
	r.Members = without(r.Members, c.User)
	d.members.remove(n, user)
	d.memberOf.remove(user, n)
	delete(d.grown, n)
	return nil
}
