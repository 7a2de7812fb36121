package exit_test

import (
	"slices"
	"testing"
	"time"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

func TestWhatMattersAtLoginsIsFound(t *testing.T) {
	mapping := func(name string) rbac.Document {
		return rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Name: text.New("G"), Mappings: []rbac.Mapping{{GroupName: text.New(name), Connection: text.New("corp")}}}}}
	}
	internalMapping := func(name string) rbac.Document {
		d := mapping(name)
		d.Groups = append(d.Groups, rbac.Group{ID: rbac.GroupOf("h"), Name: text.New(name)})
		return d
	}
	rule := func(exists, enabled bool) rbac.Settings {
		return rbac.Settings{RuleKnown: true, RuleExists: exists, RuleEnabled: enabled}
	}
	for name, c := range map[string]struct {
		document rbac.Document
		settings rbac.Settings
		want     []lint.Rule
	}{
		"nothing known":            {want: nil},
		"a rule that runs":         {settings: rule(true, true)},
		"an absent rule":           {settings: rule(false, false), want: []lint.Rule{exit.RuleLogin}},
		"a disabled rule":          {settings: rule(true, false), want: []lint.Rule{exit.RuleLogin}},
		"claims in tokens":         {settings: rbac.Settings{Switches: intoTokens()}, want: []lint.Rule{exit.RuleClaims}},
		"no claims in tokens":      {settings: rbac.Settings{Switches: switchesOn()}},
		"a plain mapping":          {document: mapping("GG-Fin")},
		"a mapping with a blank":   {document: mapping("Domain Users"), want: []lint.Rule{exit.RuleStringGroups}},
		"a mapping with a comma":   {document: mapping("CN=Ops,OU=x"), want: []lint.Rule{exit.RuleStringGroups}},
		"a mapping to a group":     {document: internalMapping("Domain Users")},
		"a mapping that ends so":   {document: mapping("staff "), want: []lint.Rule{exit.RuleBlankEnds}},
		"a group that begins so":   {document: rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Name: text.New("\u00a0G")}}}, want: []lint.Rule{exit.RuleBlankEnds}},
		"a role that ends so":      {document: rbac.Document{Roles: []rbac.Role{{ID: rbac.RoleOf("r"), Name: text.New("R ")}}}, want: []lint.Rule{exit.RuleBlankEnds}},
		"a permission that is one": {document: rbac.Document{Permissions: []rbac.Permission{{ID: rbac.PermissionOf("p"), Name: text.New(" ")}}}, want: []lint.Rule{exit.RuleBlankEnds}},
	} {
		t.Run(name, func(t *testing.T) {
			d := (*rbac.Directory)(nil).WithSettings(c.settings, rbac.Extent{At: time.Unix(1, 0)})
			var got []lint.Rule
			for _, f := range exit.Findings(indexed(c.document), d) {
				got = append(got, f.Rule)
				if f.Severity == lint.SeverityError || f.Message == "" {
					t.Errorf("%+v", f)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestTheDiagnosisTellsWhatIsGravestFirst(t *testing.T) {
	group := rbac.GroupOf("g")
	document := rbac.Document{Groups: []rbac.Group{{ID: group, Name: text.New("G "), Nested: []rbac.GroupID{group}}}}
	d := (*rbac.Directory)(nil).WithSettings(rbac.Settings{RuleKnown: true}, rbac.Extent{At: time.Unix(1, 0)})
	found := exit.Diagnose(indexed(document), d)
	var ranks []int
	rules := map[lint.Rule]bool{}
	for _, f := range found {
		ranks = append(ranks, map[lint.Severity]int{lint.SeverityError: 0, lint.SeverityWarning: 1, lint.SeverityInfo: 2}[f.Severity])
		rules[f.Rule] = true
	}
	if !slices.IsSorted(ranks) || !rules[exit.RuleLogin] || !rules[exit.RuleBlankEnds] || len(rules) < 3 {
		t.Errorf("found %+v", found)
	}
}
