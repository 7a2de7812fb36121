package desk

import (
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

// badgesOf says of each thing, in a few words, what deserves a look: what is the
// matter with the thing itself, the worst first.
func badgesOf(d *Data, findings []lint.Finding) map[rbac.Ref]catalog.Badge {
	words := map[rbac.Ref][]string{}
	notes := map[rbac.Ref]catalog.Badge{}
	add := func(ref rbac.Ref, word string, role catalog.Role) {
		if slices.Contains(words[ref], word) {
			return
		}
		words[ref] = append(words[ref], word)
		n := catalog.Badge{Word: text.New(strings.Join(words[ref], ", ")), Role: role}
		if before, ok := notes[ref]; ok {
			n.Role = before.Role // findings come worst first
		}
		notes[ref] = n
	}
	for _, p := range d.Directory.Users() {
		if word := catalog.Trouble(p); word != "" {
			add(p.ID.Ref(), word, catalog.Fault)
		}
	}
	for _, k := range catalog.Every() {
		for _, ref := range k.Unlisted(&d.Data) {
			add(ref, "unlisted", catalog.Warning)
		}
	}
	for _, f := range findings {
		if !f.Subject.ID.IsZero() {
			add(f.Subject, badgeWord(f.Rule), severityRole(f.Severity))
		}
	}
	return notes
}

// badgeWord is a rule in a word or two, said of what offends against it.
func badgeWord(r lint.Rule) string {
	switch r {
	case lint.RuleGhostMember:
		return "gone members"
	case lint.RuleGhostHolder:
		return "gone users"
	case lint.RuleCycle:
		return "cycle"
	case lint.RuleSelfNesting:
		return "nested in itself"
	case lint.RuleDanglingGroup, lint.RuleDanglingRole, lint.RuleDanglingPermission:
		return "dangling"
	case lint.RuleForeignPermission:
		return "foreign"
	case lint.RuleMappingGone:
		return "dead mapping"
	case lint.RuleMappingMisnamed:
		return "misnamed mapping"
	case lint.RuleListedTwice:
		return "listed twice"
	case lint.RuleDuplicateMapping, lint.RuleDuplicateName, lint.RuleDuplicateID:
		return "duplicate"
	case lint.RuleApplicationGone:
		return "unlisted app"
	case lint.RuleEmptyGroup:
		return "empty"
	case lint.RuleUnusedRole, lint.RuleUnusedPermission:
		return "unused"
	case lint.RuleRedundantGrant, lint.RuleRedundantAssignment:
		return "redundant"
	}
	return string(r)
}

// SeverityTone is the tone of a severity.
func SeverityTone(s lint.Severity) Tone { return toneOf(severityRole(s)) }

func severityRole(s lint.Severity) catalog.Role {
	switch s {
	case lint.SeverityError:
		return catalog.Fault
	case lint.SeverityWarning:
		return catalog.Warning
	}
	return catalog.Faint
}
