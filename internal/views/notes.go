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
	for _, ref := range unlisted(d) {
		add(ref, "unlisted", warn)
	}
	for _, f := range findings {
		if !f.Subject.ID.IsZero() {
			add(f.Subject, noteWord(f.Rule), severityTone(f.Severity))
		}
	}
	return notes
}

// unlisted are the users, applications and connections that the graph names and
// the tenant's whole list of them lacks.
func unlisted(d *Data) []rbac.Ref {
	var refs []rbac.Ref
	if d.Directory.UsersExtent().Complete {
		for _, id := range d.Graph.Users() {
			if p, _ := d.Directory.User(id); p.Status == rbac.StatusUnlisted {
				refs = append(refs, id.Ref())
			}
		}
	}
	if d.Directory.ApplicationsExtent().Complete {
		for _, id := range d.Graph.Applications() {
			if _, listed := d.Directory.Application(id); !listed {
				refs = append(refs, id.Ref())
			}
		}
	}
	if d.Directory.ConnectionsExtent().Complete {
		for _, name := range d.Graph.Connections() {
			if _, listed := d.Directory.Connection(name); !listed {
				refs = append(refs, rbac.Ref{Kind: rbac.KindConnection, ID: name})
			}
		}
	}
	return refs
}

// standing says whether the tenant's own list has a thing; why is how it is known
// otherwise.
func standing(x rbac.Extent, listed bool, why string) cell {
	switch {
	case listed:
		return wordCell("listed", plain)
	case x.Err != nil:
		return wordCell("not known: the list could not be read", warn)
	case x.At.IsZero():
		return wordCell("not known yet", muted)
	}
	return wordCell("not in the list: "+why, warn)
}

// noteWord is a rule in a word or two, said of what offends against it.
func noteWord(r rbac.Rule) string {
	switch r {
	case rbac.RuleGhostMember:
		return "gone members"
	case rbac.RuleGhostHolder:
		return "gone users"
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
		return "app unlisted"
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
