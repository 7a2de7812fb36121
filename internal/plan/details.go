package plan

import (
	"fmt"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// maxShown is how much of one value a detail shows, in bytes.
const maxShown = 120

// Details say what the sentence of an item leaves out: old and new values of an edit, what
// goes with a thing that is deleted, and which roles let go of a permission while it is
// edited. Each is a line that is safe to draw, with names from the plan's graph and from
// the directory, which may be nil.
func (i Item) Details(d *rbac.Directory) []string {
	if len(i.Changes) != 1 || len(i.Steps) == 0 {
		return nil
	}
	x := detailer{i, d}
	switch c := i.Changes[0].(type) {
	case rbac.DeleteGroup, rbac.DeleteRole:
		return x.losses()
	case rbac.EditMapping:
		return x.remapped(c)
	case rbac.EditPermission:
		return append(x.edits(), x.holders()...)
	case rbac.EditGroup, rbac.EditRole, rbac.SetConfiguration:
		return x.edits()
	}
	return nil
}

// detailer tells of one item.
type detailer struct {
	Item
	directory *rbac.Directory
}

// name is what a thing is called, in quotation marks; its id where that is not known.
func (x detailer) name(kind rbac.Kind, id text.Text) string {
	ref := rbac.Ref{Kind: kind, ID: id}
	label := x.plan.Before.Name(ref)
	if label.IsZero() {
		label = x.directory.Name(ref)
	}
	if label.IsZero() {
		return id.String()
	}
	return rbac.Quoted(label)
}

// before is the record of the item as it was seen.
func (x detailer) before() Record {
	for _, need := range x.Steps[0].Needs {
		return need.Is
	}
	return Record{}
}

// edits are the values that become others.
func (x detailer) edits() []string {
	var lines []string
	for _, s := range x.Steps {
		if s.Restores || len(s.Needs) == 0 || len(s.Expect) == 0 || !s.Needs[0].Is.Exists() {
			continue
		}
		for _, d := range compare(s.Needs[0].Of, s.Needs[0].Is, s.Expect[0].Is) {
			if scalar(d.Field) && len(d.Before) == 1 && len(d.After) == 1 {
				lines = append(lines, fmt.Sprintf("%s %s becomes %s", d.Field, x.value(d.Field, d.Before[0]), x.value(d.Field, d.After[0])))
			}
		}
	}
	return lines
}

func (x detailer) value(field string, v text.Text) string {
	if field == FieldApplication {
		return x.name(rbac.KindApplication, v)
	}
	return rbac.Quoted(v.Clip(maxShown))
}

// remapped is a mapping before and after.
func (x detailer) remapped(c rbac.EditMapping) []string {
	record := x.before()
	if record.Group == nil {
		return nil
	}
	for _, m := range record.Group.Mappings {
		if m.ID == c.Mapping {
			return []string{fmt.Sprintf("%s of %s becomes %s of %s",
				rbac.Quoted(m.GroupName), rbac.Quoted(m.Connection), rbac.Quoted(c.GroupName), rbac.Quoted(c.Connection))}
		}
	}
	return nil
}

// holders are the roles that lose a permission for the time of its edit.
func (x detailer) holders() []string {
	var roles []string
	for _, s := range x.Steps {
		if tie, ok := s.Changes[0].(rbac.Tie); ok && s.Restores {
			role, _ := tie.Ends()
			roles = append(roles, x.name(rbac.KindRole, role.ID))
		}
	}
	if len(roles) == 0 {
		return nil
	}
	return []string{"lost during the edit, then regained, by " + strings.Join(roles, ", ")}
}
