package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// recorded is the path of a file that somebody really had.
func recorded(parts ...string) string {
	return filepath.Join(append([]string{"testdata", "cases"}, parts...)...)
}

func TestRowsThatSayTheSameCountOnce(t *testing.T) {
	w := newWorld(t)
	out := filepath.Join(t.TempDir(), "plan.json")
	got := w.run("--snapshot", recorded("duplicate-rows-counted", "tenant.json"), "plan", "--csv", recorded("duplicate-rows-counted", "memberships.csv"), "--out", out)
	if got.code != 0 || !strings.Contains(got.stderr, `add 2 users to group "Leads"`) || !strings.Contains(got.stderr, "2 rows repeat others") {
		t.Errorf("%+v", got)
	}
	if n := strings.Count(got.stderr, `no such user "auth0|zz1"`); n != 1 {
		t.Errorf("the remark stands there %d times:\n%s", n, got.stderr)
	}
	doc, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if plan := decoded[struct{ Changes []json.RawMessage }](t, string(doc)); len(plan.Changes) != 2 {
		t.Errorf("%d changes", len(plan.Changes))
	}
}

func TestAPairIsCutWhereItNamesWhatIsThere(t *testing.T) {
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "tenant.json")
	doc := `{"groups":[
		{"_id":"11111111-0c28-4da7-8639-ae998512c838","name":"CN=Ops,OU=Groups","description":"x","members":["samlp|idp|q2/Zx1+kV0o="]},
		{"_id":"21111111-0c28-4da7-8639-ae998512c838","name":"Leads","description":"x"},
		{"_id":"31111111-0c28-4da7-8639-ae998512c838","name":"a","description":"x"},
		{"_id":"41111111-0c28-4da7-8639-ae998512c838","name":"a=b","description":"x"}],
	"roles":[{"_id":"51111111-0c28-4da7-8639-ae998512c838","name":"R=1","description":"x","applicationId":"app","applicationType":"client","users":["x=y"]}],
	"permissions":[{"_id":"61111111-0c28-4da7-8639-ae998512c838","name":"read=all","description":"x","applicationId":"app","applicationType":"client"}]}`
	if err := os.WriteFile(path, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		flag, value, says string
		code              int
	}{
		"an id that ends with the sign":     {"--add-member", "Leads=samlp|idp|q2/Zx1+kV0o=", "add user samlp|idp|q2/Zx1+kV0o= to group \"Leads\"", 0},
		"an id that holds one":              {"--add-member", "Leads=oauth2|ext?x=2", "add user oauth2|ext?x=2 to group \"Leads\"", 0},
		"a group that holds some":           {"--add-member", "CN=Ops,OU=Groups=auth0|new", "add user auth0|new to group \"CN=Ops,OU=Groups\"", 0},
		"both hold some":                    {"--remove-member", "CN=Ops,OU=Groups=samlp|idp|q2/Zx1+kV0o=", "remove user samlp|idp|q2/Zx1+kV0o= from group", 0},
		"a nested group":                    {"--nest", "Leads=CN=Ops,OU=Groups", "nest group \"CN=Ops,OU=Groups\" in group \"Leads\"", 0},
		"a role":                            {"--grant", "CN=Ops,OU=Groups=R=1", "grant role \"R=1\" to group \"CN=Ops,OU=Groups\"", 0},
		"an assignment":                     {"--assign", "saml|k==R=1", "assign role \"R=1\" to user saml|k=", 0},
		"a permission":                      {"--add-permission", "R=1=read=all", "add permission \"read=all\" to role \"R=1\"", 0},
		"another user's rights":             {"--like", "oauth2|n=1=samlp|idp|q2/Zx1+kV0o=", "add user oauth2|n=1 to group \"CN=Ops,OU=Groups\"", 0},
		"two groups that both are there":    {"--add-member", "a=b=auth0|new", `can be split into group "a" user "b=auth0|new", or group "a=b" user "auth0|new"; use --csv`, 2},
		"nothing of it is there":            {"--add-member", "Nope=oauth2|ext?x=2", `was split into group "Nope" user "oauth2|ext?x=2", or group "Nope=oauth2|ext?x" user "2"`, 2},
		"no sign of equality":               {"--add-member", "Leads", "give GROUP=USER", 2},
		"nothing behind it":                 {"--add-member", "Leads=", "give GROUP=USER", 2},
		"one sign and a group that is none": {"--add-member", "Lead=auth0|new", `there is no group "Lead"; nearest: "Leads"`, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run("--snapshot", path, "plan", tc.flag, tc.value)
			if got.code != tc.code || !strings.Contains(got.stderr, tc.says) {
				t.Errorf("code %d\n%s", got.code, got.stderr)
			}
		})
	}
}

