package rbac

import "authzx/internal/text"

// StepKind says how a path goes on.
type StepKind string

// The kinds of steps. The first step of a path is a member, mapping or direct.
const (
	StepMember     StepKind = "member"     // the group lists the user
	StepMapping    StepKind = "mapping"    // a mapping takes the user into the group at login
	StepDirect     StepKind = "direct"     // the role lists the user
	StepNested     StepKind = "nested"     // the group nests the one before
	StepRole       StepKind = "role"       // the group before grants the role
	StepPermission StepKind = "permission" // the role before holds the permission
)

// Step is one step of a path, in the shape that JSON answers use. It is
// comparable.
type Step struct {
	Kind StepKind `json:"kind"`
	// ID is what the step reaches: a group, role or permission.
	ID   text.Text `json:"id"`
	Name text.Text `json:"name"`
	// The rest is for a mapping only.
	Mapping    MappingID `json:"mapping,omitzero"`
	Connection text.Text `json:"connection,omitzero"`
	GroupName  text.Text `json:"group_name,omitzero"`
	Via        Via       `json:"via,omitempty"`
}

// To is what the step reaches.
func (s Step) To() Ref {
	switch s.Kind {
	case StepDirect, StepRole:
		return Ref{KindRole, s.ID}
	case StepPermission:
		return Ref{KindPermission, s.ID}
	default:
		return Ref{KindGroup, s.ID}
	}
}

// Path leads from a user to a group, role or permission. No group comes twice.
type Path []Step

func (g *index) memberStep(n int32) Step  { return g.groupStep(StepMember, n) }
func (g *index) nestedStep(n int32) Step  { return g.groupStep(StepNested, n) }
func (g *index) directStep(n int32) Step  { return g.roleStep(StepDirect, n) }
func (g *index) grantedStep(n int32) Step { return g.roleStep(StepRole, n) }

func (g *index) groupStep(kind StepKind, n int32) Step {
	r := g.groups.Record(n)
	return Step{Kind: kind, ID: r.ID.Text, Name: r.Name}
}

func (g *index) roleStep(kind StepKind, n int32) Step {
	r := g.roles.Record(n)
	return Step{Kind: kind, ID: r.ID.Text, Name: r.Name}
}

func (g *index) permissionStep(n int32) Step {
	r := g.permissions.Record(n)
	return Step{Kind: StepPermission, ID: r.ID.Text, Name: r.Name}
}

func (g *index) mappingStep(m arrival) Step {
	s := g.groupStep(StepMapping, m.group)
	s.Mapping, s.Connection, s.GroupName, s.Via = m.mapping.ID, m.mapping.Connection, m.mapping.GroupName, m.via
	return s
}
