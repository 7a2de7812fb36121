package lint

// Why is what comes of leaving a finding as it is: one sentence for a person, empty for a
// rule that is not known.
func (r Rule) Why() string {
	switch r {
	case RuleGhostMember, RuleGhostHolder:
		return "If that user id is reused, as after a database import, its new owner gets all this at once."
	case RuleCycle, RuleSelfNesting:
		return "Every group of the cycle has what each of them grants."
	case RuleDanglingGroup, RuleDanglingRole, RuleDanglingPermission:
		return "It grants nothing, and an import may bring the id back to life."
	case RuleForeignPermission:
		return "The role grants it anyway, in the role's application; the dashboard refuses to save such a role."
	case RuleMappingGone:
		return "No login uses this connection, so the mapping grants nothing."
	case RuleMappingMisnamed:
		return "Logins report the connection's own name, so the mapping grants nothing."
	case RuleDuplicateMapping, RuleListedTwice:
		return "Removing it once leaves it there, and dashboard counts are too high."
	case RuleDuplicateName:
		return "The server refuses every change of either, and reviewers confuse them."
	case RuleLookalike:
		return "Reviewers and admins confuse them: lookalike names can hide a grant."
	case RuleHiddenCharacters:
		return "It looks like another name, and searches and applications won't match it."
	case RuleDuplicateID:
		return "The server finds only the first: the others can't be edited or deleted."
	case RuleNameless:
		return "Applications that go by name can't use it."
	case RuleApplicationGone:
		return "Nobody logs in to it, so it grants nothing; a recreated application has another id."
	case RuleEmptyGroup:
		return "It grants nothing now, and whoever is added later gets access nobody has reviewed."
	case RuleUnusedRole:
		return "It grants nothing now, and whoever is given it later gets access nobody has reviewed."
	case RuleUnusedPermission:
		return "Nobody has it, and whoever is given a role with it later gets access nobody has reviewed."
	case RuleRedundantGrant, RuleRedundantAssignment:
		return "Removing one leaves the other: access continues."
	case RuleStorage:
		return "When it is full, every change fails and logins may stall."
	}
	return ""
}
