package port

import "strings"

// source is an Action's code with what the rules look for.
type source struct {
	broken   int  // line of a literal or comment that doesn't end
	doubtful bool // what is a regular expression can't be told for sure
	tokens   []token
	close    []int           // of each opening bracket its closing one; -1 for others
	known    map[string]bool // names that are declared anywhere
	async    map[string]bool // functions declared async
	fails    map[string]bool // functions in whose bodies something is denied or thrown
	asks     map[string]bool // functions in whose bodies a request is sent
	alias    map[string]string
	texts    map[string]string // constants that are plain strings
	handler  handler
}

// handler is the function that Auth0 calls.
type handler struct {
	found  bool
	line   int
	params []string // names; empty for a pattern
	async  bool
	body   int // where its block begins
}

func read(code string) *source {
	scanned := scan(code)
	s := &source{
		broken: scanned.broken, doubtful: scanned.doubtful,
		tokens: normal(scanned.tokens), known: map[string]bool{}, async: map[string]bool{}, fails: map[string]bool{}, asks: map[string]bool{},
		alias: map[string]string{"event": "event"}, texts: map[string]string{},
	}
	s.pair()
	s.declarations()
	s.findHandler()
	s.aliases()
	s.functions()
	return s
}

// tok is a token, or one that is nothing beyond the ends.
func (s *source) tok(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{kind: mark}
	}
	return s.tokens[i]
}

// has reports whether the tokens from i on read so.
func (s *source) has(i int, texts ...string) bool {
	for n, text := range texts {
		if !s.tok(i + n).is(text) {
			return false
		}
	}
	return true
}

// pair finds the closing bracket of each opening one.
func (s *source) pair() {
	s.close = make([]int, len(s.tokens))
	var open []int
	for i, t := range s.tokens {
		s.close[i] = -1
		if t.kind != mark {
			continue
		}
		switch t.text {
		case "(", "[", "{", "${":
			open = append(open, i)
		case ")", "]", "}":
			if n := len(open); n > 0 {
				s.close[open[n-1]] = i
				open = open[:n-1]
			}
		}
	}
}

// end is the closing bracket of the opening one at i, or the end of the code.
func (s *source) end(i int) int {
	if i >= 0 && i < len(s.close) && s.close[i] >= 0 {
		return s.close[i]
	}
	return len(s.tokens)
}

// declarations gathers the names that variables, functions, parameters, catches and
// imports declare. Scopes don't matter: a name that is declared somewhere is no
// leftover.
func (s *source) declarations() {
	for i, t := range s.tokens {
		switch {
		case t.is("const"), t.is("let"), t.is("var"), t.is("import"):
			s.declare(i+1, s.pattern(i+1))
		case t.is("function"):
			at := i + 1
			if s.tok(at).is("*") {
				at++
			}
			if s.tok(at).kind == word {
				s.known[s.tok(at).text] = true
				at++
			}
			s.declare(at, s.end(at))
		case t.is("class") && s.tok(i+1).kind == word:
			s.known[s.tok(i+1).text] = true
		case t.is("catch") && s.tok(i+1).is("("):
			s.declare(i+1, s.end(i+1))
		case t.is("=>") && s.tok(i-1).kind == word:
			s.known[s.tok(i-1).text] = true
		case t.is("(") && s.tok(s.end(i)+1).is("=>"):
			s.declare(i, s.end(i))
		}
	}
}

// pattern is where the pattern that begins at i ends.
func (s *source) pattern(i int) int {
	if s.tok(i).is("{") || s.tok(i).is("[") {
		return s.end(i)
	}
	end := i
	for end < len(s.tokens) && (s.tok(end).kind == word || s.tok(end).is(",") || s.tok(end).is("*") || s.tok(end).is("{")) {
		end++
	}
	return end
}

func (s *source) declare(from, to int) {
	for i := from; i < min(to, len(s.tokens)); i++ {
		if t := s.tok(i); t.kind == word && !s.tok(i-1).is(".") && !s.tok(i+1).is(":") {
			s.known[t.text] = true
		}
	}
}

// findHandler looks for onExecutePostLogin, however it is exported.
func (s *source) findHandler() {
	for i, t := range s.tokens {
		if !t.is("onExecutePostLogin") && !(t.kind == str && t.text == "onExecutePostLogin") {
			continue
		}
		s.handler.found, s.handler.line = true, t.line
		if at := s.functionAt(i + 1); at >= 0 {
			s.handlerAt(at)
			return
		}
		if name := s.tok(i + 2); (s.tok(i+1).is("=") || s.tok(i+1).is(":")) && name.kind == word {
			if at := s.declared(name.text); at >= 0 {
				s.handlerAt(at)
				return
			}
		}
	}
}

// functionAt is where a function's parameters or its async begin, from just behind
// its name on; -1 when it is no function.
func (s *source) functionAt(i int) int {
	if s.tok(i).is("=") || s.tok(i).is(":") {
		i++
	}
	at := i
	for s.tok(at).is("async") || s.tok(at).is("function") || s.tok(at).kind == word && s.tok(at-1).is("function") {
		at++
	}
	switch {
	case s.tok(at).is("(") && (s.tok(s.end(at)+1).is("=>") || s.tok(s.end(at)+1).is("{")):
		return i
	case s.tok(at).kind == word && s.tok(at+1).is("=>"):
		return i
	}
	return -1
}

