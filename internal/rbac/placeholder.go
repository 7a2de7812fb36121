package rbac

import (
	"strconv"
	"strings"

	"authzx/internal/text"
)

const placeholder = "new:"

// NewID is the n-th placeholder id, such as new:1: it stands for the id that
// the server will choose for a thing that a change creates. Convert it to the
// type of the thing, as in GroupID{NewID(1)}. Placeholders must not repeat within
// one list of changes.
func NewID(n int) text.Text { return text.New(placeholder + strconv.Itoa(n)) }

// IsNew reports whether an id is a placeholder.
func IsNew(id text.Text) bool { return strings.HasPrefix(id.Raw(), placeholder) }
