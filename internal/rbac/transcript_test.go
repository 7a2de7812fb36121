package rbac

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authzx/internal/text"
)

// step is one recorded request with the server's answer.
type step struct {
	Name    string `json:"name"`
	Auth    string `json:"auth"`
	Request struct {
		Method string          `json:"method"`
		Path   string          `json:"path"`
		Query  string          `json:"query"`
		Body   json.RawMessage `json:"body"`
		Raw    string          `json:"raw_body"`
	} `json:"request"`
	Response struct {
		Status int             `json:"status"`
		Body   json.RawMessage `json:"body"`
	} `json:"response"`
}

// body is what the writing requests carry.
type body struct {
	ID              text.Text      `json:"_id"`
	Name            text.Text      `json:"name"`
	Description     text.Text      `json:"description"`
	ApplicationType text.Text      `json:"applicationType"`
	Application     ClientID       `json:"applicationId"`
	Permissions     []PermissionID `json:"permissions"`
	Error           string         `json:"error"`
	Message         string         `json:"message"`
}

// asChanges says a recorded write as changes; false for requests that changes
// can't say, such as malformed ones.
func asChanges(t *testing.T, g *Graph, s step) (Changes, bool) {
	t.Helper()
	parts := strings.Split(strings.Trim(s.Request.Path, "/"), "/")
	for i, p := range parts {
		parts[i], _ = url.PathUnescape(p)
	}
	switch {
	case s.Request.Query != "" || len(parts) == 0:
		return nil, false
	case len(parts) <= 2:
		return recordChanges(g, s, parts)
	case len(parts) == 3 && parts[0] == "groups":
		return groupChanges(s, GroupOf(parts[1]), parts[2])
	case len(parts) == 3 && parts[0] == "users" && parts[2] == "roles":
		return userChanges(s, User(parts[1]))
	default:
		return nil, false
	}
}

func recordChanges(g *Graph, s step, parts []string) (Changes, bool) {
	var in, out body
	if s.Request.Method != "DELETE" && json.Unmarshal(s.Request.Body, &in) != nil {
		return nil, false
	}
	_ = json.Unmarshal(s.Response.Body, &out)
	if out.ID.IsZero() {
		out.ID = NewID(1) // refused: any id will do
	}
	id := text.New(parts[len(parts)-1])
	switch s.Request.Method + " " + parts[0] {
	case "POST groups":
		return Changes{CreateGroup{GroupID{out.ID}, in.Name, in.Description}}, true
	case "PUT groups":
		return Changes{EditGroup{GroupID{id}, in.Name, in.Description}}, true
	case "DELETE groups":
		return Changes{DeleteGroup{GroupID{id}}}, true
	case "POST permissions":
		return Changes{CreatePermission{PermissionID{out.ID}, in.Name, in.Description, in.ApplicationType, in.Application}}, true
	case "PUT permissions":
		return Changes{EditPermission{PermissionID{id}, in.Name, in.Description, in.ApplicationType, in.Application}}, true
	case "DELETE permissions":
		return Changes{DeletePermission{PermissionID{id}}}, true
	case "POST roles":
		return Changes{CreateRole{RoleID{out.ID}, in.Name, in.Description, in.ApplicationType, in.Application, in.Permissions}}, true
	case "PUT roles":
		return putRole(g, RoleID{id}, in)
	case "DELETE roles":
		return Changes{DeleteRole{RoleID{id}}}, true
	default:
		return nil, false
	}
}

func putRole(g *Graph, id RoleID, in body) (Changes, bool) {
	old, ok := g.Role(id)
	if ok && old.Application != in.Application || !ok && len(in.Permissions) > 0 {
		return nil, false // no change says that
	}
	var list Changes
	for _, p := range old.Permissions {
		if !slices.Contains(in.Permissions, p) {
			list = append(list, RemovePermission(id, p))
		}
	}
	for _, p := range in.Permissions {
		list = append(list, AddPermission(id, p))
	}
	return append(list, EditRole{id, in.Name, in.Description, in.ApplicationType}), true
}

