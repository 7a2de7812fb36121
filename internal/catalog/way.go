package catalog

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Next stands between two words of a path in a cell; who draws it may put the sign of
// another locale in its place.
const Next = " › "

// WayWords is what lies between a user and a thing, read from the user outward, as the
// text of a cell. How many other paths there are follows where they were looked for.
func WayWords(path rbac.Path) text.Text { return joined(Between(path)) }

// WayOf is WayWords of a shortest path to a thing that a user has, and how many others
// there are.
func WayOf(a *rbac.Access, thing rbac.Ref, effort *rbac.Effort) text.Text {
	path, more := a.Shortest(thing)
	way := WayWords(path)
	if !more {
		return way
	}
	paths, truncated := a.PathsWithin(thing, effort)
	return text.New(way.Raw() + "  " + More(len(paths), truncated))
}

// chain is a chain of groups in the order in which it is given.
func chain(d *Data, groups []rbac.GroupID) text.Text {
	words := make([]Word, len(groups))
	for i, g := range groups {
		words[i] = Word{WordGroup, g.Ref(), d.Name(g.Ref())}
	}
	return joined(words)
}

func joined(words []Word) text.Text {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Text.Raw()
	}
	return text.New(strings.Join(parts, Next))
}
