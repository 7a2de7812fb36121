package output

import (
	"bytes"
	"encoding/json"

	"authzx/internal/text"
)

// Displayable is a JSON document on one line, with an escape for each character
// that a terminal should not be sent; nil when there is none.
func Displayable(document []byte) []byte {
	var line bytes.Buffer
	if json.Compact(&line, document) != nil {
		return nil
	}
	var out []byte
	for _, r := range line.String() {
		if text.Printable(r) {
			out = append(out, string(r)...)
			continue
		}
		// What is not printable can only stand within a string.
		quoted := text.AppendJSON(nil, string(r))
		out = append(out, quoted[1:len(quoted)-1]...)
	}
	return out
}

// deepest is the depth from which on a document is indented no further: with
// thousands of levels it would be mostly blanks.
const deepest = 40

// Indented breaks a JSON document that stands on one line into lines.
func Indented(line []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(line) * 2)
	depth, quoted := 0, false
	broken := func() {
		out.WriteByte('\n')
		for range min(depth, deepest) {
			out.WriteString("  ")
		}
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quoted:
			out.WriteByte(c)
			if c == '\\' {
				i++
				out.WriteByte(line[i])
			}
			quoted = c != '"'
		case c == '"':
			quoted = true
			out.WriteByte(c)
		case c == '{' || c == '[':
			depth++
			out.WriteByte(c)
			if line[i+1] != '}' && line[i+1] != ']' {
				broken()
			}
		case c == '}' || c == ']':
			depth--
			if line[i-1] != '{' && line[i-1] != '[' {
				broken()
			}
			out.WriteByte(c)
		case c == ',':
			out.WriteByte(c)
			broken()
		case c == ':':
			out.WriteString(": ")
		default:
			out.WriteByte(c)
		}
	}
	return out.Bytes()
}
