package rbac

import (
	"fmt"
	"strings"

	"authzx/internal/text"
)

// NotFoundError says that a change names something that is not there.
type NotFoundError struct{ Ref Ref }

// Error names the kind and the id; it is safe to draw.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("%s %v does not exist", e.Ref.Kind, e.Ref.ID)
}

// InUseError says that a thing can't be touched because others use it: a
// group that is nested, a role that a group grants, a permission that a role
// holds.
type InUseError struct {
	Ref  Ref
	Name text.Text
	By   []Ref // who uses it, in stored order
	// Names are the names of By.
	Names []text.Text
}

// Error names the thing and who uses it; it is safe to draw.
func (e *InUseError) Error() string {
	names := make([]string, len(e.Names))
	for i, name := range e.Names {
		names[i] = Quoted(name)
	}
	return fmt.Sprintf("%s %s is used by %s", e.Ref.Kind, Quoted(e.Name), strings.Join(names, ", "))
}

// InvalidError says that the server would refuse a value.
type InvalidError struct {
	Field  string // as in the API, such as description
	Reason string // such as "must be 1 to 50 characters long"
}

// Error names the field and the reason; it is safe to draw.
func (e *InvalidError) Error() string { return e.Field + " " + e.Reason }
