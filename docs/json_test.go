package docs_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// An answer for each row of what JSON promises; what has to be there first is done before.
func promised() map[string][]string {
	return map[string][]string{
		"access": {"access ann@acme.test --application Expenses --connection corp --idp-group GG-Finance"}, "why": {"why ann@acme.test approve:expenses"},
		"who-can": {"who-can approve:expenses"}, "compare": {"compare ann@acme.test carmen@acme.test"}, "doctor": {"doctor"},
		"diff": {"export is.toml", "diff is.toml"}, "graph": {"graph --as json"}, "tree": {"tree"},
		"plan":    {"plan --add-member Treasury=ann@acme.test"},
		"suggest": {"suggest take ann@acme.test approve:expenses --application Expenses"},
		"apply":   {"plan --add-member Treasury=ann@acme.test --out p.json", "apply p.json --dry-run"},
		"runs":    {"plan --add-member Treasury=ann@acme.test --out p.json", "apply p.json --yes", "runs"},
		"history": {"snapshot s.json", "history list"}, "when": {"snapshot s.json", "when ann@acme.test approve:expenses"},
		"test": {"test access.toml"}, "exit check": {"exit check"},
		"exit verify": {"exit engine --out engine --namespace https://acme.example/", "exit verify engine"},
		"export":      {"export"}, "keys": {"keys"}, "version": {"version"},
	}
}

func TestEveryAnswerInJSONHasTheKeysThatArePromised(t *testing.T) {
	data, err := os.ReadFile("json.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.+) \\|$").FindAllStringSubmatch(string(data), -1)
	if len(rows) < 15 {
		t.Fatalf("json.md promises %d answers", len(rows))
	}
	for _, row := range rows {
		t.Run(row[1], func(t *testing.T) {
			t.Parallel()
			commands := promised()[row[1]]
			if len(commands) == 0 {
				t.Fatal("nothing here gives such an answer")
			}
			if _, err := exec.LookPath("node"); err != nil && row[1] == "exit verify" {
				t.Skip(err)
			}
			s := newStage(t)
			s.write(t, "access.toml", "[[test]]\nname = \"one\"\nuser = \"ann@acme.test\"\ncan = [\"approve:expenses\"]\n")
			out := ""
			for _, command := range commands {
				_, out = s.run(t, "authzx "+command+" -o json 2>/dev/null")
			}
			has := keysIn(t, out)
			if want := "authzx." + strings.ReplaceAll(row[1], " ", ".") + "/1"; !has[want] && !strings.HasPrefix(row[1], "exit ") {
				t.Errorf("its format isn't %s:\n%.300s", want, out)
			}
			always, _, _ := strings.Cut(row[2], "where true")
			for _, key := range quotedIn(always) {
				if !has[key] {
					t.Errorf("it has no %s:\n%.2000s", key, out)
				}
			}
		})
	}
}

// quotedIn are the words between backticks.
func quotedIn(cell string) []string {
	var all []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			all = append(all, part)
		}
	}
	return all
}

// keysIn are all keys of a document, however deep, and its format.
func keysIn(t *testing.T, document string) map[string]bool {
	t.Helper()
	var top any
	if err := json.Unmarshal([]byte(document), &top); err != nil {
		t.Fatalf("%v:\n%.300s", err, document)
	}
	found := map[string]bool{}
	var look func(any)
	look = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, below := range v {
				found[key] = true
				look(below)
			}
		case []any:
			for _, below := range v {
				look(below)
			}
		}
	}
	look(top)
	if object, ok := top.(map[string]any); ok {
		if format, ok := object["format"].(string); ok {
			found[format] = true
		}
	}
	return found
}
