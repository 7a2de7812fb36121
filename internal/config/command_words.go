package config

import (
	"errors"
	"strings"
	"unicode"
)

// errOpenQuote is a command that ends within quotes.
var errOpenQuote = errors.New("a quotation mark isn't closed")

// CommandWords splits a command as typed into its program and arguments: at blanks, except
// within single or double quotes. A backslash escapes a blank or a quote; any other one is
// literal, as in Windows paths.
func CommandWords(typed string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun, escaped := false, false
	runes := []rune(typed)
	for i, r := range runes {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && i+1 < len(runes) && escapable(runes[i+1], quote):
			begun, escaped = true, true
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && unicode.IsSpace(r):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, errOpenQuote
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}

// escapable reports whether a backslash before r, within a quote or none, escapes it.
func escapable(r, quote rune) bool {
	switch quote {
	case '\'':
		return false
	case '"':
		return r == '"'
	}
	return r == '\'' || r == '"' || unicode.IsSpace(r)
}