// wide is a text in UTF-16 with its mark.
func wide(s string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		low, high := byte(u), byte(u>>8)
		if little {
			low, high = high, low
		}
		b.Write([]byte{high, low})
	}
	return b.String()
}

func TestEditsAreReadAsSpreadsheetsAndOtherToolsWriteThem(t *testing.T) {
	w := newWorld(t)
	folder := recorded("spreadsheet-csv")
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const added = `add user auth0|u1 to group "Leads"`
	for name, tc := range map[string]struct {
		csv, says string
		code      int
	}{
		"semicolons":                    {read("semicolon.csv"), added, 0},
		"tabs":                          {read("tab.csv"), added, 0},
		"UTF-16":                        {read("utf16.csv"), added, 0},
		"UTF-16, big end first":         {wide("group;user\r\nLeads;auth0|u1\r\n", false), added, 0},
		"UTF-16 with tabs":              {wide("group\tuser\r\nLeads\tauth0|u1\r\n", true), added, 0},
		"the mark of UTF-8":             {"\ufeffgroup,user\r\nLeads,auth0|u1\r\n", added, 0},
		"the mark and quotes":           {"\ufeff\"group\";\"user\"\r\n\"Leads\";\"auth0|u1\"\r\n", added, 0},
		"a first line for the sign":     {"sep=;\r\ngroup;user\r\nLeads;auth0|u1\r\n", added, 0},
		"commas within a quoted name":   {"\"group\";\"user\";\"a,b,c\"\nLeads;auth0|u1;x\n", added, 0},
		"empty rows at the end":         {"group;user\nLeads;auth0|u1\n;\n", added, 0},
		"headings in capitals":          {"Group,USER\nLeads,auth0|u1\n", added, 0},
		"other tools' headings":         {read("ae-tool.csv"), "edits.csv:1: columns group_name, member_id: rename to group, user", 2},
		"headings of roles":             {"role_name;user_id\nx;y\n", "edits.csv:1: columns role_name, user_id: rename to role, user", 2},
		"an address that nobody has":    {read("email.csv"), `edits.csv:2: there is no user with the email address "ann@acme.test"`, 2},
		"another sign":                  {"group|user\nLeads|x\n", `edits.csv:1: one column, "group|user": separate with commas`, 2},
		"columns of something else":     {"name,colour\nx,y\n", "edits.csv:1: columns name, colour make no edit", 2},
		"a fault behind the first line": {"sep=;\ngroup;user\nNope;auth0|u1\n", `edits.csv:3: there is no group "Nope"`, 2},
		"a code page":                   {"group,user\nCaf\xe9,auth0|u1\n", "line 2 is not UTF-8", 2},
		"UTF-16 without its mark":       {"g\x00r\x00o\x00u\x00p\x00", "UTF-16 without a byte order mark", 2},
		"nothing":                       {"", "it is empty", 2},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "edits.csv")
			if err := os.WriteFile(path, []byte(tc.csv), 0o600); err != nil {
				t.Fatal(err)
			}
			got := w.run("--snapshot", filepath.Join(folder, "tenant.json"), "plan", "--csv", path)
			if got.code != tc.code || !strings.Contains(got.stderr, tc.says) {
				t.Errorf("code %d\n%s", got.code, got.stderr)
			}
		})
	}
}

