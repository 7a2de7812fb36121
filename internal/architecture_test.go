package internal_test

import (
	"go/ast"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheArchitectureIsTrue(t *testing.T) {
	page, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	files := sources(t)
	house := houseOf(files)
	for n, line := range strings.Split(string(page), "\n") {
		for _, named := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
			if !house.has(named[1]) {
				t.Errorf("ARCHITECTURE.md:%d: there is no %s", n+1, named[1])
			}
		}
	}
	told := regexp.MustCompile(`(?m)^\| .* \|$`).FindAllString(string(page), -1)
	seen := map[string]bool{"main": true}
	for _, s := range files {
		dir := "`" + path.Dir(s.path) + "`"
		if seen[s.room] {
			continue
		}
		seen[s.room] = true
		if !slices.ContainsFunc(told, func(row string) bool { return strings.Contains(strings.Split(row, "|")[1], dir) }) {
			t.Errorf("ARCHITECTURE.md lacks the package %s", dir)
		}
	}
}

// house is what a page can name: files, and what packages declare.
type house struct {
	files, declared []string
}

func houseOf(files []source) house {
	var h house
	for _, s := range files {
		h.files = append(h.files, s.path)
		for _, d := range s.file.Decls {
			for _, name := range declares(d) {
				h.declared = append(h.declared, path.Base(s.room)+"."+name)
			}
		}
	}
	return h
}

func declares(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []string{d.Name.Name}
	case *ast.GenDecl:
		var names []string
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
		return names
	}
	return nil
}

// has reports whether a word in backquotes is there, or is no path and no name.
func (h house) has(word string) bool {
	switch {
	case regexp.MustCompile(`^[a-z]+\.[A-Z][A-Za-z]*…?$`).MatchString(word):
		return slices.ContainsFunc(h.declared, func(name string) bool {
			stem, many := strings.CutSuffix(word, "…")
			return name == word || many && strings.HasPrefix(name, stem)
		})
	case strings.Contains(word, " ") || !strings.Contains(word, "/") && path.Ext(word) != ".go":
		return true
	}
	at := regexp.MustCompile(`<[a-z]+>`).ReplaceAllString(word, "*")
	if _, err := os.Stat("../" + at); err == nil {
		return true
	}
	if _, err := os.Stat("../internal/" + at); err == nil {
		return true
	}
	return slices.ContainsFunc(h.files, func(file string) bool {
		for _, pattern := range []string{at, "internal/" + at} {
			if ok, err := path.Match(pattern, file); ok && err == nil {
				return true
			}
		}
		ok, err := path.Match(at, path.Base(file))
		return ok && err == nil
	})
}
