package lint

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// meantConnection is the connection that a name of none stands for, and what the name
// is: what dashboards and answers show in place of the name.
func (l *linter) meantConnection(name text.Text) (right text.Text, why string) {
	bare := strings.TrimSpace(name.Raw())
	shown, _, displayed := strings.Cut(bare, " (")
	displayed = displayed && strings.HasSuffix(bare, ")")
	for _, c := range l.d.Connections() {
		switch {
		case displayed && c.Name.Raw() == shown:
			return c.Name, "the displayed form of " + c.Name.String()
		case c.ID == name:
			return c.Name, "the id of " + c.Name.String()
		case strings.EqualFold(c.Name.Raw(), bare):
			return c.Name, c.Name.String() + " but for case and blanks"
		}
	}
	return text.Text{}, ""
}

// mappedTo makes a mapping anew for the right connection. Where the group has that one
// already, the wrong one only goes.
func (l *linter) mappedTo(r rbac.Group, m rbac.Mapping, right text.Text) []rbac.Change {
	if slices.ContainsFunc(r.Mappings, func(o rbac.Mapping) bool { return o.GroupName == m.GroupName && o.Connection == right }) {
		return []rbac.Change{rbac.RemoveMapping{Group: r.ID, Mapping: m.ID}}
	}
	l.made++
	return []rbac.Change{rbac.EditMapping{Group: r.ID, Mapping: m.ID, Ref: rbac.MappingID{Text: rbac.NewID(l.made)}, GroupName: m.GroupName, Connection: right}}
}

// mappingsOfGroups finds mappings on connections that are gone, and repeats.
func (l *linter) mappingsOfGroups() {
	complete := l.d.ConnectionsExtent().Complete
	for _, r := range l.Groups() {
		for _, m := range r.Mappings {
			if _, ok := l.d.Connection(m.Connection); ok {
				continue
			}
			if right, why := l.meantConnection(m.Connection); why != "" {
				l.report(RuleMappingMisnamed, SeverityWarning, r.ID.Ref(),
					fmt.Sprintf("maps %s of connection %s, which matches nobody: it is %s", rbac.Quoted(m.GroupName), rbac.Quoted(m.Connection), why),
					l.mappedTo(r, m, right)...)
			} else if complete {
				l.report(RuleMappingGone, SeverityWarning, r.ID.Ref(),
					fmt.Sprintf("maps %s of a connection that doesn't exist, %s", rbac.Quoted(m.GroupName), rbac.Quoted(m.Connection)),
					rbac.RemoveMapping{Group: r.ID, Mapping: m.ID})
			}
		}
	}
	for _, r := range l.Groups() {
		type matched struct{ connection, group text.Text }
		seen := make(map[matched]rbac.MappingID, len(r.Mappings))
		for _, m := range r.Mappings {
			key := matched{m.Connection, m.GroupName}
			first, again := seen[key]
			if !again {
				seen[key] = m.ID
				continue
			}
			var fix []rbac.Change
			if m.ID != first { // else removing one would remove both
				fix = []rbac.Change{rbac.RemoveMapping{Group: r.ID, Mapping: m.ID}}
			}
			l.report(RuleDuplicateMapping, SeverityWarning, r.ID.Ref(),
				fmt.Sprintf("maps %s of connection %s twice", rbac.Quoted(m.GroupName), rbac.Quoted(m.Connection)), fix...)
		}
	}
}
