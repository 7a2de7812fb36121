// Package lint finds what deserves a look in a tenant: what is broken, what will
// surprise, what could be tidied up, and the changes that fix it. It does no I/O.
package lint

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// Severity says how bad a finding is.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // something is broken
	SeverityWarning Severity = "warning" // something will surprise
	SeverityInfo    Severity = "info"    // something could be tidied up
)

// Rule is what a finding offends against.
type Rule string

// The rules.
const (
	RuleGhostMember         Rule = "ghost-member"         // a group lists a user who is gone
	RuleGhostHolder         Rule = "ghost-holder"         // a role lists a user who is gone
	RuleCycle               Rule = "nesting-cycle"        // groups nest each other in a circle
	RuleSelfNesting         Rule = "self-nesting"         // a group is nested in itself
	RuleDanglingGroup       Rule = "dangling-group"       // a group nests one that is not there
	RuleDanglingRole        Rule = "dangling-role"        // a group grants a role that is not there
	RuleDanglingPermission  Rule = "dangling-permission"  // a role holds a permission that is not there
	RuleForeignPermission   Rule = "foreign-permission"   // a role holds a permission of another application
	RuleMappingGone         Rule = "mapping-gone"         // a mapping names a connection that is not there
	RuleMappingMisnamed     Rule = "mapping-misnamed"     // a mapping names a connection as it is displayed
	RuleDuplicateMapping    Rule = "duplicate-mapping"    // a group has the same mapping twice
	RuleDuplicateName       Rule = "duplicate-name"       // names that differ in case at most
	RuleLookalike           Rule = "lookalike-name"       // names that look alike and are not the same
	RuleHiddenCharacters    Rule = "hidden-characters"    // a name with characters that can't be seen
	RuleDuplicateID         Rule = "duplicate-id"         // records that share an id
	RuleNameless            Rule = "nameless"             // a record without a name
	RuleApplicationGone     Rule = "application-gone"     // a role or permission of an application that is not there
	RuleEmptyGroup          Rule = "empty-group"          // nobody belongs to a group
	RuleUnusedRole          Rule = "unused-role"          // nobody grants or holds a role
	RuleUnusedPermission    Rule = "unused-permission"    // no role holds a permission
	RuleRedundantGrant      Rule = "redundant-grant"      // a group above grants the same role
	RuleRedundantAssignment Rule = "redundant-assignment" // a user holds a role that a group gives as well
	RuleListedTwice         Rule = "listed-twice"         // a list names the same thing twice
	RuleStorage             Rule = "storage"              // the storage is nearly full
)

// Finding is one thing in a tenant that deserves a look.
type Finding struct {
	Rule     Rule
	Severity Severity
	Subject  rbac.Ref
	Name     text.Text // of the subject; zero when it has none
	Broken   text.Text // the rule of a file of rules that is broken; zero for the doctor's own
	Message  string    // one line, safe to draw
	// Changes fix it, in their order; none when there is no plain way.
	Changes []rbac.Change
}

// Tenant looks a tenant over. Rules that need a list that is missing, or not
// known to be complete, find nothing. Errors come first, then warnings, then
// the rest; within these in the order of the rules, then, mostly, in stored order.
func Tenant(g *rbac.Graph, d *rbac.Directory) []Finding {
	l := &linter{Graph: g, d: d, naming: rbac.Naming{Graph: g, Directory: d}, circleOf: g.Circles(), spared: make(map[text.Text]bool)}
	// Those that take long and have nothing to do with the others.
	alike, redundant := l.apart(), l.apart()
	var beside routine.Group
	beside.Go(alike.lookalikes)
	beside.Go(redundant.redundant)
	missing := g.Missing()
	if missing.Groups == nil {
		l.ghostMembers()
	}
	if missing.Roles == nil {
		l.ghostHolders()
	}
	if missing.Groups == nil {
		l.circles()
		l.selfNesting()
		l.danglingGroups()
		l.danglingRoles()
	}
	if missing.Roles == nil && missing.Permissions == nil {
		l.heldPermissions()
	}
	l.mappingsOfGroups()
	l.duplicates()
	place := len(l.found)
	l.applicationsGone()
	l.unused()
	l.listedTwice()
	beside.Wait()
	l.found = append(slices.Insert(l.found, place, alike.found...), redundant.found...)
	l.storage()
	slices.SortStableFunc(l.found, func(a, b Finding) int { return a.Severity.rank() - b.Severity.rank() })
	return l.found
}

func (s Severity) rank() int {
	return slices.Index([]Severity{SeverityError, SeverityWarning, SeverityInfo}, s)
}

type linter struct {
	*rbac.Graph
	d        *rbac.Directory
	naming   rbac.Naming
	circleOf map[rbac.GroupID]int // of groups that nest each other
	found    []Finding
	spared   map[text.Text]bool // names that fixes give
	made     int                // placeholders that fixes need
}

// apart is a linter that finds for itself.
func (l *linter) apart() *linter {
	return &linter{Graph: l.Graph, d: l.d, naming: l.naming, circleOf: l.circleOf}
}

func (l *linter) report(rule Rule, severity Severity, subject rbac.Ref, message string, changes ...rbac.Change) {
	name := l.Name(subject)
	if name.IsZero() {
		name = l.d.Name(subject)
	}
	l.found = append(l.found, Finding{Rule: rule, Severity: severity, Subject: subject, Name: name, Message: message, Changes: changes})
}
