package cli

import "bytes"

// deepest is the depth from which on a document is indented no further: with
// thousands of levels it would be mostly blanks.
const deepest = 40

// indented breaks a JSON document that stands on one line into lines.
func indented(line []byte) []byte {
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
