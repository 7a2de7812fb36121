package internal_test

import (
	"go/ast"
	"slices"
	"testing"
)

// A panic that leaves a goroutine ends the program over the person's screen.
func TestFunctionsSideBySideRunInACrew(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains([]string{"crew", "faulty", "terminal"}, s.room) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok || selector.Sel.Name != "WaitGroup" {
				return true
			}
			if from, ok := selector.X.(*ast.Ident); ok && from.Name == "sync" {
				t.Errorf("%s: a sync.WaitGroup, whose panics nobody catches: take a crew.Crew", s.at(n.Pos()))
			}
			return true
		})
	}
}
