package lint

import (
	"fmt"
	"unicode/utf8"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// spared is what the server still takes of things that share a name.
func spared(k rbac.Kind) string {
	if k == rbac.KindPermission {
		return "this one but a rename"
	}
	return "either but a rename"
}

// renamed is the change that gives a group, role or permission a name of its own;
// none where the server would refuse that too.
func (l *linter) renamed(ref rbac.Ref) []rbac.Change {
	var c rbac.Change
	switch ref.Kind {
	case rbac.KindGroup:
		r, _ := l.Group(rbac.GroupID{Text: ref.ID})
		name := l.spareName(r.Name, rbac.MaxName, func(n text.Text) bool { return len(l.GroupsNamed(n)) > 0 })
		c = rbac.EditGroup{Group: r.ID, Name: name, Description: described(r.Description, r.Name)}
	case rbac.KindRole:
		r, _ := l.Role(rbac.RoleID{Text: ref.ID})
		name := l.spareName(r.Name, rbac.MaxName, func(n text.Text) bool { return len(l.RolesNamed(n)) > 0 })
		c = rbac.EditRole{Role: r.ID, Name: name, Description: described(r.Description, r.Name)}
	case rbac.KindPermission:
		r, _ := l.Permission(rbac.PermissionID{Text: ref.ID})
		name := l.spareName(r.Name, rbac.MaxPermissionName, func(n text.Text) bool { return len(l.PermissionsNamed(n)) > 0 })
		return []rbac.Change{rbac.EditPermission{Permission: r.ID, Name: name, Description: described(r.Description, r.Name)}}
	}
	if _, err := c.Apply(l.Graph); err != nil {
		return nil
	}
	return []rbac.Change{c}
}

// described is a description that the server takes: it wants one.
func described(description, name text.Text) text.Text {
	if description.IsZero() {
		return name
	}
	return description
}

// spareName is the name with the first number behind it that makes it nobody
// else's, in at most so many UTF-16 units. Two findings of one name get two.
func (l *linter) spareName(name text.Text, most int, taken func(text.Text) bool) text.Text {
	for n := 2; ; n++ {
		spare := numbered(name.Raw(), fmt.Sprintf(" (%d)", n), most)
		if !taken(spare) && !l.spared[spare] {
			l.spared[spare] = true
			return spare
		}
	}
}

// numbered is a name with a tail, shortened where it must be.
func numbered(name, tail string, most int) text.Text {
	for text.New(name+tail).Units() > most {
		_, size := utf8.DecodeLastRuneInString(name)
		if size == 0 {
			break
		}
		name = name[:len(name)-size]
	}
	return text.New(name + tail)
}