func TestAnAddressInACSVIsThatOfItsUser(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(t.TempDir(), "edits.csv")
	if err := os.WriteFile(path, []byte("Email;Group\nann@acme.test;Treasury\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run("plan", "--csv", path); got.code != 0 || !strings.Contains(got.stderr, `to group "Treasury"`) {
		t.Errorf("%+v", got)
	}
}

func TestJSONInUTF16IsNamedAndTheMarkOfUTF8IsNone(t *testing.T) {
	w := newWorld(t)
	wideExport := recorded("spreadsheet-csv", "export-by-powershell.json")
	for _, args := range [][]string{
		{"--snapshot", wideExport, "list", "groups"},
		{"apply", wideExport, "--snapshot", recorded("spreadsheet-csv", "tenant.json")},
		{"plan", "--edits", wideExport, "--snapshot", recorded("spreadsheet-csv", "tenant.json")},
	} {
		if got := w.run(args...); got.code == 0 || !strings.Contains(got.stderr, "export-by-powershell.json is UTF-16: save it as UTF-8") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	plain, err := os.ReadFile(recorded("spreadsheet-csv", "tenant.json"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "marked.json")
	if err := os.WriteFile(path, append([]byte("\ufeff"), plain...), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := w.ok("--snapshot", path, "list", "groups"); !strings.Contains(out, "Leads") {
		t.Error(out)
	}
}

func TestAnApplicationWithoutANameIsListedByItsID(t *testing.T) {
	w := newWorld(t)
	snapshot := recorded("role-list-without-application", "import.json")
	for _, what := range []string{"roles", "applications"} {
		for _, format := range []string{"text", "csv"} {
			out := w.ok("--snapshot", snapshot, "list", what, "-o", format)
			for _, line := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
				want := "stageAppAAAA"
				if strings.Contains(line, "prodAppBBBB") {
					want = "prodAppBBBB"
				}
				if n := strings.Count(line, want); what == "applications" && n != 2 || n == 0 {
					t.Errorf("list %s as %s: %q names it %d times", what, format, line, n)
				}
			}
		}
	}
}

func TestListsCountThingsAndNotHowOftenTheyAreStored(t *testing.T) {
	w := newWorld(t)
	snapshot := recorded("duplicate-members-counted", "import.json")
	type group struct {
		Name           string
		Members, Roles []string
		All            int `json:"all_members"`
	}
	for _, g := range decoded[[]group](t, w.ok("--snapshot", snapshot, "list", "groups", "-o", "json")) {
		if g.Name == "People Ops" && (len(g.Members) != 1 || len(g.Roles) != 1 || g.All != 1) {
			t.Errorf("%+v", g)
		}
	}
	if out := w.ok("--snapshot", snapshot, "list", "groups", "-o", "csv"); !strings.Contains(out, "People Ops,Human things,1,1,1,1,0") {
		t.Error(out)
	}
}

func TestBlanksInCSVBelongToNames(t *testing.T) {
	w := newWorld(t)
	saved := w.File("saved.json", `{"groups":[{"_id":"11111111-0c28-4da7-8639-ae998512c838","name":" Lead","description":"x"},{"_id":"11111112-0c28-4da7-8639-ae998512c838","name":" ","description":"x"},{"_id":"11111113-0c28-4da7-8639-ae998512c838","name":"Plain","description":"x"}],"roles":[],"permissions":[]}`)
	for rows, want := range map[string]string{
		"group,user\n Lead,auth0|u1\n":            `"group": "11111111-0c28-4da7-8639-ae998512c838"`,
		"group,user\n\" Lead\",auth0|u1\n":        `"group": "11111111-0c28-4da7-8639-ae998512c838"`,
		"group,user\n ,auth0|u1\n":                `"group": "11111112-0c28-4da7-8639-ae998512c838"`,
		"group, user\nPlain, auth0|u1\n":          `"user": "auth0|u1"`,
		"group, user\n\"Plain\", \"auth0|u1\"\n":  `"user": "auth0|u1"`,
		"group; user\r\n Plain ; auth0|u1 \r\n\n": `"user": "auth0|u1"`,
	} {
		got := w.run("plan", "--csv", w.File("rows.csv", rows), "--snapshot", saved)
		if got.code != 0 || !strings.Contains(got.stdout, want) {
			t.Errorf("%q: %+v", rows, got)
		}
	}
}
