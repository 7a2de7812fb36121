package session

import (
	"errors"

	"authzx/internal/cli/command"
	"authzx/internal/rbac"
)

// tellMissing says which lists of the graph could not be read.
func (p *State) tellMissing(m rbac.Missing) {
	if leftOut(m) {
		p.Run.Say("%s, so answers about access are incomplete", m.Words())
		return
	}
	for _, l := range m.Lacks() {
		p.Run.Say("the %ss could not be read, so answers about access are incomplete: %v", l.Of, l.Err)
	}
	p.Run.SayMore(errors.Join(m.Groups, m.Roles, m.Permissions))
}

// leftOut reports whether what is missing is not in the file.
func leftOut(m rbac.Missing) bool {
	_, ok := errors.AsType[rbac.LeftOut](errors.Join(m.Groups, m.Roles, m.Permissions))
	return ok
}

// Complete is nil when all lists were read, which every answer about access
// needs.
func (p *State) Complete() error {
	m := p.Graph.Missing()
	if err := errors.Join(m.Groups, m.Roles, m.Permissions); err != nil {
		return &command.IncompleteError{Cause: err}
	}
	return nil
}

// Answered joins the error of an answer with whether the answer was complete.
func (p *State) Answered(err error) error {
	if err != nil && !errors.Is(err, command.ErrNo) {
		return err
	}
	// What was not read may hold what was not found.
	if incomplete := p.Complete(); incomplete != nil {
		return incomplete
	}
	return err
}
