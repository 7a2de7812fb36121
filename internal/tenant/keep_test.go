package tenant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestTheAuditTrailSaysWhatWhyBeforeAndAfter(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, addCid())
	undo(t, w, tenant, report.Run)
	entries, unreadable, err := tenant.Audit()
	if err != nil || unreadable != 0 || len(entries) != 2 {
		t.Fatalf("%+v %d %v", entries, unreadable, err)
	}
	e := entries[0]
	want := []difference{{Kind: rbac.KindGroup, ID: text.New(finance), Name: text.New("Finance"), Field: "members", Before: []text.Text{}, After: []text.Text{text.New(cid)}}}
	if !reflect.DeepEqual(e.Altered, want) {
		t.Errorf("%+v", e.Altered)
	}
	if e.At.IsZero() || e.Profile.Raw() != "dev" || e.Reason.Raw() != "a test" || e.Outcome != Done || e.Run != report.Run || e.Item != 1 ||
		!strings.Contains(e.What, `to group "Finance"`) || !strings.HasPrefix(e.Request, "PATCH /groups/") || !reflect.DeepEqual(e.Changes, rbac.Changes{addCid()}) {
		t.Errorf("%+v", e)
	}
	if back := entries[1]; back.Undoes != report.Run || back.Altered[0].Before[0].Raw() != cid {
		t.Errorf("%+v", back)
	}
	var out bytes.Buffer
	if err := tenant.ExportAudit(&out); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 2 || !json.Valid(bytes.Split(out.Bytes(), []byte("\n"))[0]) {
		t.Errorf("%s %v", out.Bytes(), err)
	}
}

func TestTheAuditTrailOutlivesATornLine(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.apply(tenant, addCid())
	f, err := os.OpenFile(tenant.folder.audit(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"at":"2026`); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	w.apply(tenant, twoMembers()[1])
	entries, unreadable, err := tenant.Audit()
	if err != nil || unreadable != 1 || len(entries) != 2 {
		t.Errorf("%d entries, %d unreadable, %v", len(entries), unreadable, err)
	}
}

func TestSwitchesAreSetAndSetBackWithoutSecretsOnTheDisk(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	set := rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: true, rbac.PersistRoles: true}}
	first := w.apply(tenant, set)
	if s, _ := tenant.State().Directory.Settings(); !s.Switches[rbac.GroupsInToken] {
		t.Error("the tenant does not show the switch")
	}
	if again := w.compile(tenant, set); again.Requests() != 0 {
		t.Error("switches are set although they are so")
	}
	undo(t, w, tenant, first.Run)
	answer, err := w.other().Do(t.Context(), endpoint.New(endpoint.ConfigurationRead))
	if err != nil {
		t.Fatal(err)
	}
	var now struct {
		Key           string `json:"apikey"`
		GroupsInToken bool   `json:"groupsInToken"`
		PersistRoles  bool   `json:"persistRoles"`
	}
	if err := json.Unmarshal(answer.Body, &now); err != nil || now.Key == "" || now.GroupsInToken || now.PersistRoles {
		t.Fatalf("%s %v", answer.Masked(), err)
	}
	token, err := tenant.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(w.state, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
		for _, canary := range []string{now.Key, token.Reveal(), w.box.ClientSecret().Reveal()} {
			if bytes.Contains(b, []byte(canary)) {
				t.Errorf("%s holds a secret", path)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhatFollowsFromSwitchesIsReadAgainAfterThem(t *testing.T) {
	set := rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: true}}
	t.Run("the rule that was published and the storage", func(t *testing.T) {
		w := newWorkshop(t, small())
		tenant := w.open()
		before, _ := tenant.State().Directory.Settings()
		w.apply(tenant, set)
		after, extent := tenant.State().Directory.Settings()
		if before.RuleExists || !after.RuleExists || after.StorageSize <= before.StorageSize || extent.Err != nil {
			t.Errorf("before %+v, after %+v, %v", before, after, extent.Err)
		}
	})
	t.Run("which is marked where it can't be read", func(t *testing.T) {
		w := newWorkshop(t, small())
		tenant := w.open()
		w.faults.Add(faulty.Rule{Path: "/api/configuration/status", Fault: faulty.Forbidden()})
		w.apply(tenant, set)
		settings, extent := tenant.State().Directory.Settings()
		if !settings.Switches[rbac.GroupsInToken] || extent.Err == nil || extent.Complete || extent.At.IsZero() {
			t.Errorf("%+v %+v", settings, extent)
		}
	})
}

func TestUnknownSwitchesAreReadBeforeTheyAreSet(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	tenant.alterDirectory(func(*rbac.Directory) *rbac.Directory { return nil })
	report := w.apply(tenant, rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.RolesInToken: true, rbac.GroupsInToken: false}})
	undo(t, w, tenant, report.Run)
	if set, err := w.other().Configuration(t.Context()); err != nil || set[rbac.RolesInToken] {
		t.Errorf("%v %v", set, err)
	}
}

