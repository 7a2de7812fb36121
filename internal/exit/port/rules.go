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
		return []Fault{fault(NoHandler, 1)}
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
		for _, wrong := range []string{"event.clientID", "event.clientId", "event.client_id"} {
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
		named := s.tok(at-1).is(":") && (s.tok(at-2).is("connectionName") || s.tok(at-2).kind == str && s.tok(at-2).text == "connectionName")
		short := s.tok(at).is("connectionName") && (s.tok(at-1).is("{") || s.tok(at-1).is(","))
		if path == "event.connection" && (named || short) && (s.tok(next).is(",") || s.tok(next).is("}") || s.tok(next).is("||") || s.tok(next).is("??")) && !s.declaredBy(at) {
			faults = append(faults, fault(ConnectionName, s.tok(at).line))
		}
	})
	return faults
}

// declaredBy reports whether a name stands in the pattern of a declaration.
func (s *source) declaredBy(at int) bool {
	for i := at; i >= 0; i-- {
		if s.tok(i).is("{") && s.end(i) > at {
			return s.tok(s.end(i) + 1).is("=")
		}
	}
	return false
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
		if !s.tok(i-1).is(".") && s.tok(i+1).is(":") || s.tok(i+1).is("=") {
			return nil // an object of the code's own has it
		}
		if s.tok(i - 1).is(".") {
			faults = append(faults, fault(StatusCode, t.line))
		}
	}
	return faults
}

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
		case t.kind == word && slices.Contains(clients(), t.text) && s.begins(i) && (s.tok(i+1).is("(") || s.tok(i+1).is(".")) && !s.chained(i) && !wrapped:
			faults = append(faults, fault(NotAwaited, t.line))
		}
	}
	return faults
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

func assignments(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, next int) {
		rest, ok := strings.CutPrefix(path, "event.user.")
		if !ok || !strings.Contains(" = ||= ??= &&= += ", " "+s.tok(next).text+" ") || s.tok(next).kind != mark {
			return
		}
		field, _, _ := strings.Cut(rest, ".")
		if slices.Contains([]string{"groups", "roles", "permissions", "app_metadata", "user_metadata"}, field) && s.tok(at+1).is(".") {
			faults = append(faults, fault(UserAssigned, s.tok(at).line))
		}
	})
	return faults
}

func claims(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		if !t.is("setCustomClaim") || !s.tok(i+1).is("(") {
			continue
		}
		name, next, ok := s.text(i + 2)
		switch {
		case !ok || !s.tok(next).is(","):
		case exit.Restricted(name):
			faults = append(faults, fault(ClaimRestricted, t.line))
		default:
			if u, err := url.Parse(name); err == nil && exit.OfAuth0(u.Hostname()) {
				faults = append(faults, fault(ClaimNamespace, t.line))
			}
		}
	}
	return faults
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
		if named && (s.tok(i+1).is(":") || s.tok(i+1).is(",")) && s.tok(i+2).kind == str && s.tok(i+2).text != "" {
			faults = append(faults, fault(SecretInCode, t.line))
		}
	}
	return faults
}
