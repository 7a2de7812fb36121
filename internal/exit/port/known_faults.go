package port

import (
	"net/url"
	"slices"
	"strings"

	"authzx/internal/exit"
)

func handlerFaults(s *source) []Fault {
	h := s.handler
	if !h.found {
		faults := []Fault{fault(NoHandler, 1)}
		for i := range s.tokens {
			if s.has(i, "(", "user", ",", "context", ",") { // a rule, pasted as it was
				faults = append(faults, fault(RuleSignature, s.tok(i).line))
			}
		}
		return faults
	}
	rules := []string{"user", "context", "callback"}
	if len(h.params) > 2 || len(h.params) > 0 && h.params[0] == "user" || slices.ContainsFunc(h.params[min(1, len(h.params)):], func(p string) bool { return slices.Contains(rules, p) }) {
		return []Fault{fault(RuleSignature, h.line)}
	}
	return nil
}

// leftovers finds names that only rules have, where the code does not declare them.
func leftovers(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		known := []string{"context", "callback", "configuration", "UnauthorizedError", "auth0"}
		if t.kind != word || !slices.Contains(known, t.text) || s.known[t.text] || s.tok(i-1).is(".") {
			continue
		}
		if s.tok(i+1).is(":") && (s.tok(i-1).is("{") || s.tok(i-1).is(",")) {
			continue // the key of an object
		}
		faults = append(faults, fault(RuleLeftover, t.line))
	}
	return faults
}

// paths calls visit with every part of the event that the code names.
func (s *source) paths(visit func(path string, at, next int)) {
	for i := range s.tokens {
		if s.tok(i).kind != word || s.tok(i-1).is(".") {
			continue
		}
		if path, next := s.chain(i); path != "" {
			visit(path, i, next)
		}
	}
}

func clientIDs(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, _ int) {
		for _, wrong := range []string{"event.clientID", "event.clientId", "event.client_id", "event.client.clientID", "event.client.clientId", "event.client.id"} {
			if path == wrong || strings.HasPrefix(path, wrong+".") {
				faults = append(faults, fault(ClientID, s.tok(at).line))
			}
		}
	})
	return faults
}

func connectionNames(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, next int) {
		end := strings.Contains(" , } ) ; : || ?? ", " "+s.tok(next).text+" ") || s.tok(next).fresh || next >= len(s.tokens)
		if path == "event.connection" && end && s.namesConnection(at) && !s.declaredBy(at) {
			faults = append(faults, fault(ConnectionName, s.tok(at).line))
		}
	})
	return faults
}

// namesConnection reports whether the name at a place is, or is part of, what
// connectionName is set to: behind a colon or an equals sign, on the same level.
func (s *source) namesConnection(at int) bool {
	if s.tok(at).is("connectionName") && (s.tok(at-1).is("{") || s.tok(at-1).is(",")) {
		return !s.tok(at + 1).is(":") // a key by itself is its value too
	}
	for i := at - 1; i > 0; i-- {
		t, before := s.tok(i), s.tok(i-1)
		switch {
		case t.is(")"), t.is("]"), t.is("}"):
			i = s.opening(i)
		case t.is("(") && before.kind == word && !before.is("String"), t.is("{"), t.is("["), t.is(","), t.is(";"):
			return false
		case t.is(":") && (before.is("connectionName") || before.kind == str && before.text == "connectionName"),
			t.is("=") && before.is("connectionName") && s.tok(i-2).is("."):
			return true
		}
	}
	return false
}

// declaredBy reports whether a name stands in the pattern of a declaration.
func (s *source) declaredBy(at int) bool {
	return s.tok(s.patternEnd(at) + 1).is("=")
}

// client reports by which names requests are sent.
func (s *source) client(names ...string) bool {
	for i, t := range s.tokens {
		if t.kind == str && slices.Contains(names, strings.TrimPrefix(t.text, "node:")) && (s.tok(i-1).is("(") && s.tok(i-2).is("require") || s.tok(i-1).is("from")) {
			return true
		}
		if t.kind == word && slices.Contains(names, t.text) && !s.tok(i-1).is(".") && (s.tok(i+1).is("(") || s.tok(i+1).is(".")) {
			return true
		}
	}
	return false
}

func statusCodes(s *source) []Fault {
	if s.client("request", "request-promise", "request-promise-native", "got", "https", "http", "needle", "superagent", "rp", "undici") || !s.client("axios", "fetch", "node-fetch") {
		return nil
	}
	var faults []Fault
	for i, t := range s.tokens {
		if !t.is("statusCode") {
			continue
		}
		switch {
		case s.tok(i - 1).is("."):
			faults = append(faults, fault(StatusCode, t.line))
		case s.declaredBy(i):
			if end := s.patternEnd(i); s.asksWithin(end, s.statementEnd(end+1)) {
				faults = append(faults, fault(StatusCode, t.line))
			}
		case s.tok(i + 1).is(":"), s.tok(i + 1).is("="):
			return nil // an object of the code's own has it
		}
	}
	return faults
}

// patternEnd is where the braces close in which a name stands.
func (s *source) patternEnd(at int) int {
	for i := at; i >= 0; i-- {
		if s.tok(i).is("{") && s.end(i) > at {
			return s.end(i)
		}
	}
	return len(s.tokens)
}

