package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestEachPromiseOfSafetyNamesTestsThatExist(t *testing.T) {
	page, err := os.ReadFile("../docs/safety.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)`")
	promises := 0
	for n, line := range strings.Split(string(page), "\n") {
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		promises++
		found := named.FindAllStringSubmatch(line, -1)
		if len(found) == 0 {
			t.Errorf("line %d names no test", n+1)
		}
		for _, name := range found {
			if !tests[name[1]] {
				t.Errorf("line %d: there is no %s", n+1, name[1])
			}
		}
	}
	if promises == 0 {
		t.Error("the page promises nothing")
	}
}

// testNames are the tests and fuzz tests of the whole project.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := make(map[string]bool)
	top := os.DirFS("..")
	err := fs.WalkDir(top, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		data, err := fs.ReadFile(top, path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, data, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				names[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
