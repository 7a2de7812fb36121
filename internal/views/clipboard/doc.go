// Package clipboard offers what can be copied of things: ids, names, documents, and
// requests as snippets.
package clipboard