func TestStagedChangesOutliveTheProgram(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	if s, note, err := tenant.LoadStaged(); err != nil || note != "" || len(s.Changes) != 0 {
		t.Fatalf("%+v %q %v", s, note, err)
	}
	want := rbac.Changes{rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New("\x1b[31m\u202e"), Description: text.New("d")}, addCid()}
	if _, err := tenant.SaveStaged(t.Context(), Staged{Changes: want, Reason: text.New("why")}); err != nil {
		t.Fatal(err)
	}
	s, note, err := w.open().LoadStaged()
	if err != nil || note != "" || !reflect.DeepEqual(s.Changes, want) || s.Reason.Raw() != "why" || s.Saved.IsZero() {
		t.Errorf("%+v %q %v", s, note, err)
	}
	if _, err := tenant.SaveStaged(t.Context(), Staged{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(tenant.folder.staged()); err == nil {
		t.Error("a file is left although nothing is staged")
	}
}

func TestStagedChangesThatCannotBeReadAreSetAside(t *testing.T) {
	for name, content := range map[string]string{
		"no JSON":                  "\x1b]0;x\a",
		"another version":          `{"authzx_staged":2,"changes":[]}`,
		"an unknown change":        `{"authzx_staged":1,"changes":[{"kind":"format-disk"}]}`,
		"a change with more in it": `{"authzx_staged":1,"changes":[{"kind":"delete-group","group":"g","really":true}]}`,
		"nothing":                  "",
	} {
		t.Run(name, func(t *testing.T) {
			tenant := New(Options{Client: idle(t), State: t.TempDir(), Now: time.Now})
			if _, err := tenant.SaveStaged(t.Context(), Staged{Changes: rbac.Changes{addCid()}}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(tenant.folder.staged(), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			s, note, err := tenant.LoadStaged()
			if err != nil || len(s.Changes) > 0 || !strings.Contains(note, "are kept in") || strings.ContainsAny(note, "\x1b\a") {
				t.Fatalf("%+v %q %v", s, note, err)
			}
			kept, err := filepath.Glob(tenant.folder.staged() + ".broken-*")
			if err != nil || len(kept) != 1 {
				t.Fatalf("%v %v", kept, err)
			}
			if b, _ := os.ReadFile(kept[0]); string(b) != content {
				t.Error("what was kept is something else")
			}
		})
	}
}

// idle is a client of nowhere.
func idle(t *testing.T) *api.Client {
	t.Helper()
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	client, err := api.New(api.Options{BaseURL: "http://127.0.0.1:1/api", Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestOldJournalsGoButNotUnfinishedOnes(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	f := tenant.folder
	report := w.apply(tenant, addCid())
	whole, err := os.ReadFile(f.journalPath(report.Run))
	if err != nil {
		t.Fatal(err)
	}
	cut := bytes.LastIndexByte(bytes.TrimSuffix(whole, []byte("\n")), '\n') + 1
	lines := bytes.SplitAfter(whole[:cut], []byte("\n"))
	old := map[string][]byte{
		"00000001-unfinished": bytes.Join(lines[:1], nil), "00000002-whole": whole, "00000003-unreadable": []byte("{\n"), "00000004-empty": nil,
	}
	if err := os.Remove(f.journalPath(report.Run)); err != nil {
		t.Fatal(err)
	}
	for i := range keptRuns {
		old[fmt.Sprintf("%08d-later", i+5)] = nil
	}
	for run, content := range old {
		if err := os.WriteFile(f.journalPath(run), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.apply(tenant, rbac.RemoveMember(rbac.GroupOf(finance), rbac.User(cid)))
	for run, kept := range map[string]bool{
		"00000001-unfinished": true, "00000002-whole": false, "00000003-unreadable": true, "00000004-empty": false, "00000006-later": true,
	} {
		if _, err := os.Stat(f.journalPath(run)); (err == nil) != kept {
			t.Errorf("%s: kept %v", run, err == nil)
		}
	}
}
