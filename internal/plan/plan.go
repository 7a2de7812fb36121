// Package plan turns changes into the requests that bring them about: in which
// order, what must hold before each, what must be read back after it, and what
// the whole does to people's access. It sends nothing.
package plan

import (
	"fmt"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Plan is a list of changes, compiled against the graph that somebody saw. It
// never changes.
type Plan struct {
	// Before is the graph that was seen, After the one that is predicted.
	Before, After *rbac.Graph
	// Settings are as they were seen; nil Switches were not known.
	Settings rbac.Settings
	Changes  []rbac.Change // arranged
	Items    []Item        // in the order in which they are carried out
}

// Item is one change with the requests for it. Changes of ties and mappings that one
// request can carry out together share an item.
type Item struct {
	First   int // where Changes begin in the changes of the plan
	Changes []rbac.Change
	Steps   []Step // none when there is nothing to do
	Note    string // why there is nothing to do; empty otherwise

	plan *Plan
}

// Step is one request.
type Step struct {
	// Changes are what this request does. A change that the API has no request
	// for is made of several others here.
	Changes []rbac.Change
	// Call is the request as it will be sent if Needs hold, ids that are not known
	// yet as placeholders such as new:1.
	Call endpoint.Call
	// Needs is what must hold before it, Expect what must be read back after it.
	Needs, Expect []Condition
	Note          string // what is not plain from the request; safe to draw
	// Restores says that the step gives back what an earlier step of the item
	// took away for the time being: it is due even when one between them failed.
	Restores bool
}

// Condition is how one record must be.
type Condition struct {
	Of rbac.Ref
	Is Record
}

// String is the condition in a phrase, such as: group "Finance" has 3 members,
// 1 role.
func (c Condition) String() string {
	if !c.Is.Exists() {
		return fmt.Sprintf("%s %s does not exist", c.Of.Kind, c.Of.ID)
	}
	if c.Of == configuration() {
		return "the configuration has " + c.Is.summary()
	}
	return fmt.Sprintf("%s %s has %s", c.Of.Kind, rbac.Quoted(c.Is.Name()), c.Is.summary())
}

// ChangeError says which change can't be carried out, and why: an error of
// rbac, whose value Unwrap gives.
type ChangeError struct {
	Index  int // in the list of changes as it was given
	Change rbac.Change
	Err    error
}

// Error names the change by its place, counted from 1.
func (e *ChangeError) Error() string { return fmt.Sprintf("change %d: %v", e.Index+1, e.Err) }

// Unwrap gives the reason.
func (e *ChangeError) Unwrap() error { return e.Err }

// Requests is the number of requests that write.
func (p *Plan) Requests() int {
	n := 0
	for _, i := range p.Items {
		n += len(i.Steps)
	}
	return n
}

// Effect works out who gains and who loses what. It may look at everybody in
// the tenant.
func (p *Plan) Effect() rbac.Effect { return rbac.Diff(p.Before, p.After) }

// Touched are the records that the plan alters, each once; things that it
// creates go by their placeholders.
func (p *Plan) Touched() []rbac.Ref {
	return Touched(p.elementary())
}

// Touched are the records that changes alter, each once.
func Touched(changes []rbac.Change) []rbac.Ref {
	var refs []rbac.Ref
	seen := make(map[rbac.Ref]struct{})
	for _, c := range changes {
		ref := touched(c)
		if _, ok := seen[ref]; !ok {
			seen[ref] = struct{}{}
			refs = append(refs, ref)
		}
	}
	return refs
}

// touched is the one record that an elementary change alters.
func touched(c rbac.Change) rbac.Ref {
	if targets := c.Targets(); len(targets) > 0 {
		return targets[0]
	}
	return configuration()
}

// Mentioned are the groups, roles and permissions that changes tie to what they
// alter, each once.
func Mentioned(changes []rbac.Change) []rbac.Ref {
	var refs []rbac.Ref
	seen := make(map[rbac.Ref]struct{})
	for _, c := range changes {
		for i, ref := range c.Targets() {
			switch ref.Kind {
			case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
			default:
				continue
			}
			if _, ok := seen[ref]; !ok && i > 0 {
				seen[ref] = struct{}{}
				refs = append(refs, ref)
			}
		}
	}
	return refs
}

// KindConfiguration is the kind of the one record that holds the switches.
const KindConfiguration rbac.Kind = "configuration"

func configuration() rbac.Ref { return rbac.Ref{Kind: KindConfiguration, ID: text.New("v1")} }
