package cli

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// path writes one path on one line.
func (j *jsonWriter) path(p rbac.Path) {
	j.lineArray(func() {
		for _, step := range p {
			j.step(step)
		}
	})
}

func (j *jsonWriter) step(s rbac.Step) {
	j.line(func() {
		j.key("kind").words(string(s.Kind))
		j.key("id").text(s.ID)
		j.key("name").text(s.Name)
		if s.Kind == rbac.StepMapping {
			j.key("mapping").text(s.Mapping.Text)
			j.key("connection").text(s.Connection)
			j.key("group_name").text(s.GroupName)
			j.key("via").words(string(s.Via))
		}
	})
}

// paths writes the key paths of an object and, when that is not all, the key
// truncated beside it.
func (j *jsonWriter) paths(paths []rbac.Path, truncated bool) {
	j.key("paths").array(func() {
		for _, p := range paths {
			j.path(p)
		}
	})
	if truncated {
		j.key("truncated").flag(true)
	}
}

// pathText says in one line how a path leads to a thing that the reader knows,
// such as "Accounts Payable > Finance > Expense Desk" for a permission; "direct"
// where nothing lies between.
func pathText(p rbac.Path) string { return joined(p, len(p)-1) }

// wholePath is pathText with what the path leads to.
func wholePath(p rbac.Path) string { return joined(p, len(p)) }

// joined names how the user comes in, then the first n steps.
func joined(p rbac.Path, n int) string {
	parts := make([]string, 0, len(p)+1)
	switch {
	case len(p) == 0:
		return ""
	case p[0].Kind == rbac.StepMapping:
		parts = append(parts, arrival(p[0]))
	case p[0].Kind == rbac.StepDirect || n == 0:
		parts = append(parts, "direct")
	}
	for _, step := range p[:n] {
		parts = append(parts, label(step.Name, step.ID))
	}
	return strings.Join(parts, " > ")
}

// arrival says by what a mapping takes the user in.
func arrival(s rbac.Step) string {
	if s.Via == rbac.ViaIdP {
		return "mapping of " + s.GroupName.String() + " at " + s.Connection.String()
	}
	return "mapping of the group " + s.GroupName.String()
}

// label is the name of a thing, or its id where it has none.
func label(name, id text.Text) string {
	if name.IsZero() {
		return id.String()
	}
	return name.String()
}