func groupChanges(s step, group GroupID, list string) (Changes, bool) {
	if list == "mappings" && s.Request.Method == "PATCH" {
		var mappings []Mapping
		if json.Unmarshal(s.Request.Body, &mappings) != nil {
			return nil, false
		}
		var changes Changes
		for _, m := range mappings {
			changes = append(changes, AddMapping{group, MappingID{NewID(1)}, m.GroupName, m.Connection})
		}
		return changes, true
	}
	var ids []text.Text
	if json.Unmarshal(s.Request.Body, &ids) != nil {
		return nil, false
	}
	var changes Changes
	for _, id := range ids {
		switch s.Request.Method + " " + list {
		case "PATCH members":
			changes = append(changes, AddMember(group, UserID{id}))
		case "DELETE members":
			changes = append(changes, RemoveMember(group, UserID{id}))
		case "PATCH nested":
			changes = append(changes, AddNested(group, GroupID{id}))
		case "DELETE nested":
			changes = append(changes, RemoveNested(group, GroupID{id}))
		case "PATCH roles":
			changes = append(changes, GrantRole(group, RoleID{id}))
		case "DELETE roles":
			changes = append(changes, RevokeRole(group, RoleID{id}))
		}
	}
	return changes, len(changes) > 0
}

func userChanges(s step, user UserID) (Changes, bool) {
	var ids []text.Text
	if json.Unmarshal(s.Request.Body, &ids) != nil {
		return nil, false
	}
	var changes Changes
	for _, id := range ids {
		switch {
		case !strings.Contains(id.Raw(), "${") && !strings.Contains(id.Raw(), "-"):
			return nil, false // by name, which changes never do
		case s.Request.Method == "PATCH":
			changes = append(changes, AssignRole(user, RoleID{id}))
		case s.Request.Method == "DELETE":
			changes = append(changes, UnassignRole(user, RoleID{id}))
		}
	}
	return changes, len(changes) > 0
}

// The scenarios whose writes are within what changes can say, mostly.
var replayed = []string{
	"groups-crud", "groups-delete-used", "groups-duplicates", "groups-members", "groups-members-missing",
	"groups-nested", "groups-nested-cycle", "groups-nested-deep", "groups-roles", "groups-unicode", "groups-validation",
	"permissions-crud", "permissions-duplicates", "permissions-in-use", "permissions-validation",
	"roles-applications", "roles-crud", "roles-in-use", "roles-validation", "policy-mapping-internal", "policy-mappings",
}

func TestChangesPredictWhatTheServerHoldsAfterwards(t *testing.T) {
	for _, name := range replayed {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "conformance", "transcripts", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var transcript struct{ Steps []step }
			if err := json.Unmarshal(b, &transcript); err != nil {
				t.Fatal(err)
			}
			g, writes, reads := Index(Document{}), 0, 0
			for _, s := range transcript.Steps {
				if s.Auth != "admin" {
					continue
				}
				if s.Request.Raw != "" {
					s.Request.Body = json.RawMessage(s.Request.Raw)
				}
				if s.Request.Method == "GET" {
					reads += compareList(t, g, s)
					continue
				}
				next, counted := replay(t, g, s)
				g, writes = next, writes+counted
			}
			if writes == 0 {
				t.Errorf("nothing was replayed: %d writes, %d lists", writes, reads)
			}
		})
	}
}

