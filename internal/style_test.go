package internal_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxRows is the length beyond which a file holds more than one concept.
const maxRows = 420

func TestFilesAreShortAndPackagesAreNouns(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base"}
	for _, s := range sources(t) {
		if s.rows > maxRows {
			t.Errorf("%s has %d lines", s.path, s.rows)
		}
		if slices.Contains(vague, path.Base(s.room)) || slices.Contains(vague, s.file.Name.Name) {
			t.Errorf("%s: the package's name says nothing", s.path)
		}
	}
}

func TestNoPackageHasStateOrAnInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					t.Errorf("%s: func init", s.at(d.Pos()))
				}
			case *ast.GenDecl:
				if d.Tok != token.VAR {
					continue
				}
				for _, spec := range d.Specs {
					for _, name := range mutable(d, spec.(*ast.ValueSpec)) {
						if s.room == "environment" && name.Name == "taken" {
							continue // must be set up before a library starts a program
						}
						t.Errorf("%s: package variable %s", s.at(spec.Pos()), name.Name)
					}
				}
			}
		}
	}
}

// mutable lists the variables of a declaration that somebody could alter.
// Sentinel errors, compiled expressions, values computed once, embedded files
// and assertions of interfaces have no reason to change.
func mutable(d *ast.GenDecl, spec *ast.ValueSpec) []*ast.Ident {
	for _, doc := range []*ast.CommentGroup{d.Doc, spec.Doc} {
		if doc != nil && strings.Contains(commentText(doc), "//go:embed ") {
			return nil
		}
	}
	var names []*ast.Ident
	for i, name := range spec.Names {
		if name.Name == "_" || i < len(spec.Values) && constant(spec.Values[i]) {
			continue
		}
		names = append(names, name)
	}
	return names
}

func constant(value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	if !ok {
		return false
	}
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := selector.X.(*ast.Ident)
	return ok && slices.Contains([]string{"errors.New", "regexp.MustCompile", "sync.OnceValue", "text.Pattern"}, from.Name+"."+selector.Sel.Name)
}

// commentText is the comment as written: the method Text drops directives.
func commentText(group *ast.CommentGroup) string {
	var b strings.Builder
	for _, c := range group.List {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}

func TestEveryExportedNameIsExplained(t *testing.T) {
	packages := map[string]bool{}
	for _, s := range sources(t) {
		packages[s.room] = packages[s.room] || s.file.Doc != nil
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil {
					t.Errorf("%s: func %s has no comment", s.at(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, name := range unexplained(d) {
					t.Errorf("%s: %s has no comment", s.at(name.Pos()), name.Name)
				}
			}
		}
	}
	for room, explained := range packages {
		if !explained {
			t.Errorf("package %s has no comment", room)
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	exported := false
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !exported {
			exported = id.IsExported()
			return false
		}
		return true
	})
	return exported
}

// unexplained lists the exported names of a declaration without a comment of
// their own, behind them or on their group.
func unexplained(d *ast.GenDecl) []*ast.Ident {
	var names []*ast.Ident
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && spec.Doc == nil && spec.Comment == nil && d.Doc == nil {
				names = append(names, spec.Name)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if name.IsExported() && spec.Doc == nil && spec.Comment == nil && d.Doc == nil {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func TestNamesFollowTheHouse(t *testing.T) {
	getter := regexp.MustCompile(`^Get[A-Z]`)
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if getter.MatchString(f.Name.Name) {
				t.Errorf("%s: %s needs no Get", s.at(f.Pos()), f.Name.Name)
			}
			if f.Recv != nil && len(f.Recv.List[0].Names) == 1 && slices.Contains([]string{"self", "this"}, f.Recv.List[0].Names[0].Name) {
				t.Errorf("%s: the receiver of %s has a name from another language", s.at(f.Pos()), f.Name.Name)
			}
		}
	}
}

// The most that a package and a type may hold: beyond that they are about more than
// one thing.
const (
	mostFiles   = 45
	mostLines   = 8_000
	mostMethods = 45
)

func TestPackagesAndTypesStaySmall(t *testing.T) {
	files, lines, methods := map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range sources(t) {
		files[s.room]++
		lines[s.room] += s.rows
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				methods[s.room+"."+receiver(f)]++
			}
		}
	}
	for _, check := range []struct {
		of    string
		most  int
		found map[string]int
	}{{"files", mostFiles, files}, {"lines", mostLines, lines}, {"methods", mostMethods, methods}} {
		for name, n := range check.found {
			if n > check.most {
				t.Errorf("%s has %d %s, at most %d", name, n, check.of, check.most)
			}
		}
	}
}

// receiver is the name of a method's type.
func receiver(d *ast.FuncDecl) string {
	name := ""
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}
