package endpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// JSONError says at which line and character a document stops being JSON, and why. Any
// other error is what it says itself.
func JSONError(doc []byte, err error) string {
	at, why := len(doc), "it ends too soon"
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax) && !strings.HasPrefix(syntax.Error(), "unexpected end"):
		at = min(max(int(syntax.Offset)-1, 0), len(doc)) // the offset is behind the byte at fault
		why = syntaxWords(doc[at:], syntax.Error())
	case syntax == nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return err.Error()
	}
	before := doc[:at]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return fmt.Sprintf("line %d, character %d: %s", bytes.Count(before, []byte{'\n'})+1, utf8.RuneCount(line)+1, why)
}

// syntaxWords put what the decoder says of what is left of a document into plain words.
func syntaxWords(rest []byte, said string) string {
	if strings.Contains(said, "exceeded max depth") {
		return "nested too deeply"
	}
	r, n := utf8.DecodeRune(rest)
	found := string(rest[:n])
	switch {
	case r == utf8.RuneError:
		found = "a byte that is not UTF-8"
	case r <= ' ' || r > '~': // not every caller escapes
		found = fmt.Sprintf("U+%04X", r)
	}
	for _, plain := range [][2]string{
		{"after top-level value", "the value has ended before %s"},
		{"beginning of object key", "a key in double quotes is missing before %s"},
		{"after object key:value pair", "a comma or } is missing before %s"},
		{"after object key", "a colon is missing before %s"},
		{"after array element", "a comma or ] is missing before %s"},
		{"in string escape", "%s can't follow a backslash"},
		{"hexadecimal character escape", "four hexadecimal digits must follow \\u, not %s"},
		{"in string literal", "%s must be escaped in a string"},
		{"literal true", "a value can't contain %s here: true was begun"},
		{"literal false", "a value can't contain %s here: false was begun"},
		{"literal null", "a value can't contain %s here: null was begun"},
		{"numeric literal", "a number can't contain %s here"},
		{"in exponent", "a number can't contain %s here"},
	} {
		if strings.Contains(said, plain[0]) {
			return fmt.Sprintf(plain[1], found)
		}
	}
	return fmt.Sprintf("a value can't begin with %s", found)
}
