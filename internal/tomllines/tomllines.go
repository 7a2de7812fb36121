// Package tomllines says on which lines a TOML document keeps what: the TOML library
// checks documents and gives no positions for keys. It also says which keys mean nothing
// where they stand, what they may have been meant for, and how a string is written.
package tomllines

import (
	"strings"

	"github.com/BurntSushi/toml"
)

// Layout is where the keys and tables of one document stand. It is only made of
// documents that the library accepted.
type Layout struct {
	Keys   map[string]Span // by Path
	Tables []Table         // in order
}

// Span is a run of lines, counted from 1, both ends included.
type Span struct{ First, Last int }

// Table is a header and the keys below it.
type Table struct {
	Path string
	Span Span // from the header to the end of the last value
	// Keys are those of this very table, which shares its path with others where it is
	// one of an array.
	Keys map[string]Span
}

// Path joins the parts of a key; NUL can't be in one.
func Path(parts ...string) string { return strings.Join(parts, "\x00") }

// Line is where the key is, or the nearest table around it, or 0.
func (l *Layout) Line(parts ...string) int {
	for ; len(parts) > 0; parts = parts[:len(parts)-1] {
		if s, ok := l.Keys[Path(parts...)]; ok {
			return s.First
		}
	}
	return 0
}

// scanner walks over a document, byte by byte.
type scanner struct {
	in   string
	at   int
	row  int
	into *Layout
}

// Scan reads the layout of a document.
func Scan(in string) *Layout {
	s := &scanner{in: in, row: 1, into: &Layout{Keys: map[string]Span{}}}
	var prefix []string
	for s.skipBlank(); s.at < len(s.in); s.skipBlank() {
		first := s.row
		if s.peek() == '[' {
			prefix = s.header()
			s.into.Tables = append(s.into.Tables, Table{Path: Path(prefix...), Span: Span{first, first}, Keys: map[string]Span{}})
			s.record(prefix, first)
			continue
		}
		key := s.key()
		s.at++ // the equals sign
		s.value()
		s.record(append(append([]string(nil), prefix...), key...), first)
		if n := len(s.into.Tables); n > 0 {
			table := &s.into.Tables[n-1]
			table.Span.Last = s.row
			table.Keys[Path(key...)] = Span{first, s.row}
		}
	}
	return s.into
}

// record keeps the first place of a key, and the tables that a dotted key makes.
func (s *scanner) record(key []string, first int) {
	for n := 1; n <= len(key); n++ {
		if _, ok := s.into.Keys[Path(key[:n]...)]; !ok {
			s.into.Keys[Path(key[:n]...)] = Span{first, s.row}
		}
	}
}

func (s *scanner) peek() byte {
	if s.at < len(s.in) {
		return s.in[s.at]
	}
	return 0
}

// skipBlank skips blanks, line ends and comments.
func (s *scanner) skipBlank() {
	for s.at < len(s.in) {
		switch s.in[s.at] {
		case '\n':
			s.row++
			s.at++
		case ' ', '\t', '\r':
			s.at++
		case '#':
			s.skipComment()
		default:
			if !strings.HasPrefix(s.in[s.at:], "\ufeff") {
				return
			}
			s.at += len("\ufeff")
		}
	}
}

func (s *scanner) skipComment() {
	for s.at < len(s.in) && s.in[s.at] != '\n' {
		s.at++
	}
}

// header reads [a.b] or [[a.b]].
func (s *scanner) header() []string {
	for s.peek() == '[' {
		s.at++
	}
	key := s.key()
	for s.peek() == ']' {
		s.at++
	}
	return key
}

// key reads a dotted key up to what ends it.
func (s *scanner) key() []string {
	var parts []string
	for s.at < len(s.in) {
		switch c := s.in[s.at]; c {
		case ' ', '\t', '.':
			s.at++
		case '"', '\'':
			start := s.at
			s.quoted(c)
			parts = append(parts, unquoteKey(s.in[start:s.at]))
		case '=', ']', '\n', '\r', '#':
			return parts
		default:
			start := s.at
			for s.at < len(s.in) && !strings.ContainsRune(" \t.=]\r\n#", rune(s.in[s.at])) {
				s.at++
			}
			parts = append(parts, s.in[start:s.at])
		}
	}
	return parts
}

// unquoteKey has the library read a quoted key, so that its escapes mean the same.
func unquoteKey(quoted string) string {
	var read struct{ Key string }
	if _, err := toml.Decode("Key = "+quoted, &read); err != nil {
		return quoted
	}
	return read.Key
}

// value skips a value up to the line end, or the comment, behind it.
func (s *scanner) value() {
	depth := 0
	for s.at < len(s.in) {
		switch c := s.in[s.at]; c {
		case '"', '\'':
			s.quoted(c)
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '#':
			if depth == 0 {
				return
			}
			s.skipComment()
			continue
		case '\n':
			if depth == 0 {
				return
			}
			s.row++
		}
		s.at++
	}
}

// quoted skips a string of one line or of many.
func (s *scanner) quoted(quote byte) {
	one := string(quote)
	if three := strings.Repeat(one, 3); strings.HasPrefix(s.in[s.at:], three) {
		s.at += 3
		s.until(three, quote)
		// Up to two more quotes before the end belong to the value.
		for s.peek() == quote {
			s.at++
		}
		return
	}
	s.at++
	s.until(one, quote)
}

// until goes past the end of a string; backslashes escape in double quotes only.
func (s *scanner) until(end string, quote byte) {
	for s.at < len(s.in) {
		switch {
		case quote == '"' && s.in[s.at] == '\\':
			s.at++
			if s.peek() == '\n' {
				s.row++
			}
			s.at++
			continue
		case strings.HasPrefix(s.in[s.at:], end):
			s.at += len(end)
			return
		case s.in[s.at] == '\n':
			s.row++
		}
		s.at++
	}
}
