package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// reader checks a tree against keys and collects mistakes.
type reader struct {
	file   string
	env    Env
	layout *tomllines.Layout
	found  Mistakes
}

// walk sets what keys describe and complains about everything else.
func (r *reader) walk(at []string, tree map[string]any, keys []key) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		if i < 0 {
			r.unknownKey(append(slices.Clone(at), name), keyNames(keys))
			continue
		}
		if problem := keys[i].set(tree[name]); problem != "" {
			r.mistake(append(slices.Clone(at), name), problem, keys[i].allowed)
		}
	}
}

func keyNames(keys []key) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return names
}

func (r *reader) profile(doc *document, name string, value any) {
	at := []string{"profiles", name}
	tree, ok := value.(map[string]any)
	if !ok {
		r.mistake(at, "is not a table", "a table such as [profiles.dev] with the keys "+strings.Join(keyNames(profileKeys(&Profile{}, r.env, r.file)), ", "))
		return
	}
	if name == "" || len(name) > 64 || text.Escape(name) != name || strings.ContainsAny(name, `/\`) || strings.Trim(name, " ") != name {
		r.mistake(at, "is not a valid profile name", "1 to 64 printable characters without / and \\")
		return
	}
	p := newProfile(name, r.env)
	p.origin = origin{
		place: text.New(r.file), line: r.layout.Line(at...), key: strings.Join(at, "."),
		authorities: r.layout.Line(append(slices.Clip(at), "ca_file")...),
	}
	r.walk(at, tree, profileKeys(&p, r.env, r.file))
	r.oneSecret(at, tree)
	doc.profiles = append(doc.profiles, p)
}

// oneSecret complains when the secret is given in more than one way, at the
// lower of the places.
func (r *reader) oneSecret(at []string, tree map[string]any) {
	var given []string
	for _, name := range secretKeys() {
		if _, ok := tree[name]; ok {
			given = append(given, name)
		}
	}
	if len(given) < 2 {
		return
	}
	slices.SortStableFunc(given, func(a, b string) int {
		return r.layout.Line(append(slices.Clone(at), a)...) - r.layout.Line(append(slices.Clone(at), b)...)
	})
	last := given[len(given)-1]
	r.mistake(append(slices.Clone(at), last),
		fmt.Sprintf("the secret is given %d times, as %s", len(given), strings.Join(given, " and ")),
		"exactly one of "+strings.Join(secretKeys(), ", "))
}

func newProfile(name string, env Env) Profile {
	return Profile{
		Name: text.New(name), Audience: text.New(DefaultAudience),
		Limits: Limits{List: DefaultListLimit, Answer: DefaultAnswerLimit},
		finder: newFinder(env),
	}
}
