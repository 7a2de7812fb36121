package packaging_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// handedOut is what goreleaser puts into archives and packages of the files that git
// knows: where each of them will be, and where it is.
func handedOut(t *testing.T) map[string]map[string]string {
	t.Helper()
	tracked, err := exec.CommandContext(t.Context(), "git", "-C", "..", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("the files of the project are not known without git: ", err)
	}
	names := strings.Split(strings.TrimRight(string(tracked), "\x00"), "\x00")
	data, err := os.ReadFile("../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type file struct{ Src, Dst, Type string }
	var said struct {
		Archives []struct{ Files []file }
		Nfpms    []struct{ Contents []file }
	}
	if err := yaml.Unmarshal(data, &said); err != nil {
		t.Fatal(err)
	}
	archive, pack := map[string]string{}, map[string]string{}
	for _, f := range said.Archives[0].Files {
		for _, name := range matching(f.Src, names) {
			archive[name] = name
		}
	}
	for _, f := range said.Nfpms[0].Contents {
		if f.Type == "tree" {
			f.Src += "/**/*"
		}
		for _, name := range matching(f.Src, names) {
			to := f.Dst
			switch {
			case f.Type == "tree":
				to = path.Join(f.Dst, strings.TrimPrefix(name, strings.TrimSuffix(f.Src, "/**/*")))
			case strings.HasSuffix(f.Dst, "/"):
				to = f.Dst + path.Base(name)
			}
			pack[to] = name
		}
	}
	return map[string]map[string]string{"archives": archive, "packages": pack}
}

// matching are the names that a pattern of goreleaser matches.
func matching(pattern string, names []string) []string {
	p := regexp.QuoteMeta(pattern)
	for _, sign := range [][2]string{{`\*\*/`, `(.*/)?`}, {`\*`, `[^/]*`}, {`\{`, `(`}, {`\}`, `)`}, {`,`, `|`}} {
		p = strings.ReplaceAll(p, sign[0], sign[1])
	}
	whole := regexp.MustCompile("^" + p + "$")
	var found []string
	for _, name := range names {
		if whole.MatchString(name) {
			found = append(found, name)
		}
	}
	return found
}

// `make dist-check` follows the same links in what was built.
func TestEveryLinkOfAHandedOutDocumentLeadsToAHandedOutFile(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):# ]+)[)#]`)
	for what, files := range handedOut(t) {
		folders := map[string]bool{}
		for to := range files {
			for at := path.Dir(to); !folders[at]; at = path.Dir(at) {
				folders[at] = true
			}
		}
		followed := 0
		for to, from := range files {
			if path.Ext(to) != ".md" {
				continue
			}
			data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(from)))
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range link.FindAllStringSubmatch(string(data), -1) {
				followed++
				if target := path.Join(path.Dir(to), found[1]); files[target] == "" && !folders[target] {
					t.Errorf("in %s, %s links to %s, which is not there", what, to, found[1])
				}
			}
		}
		if followed < 60 {
			t.Errorf("only %d links were followed in %s", followed, what)
		}
	}
}
