package exit_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// hostileNames would leave a literal, a line or a comment that is written carelessly.
func hostileNames() []string {
	return []string{
		`'`, `"`, "`", `\`, `\'`, `\\'`, "a\nb", "a\r\nb", "\u2028", "\u2029", "\x00", "\x1b[31m", "\x7f", "\u0085",
		"*/", "//", "/*", "<!--", "-->", "</script>", "${process.exit(1)}", "%{x}", "'];process.exit(1);//", `\u0041`, `\x41`, `\0`,
		"\u202e", "\u200b", "\ufeff", "🔑", "é", "e\u0301\u0301\u0301\u0301\u0301\u0301", "__proto__", "constructor", "\xed\xa0\x80", "a\xed\xb0\x80b",
		" ", " a ", "a, b", "", "\ufffd", "=1+1",
	}
}

// hostile is a tenant in which everything is named so.
func hostile() rbac.Document {
	var d rbac.Document
	for i, name := range hostileNames() {
		id := func(kind string) string { return kind + "|" + name }
		n := text.New(name)
		d.Permissions = append(d.Permissions, rbac.Permission{ID: rbac.PermissionOf(id("p")), Name: n, Application: rbac.Client(id("app"))})
		d.Roles = append(d.Roles, rbac.Role{ID: rbac.RoleOf(id("r")), Name: n, Application: rbac.Client(id("app")),
			Permissions: []rbac.PermissionID{rbac.PermissionOf(id("p"))}, Users: []rbac.UserID{rbac.User(id("u"))}})
		g := rbac.Group{ID: rbac.GroupOf(id("g")), Name: n, Roles: []rbac.RoleID{rbac.RoleOf(id("r"))},
			Mappings: []rbac.Mapping{{GroupName: n, Connection: text.New("c" + name)}}}
		if i > 0 {
			g.Nested = []rbac.GroupID{d.Groups[i-1].ID}
		}
		if !strings.Contains(name, "\xed") { // no user id has a lone surrogate
			g.Members = []rbac.UserID{rbac.User(id("m"))}
		}
		d.Groups = append(d.Groups, g)
	}
	return d
}

func TestHostileNamesSurviveTheWriterByteForByte(t *testing.T) {
	d := hostile()
	s := exit.Source{Graph: indexed(d), Switches: intoTokens()}
	code := string(made(t, exit.TargetEngine, s, exit.Parameters{Namespace: namespace})[exit.FileCode])
	const script = `
const readline = require('node:readline');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(JSON.stringify(new Function('exports', JSON.parse(line) + '\n; return GRAPH;')({})) + '\n');
});`
	raw := runNode[string, json.RawMessage](t, script, []string{code})[0]
	var g struct {
		Groups, Roles [][]json.RawMessage
		Permissions   []text.Text
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	read := func(doc json.RawMessage) text.Text {
		var v text.Text
		if err := json.Unmarshal(doc, &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	for i, group := range d.Groups {
		var mapped [][]text.Text
		if err := json.Unmarshal(g.Groups[i][4], &mapped); err != nil {
			t.Fatal(err)
		}
		for what, pair := range map[string][2]text.Text{
			"id of a group":             {read(g.Groups[i][0]), group.ID.Text},
			"name of a group":           {read(g.Groups[i][1]), group.Name},
			"connection of a mapping":   {mapped[0][0], group.Mappings[0].Connection},
			"group of a mapping":        {mapped[0][1], group.Mappings[0].GroupName},
			"id of a role":              {read(g.Roles[i][0]), d.Roles[i].ID.Text},
			"name of a role":            {read(g.Roles[i][1]), d.Roles[i].Name},
			"application of a role":     {read(g.Roles[i][2]), d.Roles[i].Application.Text},
			"name of a permission":      {g.Permissions[i], d.Permissions[i].Name},
			"the name in the reference": {group.Name, text.New(hostileNames()[i])},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %q came back as %q", what, pair[1].Raw(), pair[0].Raw())
			}
		}
	}
}

func TestHostileNamesAreProvedLikeAllOthers(t *testing.T) {
	d := hostile()
	for i := range d.Roles {
		// Each name meets some of the others: all with all would be half a million logins.
		d.Roles[i].Users = nil
		if i%4 != 0 {
			d.Groups[i].Members = nil
		}
		d.Roles[i].Application = d.Roles[i%4].Application
		d.Groups[i].Mappings[0].Connection = d.Groups[i%5].Mappings[0].Connection
	}
	for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
		s := exit.Source{Graph: indexed(d), Switches: intoTokens(), BaseURL: "https://ext.example/api"}
		e := prove(t, s, made(t, target, s, exit.Parameters{Namespace: namespace}))
		if e.Proof() != exit.ProofEqual {
			t.Errorf("%s: %d of %d: %.900s", target, e.Equal, e.Checked, e.Differing)
		}
	}
}

func TestNoFileHoldsAnythingUnprintableOrAForeignComment(t *testing.T) {
	plain := exit.Source{Graph: indexed(large(3)), Switches: intoTokens(), BaseURL: "https://ext.example/api"}
	bad := exit.Source{Graph: indexed(hostile()), Switches: intoTokens(), BaseURL: "https://ext.example/api"}
	for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
		files := made(t, target, bad, exit.Parameters{Namespace: namespace})
		harmless := made(t, target, plain, exit.Parameters{Namespace: namespace})
		for name, data := range files {
			for _, r := range string(data) {
				if r != '\n' && !text.Printable(r) {
					t.Errorf("%s holds %U", name, r)
					break
				}
			}
		}
		if got, want := comments(files[exit.FileCode]), comments(harmless[exit.FileCode]); !slices.Equal(got, want) {
			t.Errorf("comments of %s are %q, want %q", target, got, want)
		}
	}
}

// comments are the lines that begin with a comment: the code has no others.
func comments(code []byte) []string {
	var found []string
	for line := range strings.SplitSeq(string(code), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "//") {
			found = append(found, line)
		}
	}
	return found
}
