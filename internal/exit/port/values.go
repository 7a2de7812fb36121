package port

// values are the texts that a variable may hold: of a loop over a list that stands in
// the code, or of a parameter, by the calls of its function.
func (s *source) values() map[string][]string {
	values := map[string][]string{}
	add := func(name token, texts []string) {
		if name.kind == word && !keyword(name.text) {
			values[name.text] = append(values[name.text], texts...)
		}
	}
	for i, t := range s.tokens {
		switch {
		case t.is("of") && s.tok(i-1).kind == word:
			add(s.tok(i-1), s.list(i+1))
		case t.is(".") && (s.tok(i+1).is("forEach") || s.tok(i+1).is("map")) && s.tok(i+2).is("("):
			list := i - 1
			if s.tok(list).is("]") {
				list = s.opening(list)
			}
			add(s.parameter(i+3), s.list(list))
		case t.kind == word && s.tok(i+1).is("(") && s.tok(i-1).is("function") || t.kind == word && s.tok(i+1).is("=") && s.functionAt(i+1) >= 0:
			s.arguments(t.text, add)
		}
	}
	return values
}

// list are the texts of the list at i, or of the one that a name there stands for.
func (s *source) list(i int) []string {
	if s.tok(i).kind == word {
		for at := range s.tokens {
			if s.tok(at).is(s.tok(i).text) && s.has(at+1, "=", "[") {
				return s.list(at + 2)
			}
		}
	}
	if !s.tok(i).is("[") {
		return nil
	}
	var texts []string
	for at := i + 1; at < s.end(i); at++ {
		if text, next, ok := s.text(at); ok {
			texts = append(texts, text)
			at = next
		}
	}
	return texts
}

// parameter is the first parameter of the function at i.
func (s *source) parameter(i int) token {
	for s.tok(i).is("async") || s.tok(i).is("function") || s.tok(i).is("(") {
		i++
	}
	return s.tok(i)
}

// arguments tells what the calls of a function give to each of its parameters.
func (s *source) arguments(function string, add func(token, []string)) {
	at := s.declared(function)
	if at < 0 {
		return
	}
	for !s.tok(at).is("(") && !s.tok(at).is("=>") && at < len(s.tokens) {
		at++
	}
	parameters := s.split(at)
	for i := range s.tokens {
		if !s.tok(i).is(function) || !s.tok(i+1).is("(") || s.tok(i-1).is("function") {
			continue
		}
		for n, argument := range s.split(i + 1) {
			if text, _, ok := s.text(argument); ok && n < len(parameters) {
				add(s.tok(parameters[n]), []string{text})
			}
		}
	}
}

// split is where each part between the commas of the brackets at i begins.
func (s *source) split(i int) []int {
	if !s.tok(i).is("(") {
		return nil
	}
	parts := []int{i + 1}
	for at := i + 1; at < s.end(i); at++ {
		if s.tok(at).is("(") || s.tok(at).is("[") || s.tok(at).is("{") {
			at = min(s.end(at), len(s.tokens))
		}
		if s.tok(at).is(",") {
			parts = append(parts, at+1)
		}
	}
	return parts
}

// possible are the texts that the argument at i may be.
func (s *source) possible(i int, values map[string][]string) []string {
	if text, next, ok := s.text(i); ok && s.tok(next).is(",") {
		return []string{text}
	}
	var texts []string
	for at := i; at < len(s.tokens) && !s.tok(at).is(","); at++ {
		name := s.tok(at)
		if _, constant := s.texts[name.text]; name.kind != word || constant {
			continue
		}
		for _, value := range values[name.text] {
			s.texts[name.text] = value
			if text, next, ok := s.text(i); ok && s.tok(next).is(",") {
				texts = append(texts, text)
			}
			delete(s.texts, name.text)
		}
	}
	return texts
}
