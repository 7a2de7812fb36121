package internal_test

import (
	"go/ast"
	"slices"
	"testing"
)

// What is read without a bound can eat all memory, be it a device or a file that grows.
func TestWhateverIsReadWholeHasABound(t *testing.T) {
	unbound := []string{"os.ReadFile", "ioutil.ReadAll", "ioutil.ReadFile", "fs.ReadFile"}
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := called(call)
			bound := name == "io.ReadAll" && len(call.Args) == 1 && isLimited(call.Args[0])
			if slices.Contains(unbound, name) || name == "io.ReadAll" && !bound {
				t.Errorf("%s: %s has no bound: take private.ReadAtMost or private.AllOf", s.at(n.Pos()), name)
			}
			return true
		})
	}
}

func isLimited(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	return ok && slices.Contains([]string{"io.LimitReader", "http.MaxBytesReader"}, called(call))
}

// called is the function of another package that a call names; empty for others.
func called(call *ast.CallExpr) string {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	from, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	return from.Name + "." + selector.Sel.Name
}
