package internal_test

import (
	"go/ast"
	"testing"
)

// What starts a program would hand it the whole environment, secrets included.
func TestNoChildInheritsTheSecretsOfTheEnvironment(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		if s.room == "terminal" { // nothing is inherited there
			continue
		}
		var starts []ast.Node
		cleaned := false
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				from, ok := n.X.(*ast.Ident)
				if ok && from.Name == "exec" && (n.Sel.Name == "Command" || n.Sel.Name == "CommandContext") {
					starts = append(starts, n)
				}
			case *ast.AssignStmt:
				cleaned = cleaned || setsEnv(n)
			}
			return true
		})
		found += len(starts)
		for _, n := range starts {
			if !cleaned {
				t.Errorf("%s: a program is started with the whole environment: take environment.ForChild", s.at(n.Pos()))
			}
		}
	}
	if found == 0 {
		t.Error("no program is started: the test proves nothing")
	}
}

// setsEnv reports whether Env is set to a list of its own or to what ForChild leaves.
func setsEnv(a *ast.AssignStmt) bool {
	for i, left := range a.Lhs {
		field, ok := left.(*ast.SelectorExpr)
		if !ok || field.Sel.Name != "Env" || len(a.Rhs) != len(a.Lhs) {
			continue
		}
		switch right := a.Rhs[i].(type) {
		case *ast.CompositeLit:
			return true
		case *ast.CallExpr:
			f, ok := right.Fun.(*ast.SelectorExpr)
			return ok && f.Sel.Name == "ForChild"
		}
	}
	return false
}
