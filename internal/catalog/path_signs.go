package catalog

import (
	"fmt"
	"strings"

	"authzx/internal/text"
)

// Signs are the characters between the words of a path.
type Signs struct {
	Next string // between two words, with its blanks
}

// SignsFor are the signs of a locale: › where it has UTF-8, else >.
func SignsFor(utf8 bool) Signs {
	if utf8 {
		return Signs{" › "}
	}
	return Signs{" > "}
}

// Line is the words of a path in one line, escaped.
func (s Signs) Line(words []Word) string {
	var line strings.Builder
	line.Grow(lineRoom)
	for i, w := range words {
		if i > 0 {
			line.WriteString(s.Next)
		}
		line.WriteString(w.Text.String())
	}
	return line.String()
}

// lineRoom is what most lines have room in, in bytes.
const lineRoom = 128

// More says how many paths there are beside the one shown, of as many as were
// looked for; empty where there are none. Truncated says that there may be more.
func More(paths int, truncated bool) string {
	others := paths - 1
	switch {
	case others < 1 && truncated:
		return "perhaps more paths"
	case others < 1:
		return ""
	case truncated:
		return fmt.Sprintf("+%s or more", text.Counted(others, "path"))
	}
	return "+" + text.Counted(others, "path")
}
