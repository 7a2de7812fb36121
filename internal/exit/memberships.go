package exit

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Step is one request of a plan at the Management API, whose paths are below /api/v2.
type Step struct {
	ID     string            `json:"id"`
	Method string            `json:"method"`
	Path   string            `json:"path"`
	Body   json.RawMessage   `json:"body"`
	Needs  []string          `json:"needs"`
	Binds  map[string]string `json:"binds"`
	Undo   *Undo             `json:"undo,omitempty"`
}

// Undo is the request that takes a step back.
type Undo struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body,omitempty"`
}

// stepPlan is a plan file.
type stepPlan struct {
	Format string `json:"format"`
	Target Target `json:"target"`
	Steps  []Step `json:"steps"`
}

const stepPlanFormat = "authzx.exit.plan/1"

// authz is what an engine reads from a user's metadata.
type authz struct {
	V int            `json:"v"`
	G []rbac.GroupID `json:"g"`
	R []rbac.RoleID  `json:"r"`
}

type metadataPatch struct {
	AppMetadata struct {
		Authz any `json:"authz"`
	} `json:"app_metadata"`
}

// membershipPlan writes the direct memberships of everybody who has any into
// their metadata, a request for each, and removes what earlier plans wrote for users
// who have none left. Users who are gone are left out.
func membershipPlan(s Source) ([]byte, error) {
	plan := stepPlan{Format: stepPlanFormat, Target: TargetEngine, Steps: []Step{}}
	all := memberships(s.Graph)
	for _, user := range s.planned() {
		step, err := membershipStep(len(plan.Steps)+1, user, all[user])
		if err != nil {
			return nil, err
		}
		plan.Steps = append(plan.Steps, step)
	}
	for n, user := range s.Emptied() {
		step, err := emptyingStep(n+1, user)
		if err != nil {
			return nil, err
		}
		plan.Steps = append(plan.Steps, step)
	}
	return indented(plan)
}

// planned are the users whose memberships can be written.
func (s Source) planned() []rbac.UserID {
	return slices.DeleteFunc(slices.Clone(s.Graph.Users()), func(id rbac.UserID) bool { return s.gone(id) || !possible(id.Text) })
}

// Emptied are the users of earlier plans whom no group and no role lists any more: their
// metadata would go on granting what they lost.
func (s Source) Emptied() []rbac.UserID {
	all := memberships(s.Graph)
	return slices.DeleteFunc(slices.Clone(s.Earlier), func(id rbac.UserID) bool {
		_, listed := all[id]
		return listed || s.gone(id) || !possible(id.Text)
	})
}

// PlannedUsers are the users of plan files, each once; nil where there are no plans.
// The error is a *Problem.
func PlannedUsers(docs [][]byte) ([]rbac.UserID, error) {
	if len(docs) == 0 {
		return nil, nil
	}
	users := map[rbac.UserID]json.RawMessage{}
	for i, doc := range docs {
		planned, err := readMemberships(doc)
		if err != nil {
			return nil, &Problem{What: fmt.Sprintf("earlier plan %d of %d: %v", i+1, len(docs), err)}
		}
		maps.Copy(users, planned)
	}
	return append([]rbac.UserID{}, sortedUsers(users)...), nil
}

// emptyingStep removes what an earlier plan wrote. Nothing undoes it: that would give
// back what was revoked.
func emptyingStep(n int, user rbac.UserID) (Step, error) {
	body, err := json.Marshal(metadataPatch{})
	if err != nil {
		return Step{}, err
	}
	return Step{
		ID: fmt.Sprintf("emptied-%d", n), Method: "PATCH", Path: userPath(user), Body: body,
		Needs: []string{}, Binds: map[string]string{},
	}, nil
}

func userPath(user rbac.UserID) string { return "/users/" + encodeComponent(user.Text) }

func membershipStep(n int, user rbac.UserID, d direct) (Step, error) {
	var set, clear metadataPatch
	set.AppMetadata.Authz = authz{1, append([]rbac.GroupID{}, d.groups...), append([]rbac.RoleID{}, d.roles...)}
	body, err := json.Marshal(set)
	if err != nil {
		return Step{}, err
	}
	undo, err := json.Marshal(clear)
	if err != nil {
		return Step{}, err
	}
	path := userPath(user)
	return Step{
		ID: fmt.Sprintf("memberships-%d", n), Method: "PATCH", Path: path, Body: body,
		Needs: []string{}, Binds: map[string]string{}, Undo: &Undo{"PATCH", path, undo},
	}, nil
}

// readMemberships are the metadata that a plan file writes, by user.
func readMemberships(doc []byte) (map[rbac.UserID]json.RawMessage, error) {
	var plan stepPlan
	if err := json.Unmarshal(doc, &plan); err != nil {
		return nil, fmt.Errorf("engine/plan.json: %w", err)
	}
	if plan.Format != stepPlanFormat {
		return nil, errors.New("engine/plan.json is not a plan of memberships")
	}
	all := make(map[rbac.UserID]json.RawMessage, len(plan.Steps))
	for _, step := range plan.Steps {
		id, ok := strings.CutPrefix(step.Path, "/users/")
		raw, err := url.PathUnescape(id)
		var body struct {
			AppMetadata struct {
				Authz json.RawMessage `json:"authz"`
			} `json:"app_metadata"`
		}
		if !ok || err != nil || json.Unmarshal(step.Body, &body) != nil || body.AppMetadata.Authz == nil {
			return nil, fmt.Errorf("engine/plan.json: step %q writes no memberships", text.Escape(step.ID))
		}
		all[rbac.User(raw)] = compacted(body.AppMetadata.Authz)
	}
	return all, nil
}

// encodeComponent is encodeURIComponent of JavaScript.
func encodeComponent(t text.Text) string {
	const unescaped = "-_.!~*'()"
	var b strings.Builder
	for _, c := range []byte(t.Raw()) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(unescaped, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// ghosts are the users whom groups or roles list and who are gone.
func (s Source) ghosts() []rbac.UserID {
	if !s.Directory.AnyGone() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Graph.Users()), func(id rbac.UserID) bool { return !s.gone(id) })
}
