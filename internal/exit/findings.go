package exit

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

// The rules of findings about logins.
const (
	RuleLogin        lint.Rule = "login-rule"        // the login rule is absent or disabled
	RuleClaims       lint.Rule = "restricted-claims" // claims go by names that Actions can't set
	RuleStringGroups lint.Rule = "string-groups"     // a mapped name falls apart where groups come as one string
	RuleBlankEnds    lint.Rule = "blank-ends"        // a name begins or ends with a blank
)

// Why is what comes of leaving a finding as it is: one sentence, empty where none is known.
func Why(rule lint.Rule) string {
	switch rule {
	case RuleLogin:
		return "Users can still log in, but applications see nothing of what is granted here."
	case RuleClaims:
		return "Auth0 silently drops such a claim, and the application that reads it denies everyone."
	case RuleStringGroups:
		return "Whether the mapping works depends on how the identity provider sends groups, which isn't known here."
	case RuleBlankEnds:
		return "It looks like the name without the space, but doesn't match it."
	}
	return rule.Why()
}

// Findings are what of a tenant matters at logins: its rule, the claims, and names
// that can't match what identity providers report.
func Findings(g *rbac.Graph, d *rbac.Directory) []lint.Finding {
	return append(settingFindings(d), nameFindings(g)...)
}

// Diagnose is all that is found in a tenant, of the graph and of logins, what is
// worst first.
func Diagnose(g *rbac.Graph, d *rbac.Directory) []lint.Finding {
	findings := append(lint.Tenant(g, d), Findings(g, d)...)
	order := []lint.Severity{lint.SeverityError, lint.SeverityWarning, lint.SeverityInfo}
	slices.SortStableFunc(findings, func(a, b lint.Finding) int {
		return slices.Index(order, a.Severity) - slices.Index(order, b.Severity)
	})
	return findings
}

func settingFindings(d *rbac.Directory) []lint.Finding {
	var found []lint.Finding
	subject := rbac.Ref{Kind: rbac.KindConfiguration}
	if rule := RuleOf(d); rule == RuleAbsent || rule == RuleDisabled {
		found = append(found, lint.Finding{Rule: RuleLogin, Severity: lint.SeverityWarning, Subject: subject,
			Message: fmt.Sprintf("the login rule is %s: unless an Action replaces it, logins get no groups, roles or permissions", rule)})
	}
	settings, _ := d.Settings()
	if into := (Source{Switches: settings.Switches}).inTokens(); len(into) > 0 {
		names := make([]string, len(into))
		for i, k := range into {
			names[i] = string(k)
		}
		found = append(found, lint.Finding{Rule: RuleClaims, Severity: lint.SeverityInfo, Subject: subject,
			Message: "puts " + strings.Join(names, ", ") + " into tokens: an Action can only set these claims with a namespace or a prefix"})
	}
	return found
}

func nameFindings(g *rbac.Graph) []lint.Finding {
	var found []lint.Finding
	info := func(rule lint.Rule, ref rbac.Ref, name text.Text, message string) {
		found = append(found, lint.Finding{Rule: rule, Severity: lint.SeverityInfo, Subject: ref, Name: name, Message: message})
	}
	// A mapping to a group of the extension matches its members, whatever is reported.
	internal := map[text.Text]bool{}
	for _, group := range g.Groups() {
		internal[group.Name] = true
	}
	for _, group := range g.Groups() {
		if blankEnds(group.Name) {
			info(RuleBlankEnds, group.ID.Ref(), group.Name, "has a leading or trailing space in its name, which mappings must repeat")
		}
		for _, m := range group.Mappings {
			quoted := rbac.Quoted(m.GroupName)
			switch {
			case internal[m.GroupName]:
			case blankEnds(m.GroupName):
				info(RuleBlankEnds, group.ID.Ref(), group.Name, fmt.Sprintf("maps %s, which has a leading or trailing space: few identity providers report such a name", quoted))
			case SplitByRule(m.GroupName):
				info(RuleStringGroups, group.ID.Ref(), group.Name, fmt.Sprintf("maps %s, which has a space or comma: it matches only if the identity provider sends a list, since the rule splits a string there", quoted))
			}
		}
	}
	for _, role := range g.Roles() {
		if blankEnds(role.Name) {
			info(RuleBlankEnds, role.ID.Ref(), role.Name, "has a leading or trailing space in its name, which applications must match")
		}
	}
	for _, permission := range g.Permissions() {
		if blankEnds(permission.Name) {
			info(RuleBlankEnds, permission.ID.Ref(), permission.Name, "has a leading or trailing space in its name, which applications must match")
		}
	}
	return found
}

func blankEnds(name text.Text) bool {
	raw := name.Raw()
	return raw != strings.TrimFunc(raw, jsSpace)
}