// statementEnd is where the statement ends in which i stands.
func (s *source) statementEnd(i int) int {
	for ; i < len(s.tokens) && !s.tok(i).is(";") && !s.tok(i).is("}"); i++ {
		if s.tok(i).is("(") || s.tok(i).is("[") || s.tok(i).is("{") {
			i = min(s.end(i), len(s.tokens)-1)
		}
		if s.tok(i+1).fresh && s.begins(i+1) {
			return i + 1
		}
	}
	return i
}

func assignments(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, next int) {
		rest, ok := strings.CutPrefix(path+".", "event.user.")
		field, method, _ := strings.Cut(rest, ".")
		ours := field == "" || slices.Contains([]string{"groups", "roles", "permissions", "app_metadata", "user_metadata"}, field)
		if !ok || !ours {
			return
		}
		into := s.has(at-4, "Object", ".", "assign", "(") && s.tok(next).is(",")
		key := s.tok(next).is("[") && assigns(s.tok(s.end(next)+1))
		whole := assigns(s.tok(next)) && s.tok(at+1).is(".")
		added := method == "push." && s.tok(next).is("(")
		if into || key || whole || added {
			faults = append(faults, fault(UserAssigned, s.tok(at).line))
		}
	})
	return faults
}

func assigns(t token) bool {
	return t.kind == mark && t.text != "" && strings.Contains(" = ||= ??= &&= += ", " "+t.text+" ")
}

func claims(s *source) []Fault {
	values := s.values()
	var faults []Fault
	for i, t := range s.tokens {
		if !t.is("setCustomClaim") || !s.tok(i+1).is("(") {
			continue
		}
		for _, name := range s.possible(i+2, values) {
			if kind, wrong := claimFault(name); wrong {
				faults = append(faults, fault(kind, t.line))
				break
			}
		}
	}
	return faults
}

func claimFault(name string) (Kind, bool) {
	if exit.Restricted(name) {
		return ClaimRestricted, true
	}
	u, err := url.Parse(name)
	return ClaimNamespace, err == nil && exit.OfAuth0(u.Hostname())
}

// catches finds failed requests after which the login goes on as if nothing were.
func catches(s *source) []Fault {
	denies := s.failsWithin(0, len(s.tokens))
	var faults []Fault
	for i, t := range s.tokens {
		if !t.is("catch") {
			continue
		}
		from, to := s.catchBody(i)
		if from < 0 || s.failsWithin(from, to) || denies && s.passesOn(from, to) {
			continue
		}
		faults = append(faults, fault(CatchLetsIn, t.line))
	}
	return faults
}

// catchBody is the body of a catch behind a try, or of a function that a promise's
// catch is given, whose trying sends a request; -1 for others.
func (s *source) catchBody(i int) (from, to int) {
	if s.tok(i - 1).is(".") {
		open := i + 1
		if !s.tok(open).is("(") || !s.asksBefore(i) {
			return -1, -1
		}
		return open + 1, s.end(open)
	}
	open := i + 1
	if s.tok(open).is("(") {
		open = s.end(open) + 1
	}
	try := s.opening(i - 1)
	if !s.tok(open).is("{") || !s.tok(try-1).is("try") || !s.asksWithin(try, i) {
		return -1, -1
	}
	return open + 1, s.end(open)
}

// asksBefore reports whether the statement before i sends a request.
func (s *source) asksBefore(i int) bool {
	start := i
	for start > 0 && !s.begins(start) {
		start--
		if t := s.tok(start); t.is(")") || t.is("]") || t.is("}") {
			start = s.opening(start)
		}
	}
	return s.asksWithin(start, i)
}

// passesOn reports whether a failure is kept or given back, for somebody to look at.
func (s *source) passesOn(from, to int) bool {
	return s.within(from, to, func(i int) bool {
		t := s.tok(i)
		return t.kind == mark && t.text == "=" || t.is("return") && !s.tok(i+1).is(";") && !s.tok(i+1).is("}") && !s.tok(i+1).fresh
	}) || s.expressionBody(from, to)
}

// expressionBody reports whether what a promise's catch is given is an expression
// with a value, such as (error) => ({ error }).
func (s *source) expressionBody(from, to int) bool {
	for i := from; i < to; i++ {
		if s.tok(i).is("=>") {
			next := s.tok(i + 1)
			return !next.is("{") && !next.is("undefined") && !next.is("null") && !next.is("console")
		}
	}
	return false
}

// timeouts finds requests without a time limit.
func timeouts(s *source) []Fault {
	limited := s.within(0, len(s.tokens), func(i int) bool {
		t := s.tok(i)
		return t.kind == word && slices.Contains([]string{"timeout", "signal", "AbortSignal", "AbortController", "race"}, t.text)
	})
	if limited {
		return nil
	}
	for i, t := range s.tokens {
		if t.kind == word && slices.Contains(clients(), t.text) && !s.tok(i-1).is(".") && (s.tok(i+1).is("(") || s.tok(i+1).is(".") && s.tok(i+3).is("(")) {
			return []Fault{fault(NoTimeout, t.line)}
		}
	}
	return nil
}

// secrets finds a key that stands in the code.
func secrets(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		named := (t.kind == str || t.kind == word) && strings.EqualFold(t.text, "x-api-key")
		if !named || !s.tok(i+1).is(":") && !s.tok(i+1).is(",") {
			continue
		}
		if key, _, ok := s.text(i + 2); ok && key != "" {
			faults = append(faults, fault(SecretInCode, t.line))
		}
	}
	return faults
}
