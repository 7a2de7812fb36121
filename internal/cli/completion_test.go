package cli

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostileNames are of a tenant in which strangers chose them to be run by a shell.
const hostileNames = `{"groups":[
{"_id":"11111111-0c28-4da7-8639-ae998512c838","name":"$(touch pwned)a","description":"x","members":["auth0|touch","auth0|$(touch pwned)","auth0|t2"]},
{"_id":"11111111-0c28-4da7-8639-ae998512c839","name":"$(touch pwned)b","description":"x","members":["auth0|` + "`touch pwned`" + `"]},
{"_id":"22222222-0c28-4da7-8639-ae998512c838","name":"Sales North","description":"x"},
{"_id":"22222222-0c28-4da7-8639-ae998512c839","name":"Sales South","description":"x"},
{"_id":"33333333-0c28-4da7-8639-ae998512c838","name":"Solo Group","description":"x"},
{"_id":"44444444-0c28-4da7-8639-ae998512c838","name":"--yes","description":"x"},
{"_id":"44444444-0c28-4da7-8639-ae998512c839","name":"a\u202eb","description":"x"},
{"_id":"44444444-0c28-4da7-8639-ae998512c83a","name":"tab\there\nnext:4","description":"x"},
{"_id":"55555555-0c28-4da7-8639-ae998512c838","name":"read:books","description":"x"}],
"roles":[],"permissions":[],"users":[{"user_id":"auth0|uma","email":"uma@x.test","name":"Uma"}]}`

// everything is what lies below a folder, with when each was altered.
func everything(t *testing.T, folder string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil {
			list = append(list, path+" "+info.ModTime().String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCompletionOffersWhatTheNewestSavedStateHas(t *testing.T) {
	c := countedWorld(t)
	if got := c.run("__complete", "access", ""); strings.TrimSpace(got.stdout) != ":4" {
		t.Errorf("before anything was saved: %q", got.stdout)
	}
	if got := c.run("snapshot", c.Env.Home+"/s.json"); got.code != 0 { // reads everything, and keeps it
		t.Fatalf("%+v", got)
	}
	before := everything(t, c.Env.Home)
	c.seen = nil
	for line, want := range map[string]string{
		"access a":                        "ann@acme.test\tAnn Archer",
		"why ann@acme.test approve:e":     "approve:expenses\tpermission",
		"who-can Expense":                 "Expense Desk\trole of Expenses",
		"who-can Fin":                     "Finance\tgroup",
		"compare ann@acme.test br":        "bruno@acme.test\tBruno Keller",
		"suggest give bruno@acme.test pa": "pay:invoices\tpermission of Ledger",
		"when ann@acme.test read:led":     "read:ledger\tpermission",
		"tree Tre":                        "Treasury\tgroup",
		"graph Fin":                       "Finance\tgroup",
		"access x --application Exp":      "Expenses\tapplication",
		"access x --connection co":        "corp",
		"plan --add-member Treas":         "Treasury=\tgroup",
		"plan --add-member Treasury=ann@": "Treasury=ann@acme.test\tAnn Archer",
		"plan --like ann@acme.test=br":    "ann@acme.test=bruno@acme.test\tBruno Keller",
		"review new --group Fin":          "Finance\tgroup",
	} {
		got := c.run(append([]string{"__complete"}, strings.Split(line, " ")...)...)
		if !strings.Contains("\n"+got.stdout, "\n"+want) {
			t.Errorf("%s: %q lacks %q", line, got.stdout, want)
		}
	}
	if len(c.seen) != 0 {
		t.Errorf("sends %v", c.seen)
	}
	if after := everything(t, c.Env.Home); !slices.Equal(before, after) {
		t.Errorf("leaves other files:\n%v\n%v", before, after)
	}
}

func TestCompletionOffersByIDWhatNoLineHolds(t *testing.T) {
	w := newWorld(t)
	saved := w.File("saved.json", hostileNames)
	for line, want := range map[string]string{
		"tree ": "11111111-0c28-4da7-8639-ae998512c838\t$(touch pwned)a, group\n" +
			"11111111-0c28-4da7-8639-ae998512c839\t$(touch pwned)b, group\n" +
			"Sales North\tgroup\nSales South\tgroup\nSolo Group\tgroup\n" +
			"44444444-0c28-4da7-8639-ae998512c838\t--yes, group\n" +
			"44444444-0c28-4da7-8639-ae998512c839\ta⟨U+202E⟩b, group\n" +
			"44444444-0c28-4da7-8639-ae998512c83a\ttab⟨U+0009⟩here⟨U+000A⟩next:4, group\n" +
			"read:books\tgroup\n:4\n",
		"access ": "uma@x.test\tUma\nauth0|touch\nauth0|t2\n:4\n",
	} {
		got := w.run(append([]string{"__complete", "--snapshot", saved}, strings.Split(line, " ")...)...)
		if got.stdout != want {
			t.Errorf("%s: %q, want %q", line, got.stdout, want)
		}
	}
}

func TestCompletionOfVeryManyAsksForMoreLetters(t *testing.T) {
	w := newWorld(t)
	var members []string
	for i := range 1_200 {
		members = append(members, `"auth0|`+strings.Repeat("x", 1+i%3)+string(rune('a'+i%26))+strings.Repeat("y", i/26)+`"`)
	}
	saved := w.File("saved.json", `{"groups":[{"_id":"g","name":"G","description":"x","members":[`+strings.Join(members, ",")+`]}],"roles":[],"permissions":[]}`)
	got := w.run("__complete", "--snapshot", saved, "access", "auth0|")
	if lines := strings.Count(got.stdout, "\n"); lines != 2 || !strings.Contains(got.stdout, "type more letters") {
		t.Errorf("%d lines: %.200s", lines, got.stdout)
	}
}
