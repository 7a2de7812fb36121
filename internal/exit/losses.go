package exit

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// LossKind is a kind of loss, by the word of --accept.
type LossKind string

// LossGhostMember is a user who is gone, whose memberships can't be written.
const LossGhostMember LossKind = "ghost-member"

// AcceptAll is the word that accepts every kind of loss.
const AcceptAll = "all"

// lossKinds are all kinds that any target can lose.
func lossKinds() []LossKind {
	return []LossKind{
		"nesting-flattened", "group-claim-gone", "mapping-lost", "mapping-needs-scim", "internal-mapping-lost",
		"role-renamed", "permission-renamed", "name-collision", "cross-application-permission",
		"limit-roles-per-user", "limit-roles-per-tenant", "limit-scopes", "limit-permissions-per-role", "limit-group-roles",
		"limit-apis", LossGhostMember, "never-logged-in", "empty-role", "legacy-claims", "id-token-claims-gone", "order-not-kept",
	}
}

// Loss is what one way out would lose, and who would feel it.
type Loss struct {
	Kind     LossKind      `json:"kind"`
	Count    int           `json:"count"`
	Message  string        `json:"message"`
	Subjects []Subject     `json:"subjects"`
	Users    []rbac.UserID `json:"users"`
}

// Subject is one thing that a loss is about.
type Subject struct {
	Kind rbac.Kind `json:"kind"`
	ID   text.Text `json:"id"`
	Name text.Text `json:"name"`
}

// Losses are what a target would lose.
func (s Source) Losses(target Target) []Loss {
	losses := []Loss{}
	if target != TargetEngine {
		return losses
	}
	if ghosts := s.ghosts(); len(ghosts) > 0 {
		l := Loss{
			Kind: LossGhostMember, Count: len(ghosts), Users: ghosts,
			Message: "deleted users are members: their memberships can't be written and are left out",
		}
		for _, id := range ghosts {
			l.Subjects = append(l.Subjects, Subject{rbac.KindUser, id.Text, s.Directory.Name(id.Ref())})
		}
		losses = append(losses, l)
	}
	return losses
}

// Unaccepted are the losses whose kinds were not accepted.
func Unaccepted(losses []Loss, accepted []string) []Loss {
	return slices.DeleteFunc(slices.Clone(losses), func(l Loss) bool {
		return slices.Contains(accepted, AcceptAll) || slices.Contains(accepted, string(l.Kind))
	})
}

// CheckAccepted finds a kind that does not exist; the error is a *Problem.
func CheckAccepted(accepted []string) error {
	for _, kind := range accepted {
		if kind != AcceptAll && !slices.Contains(lossKinds(), LossKind(kind)) {
			return problem("all, or a kind that authzx exit check shows", "--accept %s: there is no such kind of loss", text.Escape(kind))
		}
	}
	return nil
}

// Deviation is where an Action behaves otherwise than the rule did, on purpose or
// because an Action can't.
type Deviation struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
}

// Deviations are those of the Action that the parameters make.
func (s Source) Deviations(target Target, p Parameters) []Deviation {
	all := []Deviation{}
	if p.OnFailure == FailureEmpty {
		all = append(all, Deviation{"failure-lets-in", "ON FAILURE EVERYONE IS LET IN: when access can't be determined the login continues with empty lists; the rule denied it"})
	}
	if target == TargetAction {
		all = append(all,
			Deviation{"ids-escaped", "user ids with / # or ? work; the rule's request broke over them, which denied the login"},
			Deviation{"bad-answer-denies", "an answer with status 200 that is not three lists of names denies the login; the rule let it pass with nothing"})
	} else {
		all = append(all, Deviation{"edits-are-deploys", "the graph is that of the moment when this was written: an edit of groups, roles or mappings takes a new deploy, one of memberships a new plan"})
	}
	if p.StringGroups != StringSplit {
		all = append(all, Deviation{"string-groups", "groups that come as one string are not cut at blanks, so names with blanks match mappings; the rule cut them"})
	}
	return append(all,
		Deviation{"error-code", "a denied login has the error access_denied; the rule gave unauthorized"},
		Deviation{"claims-namespaced", "claims have a namespace or a prefix: Auth0 ignores claims called groups, roles or permissions; those that old clients asked for by scope can't be made"},
		Deviation{"metadata-at-end", "app_metadata.authorization is written at the end of the login, and only that key; the rule wrote all of app_metadata, and lost what others wrote meanwhile"},
		Deviation{"metadata-failure", "a failed write of metadata no longer denies the login"},
		Deviation{"claims-size", "a login fails whose claims exceed 100 KB in a token"},
		Deviation{"connection-fallback", "the connection is event.connection, always present; the rule fell back to the first identity's"},
	)
}
