package snippet

import (
	"encoding/json"
	"strings"

	"authzx/internal/text"
)

// displayable is a JSON body with the same meaning that is safe to display:
// strings that hold what is not printable are written anew with \u escapes, and
// between values tabs and carriage returns make way for blanks. All other bytes
// stay. A body that is not JSON comes back as it is.
func displayable(body []byte) []byte {
	if displayableText(string(body)) || !json.Valid(body) {
		return body
	}
	out := make([]byte, 0, len(body)+64)
	for i := 0; i < len(body); {
		switch c := body[i]; c {
		case '"':
			end := i + stringLength(body[i:])
			out = append(out, displayableString(body[i:end])...)
			i = end
			continue
		case '\t', '\r':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
		i++
	}
	return out
}

// stringLength is the length of the string that b, valid JSON, begins with.
func stringLength(b []byte) int {
	for i := 1; ; i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
}

func displayableString(token []byte) []byte {
	if displayableText(string(token)) {
		return token
	}
	raw, err := text.Unquote(token)
	if err != nil {
		// Not to be reached with valid JSON; what can't be read can't be shown.
		return []byte(`""`)
	}
	return text.AppendJSON(nil, raw)
}

// displayableText reports whether s has printable characters and line feeds only.
func displayableText(s string) bool {
	for line := range strings.SplitSeq(s, "\n") {
		// Escape spells its own bracket, which is printable.
		line = strings.ReplaceAll(line, "⟨", "<")
		if text.Escape(line) != line {
			return false
		}
	}
	return true
}
