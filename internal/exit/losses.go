package exit

import (
	"fmt"
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
			Message: "deleted users are members: their memberships can't be written, and are left out",
		}
		for _, id := range ghosts {
			l.Subjects = append(l.Subjects, Subject{rbac.KindUser, id.Text, s.Directory.Name(id.Ref())})
		}
		losses = append(losses, l)
	}
	return losses
}

// unknown says what of a target's losses can't be told: only a tenant knows whether a
// member whom no list of users has was deleted.
func (s Source) unknown(target Target) string {
	if target != TargetEngine {
		return ""
	}
	n := 0
	for _, id := range s.Graph.Users() {
		if _, listed := s.Directory.User(id); !listed && !s.gone(id) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	subject := "1 member is not in the list of users"
	if n > 1 {
		subject = fmt.Sprintf("%d members are not in the list of users", n)
	}
	return subject + ": whether they were deleted, which is a loss (" + string(LossGhostMember) + "), can only be found out on the tenant"
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
			return problem("all, or a kind shown by authzx exit check", "--accept %s: there is no such kind of loss", text.Escape(kind))
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
		all = append(all, Deviation{"failure-lets-in", "ON FAILURE EVERYONE IS LET IN: when access can't be determined logins continue with empty lists; the rule denied them"})
	}
	if target == TargetAction {
		all = append(all,
			Deviation{"ids-escaped", "user ids with /, # or ? work; they broke the rule's request, which denied the login"},
			Deviation{"bad-answer-denies", "a response with status 200 that is not three lists of names denies the login; the rule let the user in with nothing"})
	} else {
		all = append(all, Deviation{"edits-are-deploys", "the graph is frozen when the code is written: after editing groups, roles or mappings, deploy again; after editing memberships, send a new plan, made with --previous"},
			Deviation{"metadata-not-read", "what app_metadata.authz holds is not read: a user whom engine/plan.json doesn't name keeps what an earlier plan wrote, and the access it gives"})
	}
	if p.StringGroups != StringSplit {
		all = append(all, Deviation{"string-groups", "groups sent as one string are not split at spaces, so names with spaces match mappings; the rule split them"})
	}
	return append(all,
		Deviation{"error-code", "a denied login has the error access_denied; the rule gave unauthorized"},
		Deviation{"claims-namespaced", "claims have a namespace or a prefix: Auth0 ignores claims called groups, roles or permissions; claims that legacy clients requested by scope can't be set"},
		Deviation{"metadata-at-end", "only app_metadata.authorization is written, at the end of the login; the rule wrote all of app_metadata, overwriting concurrent changes"},
		Deviation{"metadata-failure", "a failed metadata write no longer denies the login"},
		Deviation{"claims-size", "a login fails if the claims in a token exceed 100 KB"},
		Deviation{"connection-fallback", "the connection is event.connection, which is always present; the rule fell back to that of the first identity"},
	)
}
