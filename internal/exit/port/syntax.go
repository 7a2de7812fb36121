package port

import "strings"

// SyntaxError is the fault of code that isn't JavaScript, at a line.
func SyntaxError(line int) Fault { return fault(Syntax, line) }

// syntaxError is the line of what is surely no JavaScript: brackets and literals that
// don't close, and two operands side by side; 0 where none is found. It is no parser.
func syntaxError(s *source) int {
	if s.doubtful {
		return 0
	}
	if line := unbalanced(s); line > 0 {
		return line
	}
	for i, t := range s.tokens {
		if i > 0 && !t.fresh && operand(s.tok(i-1)) && operand(t) {
			return t.line
		}
	}
	return 0
}

// unbalanced is the line of a literal or a bracket that doesn't close, or that nothing
// opens.
func unbalanced(s *source) int {
	if s.broken > 0 {
		return s.broken
	}
	var open []token
	closes := map[string]string{"(": ")", "[": "]", "{": "}", "${": "}"}
	for _, t := range s.tokens {
		if t.kind != mark {
			continue
		}
		switch t.text {
		case "(", "[", "{", "${":
			open = append(open, t)
		case ")", "]", "}":
			if n := len(open); n == 0 || closes[open[n-1].text] != t.text {
				return t.line
			}
			open = open[:len(open)-1]
		}
	}
	if n := len(open); n > 0 {
		return open[n-1].line
	}
	return 0
}

// operand reports whether a token is a value and can be nothing else. Words that mean
// something only in some places are left out.
func operand(t token) bool {
	switch t.kind {
	case str, number:
		return true
	case word:
		const contextual = " async of get set static as from instanceof extends class default with using accessor break continue debugger enum defer type "
		return !keyword(t.text) && !strings.Contains(contextual, " "+t.text+" ")
	}
	return false
}
