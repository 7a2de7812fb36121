package port

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is a kind of token of JavaScript, as far as the rules tell them apart.
type tokenKind int

const (
	word tokenKind = iota // a name or a keyword
	mark                  // punctuation; a template's ends are "`", its holes "${" and "}"
	str                   // a string without its quotes, or the text between the holes of a template
	number
	regex
)

// token is one token. Optional chaining reads as plain access, and access by a
// literal as access by name, so that rules see one form of each.
type token struct {
	kind tokenKind
	text string
	line int
	// fresh says that a line end stands before it.
	fresh bool
}

func (t token) is(text string) bool { return t.text == text && (t.kind == word || t.kind == mark) }

// scanner cuts JavaScript into tokens. Comments are dropped, and what is broken is
// taken as far as it goes.
type scanner struct {
	code   string
	at     int
	line   int
	fresh  bool
	holes  []int // braces open in each template's hole
	tokens []token
	// broken is the line of the first literal or comment that doesn't end, doubtful that
	// a slash may divide or begin a regular expression.
	broken   int
	doubtful bool
}

func scan(code string) *scanner {
	s := &scanner{code: strings.TrimPrefix(code, "\ufeff"), line: 1}
	for s.at < len(s.code) {
		s.next()
	}
	return s
}

// ends notes whether a literal or a comment that began at a line ends.
func (s *scanner) ends(line int, does bool) {
	if !does && s.broken == 0 {
		s.broken = line
	}
}

func (s *scanner) add(kind tokenKind, text string) {
	s.tokens = append(s.tokens, token{kind, text, s.line, s.fresh})
	s.fresh = false
}

func (s *scanner) rest() string { return s.code[s.at:] }

// pass goes over n bytes and counts their lines.
func (s *scanner) pass(n int) string {
	n = min(n, len(s.code)-s.at)
	text := s.code[s.at : s.at+n]
	if lines := strings.Count(text, "\n"); lines > 0 {
		s.line += lines
		s.fresh = true
	}
	s.at += n
	return text
}

func (s *scanner) next() {
	rest := s.rest()
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsSpace(r) || r == '\ufeff':
		s.pass(size)
	case strings.HasPrefix(rest, "//"):
		s.pass(until(rest, "\n", 0))
	case strings.HasPrefix(rest, "/*"):
		end := until(rest, "*/", 2)
		s.ends(s.line, end < len(rest))
		s.pass(end + 2)
	case r == '"' || r == '\'':
		s.quoted(byte(r))
	case r == '`':
		s.pass(1)
		s.add(mark, "`")
		s.template()
	case r == '}' && len(s.holes) > 0 && s.holes[len(s.holes)-1] == 0:
		s.holes = s.holes[:len(s.holes)-1]
		s.pass(1)
		s.add(mark, "}")
		s.template()
	case unicode.IsDigit(r):
		s.add(number, s.pass(spanOf(rest, func(r rune) bool { return nameRune(r) || r == '.' })))
	case nameRune(r) || r == '#' || r == '\\':
		s.doubtful = s.doubtful || r == '\\'
		s.add(word, s.pass(size+spanOf(rest[size:], nameRune)))
	case r == '/' && s.beginsRegex():
		s.regex()
	default:
		s.punctuation(rest, size)
	}
}

// until is where text begins in s from a place on, or the end of s.
func until(s, text string, from int) int {
	if at := strings.Index(s[min(from, len(s)):], text); at >= 0 {
		return at + from
	}
	return len(s)
}

func spanOf(s string, in func(rune) bool) int {
	if at := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); at >= 0 {
		return at
	}
	return len(s)
}

func nameRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == utf8.RuneError
}

func (s *scanner) quoted(quote byte) {
	rest := s.rest()
	end := 1
	for end < len(rest) && rest[end] != quote && rest[end] != '\n' {
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	s.ends(s.line, end < len(rest) && rest[end] == quote)
	end = min(end, len(rest))
	text := rest[1:end]
	s.add(str, plainText(text))
	s.pass(min(end+1, len(rest)))
}

// template reads the text of a template up to a hole or its end.
func (s *scanner) template() {
	rest := s.rest()
	end := 0
	for end < len(rest) && rest[end] != '`' && !strings.HasPrefix(rest[end:], "${") {
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	s.ends(s.line, end < len(rest))
	end = min(end, len(rest))
	s.add(str, plainText(rest[:end]))
	s.pass(end)
	switch {
	case strings.HasPrefix(s.rest(), "${"):
		s.pass(2)
		s.add(mark, "${")
		s.holes = append(s.holes, 0)
	case s.rest() != "":
		s.pass(1)
		s.add(mark, "`")
	}
}

// plainText undoes the simple escapes of a literal.
func plainText(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`, "\\`", "`", `\/`, `/`).Replace(s)
}

// beginsRegex reports whether a slash here begins a regular expression.
func (s *scanner) beginsRegex() bool {
	if len(s.tokens) == 0 {
		return true
	}
	last := s.tokens[len(s.tokens)-1]
	switch last.kind {
	case word:
		return strings.Contains(" return typeof case in of delete void throw new else do await yield ", " "+last.text+" ")
	case mark:
		s.doubtful = s.doubtful || last.is(")") || last.is("}")
		return !strings.Contains(" ) ] } ` ", " "+last.text+" ")
	}
	return false
}

func (s *scanner) regex() {
	rest := s.rest()
	end, class := 1, false
	for end < len(rest) && rest[end] != '\n' && (class || rest[end] != '/') {
		switch rest[end] {
		case '\\':
			end++
		case '[':
			class = true
		case ']':
			class = false
		}
		end++
	}
	s.ends(s.line, end < len(rest) && rest[end] == '/')
	end = min(end+1, len(rest))
	s.add(regex, s.pass(end+spanOf(rest[end:], nameRune)))
}

func (s *scanner) punctuation(rest string, size int) {
	for _, long := range []string{">>>=", "...", "===", "!==", "**=", "<<=", ">>=", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="} {
		if strings.HasPrefix(rest, long) {
			s.add(mark, s.pass(len(long)))
			return
		}
	}
	text := s.pass(size)
	if n := len(s.holes); n > 0 {
		switch text {
		case "{":
			s.holes[n-1]++
		case "}":
			s.holes[n-1]--
		}
	}
	s.add(mark, text)
}

// normal reads x?.y and x['y'] as x.y.
func normal(tokens []token) []token {
	var out []token
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.is("?.") {
			if i+1 < len(tokens) && tokens[i+1].kind == mark {
				continue // x?.[y] and x?.(y)
			}
			t.text = "."
		}
		if t.is("[") && i+2 < len(tokens) && tokens[i+1].kind == str && tokens[i+2].is("]") && isName(tokens[i+1].text) && endsValue(out) {
			out = append(out, token{mark, ".", t.line, t.fresh}, token{word, tokens[i+1].text, t.line, false})
			i += 2
			continue
		}
		out = append(out, t)
	}
	return out
}

func isName(s string) bool { return s != "" && spanOf(s, nameRune) == len(s) }

// endsValue reports whether tokens end with something that can be looked into.
func endsValue(tokens []token) bool {
	if len(tokens) == 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	return last.kind == word && !keyword(last.text) || last.is(")") || last.is("]")
}

func keyword(s string) bool {
	return strings.Contains(" return typeof case in of delete void throw new else do await yield const let var if while for function async try catch finally switch import export from ", " "+s+" ")
}
