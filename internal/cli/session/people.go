package session

import (
	"context"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// LookUp finds the user that an id or an email address means, and says whether there is
// one.
func (p *State) LookUp(ctx context.Context, given string) (id rbac.UserID, known bool, err error) {
	return p.lookUp(ctx, given)
}

// NameOf is what a thing is called; the zero text where that is not known.
func (p *State) NameOf(ref rbac.Ref) text.Text {
	if name := p.Graph.Name(ref); !name.IsZero() {
		return name
	}
	return p.Directory.Name(ref)
}
