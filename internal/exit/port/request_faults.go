package port

import (
	"slices"
	"strings"
)

// userIDs finds ids of users where the event has none.
func userIDs(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, _ int) {
		if slices.Contains([]string{"event.user.id", "event.user._id", "event.user.userId", "event.user.userID", "event.user.sub", "event.user_id", "event.userId"}, path) {
			faults = append(faults, fault(UserID, s.tok(at).line))
		}
	})
	return faults
}

// rawIDs finds ids of users that go into the address as they are.
func rawIDs(s *source) []Fault {
	var faults []Fault
	s.paths(func(path string, at, next int) {
		hole := s.tok(at-1).is("${") && s.end(at-1) == next
		added := s.tok(at - 1).is("+")
		before := s.tok(at - 2)
		if path == "event.user.user_id" && (hole || added) && before.kind == str && strings.HasSuffix(before.text, "users/") {
			faults = append(faults, fault(IDNotEncoded, s.tok(at).line))
		}
	})
	return faults
}

// missingGroups finds bodies of requests that have a connectionName and no groups.
func missingGroups(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		key := t.is("connectionName") || t.kind == str && t.text == "connectionName"
		if !key || !s.tok(i-1).is("{") && !s.tok(i-1).is(",") {
			continue
		}
		open := literal(s, i)
		if open >= 0 && sends(s, open) && !hasKey(s, open, "groups") {
			faults = append(faults, fault(GroupsMissing, t.line))
		}
	}
	return faults
}

// literal is the brace of the innermost object around i; -1 for none.
func literal(s *source, i int) int {
	for open := i - 1; open >= 0; open-- {
		if s.tok(open).is("{") && s.end(open) > i {
			return open
		}
	}
	return -1
}

// sends reports whether an object is sent as it stands: in the call of a client, or by
// a name that is used there and nowhere else.
func sends(s *source, open int) bool {
	if asked(s, open) {
		return true
	}
	name := s.tok(open - 2)
	if !s.tok(open-1).is("=") || name.kind != word || s.tok(open-3).is(".") {
		return false
	}
	sent := false
	for i := range s.tokens {
		if i == open-2 || !s.tok(i).is(name.text) || s.tok(i-1).is(".") {
			continue
		}
		if !asked(s, i) {
			return false
		}
		sent = true
	}
	return sent
}

// asked reports whether i stands in the arguments of a client's call.
func asked(s *source, i int) bool {
	for at, t := range s.tokens[:i] {
		if t.kind != word || !slices.Contains(clients(), t.text) || s.tok(at-1).is(".") {
			continue
		}
		open := at + 1
		if s.tok(open).is(".") {
			open += 2
		}
		if s.tok(open).is("(") && open < i && i < s.end(open) {
			return true
		}
	}
	return false
}

// hasKey reports whether an object has a key, or may have it by spreading another.
func hasKey(s *source, open int, name string) bool {
	for i := open + 1; i < s.end(open); i++ {
		t := s.tok(i)
		switch {
		case t.is("..."), t.is("["), t.text == name && (s.tok(i-1).is("{") || s.tok(i-1).is(",")):
			return true
		case t.is("("), t.is("{"):
			i = s.end(i)
		}
	}
	return false
}

// keyHeaders finds a key that is sent by another name than the extension reads.
func keyHeaders(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		if strings.EqualFold(t.text, "x-api-key") {
			return nil
		}
		if !t.is("headers") || !s.tok(i+1).is(":") && !s.tok(i+1).is("=") || !s.tok(i+2).is("{") {
			continue
		}
		for at := i + 3; at < s.end(i+2); at++ {
			if s.tok(at+1).is(":") && carriesKey(s, at) {
				faults = append(faults, fault(KeyHeader, s.tok(at).line))
			}
		}
	}
	return faults
}

// carriesKey reports whether the header at i is meant to carry the extension's key, by
// its name or by that of the secret.
func carriesKey(s *source, i int) bool {
	name := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(s.tok(i).text))
	if strings.Contains(name, "apikey") {
		return true
	}
	for at := i + 2; at < len(s.tokens) && !s.tok(at).is(",") && !s.tok(at).is(";"); at++ {
		if t := s.tok(at); t.kind == word && strings.Contains(t.text, "API_KEY") {
			return true
		}
	}
	return false
}

// statuses finds failed answers after which the login goes on: nobody looks at the
// status, or whoever does just returns.
func statuses(s *source) []Fault {
	var faults []Fault
	for i, t := range s.tokens {
		if !t.is("if") || !s.tok(i+1).is("(") || !inHandler(s, i) {
			continue
		}
		if refused(s, i+1) && onlyReturns(s, s.end(i+1)+1) || claimsOnlyThen(s, i+1) && !checksSomething(s) {
			faults = append(faults, fault(StatusLetsIn, t.line))
		}
	}
	looks := s.within(0, len(s.tokens), func(i int) bool {
		return s.tok(i).kind == word && slices.Contains([]string{"status", "ok", "statusCode", "statusText"}, s.tok(i).text)
	})
	if looks || !plainClaims(s) || checksSomething(s) {
		return faults
	}
	for i := range s.tokens {
		if s.has(i, "await", "fetch", "(") {
			return append(faults, fault(StatusIgnored, s.tok(i).line))
		}
	}
	return faults
}

