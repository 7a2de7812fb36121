package catalog

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Next stands between two words of a path in a cell; who draws it may put the sign of
// another locale in its place.
const Next = " › "

// BeforeMore stands between a path and how many others there are.
const BeforeMore = "  "

// WayOf is what lies between a user and a thing that the user has, by a shortest path, and
// how many others there are.
func WayOf(a *rbac.Access, thing rbac.Ref, effort *rbac.Effort) []Word {
	path, more := a.Shortest(thing)
	words := Between(path)
	if !more {
		return words
	}
	paths, truncated := a.PathsWithin(thing, effort)
	return append(words, Word{Kind: WordMore, Text: text.New(More(len(paths), truncated))})
}

// chain is a chain of groups in the order in which it is given.
func chain(d *Data, groups []rbac.GroupID) []Word {
	words := make([]Word, len(groups))
	for i, g := range groups {
		words[i] = Word{WordGroup, g.Ref(), d.Name(g.Ref())}
	}
	return words
}

// PathCell is a path as a cell: sorted and found by its text, drawn word by word.
func PathCell(words []Word) Cell { return Cell{Text: PathText(words), Role: Way, Path: words} }

// PathText is the words of a path as one text.
func PathText(words []Word) text.Text {
	if len(words) == 1 {
		return words[0].Text
	}
	var line strings.Builder
	for i, w := range words {
		switch {
		case w.Kind == WordMore:
			line.WriteString(BeforeMore)
		case i > 0:
			line.WriteString(Next)
		}
		line.WriteString(w.Text.Raw())
	}
	return text.New(line.String())
}
