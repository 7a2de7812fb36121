package rbac

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"authzx/internal/text"
)

// recording is one tenant with what the real server answered about it.
type recording struct {
	Document   Document `json:"document"`
	Calculated []struct {
		User   UserID    `json:"user"`
		Groups []GroupID `json:"groups"`
		Roles  []RoleID  `json:"roles"`
	} `json:"calculated"`
	Policies []struct {
		User        UserID      `json:"user"`
		Application ClientID    `json:"application"`
		Connection  text.Text   `json:"connection"`
		IdPGroups   []text.Text `json:"idp_groups"`
		Groups      []text.Text `json:"groups"`
		Roles       []text.Text `json:"roles"`
		Permissions []text.Text `json:"permissions"`
	} `json:"policies"`
}

func recordings(t *testing.T) map[string]recording {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "conformance", "access", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded access answers found (%v)", err)
	}
	all := make(map[string]recording, len(files))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var r recording
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if len(r.Calculated) == 0 || len(r.Policies) == 0 {
			t.Fatalf("%s holds no answers", file)
		}
		all[filepath.Base(file)] = r
	}
	return all
}

func TestAccessIsWhatTheServerAnswered(t *testing.T) {
	for name, r := range recordings(t) {
		t.Run(name, func(t *testing.T) {
			g := Index(r.Document)
			for _, want := range r.Calculated {
				a := g.Access(Query{User: want.User})
				if got := a.Groups(); !slices.Equal(got, want.Groups) {
					t.Errorf("groups of %v: got %v, want %v", want.User, got, want.Groups)
				}
				if got := a.Roles(); !slices.Equal(got, want.Roles) {
					t.Errorf("roles of %v: got %v, want %v", want.User, got, want.Roles)
				}
			}
			for _, want := range r.Policies {
				groups, roles, permissions := g.Access(Query{
					User: want.User, Application: want.Application,
					Login: &Login{Connection: want.Connection, IdPGroups: want.IdPGroups},
				}).PolicyNames()
				if !slices.Equal(groups, want.Groups) {
					t.Errorf("groups of %v at %v: got %v, want %v", want.User, want.Connection, groups, want.Groups)
				}
				if !slices.Equal(roles, want.Roles) {
					t.Errorf("roles of %v in %v: got %v, want %v", want.User, want.Application, roles, want.Roles)
				}
				if !slices.Equal(permissions, want.Permissions) {
					t.Errorf("permissions of %v in %v: got %v, want %v", want.User, want.Application, permissions, want.Permissions)
				}
			}
		})
	}
}

func TestEachUserGivesWhatTheServerCalculates(t *testing.T) {
	for name, r := range recordings(t) {
		t.Run(name, func(t *testing.T) {
			got := make(map[UserID]userShare)
			Index(r.Document).EachUser(func(u UserAccess) bool {
				got[u.User()] = userShare{slices.Collect(u.Groups()), slices.Collect(u.Roles())}
				return true
			})
			for _, want := range r.Calculated {
				if !slices.Equal(got[want.User].groups, want.Groups) || !slices.Equal(got[want.User].roles, want.Roles) {
					t.Errorf("%v: got %v, want %v and %v", want.User, got[want.User], want.Groups, want.Roles)
				}
			}
		})
	}
}

// userShare is what EachUser gave for one user.
type userShare struct {
	groups []GroupID
	roles  []RoleID
}
