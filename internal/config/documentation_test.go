package config

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tablesOfTheFile are all keys, by the titles under which the documents tell of them.
func tablesOfTheFile() map[string][]key {
	return map[string][]key{
		"At the top": documentKeys(&document{}), "`[profiles.NAME]`": profileKeys(&Profile{}, Env{}, ""),
		"`[ui]`": uiKeys(&UI{}, Env{}, ""), "`[history]`": historyKeys(&History{}),
	}
}

func TestTheReadmeHasEveryKeyOfTheFile(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	must(t, err)
	_, example, _ := strings.Cut(string(data), "<!-- file: all-keys.toml -->\n```toml\n")
	example, _, found := strings.Cut(example, "\n```\n")
	if !found {
		t.Fatal("README.md has no example of all keys")
	}
	for title, keys := range tablesOfTheFile() {
		for _, k := range keys {
			line := regexp.MustCompile(`(?m)^(# )?` + k.name + ` =|^\[` + k.name + `[\].]`)
			if !line.MatchString(example) {
				t.Errorf("its example of all keys lacks %s of %s", k.name, title)
			}
		}
	}
}

func TestEveryKeyOfTheFileIsDocumentedAndNoOther(t *testing.T) {
	data, err := os.ReadFile("../../docs/configuration.md")
	must(t, err)
	tables := tablesOfTheFile()
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|")
	for _, section := range strings.Split(string(data), "\n## ")[1:] {
		title, text, _ := strings.Cut(section, "\n")
		keys, known := tables[title]
		if !known {
			continue
		}
		delete(tables, title)
		var told, wanted []string
		for _, found := range row.FindAllStringSubmatch(text, -1) {
			told = append(told, found[1])
		}
		for _, k := range keys {
			wanted = append(wanted, k.name)
		}
		slices.Sort(told)
		slices.Sort(wanted)
		if !slices.Equal(told, wanted) {
			t.Errorf("%s tells of %q, and there are %q", title, told, wanted)
		}
	}
	for title := range tables {
		t.Errorf("nothing tells of %s", title)
	}
}

func TestEveryVariableThatIsReadIsDocumented(t *testing.T) {
	data, err := os.ReadFile("../../docs/configuration.md")
	must(t, err)
	for _, name := range []string{varProfile, varConfig, varClientID, varClientSecret, varToken, varBaseURL, varTokenURL, varNoColour} {
		if !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("nothing tells of %s", name)
		}
	}
}