// replay applies what a recorded write says and checks that it succeeds or
// fails as recorded.
func replay(t *testing.T, g *Graph, s step) (*Graph, int) {
	t.Helper()
	var answer body
	_ = json.Unmarshal(s.Response.Body, &answer)
	changes, ok := asChanges(t, g, s)
	if !ok || malformed(answer.Message) {
		if s.Response.Status < 300 && s.Request.Method != "POST" {
			t.Logf("step %q is beyond changes", s.Name)
		}
		return g, 0
	}
	next, _, err := ApplyAll(g, changes)
	if s.Response.Status < 300 {
		if err != nil {
			t.Fatalf("step %q: %v", s.Name, err)
		}
		return next, 1
	}
	var notFound *NotFoundError
	var inUse *InUseError
	var duplicate *DuplicateNameError
	var invalid *InvalidError
	switch {
	case s.Response.Status == 500 && strings.Contains(s.Request.Path, "/members"),
		s.Response.Status == 500 && strings.Contains(s.Request.Path, "/nested"),
		s.Response.Status == 500 && strings.HasSuffix(s.Request.Path, "/roles") && strings.HasPrefix(s.Request.Path, "/groups"):
		if err != nil || !Equal(g, next, nil) {
			t.Errorf("step %q: taking from a list that is absent changes something: %v", s.Name, err)
		}
	case strings.Contains(answer.Message, "Unable to touch"):
		if !errors.As(err, &inUse) || !strings.HasSuffix(answer.Message, ": "+strings.Join(rawNames(inUse), ", ")) {
			t.Errorf("step %q: got %v, the server said %s", s.Name, err, answer.Message)
		}
	case strings.Contains(answer.Message, "already exists"):
		if !errors.As(err, &duplicate) {
			t.Errorf("step %q: got %v, the server said %s", s.Name, err, answer.Message)
		}
	case s.Response.Status == 404:
		if !errors.As(err, &notFound) {
			t.Errorf("step %q: got %v, the server said %s", s.Name, err, answer.Message)
		}
	default:
		if !errors.As(err, &invalid) {
			t.Errorf("step %q: got %v, the server said %d %s", s.Name, err, s.Response.Status, answer.Message)
		}
	}
	return g, 1
}

// malformed reports whether the server refused what no change can say: values
// of a wrong type, unknown keys, ids that are none.
func malformed(message string) bool {
	for _, part := range []string{"GUID", "is not allowed", "must be a string", "must be an array", "must be of type", "Invalid request payload"} {
		if strings.Contains(message, part) && !strings.HasSuffix(message, "allowed to be empty") {
			return true
		}
	}
	return strings.HasPrefix(message, `"[0]"`)
}

func rawNames(e *InUseError) []string {
	names := make([]string, len(e.Names))
	for i, name := range e.Names {
		names[i] = name.Raw()
	}
	return names
}

// compareList compares a recorded list of groups, roles or permissions with the graph.
func compareList(t *testing.T, g *Graph, s step) int {
	t.Helper()
	if s.Request.Query != "" || s.Response.Status != 200 {
		return 0
	}
	var d Document
	switch s.Request.Path {
	case "/groups", "/roles", "/permissions":
		if err := json.Unmarshal(s.Response.Body, &d); err != nil {
			t.Fatal(err)
		}
	default:
		return 0
	}
	have := g.Document()
	switch s.Request.Path {
	case "/groups":
		have.Roles, have.Permissions = nil, nil
	case "/roles":
		have.Groups, have.Permissions = nil, nil
	default:
		have.Groups, have.Roles = nil, nil
	}
	a, b := anonymous(have), anonymous(d)
	if !Equal(Index(a), Index(b), nil) || !slices.Equal(order(a), order(b)) {
		t.Errorf("step %q: got\n%v\nthe server has\n%v", s.Name, a, b)
	}
	return 1
}

// anonymous leaves out the ids of mappings, which answers to writes don't tell.
func anonymous(d Document) Document {
	d.Groups = slices.Clone(d.Groups)
	for i := range d.Groups {
		d.Groups[i].Mappings = slices.Clone(d.Groups[i].Mappings)
		for j := range d.Groups[i].Mappings {
			d.Groups[i].Mappings[j].ID = MappingID{}
		}
	}
	return d
}

func order(d Document) []string {
	var ids []string
	for _, g := range d.Groups {
		ids = append(ids, g.ID.Raw())
		for _, list := range [][]string{raws(g.Members), raws(g.Nested), raws(g.Roles)} {
			ids = append(ids, list...)
		}
	}
	for _, r := range d.Roles {
		ids = append(append(append(ids, r.ID.Raw()), raws(r.Permissions)...), raws(r.Users)...)
	}
	for _, p := range d.Permissions {
		ids = append(ids, p.ID.Raw())
	}
	return ids
}

func raws[T interface{ Raw() string }](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.Raw()
	}
	return out
}
