package port

import (
	"slices"
	"strings"
)

// unawaited finds promises that nobody waits for and callbacks of requests.
func unawaited(s *source) []Fault {
	var faults []Fault
	wrapped := s.within(0, len(s.tokens), func(i int) bool {
		return s.has(i, "new", "Promise") || s.tok(i).is("promisify")
	})
	for i, t := range s.tokens {
		switch {
		case t.is("then") && s.has(i-1, ".") && s.tok(i+1).is("(") && s.floating(i):
			faults = append(faults, fault(NotAwaited, t.line))
		case t.kind == word && s.async[t.text] && s.tok(i+1).is("(") && s.begins(i):
			faults = append(faults, fault(NotAwaited, t.line))
		case t.kind == word && slices.Contains(clients(), t.text) && s.begins(i) && (s.tok(i+1).is("(") || s.tok(i+1).is(".") && s.tok(i+3).is("(")) && !s.chained(i) && !wrapped:
			faults = append(faults, fault(NotAwaited, t.line))
		case t.is("=") && s.tok(i-1).kind == word && s.promises(i+1) && !s.awaited(s.tok(i-1).text) && !wrapped:
			faults = append(faults, fault(NotAwaited, t.line))
		case t.is("=") && s.tok(i-1).is("}") && s.promises(i+1) && !wrapped:
			faults = append(faults, fault(NotAwaited, t.line)) // fields are taken out of a promise
		case t.is("=") && s.tok(i-1).kind == word && bodyOfAnswer(s, i+1) && !s.awaited(s.tok(i-1).text):
			faults = append(faults, fault(NotAwaited, t.line))
		case t.is("fetch") && !s.tok(i-1).is(".") && s.tok(i+1).is("(") && fieldOfPromise(s, s.end(i+1)+1):
			faults = append(faults, fault(NotAwaited, t.line))
		case t.is("forEach") && s.tok(i+1).is("(") && s.tok(i+2).is("async") && s.asksWithin(i+1, s.end(i+1)):
			faults = append(faults, fault(NotAwaited, t.line))
		}
	}
	return faults
}

// promises reports whether the expression at i is the promise of an answer, not waited for.
func (s *source) promises(i int) bool {
	t := s.tok(i)
	if t.kind != word {
		return false
	}
	if !slices.Contains([]string{"fetch", "axios", "got"}, t.text) {
		return s.async[t.text] && s.tok(i+1).is("(")
	}
	methods := []string{"get", "post", "put", "patch", "request"}
	return s.tok(i+1).is("(") || s.tok(i+1).is(".") && slices.Contains(methods, s.tok(i+2).text) && s.tok(i+3).is("(")
}

// bodyOfAnswer reports whether the expression at i reads the body of what fetch gave.
func bodyOfAnswer(s *source, i int) bool {
	answer := s.tok(i)
	if answer.kind != word || !s.has(i+1, ".", "json", "(", ")") || s.tok(i+5).is(".") {
		return false
	}
	return s.within(0, len(s.tokens), func(n int) bool { return s.has(n, answer.text, "=", "await", "fetch", "(") })
}

// fieldOfPromise reports whether at i something is read from a promise that it
// doesn't have.
func fieldOfPromise(s *source, i int) bool {
	return s.tok(i).is(".") && s.tok(i+1).kind == word && !slices.Contains([]string{"then", "catch", "finally"}, s.tok(i+1).text)
}

// awaited reports whether somebody waits for what a name holds, or takes it on.
func (s *source) awaited(name string) bool {
	return s.within(0, len(s.tokens), func(i int) bool {
		before, after := s.tok(i-1), s.tok(i+1)
		given := (before.is("[") || before.is("(") || before.is(",")) && (after.is("]") || after.is(")") || after.is(","))
		waits := (before.is("await") || before.is("return")) && !after.is(".") // await x.json() waits for no x
		return s.tok(i).is(name) && (waits || given || s.has(i+1, ".", "then"))
	})
}

// chained reports whether the statement at i goes on with then, which is looked at itself.
func (s *source) chained(i int) bool {
	for ; i < len(s.tokens) && !s.tok(i).is(";"); i++ {
		if s.tok(i).is("(") || s.tok(i).is("{") {
			i = s.end(i)
		}
		if s.has(i+1, ".", "then") {
			return true
		}
		if s.tok(i+1).fresh && !s.tok(i+1).is(".") {
			return false
		}
	}
	return false
}

// begins reports whether a statement begins at i.
func (s *source) begins(i int) bool {
	before, t := s.tok(i-1), s.tok(i)
	switch {
	case t.kind == mark && !strings.Contains(" ( [ { ` ! ++ -- ", " "+t.text+" "):
		return false
	case i == 0, before.is(";"), before.is("{"), before.is("}"), before.is("else"):
		return true
	case before.is(")"):
		return t.fresh || s.controls(i-1)
	}
	return t.fresh && (before.kind == str || before.kind == word && !keyword(before.text) || before.is("]") || before.is("`"))
}

// controls reports whether the bracket that closes at i is that of if, for or while.
func (s *source) controls(i int) bool {
	for open := i; open >= 0; open-- {
		if s.tok(open).is("(") && s.end(open) == i {
			before := s.tok(open - 1)
			return before.is("if") || before.is("for") || before.is("while")
		}
	}
	return false
}

// floating reports whether nothing takes the promise whose then stands at i.
func (s *source) floating(i int) bool {
	for at := i - 1; at >= 0; at-- {
		t := s.tok(at)
		if t.is(")") || t.is("]") || t.is("}") {
			at = s.opening(at)
			t = s.tok(at)
			if s.begins(at) && t.is("{") {
				return false // a block, not part of the expression
			}
		} else if t.is("(") || t.is("[") || t.is(",") || t.is("=") || t.is("=>") || t.is("await") || t.is("return") || t.is(":") {
			return false // somebody takes it
		}
		if s.begins(at) {
			return !t.is("await") && !t.is("return")
		}
	}
	return false
}

func (s *source) opening(i int) int {
	for open := i - 1; open >= 0; open-- {
		if s.close[open] == i {
			return open
		}
	}
	return 0
}