// claimsOnlyThen reports whether the condition at i is that an answer is good, and
// claims are set only then, with nothing for else.
func claimsOnlyThen(s *source, i int) bool {
	end := s.end(i)
	good := s.tok(end-1).is("ok") && s.tok(end-2).is(".") && end == i+4 ||
		s.tok(end-1).text == "200" && (s.tok(end-2).is("===") || s.tok(end-2).is("==")) && s.tok(end-3).is("status") && end == i+6
	return good && s.tok(end+1).is("{") && !s.tok(s.end(end+1)+1).is("else") &&
		s.within(end+1, s.end(end+1), func(n int) bool { return s.tok(n).is("setCustomClaim") })
}

// refused reports whether the condition at i is that an answer's status isn't 200, and
// nothing else.
func refused(s *source, i int) bool {
	end := s.end(i)
	last := func(n int) bool { return s.tok(n).kind == word && i+1 <= n && n < end }
	switch {
	case s.tok(i + 1).is("!"):
		return end == i+5 && s.has(i+3, ".", "ok") && last(i+2)
	case s.tok(end-1).text == "200" && (s.tok(end-2).is("!==") || s.tok(end-2).is("!=")):
		return last(end-3) && s.tok(end-3).is("status") && (end == i+4 || end == i+6 && s.tok(i+2).is("."))
	}
	return false
}

// onlyReturns reports whether the statement at i returns nothing, after logging at most.
func onlyReturns(s *source, i int) bool {
	end := i + 1
	if s.tok(i).is("{") {
		end = s.end(i)
		i++
	}
	for s.has(i, "console", ".") && s.tok(i+3).is("(") {
		i = s.end(i+3) + 1
		if s.tok(i).is(";") {
			i++
		}
	}
	if !s.tok(i).is("return") {
		return false
	}
	next := s.tok(i + 1)
	return next.is(";") || next.is("}") && i+1 == end || next.fresh && i+1 < len(s.tokens)
}

// inHandler reports whether i stands in the function that Auth0 calls, and in none
// within it.
func inHandler(s *source, i int) bool {
	for open := i - 1; open >= 0; open-- {
		if !s.tok(open).is("{") || s.end(open) < i {
			continue
		}
		before := open - 1
		if s.tok(before).is(")") && s.controls(before) || s.tok(before).is("else") || s.tok(before).is("try") || s.tok(before).is("finally") {
			continue
		}
		return s.handler.body == open
	}
	return false
}

// plainClaims reports whether a claim is set to a field of something as it is: one that
// an error's answer doesn't have leaves the claim out.
func plainClaims(s *source) bool {
	return s.within(0, len(s.tokens), func(i int) bool {
		if !s.tok(i).is("setCustomClaim") || !s.tok(i+1).is("(") {
			return false
		}
		parts := s.split(i + 1)
		if len(parts) != 2 {
			return false
		}
		at := parts[1]
		return s.tok(at).kind == word && s.tok(at+1).is(".") && s.tok(at+2).kind == word && at+3 == s.end(i+1)
	})
}

// checksSomething reports whether something is denied or thrown outside of a catch for
// any reason but the audience, which may be the look of the answer.
func checksSomething(s *source) bool {
	for i, t := range s.tokens {
		if t.is("catch") {
			continue
		}
		if !t.is("deny") && !t.is("throw") && !t.is("reject") && !(s.fails[t.text] && s.tok(i+1).is("(")) {
			continue
		}
		if !caught(s, i) && !aboutAudience(s, i) {
			return true
		}
	}
	return false
}

func caught(s *source, i int) bool {
	for at, t := range s.tokens[:i] {
		if !t.is("catch") {
			continue
		}
		open := at + 1
		if s.tok(open).is("(") {
			if s.end(open) > i {
				return true
			}
			open = s.end(open) + 1
		}
		if s.tok(open).is("{") && s.end(open) > i {
			return true
		}
	}
	return false
}

// aboutAudience reports whether i stands behind an if that asks for the audience.
func aboutAudience(s *source, i int) bool {
	for at := i - 1; at >= 0 && at > i-40; at-- {
		if s.tok(at).is("if") && s.tok(at+1).is("(") {
			return s.within(at+1, s.end(at+1), func(n int) bool {
				t := s.tok(n)
				return t.is("audience") || t.kind == str && t.text == "urn:auth0-authz-api"
			})
		}
	}
	return false
}
