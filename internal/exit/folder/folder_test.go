package folder_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// company is a small tenant with a nested group, a mapping and a role.
func company() exit.Source {
	group, parent, role := rbac.GroupOf("g"), rbac.GroupOf("p"), rbac.RoleOf("r")
	switches := map[rbac.Switch]bool{}
	for _, s := range rbac.Switches() {
		switches[s] = strings.HasSuffix(string(s), "InToken")
	}
	return exit.Source{
		Graph: rbac.Index(rbac.Document{
			At: time.Unix(1, 0),
			Groups: []rbac.Group{
				{ID: group, Name: text.New("Ops"), Members: []rbac.UserID{rbac.User("auth0|a"), rbac.User("auth0|b")}},
				{ID: parent, Name: text.New("All"), Nested: []rbac.GroupID{group}, Roles: []rbac.RoleID{role},
					Mappings: []rbac.Mapping{{GroupName: text.New("GG-All"), Connection: text.New("corp")}}},
			},
			Roles: []rbac.Role{{ID: role, Name: text.New("Reader"), Application: rbac.Client("app")}},
		}),
		Switches: switches, BaseURL: "https://ext.example/api",
	}
}

func write(t *testing.T, target exit.Target) (dir string) {
	t.Helper()
	made, err := exit.Make(target, company(), exit.Parameters{Prefix: "authz_"})
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "way-out")
	if err := folder.Write(dir, made.Files); err != nil {
		t.Fatal(err)
	}
	return dir
}

func verify(t *testing.T, dir, path string, s exit.Source, progress func(int, int)) folder.Verified {
	t.Helper()
	files, err := folder.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	v, err := files.Verify(t.Context(), s, path, progress)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAWrittenFolderIsProvedByNode(t *testing.T) {
	for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
		dir := write(t, target)
		var last, all int
		v := verify(t, dir, os.Getenv("PATH"), company(), func(done, total int) { last, all = done, total })
		if v.Proof == exit.ProofNotRun {
			t.Skip("node is not installed")
		}
		if v.Proof != exit.ProofEqual || !v.AsWritten || all == 0 || last != all {
			t.Errorf("%s: %+v, %d of %d", target, v, last, all)
		}
	}
}

func TestATenantThatWasAlteredDiffersFromItsEngine(t *testing.T) {
	dir, s := write(t, exit.TargetEngine), company()
	g, err := rbac.AddMember(rbac.GroupOf("g"), rbac.User("auth0|new")).Apply(s.Graph)
	if err != nil {
		t.Fatal(err)
	}
	s.Graph = g
	v := verify(t, dir, os.Getenv("PATH"), s, nil)
	if v.Proof == exit.ProofNotRun {
		t.Skip("node is not installed")
	}
	if v.Proof != exit.ProofDiffering || len(v.Equivalence.Differing) == 0 {
		t.Errorf("%+v", v)
	}
}

func TestWithoutNodeNothingIsProved(t *testing.T) {
	v := verify(t, write(t, exit.TargetAction), t.TempDir(), company(), nil)
	if v.Proof != exit.ProofNotRun || v.Equivalence.Checked != 0 || !v.AsWritten {
		t.Errorf("%+v", v)
	}
}

func TestNothingThatIsThereIsReplaced(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "b")
	if err := os.WriteFile(kept, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := folder.Write(dir, []exit.File{{Path: "a", Data: []byte("1")}, {Path: "b", Data: []byte("2")}})
	var p *exit.Problem
	if !errors.As(err, &p) || !strings.Contains(p.What, kept) {
		t.Errorf("%v", err)
	}
	if b, _ := os.ReadFile(kept); string(b) != "kept" {
		t.Errorf("it holds %q", b)
	}
	if _, err := os.Lstat(filepath.Join(dir, "a")); err == nil {
		t.Error("half of the files were written")
	}
}

func TestAFolderOfOtherThingsIsRefused(t *testing.T) {
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, exit.FileReport), []byte(`{"format":"x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"missing": filepath.Join(t.TempDir(), "x"), "empty": t.TempDir(), "another report": foreign} {
		if _, err := folder.Read(dir); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
