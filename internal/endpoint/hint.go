package endpoint

import (
	"slices"
	"strings"
)

// farthest is how many letters a path may be off to be taken for a slip.
const farthest = 3

// Hint says, in a clause, what was probably meant by a method and a path of
// which there is no route; empty where that can't be guessed. It is safe to
// draw: it quotes nothing of what was given.
func Hint(method, path string) string {
	method = strings.ToUpper(method)
	path, _, _ = strings.Cut(path, "?")
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if i := slices.Index(segments, "api"); i >= 0 {
		segments = segments[i+1:] // the whole address was given
	}
	var methods []string
	var nearest *Route
	best := farthest + 1
	for _, r := range routes().routes {
		n := distance(r, segments)
		switch {
		case n == 0 && r.Method == method && strings.HasPrefix(path, "/") && strings.HasSuffix(path, "/"):
			return "paths don't end with a slash, as in " + r.Template
		case n == 0 && r.Method == method:
			return "paths start after /api, with a slash, as in " + r.Template
		case n == 0:
			methods = append(methods, r.Method)
		case r.Method == method && n < best && n <= slips(r):
			nearest, best = r, n
		}
	}
	switch {
	case len(methods) > 0:
		return "that path takes " + strings.Join(methods, ", ")
	case nearest != nil:
		return "did you mean " + nearest.Method + " " + nearest.Template + "?"
	}
	return ""
}

// slips is how many letters may be off in the words of a template: of short ones most
// would be, and another path is meant.
func slips(r *Route) int {
	n := 0
	for _, s := range r.segments() {
		if !isParam(s) {
			n += len(s)
		}
	}
	return min(farthest, n/3)
}

// distance is how many letters of the words of a template differ; more than
// farthest for one of another shape.
func distance(r *Route, segments []string) int {
	template := r.segments()
	if len(template) != len(segments) {
		return farthest + 1
	}
	n := 0
	for i, s := range template {
		if isParam(s) {
			if segments[i] == "" {
				return farthest + 1
			}
			continue
		}
		n += letters(s, segments[i])
	}
	return n
}

// letters is the number of letters to put in, take out or exchange to make b of a.
func letters(a, b string) int {
	if len(a)-len(b) > farthest || len(b)-len(a) > farthest {
		return farthest + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
