package internal_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"authzx/internal/ui"
)

// keyWords finds what spells a key in a sentence: its name, or a single character where
// a verb or an end follows.
func keyWords() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:ctrl|alt|shift)\+` +
		`|\b(?:esc|enter|tab|space|pgdn|pgup|pgdown|backspace|[fF][1-9][0-9]?)\b` +
		`|(?:^|[\s(])(?:[b-zB-HJ-Z/!?@=*<>\[\]]|[0-9] [a-z]+s\b)(?:[\s,;.:)]|$)` +
		`|[Pp]ress [aA] |(?:^|[;,:] )[aA] (?:on|in|marks|adds|ties|stages) `)
}

// noKeys are parts of sentences in which such a word is not a key, or one that nobody can
// take away: enter means no in every question.
func noKeys() []string {
	return []string{"enter means no", "Token tab", "tab About", "in this tab", "Dashboard > ", "APIs > ", "%d s.", "*.json"}
}

// tableFiles hold the table of keys, and how keys are read.
func tableFiles() []string {
	return []string{
		"internal/ui/actions.go", "internal/ui/commands.go", "internal/ui/keytable.go", "internal/ui/keyname.go", "internal/ui/keys.go",
		"internal/ui/layers.go", "internal/ui/rebind.go", "internal/ui/theme/glyphs.go",
	}
}

func TestNoSentenceSpellsAKey(t *testing.T) {
	words := keyWords()
	for _, s := range explorerSources(t) {
		for _, l := range sentences(s.file) {
			said, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Fatal(err)
			}
			plain := regexp.MustCompile(`\{[a-z_.]+\}`).ReplaceAllString(said, "…")
			for _, word := range noKeys() {
				plain = strings.ReplaceAll(plain, word, "…")
			}
			if !regexp.MustCompile(`[a-z]{3}`).MatchString(plain) {
				continue
			}
			if found := words.FindString(plain); found != "" {
				t.Errorf("%s: %q spells the key %q: name the action in braces", s.at(l.Pos()), said, strings.TrimSpace(found))
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if l := drawnAsKey(n); l != nil && !slices.Contains([]string{`"/"`, `">"`}, l.Value) { // they begin a line of entry
				t.Errorf("%s: %s is drawn as a key: name the action in braces", s.at(l.Pos()), l.Value)
			}
			return true
		})
	}
}

func TestSentencesNameActionsThatThereAre(t *testing.T) {
	keys := ui.NewKeymap(ui.Bindings())
	first := map[ui.Action][]string{}
	for _, b := range ui.Bindings() {
		first[b.Action] = append(first[b.Action], b.Keys[0])
	}
	named := regexp.MustCompile(`\{([a-z_]+(?:\.[a-z_]+)?)\}`)
	n := 0
	for _, s := range explorerSources(t) {
		for _, l := range sentences(s.file) {
			for _, m := range named.FindAllStringSubmatch(l.Value, -1) {
				n++
				if _, ok := keys.Key(m[1]); !ok {
					t.Errorf("%s: there is no action %s", s.at(l.Pos()), m[1])
				}
				if all := first[ui.Action(m[1])]; len(all) > 0 && slices.ContainsFunc(all, func(k string) bool { return k != all[0] }) {
					t.Errorf("%s: %s is on several keys: say where, as in {list.%s}", s.at(l.Pos()), m[1], m[1])
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d actions are named", n)
	}
}

// explorerSources are the files whose sentences the explorer says.
func explorerSources(t *testing.T) []source {
	return slices.DeleteFunc(sources(t), func(s source) bool {
		ours := s.room == "ui" || s.room == "views" || strings.HasPrefix(s.room, "ui/") || strings.HasPrefix(s.room, "views/")
		return !ours || s.room == "ui/keyboard" || slices.Contains(tableFiles(), path.Clean(s.path))
	})
}

// sentences are the strings below a node, but for imports and what keys and values are
// compared with.
func sentences(below ast.Node) []*ast.BasicLit {
	var found []*ast.BasicLit
	ast.Inspect(below, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CaseClause:
			for _, s := range n.Body {
				found = append(found, sentences(s)...)
			}
			return false
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "SetKeys" { // of a field, while one writes
				return false
			}
		case *ast.BinaryExpr:
			return n.Op != token.EQL && n.Op != token.NEQ
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}

// drawnAsKey is a string that is drawn in the style of keys; nil where there is none.
func drawnAsKey(n ast.Node) *ast.BasicLit {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	last := call.Args[len(call.Args)-1]
	styles := []ast.Expr{call.Args[0]}
	if f, ok := call.Fun.(*ast.SelectorExpr); ok {
		styles = append(styles, f.X)
	}
	for _, style := range styles {
		if s, ok := style.(*ast.SelectorExpr); ok && s.Sel.Name == "Key" {
			l, _ := last.(*ast.BasicLit)
			return l
		}
	}
	return nil
}
