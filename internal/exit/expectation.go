package exit

import (
	"slices"
	"strings"

	"authzx/internal/text"
)

// refusalPrefix stands before the reason of every failed login, as in the rule.
const refusalPrefix = "Authorization Extension: "

// names are the three lists that the policy answers.
type names map[Kind][]text.Text

// reports is what an identity provider says of each kind.
type reports map[Kind]Reported

// expectation is what an Action must do at a login.
type expectation struct {
	denied *string // why the login is denied
	failed bool    // access was not found out, and the login goes on with nothing
	values names   // by kind that goes into tokens or metadata
}

func deniedFor(reason string) expectation { return expectation{denied: &reason} }

// holding says what must come of an answer, or of a failure of asking for one.
type holding struct {
	Source
	Parameters
}

// failure is what must come of a login whose access could not be found out.
func (h holding) failure(reason string, own reports) expectation {
	if h.OnFailure != FailureEmpty {
		return deniedFor(refusalPrefix + reason)
	}
	e := h.success(names{}, own, nil)
	e.failed = true
	return e
}

// success is what must come of an answer of the policy. required are the roles
// that the application asks for.
func (h holding) success(answer names, own reports, required []string) expectation {
	e := expectation{values: names{}}
	for _, k := range Kinds() {
		f := h.flow(k)
		if !f.inToken && !f.persist {
			continue
		}
		e.values[k] = append([]text.Text{}, answer[k]...)
		if !f.passthrough {
			continue
		}
		names, ok := own[k].own(h.stringMode(k))
		if !ok {
			return deniedFor(refusalPrefix + "the " + string(k) + " of the identity provider are a " + oddType(own[k].odd))
		}
		e.values[k] = union(names, answer[k])
	}
	if h.RequiredRoles && len(required) > 0 && !h.hasRequired(e.values, answer, required) {
		return deniedFor("This application requires a role that you do not have.")
	}
	return e
}

func (h holding) stringMode(k Kind) string {
	if k == Groups {
		return h.StringGroups
	}
	return StringSplit
}

func (h holding) hasRequired(values, answer names, required []string) bool {
	held, used := values[Roles]
	if !used {
		held = answer[Roles]
	}
	return slices.ContainsFunc(required, func(name string) bool { return slices.Contains(held, text.New(name)) })
}

// oddType is what typeof says of a JSON value that is no list and no string.
func oddType(doc string) string {
	switch {
	case doc == "true" || doc == "false":
		return "boolean"
	case strings.HasPrefix(doc, "{"):
		return "object"
	}
	return "number"
}

// claims are the claims of the values, by name.
func (h holding) claims(values names) map[string][]text.Text {
	claims := map[string][]text.Text{}
	for _, k := range h.inTokens() {
		claims[h.Claim(k)] = values[k]
	}
	return claims
}

// metadata is what is set in the user's metadata.
func (h holding) metadata(e expectation) map[string]names {
	kept := names{}
	for _, k := range h.persisted() {
		kept[k] = e.values[k]
	}
	if e.failed || e.denied != nil || len(kept) == 0 {
		return map[string]names{}
	}
	return map[string]names{"authorization": kept}
}
