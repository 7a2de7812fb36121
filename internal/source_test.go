// Package internal_test holds the project to its own rules: which package may
// know which, and the style that a compiler doesn't check.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const module = "authzx"

// source is one file of the project that is not a test.
type source struct {
	path string // from the top of the project, with slashes
	room string // the package below internal, "main" at the top
	file *ast.File
	set  *token.FileSet
	rows int
}

// sources parses every Go file of the project but the tests.
func sources(t *testing.T) []source {
	t.Helper()
	top := os.DirFS("..")
	var found []source
	err := fs.WalkDir(top, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "bin"):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		data, err := fs.ReadFile(top, path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, data, parser.ParseComments)
		if err != nil {
			return err
		}
		found = append(found, source{path: path, room: room(path), file: file, set: set, rows: strings.Count(string(data), "\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatal("no source was found")
	}
	return found
}

// room is the package of a file as the lists below name it.
func room(path string) string {
	dir := filepath.ToSlash(filepath.Dir(path))
	if dir == "." {
		return "main"
	}
	return strings.TrimPrefix(dir, "internal/")
}

// at is a place for a message.
func (s source) at(p token.Pos) string {
	return s.set.Position(p).String()
}
