package lint

import (
	"strings"
	"testing"
)

func TestNamesLookAlikeOrNot(t *testing.T) {
	for _, pair := range []struct {
		a, b  string
		alike bool
	}{
		{"Payroll", "Pаyrоll", true}, // Cyrillic а and о
		{"Admin", "Adrnin", true},
		{"Internal", "lnternal", true},
		{"Level 1", "Level l", true},
		{"ＡＢＣ", "ABC", true},
		{"Sales  Team", "Sales Team", true},
		{"Sales\u00a0Team", "Sales Team", true},
		{"Pay\u200droll", "Payroll", true},
		{"Ορs", "Ops", true}, // Greek
		{"Mail", "Mall", false},
		{"Sales Team", "SalesTeam", false},
		{"resume", "résumé", false},
		{"Finance", "Finances", false},
		{"read:reports", "read:report", false},
	} {
		if got := skeleton(pair.a, joined()) == skeleton(pair.b, joined()); got != pair.alike {
			t.Errorf("%q and %q look alike: %v (%q, %q)", pair.a, pair.b, got, skeleton(pair.a, joined()), skeleton(pair.b, joined()))
		}
	}
}

func TestEachRuleSaysWhyItMatters(t *testing.T) {
	for _, r := range []Rule{
		RuleGhostMember, RuleGhostHolder, RuleCycle, RuleSelfNesting, RuleDanglingGroup, RuleDanglingRole, RuleDanglingPermission,
		RuleForeignPermission, RuleMappingGone, RuleMappingMisnamed, RuleDuplicateMapping, RuleDuplicateName, RuleLookalike,
		RuleHiddenCharacters, RuleDuplicateID, RuleNameless, RuleApplicationGone, RuleEmptyGroup, RuleUnusedRole,
		RuleUnusedPermission, RuleRedundantGrant, RuleRedundantAssignment, RuleListedTwice, RuleStorage,
	} {
		if why := r.Why(); !strings.HasSuffix(why, ".") {
			t.Errorf("%s: %q", r, why)
		}
	}
}
