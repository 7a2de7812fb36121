package views

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// notesOf says of each thing, in a few words, what deserves a look: what is the
// matter with the thing itself, the worst first.
func notesOf(d *Data, findings []rbac.Finding) map[rbac.Ref]note {
	words := map[rbac.Ref][]string{}
	notes := map[rbac.Ref]note{}
	add := func(ref rbac.Ref, word string, t tone) {
		if slices.Contains(words[ref], word) {
			return
		}
		words[ref] = append(words[ref], word)
		n := note{word: text.New(strings.Join(words[ref], ", ")), tone: t}
		if before, ok := notes[ref]; ok {
			n.tone = before.tone // findings come worst first
		}
		notes[ref] = n
	}
	for _, p := range d.Directory.Users() {
		switch {
		case p.Status == rbac.StatusGone:
			add(p.ID.Ref(), "gone", bad)
		case p.Blocked:
			add(p.ID.Ref(), "blocked", bad)
		}
	}
	for _, f := range findings {
		if !f.Subject.ID.IsZero() {
			add(f.Subject, noteWord(f.Rule), severityTone(f.Severity))
		}
	}
	return notes
}

// noteWord is a rule in a word or two, said of what offends against it.
func noteWord(r rbac.Rule) string {
	switch r {
	case rbac.RuleGhostMember, rbac.RuleGhostHolder:
		return "ghosts"
	case rbac.RuleCycle:
		return "cycle"
	case rbac.RuleSelfNesting:
		return "nests itself"
	case rbac.RuleDanglingGroup, rbac.RuleDanglingRole, rbac.RuleDanglingPermission:
		return "dangling"
	case rbac.RuleForeignPermission:
		return "foreign"
	case rbac.RuleMappingGone:
		return "mapping gone"
	case rbac.RuleDuplicateMapping, rbac.RuleDuplicateName, rbac.RuleDuplicateID:
		return "duplicate"
	case rbac.RuleApplicationGone:
		return "app gone"
	case rbac.RuleEmptyGroup:
		return "empty"
	case rbac.RuleUnusedRole, rbac.RuleUnusedPermission:
		return "unused"
	case rbac.RuleRedundantGrant, rbac.RuleRedundantAssignment:
		return "redundant"
	}
	return string(r)
}

func severityTone(s rbac.Severity) tone {
	switch s {
	case rbac.SeverityError:
		return bad
	case rbac.SeverityWarning:
		return warn
	}
	return muted
}
