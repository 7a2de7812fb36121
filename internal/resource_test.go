package internal_test

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
)

// kindsInSource are the kinds that rbac declares, by the names of their constants. The
// extension itself is no resource.
func kindsInSource(t *testing.T, all []source) map[string]rbac.Kind {
	t.Helper()
	kinds := make(map[string]rbac.Kind)
	for _, s := range all {
		if s.path != "internal/rbac/ids.go" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 || !strings.HasPrefix(v.Names[0].Name, "Kind") || v.Names[0].Name == "KindConfiguration" {
				return true
			}
			kinds[v.Names[0].Name] = rbac.Kind(literal(v.Values[0]))
			return true
		})
	}
	if len(kinds) < 7 {
		t.Fatalf("only the kinds %v were found", kinds)
	}
	return kinds
}

// literal is a text that stands in the source; empty for anything else.
func literal(e ast.Expr) string {
	if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
		if s, err := strconv.Unquote(b.Value); err == nil {
			return s
		}
	}
	return ""
}

// shared are the files of the catalog that hold what no kind owns: types, and columns
// that the relations of several kinds have.
func shared() []string {
	return []string{"column.go", "data.go", "doc.go", "kinds.go", "nearest.go", "path.go", "relation.go", "resource.go", "path_signs.go", "value.go", "path_cell.go", "formula_guard.go", "csv_reader.go", "hierarchy_sketch.go"}
}

func TestEachKindIsDescribedInOneFileOfItsOwn(t *testing.T) {
	all := sources(t)
	kinds := kindsInSource(t, all)
	files := make(map[rbac.Kind]int)
	for _, s := range all {
		if s.room != "catalog" {
			continue
		}
		name := path.Base(s.path)
		kind := rbac.Kind(strings.TrimSuffix(name, ".go"))
		if slices.Contains(shared(), name) {
			if n := len(made(s.file, "Resource")); n > 0 {
				t.Errorf("%s: %d kinds are described where no kind owns the file", s.path, n)
			}
			continue
		}
		if catalog.Of(kind) == nil {
			t.Errorf("%s is no file of a kind", s.path)
			continue
		}
		files[kind] = len(made(s.file, "Resource"))
		for _, c := range catalog.Of(kind).Relations {
			if !strings.HasPrefix(string(c.ID), string(kind)+".") {
				t.Errorf("%s: relation %s is of another kind", s.path, c.ID)
			}
		}
	}
	for constant, kind := range kinds {
		if files[kind] != 1 {
			t.Errorf("%s is described %d times in internal/catalog/%s.go, want once", constant, files[kind], kind)
		}
	}
	if len(files) != len(kinds) {
		t.Errorf("%d files describe kinds, and there are %d kinds", len(files), len(kinds))
	}
}

// made are the places where a file makes values of a type, which it names so.
func made(file *ast.File, of string) []token.Pos {
	var places []token.Pos
	ast.Inspect(file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CompositeLit); ok && typeName(c.Type) == of {
			places = append(places, c.Pos())
		}
		return true
	})
	return places
}

// called is a type by the name that a file calls it by.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	}
	return ""
}

// surfaces are the files that show kinds whatever they are: explorer's lists and details,
// its exports, list commands, pictures.
func surfaces() []string {
	return []string{
		"internal/views/kinds/", "internal/views/resources/", "internal/views/desk/export.go", "internal/views/desk/preview.go",
		"internal/views/desk/list_model.go", "internal/views/desk/listing.go", "internal/cli/answers/list.go",
		"internal/cli/answers/list_view.go", "internal/cli/answers/graph_view.go", "internal/drawing/drawing.go",
		"internal/drawing/dot.go", "internal/drawing/mermaid.go", "internal/drawing/svg.go",
	}
}

// special are the kinds that a surface treats in a way of their own.
func special() map[string][]string {
	return map[string][]string{
		// What is read of users by a source that keeps what it learns; two can be compared,
		// and the server searches them.
		"internal/views/kinds/kind.go":       {"KindUser"},
		"internal/views/resources/list.go":   {"KindUser"},
		"internal/views/resources/search.go": {"KindUser"},
		// Colours.
		"internal/views/desk/list_model.go": {"KindUser", "KindGroup", "KindRole", "KindPermission", "KindApplication", "KindConnection"},
		// The lists of the directory, and everybody for reviews.
		"internal/cli/answers/list.go":      {"KindUser", "KindApplication", "KindConnection"},
		"internal/cli/answers/list_view.go": {"KindUser"},
	}
}

func TestWhatShowsKindsNamesNeitherThemNorWhatTheyHave(t *testing.T) {
	all := sources(t)
	kinds := kindsInSource(t, all)
	words := described()
	seen := 0
	for _, s := range all {
		if !slices.ContainsFunc(surfaces(), func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		seen++
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch v := n.(type) {
			case *ast.SelectorExpr:
				if kinds[v.Sel.Name] != "" && !slices.Contains(special()[s.path], v.Sel.Name) {
					t.Errorf("%s: %s is named here; its description says what there is to say", s.at(v.Pos()), v.Sel.Name)
				}
			case *ast.BasicLit:
				if w := literal(v); words[w] != "" {
					t.Errorf("%s: %q is a %s that a description has", s.at(v.Pos()), w, words[w])
				}
			}
			return true
		})
	}
	if seen < len(surfaces()) {
		t.Errorf("only %d files were looked at", seen)
	}
}

// described are the keys, titles, relations and sentences of all descriptions. Words that
// mean something besides are left out.
func described() map[string]string {
	words := make(map[string]string)
	for _, k := range catalog.Every() {
		words[k.Plural], words[k.Empty] = "name of a list", "sentence"
		for _, c := range slices.Concat(k.Document, k.Text, k.List) {
			words[c.Key], words[c.Title], words[c.Heading] = "key", "title", "heading"
		}
		for _, r := range k.Relations {
			words[string(r.ID)], words[r.Title], words[r.Empty] = "relation", "title of a relation", "sentence"
			for _, c := range r.Columns {
				words[c.Title] = "title"
			}
		}
	}
	for _, w := range []string{"", "id", "Id", "name", "Name", "NAME", "ID", "Status", "Note"} {
		delete(words, w)
	}
	return words
}

func TestOnlyTheCatalogMakesDescriptions(t *testing.T) {
	for _, s := range sources(t) {
		for _, of := range []string{"catalog.Resource", "catalog.Relation", "catalog.Column", "catalog.Tie", "catalog.Identity"} {
			for _, at := range made(s.file, of) {
				t.Errorf("%s: a %s is made outside of the catalog", s.at(at), of)
			}
		}
	}
}
