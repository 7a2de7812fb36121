package port

import "slices"

// functions notes which functions are async, which deny or throw, and which send
// requests, by way of each other too.
func (s *source) functions() {
	bodies := map[string][2]int{}
	for i, t := range s.tokens {
		if t.kind != word || keyword(t.text) {
			continue
		}
		at := -1
		switch {
		case s.tok(i-1).is("function") && s.tok(i+1).is("("):
			at = i + 1
			s.async[t.text] = s.async[t.text] || s.tok(i-2).is("async")
		case s.tok(i+1).is("=") && s.functionAt(i+1) >= 0:
			at = s.functionAt(i + 1)
			s.async[t.text] = s.async[t.text] || s.tok(at).is("async")
		}
		if at < 0 {
			continue
		}
		for at < len(s.tokens) && !s.tok(at).is("(") && !s.tok(at).is("=>") {
			at++
		}
		if s.tok(at).is("(") {
			at = s.end(at) + 1
		}
		bodies[t.text] = [2]int{at, s.bodyEnd(at)}
	}
	for more := true; more; {
		more = false
		for name, body := range bodies {
			fails := !s.fails[name] && s.failsWithin(body[0], body[1])
			asks := !s.asks[name] && s.asksWithin(body[0], body[1])
			s.fails[name], s.asks[name] = s.fails[name] || fails, s.asks[name] || asks
			more = more || fails || asks
		}
	}
}

// bodyEnd is where the body that begins at i ends: a block, or an expression.
func (s *source) bodyEnd(i int) int {
	if s.tok(i).is("=>") {
		i++
	}
	if s.tok(i).is("{") {
		return s.end(i)
	}
	for ; i < len(s.tokens); i++ {
		switch {
		case s.tok(i).is("("), s.tok(i).is("["), s.tok(i).is("{"):
			i = s.end(i)
		case s.tok(i).is(";"), s.tok(i).is(")"), s.tok(i).is("}"), s.tok(i).is(","):
			return i
		}
	}
	return i
}

// failsWithin reports whether something is denied or thrown between two tokens.
func (s *source) failsWithin(from, to int) bool {
	return s.within(from, to, func(i int) bool {
		t := s.tok(i)
		return t.is("throw") || t.is("deny") && s.tok(i-1).is(".") || t.is("reject") || s.fails[t.text] && s.tok(i+1).is("(")
	})
}

// asksWithin reports whether a request is sent between two tokens.
func (s *source) asksWithin(from, to int) bool {
	return s.within(from, to, func(i int) bool {
		t := s.tok(i)
		client := slices.Contains(clients(), t.text) && !s.tok(i-1).is(".") && (s.tok(i+1).is("(") || s.tok(i+1).is("."))
		return t.kind == word && (client || s.asks[t.text] && s.tok(i+1).is("("))
	})
}

// clients are the names by which requests are sent.
func clients() []string {
	return []string{"fetch", "axios", "request", "got", "superagent", "needle", "https", "rp"}
}

func (s *source) within(from, to int, found func(int) bool) bool {
	for i := max(from, 0); i < min(to, len(s.tokens)); i++ {
		if found(i) {
			return true
		}
	}
	return false
}