// declared is functionAt of the function that a name is declared as.
func (s *source) declared(name string) int {
	for i, t := range s.tokens {
		if !t.is(name) {
			continue
		}
		if s.tok(i - 1).is("function") {
			if s.tok(i - 2).is("async") {
				return i - 2
			}
			return i - 1
		}
		if at := s.functionAt(i + 1); at >= 0 && s.tok(i+1).is("=") {
			return at
		}
	}
	return -1
}

func (s *source) handlerAt(i int) {
	s.handler.line = s.tok(i).line
	for ; !s.tok(i).is("(") && i < len(s.tokens); i++ {
		if s.tok(i).is("async") {
			s.handler.async = true
		} else if s.tok(i + 1).is("=>") {
			s.handler.params, s.handler.body = []string{s.tok(i).text}, i+2
			return
		}
	}
	end := s.end(i)
	s.handler.body = end + 1
	if s.tok(end + 1).is("=>") {
		s.handler.body++
	}
	for at := i + 1; at < end; at++ {
		t := s.tok(at)
		switch {
		case t.is("{"):
			s.destructure(at, "event", len(s.handler.params) == 0)
			s.handler.params = append(s.handler.params, "")
			at = s.end(at)
		case t.kind == word && (s.tok(at-1).is("(") || s.tok(at-1).is(",")):
			s.handler.params = append(s.handler.params, t.text)
		}
	}
	if len(s.handler.params) > 0 && s.handler.params[0] != "" && s.handler.params[0] != "user" {
		s.alias[s.handler.params[0]] = "event"
	}
}

// aliases gathers variables that stand for parts of the event or for plain strings.
func (s *source) aliases() {
	for i, t := range s.tokens {
		if !t.is("const") && !t.is("let") && !t.is("var") {
			continue
		}
		if s.tok(i + 1).is("{") {
			end := s.end(i + 1)
			if s.tok(end + 1).is("=") {
				if path, next := s.chain(end + 2); path != "" && s.endsExpression(next) {
					s.destructure(i+1, path, true)
				}
			}
			continue
		}
		if name := s.tok(i + 1); name.kind == word && s.tok(i+2).is("=") {
			if path, next := s.chain(i + 3); path != "" && s.endsExpression(next) {
				s.alias[name.text] = path
			}
			if text, next, ok := s.text(i + 3); ok && s.endsExpression(next) {
				s.texts[name.text] = text
			}
		}
	}
}

// destructure notes the names that a pattern takes out of a path.
func (s *source) destructure(open int, path string, of bool) {
	if !of {
		return
	}
	for i := open + 1; i < s.end(open); i++ {
		t := s.tok(i)
		if t.kind != word || !s.tok(i-1).is("{") && !s.tok(i-1).is(",") {
			continue
		}
		key := t.text
		if s.tok(i+1).is(":") && s.tok(i+2).kind == word {
			s.alias[s.tok(i+2).text] = path + "." + key
		} else {
			s.alias[key] = path + "." + key
		}
	}
}

// chain reads a name with the names behind its dots from i on and gives it with
// aliases resolved, and where it ends; empty for what is no part of the event.
func (s *source) chain(i int) (path string, next int) {
	if s.tok(i).kind != word || s.tok(i-1).is(".") {
		return "", i
	}
	path = s.alias[s.tok(i).text]
	for i++; s.tok(i).is(".") && s.tok(i+1).kind == word; i += 2 {
		if path != "" {
			path += "." + s.tok(i+1).text
		}
	}
	return path, i
}

// endsExpression reports whether an expression ends before i.
func (s *source) endsExpression(i int) bool {
	t := s.tok(i)
	return i >= len(s.tokens) || t.is(";") || t.is(",") || t.is("}") || t.is(")") || t.fresh && !strings.Contains(" + . ? ( [ || && ?? ` ", " "+t.text+" ")
}

// text reads an expression of literals and constants from i on.
func (s *source) text(i int) (text string, next int, ok bool) {
	for {
		t := s.tok(i)
		switch {
		case t.kind == str:
			text += t.text
			i++
		case t.is("`"):
			inner, end, ok := s.templateText(i + 1)
			if !ok {
				return "", i, false
			}
			text += inner
			i = end
		case t.kind == word && !s.tok(i+1).is(".") && !s.tok(i+1).is("("):
			value, known := s.texts[t.text]
			if !known {
				return "", i, false
			}
			text += value
			i++
		default:
			return "", i, false
		}
		if !s.tok(i).is("+") {
			return text, i, true
		}
		i++
	}
}

func (s *source) templateText(i int) (text string, next int, ok bool) {
	for ; i < len(s.tokens); i++ {
		t := s.tok(i)
		switch {
		case t.kind == str:
			text += t.text
		case t.is("`"):
			return text, i + 1, true
		case t.is("${"):
			value, known := s.texts[s.tok(i+1).text]
			if !known || s.end(i) != i+2 {
				return "", i, false
			}
			text += value
			i = s.end(i)
		}
	}
	return "", i, false
}
