package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/state"
)

// everyEdit has a line of each kind that edits know, in an order in which all can be made.
func everyEdit() []string {
	return []string{
		`{"kind":"add-member","group":"Finance","user":"vera@acme.test"}`,
		`{"kind":"remove-member","group":"Board","user":"beatrix@acme.test"}`,
		`{"kind":"add-nested","group":"Sales","child":"Contractors"}`,
		`{"kind":"remove-nested","group":"Engineering","child":"Product"}`,
		`{"kind":"grant-role","group":"Finance","role":{"name":"Auditor","application":"Ledger"}}`,
		`{"kind":"revoke-role","group":"Board","role":{"name":"Auditor","application":"Expenses"}}`,
		`{"kind":"assign-role","user":"ann@acme.test","role":"Developer"}`,
		`{"kind":"unassign-role","user":"uma@acme.test","role":"Developer"}`,
		`{"kind":"add-permission","role":"Submitter","permission":{"name":"delete:expenses","application":"Expenses"}}`,
		`{"kind":"remove-permission","role":"Submitter","permission":{"name":"create:expenses","application":"Expenses"}}`,
		`{"kind":"create-permission","ref":"p","name":"burn:receipts","description":"Burn","application":"Expenses"}`,
		`{"kind":"create-role","ref":"r","name":"Stoker","description":"Heats","application":"Expenses","permissions":[{"ref":"p"}]}`,
		`{"kind":"create-group","ref":"g","name":"Boiler Room","description":"Warm"}`,
		`{"kind":"add-mapping","group":"Finance","group_name":"GG-New","connection":"corp"}`,
		`{"kind":"edit-mapping","group":"Customer Support","mapping":{"connection":"corp","group_name":"GG-Support"},"group_name":"GG-Help","connection":"corp"}`,
		`{"kind":"remove-mapping","group":"Employees","mapping":{"connection":"corp","group_name":"GG-Staff"}}`,
		`{"kind":"edit-group","group":"Treasury","name":"Treasure","description":"Gold"}`,
		`{"kind":"edit-role","role":"Clerk","description":"Pays"}`,
		`{"kind":"edit-permission","permission":{"name":"scan:badges","application":"Acme Mobile"},"name":"scan:all"}`,
		`{"kind":"delete-group","group":"Invoice Desk"}`,
		`{"kind":"delete-role","role":"Payroll Export"}`,
		`{"kind":"delete-permission","permission":{"name":"wipe:devices","application":"Acme Mobile"}}`,
		`{"kind":"set-configuration","values":{"groupsInToken":true,"rolesInToken":false}}`,
	}
}

func TestEveryKindOfEditIsTakenBack(t *testing.T) {
	edits := map[string]string{"all in one plan": strings.Join(everyEdit(), "\n")}
	for _, k := range state.EditKinds() {
		for _, line := range everyEdit() {
			if strings.Contains(line, fmt.Sprintf(`"kind":%q,`, k.Kind)) {
				edits[k.Kind] = line
			}
		}
		if k.Kind == "create-role" {
			edits[k.Kind] = strings.Replace(edits[k.Kind], `,"permissions":[{"ref":"p"}]`, "", 1)
		}
		if edits[k.Kind] == "" {
			t.Errorf("there is no edit of kind %s", k.Kind)
		}
	}
	for name, lines := range edits {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, _ := connected(t)
			before := w.ok("export")
			path := filepath.Join(w.Env.Home, "plan.json")
			if got := w.run("plan", "--edits", w.File("edits.jsonl", lines), "--out", path); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if got := w.run("apply", path, "--yes"); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if w.ok("export") == before {
				t.Fatal("nothing was changed")
			}
			if got := w.run("undo", "--yes"); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if after := w.ok("export"); after != before {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}
