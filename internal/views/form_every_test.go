package views

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/edit"
)

// deskOf is a desk on a snapshot, loaded.
func deskOf(t *testing.T, doc []byte) *Host {
	t.Helper()
	now := func() time.Time { return clock }
	saved := offline(tenant.Identity{Profile: text.New("saved.json")}, func() ([]byte, error) { return doc, nil }, now)
	if err := saved.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := New(Options{Options: desk.Options{Source: saved, Theme: theme.New(theme.Options{Profile: theme.None, Keys: ui.NewKeymap(ui.Bindings()).Key}), Now: now, Tick: immediately}})
	t.Cleanup(d.Close)
	return d
}

// conformanceTenants are documents recorded from a real server.
func conformanceTenants(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../testdata/conformance/access/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are none (%v)", err)
	}
	documents := map[string][]byte{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var recorded struct{ Document json.RawMessage }
		if err := json.Unmarshal(data, &recorded); err != nil {
			t.Fatal(err)
		}
		documents[filepath.Base(file)] = recorded.Document
	}
	return documents
}

// oddities are what imports leave behind.
const oddities = `{
	"groups":[{"_id":"g1","name":"A","description":"","mappings":[{"_id":"m1","groupName":"x\ny","connectionName":"gone"}]},
		{"_id":"g2","name":"a\u0000\u202eb","description":"line one\nline two"},{"_id":"g3","name":"A","description":"twice"}],
	"roles":[{"_id":"11111111-1111-4111-8111-111111111111","name":"Foreign","description":"d","applicationId":"one","applicationType":"client","permissions":["22222222-2222-4222-8222-222222222222"]},
		{"_id":"r2","name":"Odd","description":"d","applicationId":"one","applicationType":"api","permissions":["p1","p1","","gone"]},
		{"_id":"r3","name":"Bare","permissions":[]}],
	"permissions":[{"_id":"p1","name":"read:a","description":"d","applicationId":"one","applicationType":"client"},
		{"_id":"22222222-2222-4222-8222-222222222222","name":"read:b","description":"","applicationId":"two","applicationType":"client"},
		{"_id":"p3","name":"no application","description":"d"}]}`

func TestEveryFieldThatIsEditedIsAskedAboutOrSaidToBeAtFault(t *testing.T) {
	t.Parallel()
	documents := conformanceTenants(t)
	documents["oddities"] = []byte(oddities)
	for name, doc := range documents {
		t.Run(name, func(t *testing.T) {
			d := deskOf(t, doc)
			for _, k := range catalog.Every() {
				for _, ref := range k.Refs(&d.Data.Data) {
					editEachField(t, d, ref)
				}
			}
		})
	}
}

// formOf is the form that edits a thing; nil for what has none.
func formOf(d *Host, ref rbac.Ref) *edit.Form {
	var cmd ui.Cmd
	switch ref.Kind {
	case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
		cmd = edit.EditForm(d.Workspace, ref)
	case rbac.KindMapping:
		cmd = edit.EditMapping(d.Workspace, ref)
	default:
		return nil
	}
	show, _ := cmd.Commands()[0]().(ui.Show) // it may say as well that nothing can be written
	f, _ := show.Dialog.(*edit.Form)
	return f
}

func editEachField(t *testing.T, d *Host, ref rbac.Ref) {
	t.Helper()
	first := formOf(d, ref)
	if first == nil {
		return
	}
	for _, field := range first.Blank.Fields {
		if field.Kind != widget.LineField {
			continue
		}
		f := formOf(d, ref)
		f.SetSize(80, 24)
		f.Form.Focus(field.Name)
		f.Entry(tea.KeyPressMsg{Code: 'x', Text: "x"})
		for _, other := range f.Blank.Fields {
			if other.Name != field.Name && f.Form.DirtyField(other.Name) {
				t.Errorf("%s: editing %s altered %s, which held %q", ref, field.Name, other.Name, other.Value)
			}
		}
		for _, act := range []ui.Action{ui.Review, ui.Review, ui.Stage, ui.Stage, ui.CopyMenu} {
			if cmd, _ := f.Act(act); !responds(cmd) {
				t.Errorf("%s: %s after editing %s says nothing", ref, act, field.Name)
			}
		}
		for _, c := range f.Blank.Changes(f.Form) {
			if edits := c.Targets()[0]; f.Fault == "" && edits != ref && ref.Kind != rbac.KindMapping {
				t.Errorf("%s: editing %s alters %s", ref, field.Name, edits)
			}
			if tie, ok := c.(rbac.Tie); ok {
				t.Errorf("%s: editing %s comes to %v", ref, field.Name, tie)
			}
		}
	}
}

// responds reports whether a command asks, says or does something.
func responds(cmd ui.Cmd) bool {
	for _, asked := range cmd.Commands() {
		switch msg := asked().(type) {
		case ui.Say:
			return msg.Text != ""
		case ui.Show:
			return msg.Dialog != nil
		case ui.Close: // an answer: what follows from it comes behind
		}
	}
	return false
}

func TestAPermissionOfAnotherApplicationStaysAndIsMarked(t *testing.T) {
	d := deskOf(t, []byte(oddities))
	role := rbac.RoleOf("11111111-1111-4111-8111-111111111111").Ref()
	f := formOf(d, role)
	f.SetSize(80, 24)
	f.Form.Focus(edit.FieldName)
	f.Entry(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if held := f.Form.Text(edit.FieldPermissions).Raw(); held != "22222222-2222-4222-8222-222222222222" {
		t.Fatalf("it holds %q", held)
	}
	for range 2 {
		cmd, _ := f.Act(ui.Review)
		if say, _ := cmd.Commands()[0]().(ui.Say); say.Text != "not saved: fix what is marked first" {
			t.Errorf("it says %q", say.Text)
		}
		if view := f.View(); !strings.Contains(view, `must be of the role's application, which "read:b" is not`) || !strings.Contains(view, "other application") {
			t.Errorf("it does not say why:\n%s", view)
		}
	}
	f.Fill(edit.FieldPermissions, text.Text{}, nil)
	wanted := f.Blank.Changes(f.Form)
	if _, err := changes.Compile(d.Data, wanted); err != nil || len(wanted) != 2 {
		t.Errorf("without it the role can't be altered: %v %v", wanted, err)
	}
}
