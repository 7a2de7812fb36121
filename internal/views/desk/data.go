package desk

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
)

// Data is what the screens show at one moment: it never changes, so that it
// can be read beside the program.
type Data struct {
	catalog.Data
	Diagnosis *Diagnosis        // nil until the tenant was looked over once
	Altered   map[rbac.Ref]bool // what is not as it was when the tenant was read before
	Changed   map[rbac.Kind]int // how many of each kind these are
}

// Size is how many users there are, of whom long lists are made.
func (d *Data) Size() int { return len(d.Graph.Users()) + len(d.Directory.Users()) }
