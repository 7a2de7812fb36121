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
						t.Errorf("%s: package variable %s", s.at(spec.Pos()), name)
					}
				}
			}
		}
	}
}

// mutable lists the variables of a declaration that somebody could alter.
// Sentinel errors, compiled expressions, values computed once, embedded files
// and assertions of interfaces have no reason to change.
func mutable(d *ast.GenDecl, spec *ast.ValueSpec) []string {
	for _, doc := range []*ast.CommentGroup{d.Doc, spec.Doc} {
		if doc != nil && strings.Contains(commentText(doc), "//go:embed ") {
			return nil
		}
	}
	var names []string
	for i, name := range spec.Names {
		if name.Name == "_" || i < len(spec.Values) && constant(spec.Values[i]) {
			continue
		}
		names = append(names, name.Name)
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
	return ok && slices.Contains([]string{"errors.New", "regexp.MustCompile", "sync.OnceValue"}, from.Name+"."+selector.Sel.Name)
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

func TestScreensBundleCommandsWhereTheFrameSeesIntoThem(t *testing.T) {
	for _, s := range sources(t) {
		if s.room != "ui" && s.room != "views" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			from, ok := selector.X.(*ast.Ident)
			if ok && from.Name == "tea" && (selector.Sel.Name == "Batch" || selector.Sel.Name == "Sequence") {
				t.Errorf("%s: tea.%s: ui.Batch keeps what is asked for in its order", s.at(n.Pos()), selector.Sel.Name)
			}
			return true
		})
	}
}
