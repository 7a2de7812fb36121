package internal_test

import (
	"go/ast"
	"slices"
	"testing"
)

// A panic that leaves a goroutine ends the program over the person's screen.
func TestOnlyOnePackageStartsGoroutines(t *testing.T) {
	for _, s := range sources(t) {
		if s.room == "routine" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a go statement, whose panic nobody catches: take package routine", s.at(n.Pos()))
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok && startsGoroutines(from.Name, n.Sel.Name) {
					t.Errorf("%s: %s.%s starts goroutines whose panics nobody catches: take package routine", s.at(n.Pos()), from.Name, n.Sel.Name)
				}
			case *ast.CallExpr:
				if selector, ok := n.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "AfterFunc" && !harmless(n.Args[len(n.Args)-1]) {
					t.Errorf("%s: AfterFunc calls in a goroutine of its own what may panic", s.at(n.Pos()))
				}
			}
			return true
		})
	}
}

// startsGoroutines reports whether a name of the libraries in use runs functions
// in goroutines without catching their panics.
func startsGoroutines(from, name string) bool {
	return slices.Contains([]string{"sync.WaitGroup", "errgroup.Group", "errgroup.WithContext"}, from+"."+name)
}

// harmless reports whether a function does nothing but call another with plain
// values, as one that cancels a context does.
func harmless(f ast.Expr) bool {
	literal, ok := f.(*ast.FuncLit)
	if !ok {
		_, named := f.(*ast.Ident)
		return named
	}
	if len(literal.Body.List) != 1 {
		return false
	}
	_, call := literal.Body.List[0].(*ast.ExprStmt)
	return call
}
