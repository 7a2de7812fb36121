package config

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"authzx/internal/private"
	"authzx/internal/text"
	"authzx/internal/tomllines"

	"github.com/BurntSushi/toml"
)

// document is a configuration file that was read.
type document struct {
	path           string
	defaultProfile text.Text
	profiles       []Profile // in the file's order
	ui             UI
	history        History
	keys           []KeyChoice
	layout         *tomllines.Layout
}

// readDocument reads the file. The error wraps fs.ErrNotExist when there is
// none.
func readDocument(file string, env Env) (*document, error) {
	if file == "" {
		return nil, fs.ErrNotExist
	}
	data, access, err := private.Read(file)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	doc, err := parseDocument(file, string(data), env)
	if err != nil {
		return nil, err
	}
	if err := doc.exposed(access); err != nil {
		return nil, err
	}
	return doc, nil
}

// parseDocument checks data, which stands or will stand in the file. The error
// is Mistakes: the first fault against TOML, or all against its meaning.
func parseDocument(file, data string, env Env) (*document, error) {
	var tree map[string]any
	meta, err := toml.Decode(data, &tree)
	if err != nil {
		return nil, Mistakes{syntaxMistake(file, err)}
	}
	r := &reader{file: file, env: env, layout: tomllines.Scan(data)}
	doc := &document{path: file, ui: defaultUI(), history: DefaultHistory(), layout: r.layout}
	r.walk(nil, tree, documentKeys(doc))
	if settings, ok := tree["ui"].(map[string]any); ok {
		r.walk([]string{"ui"}, settings, uiKeys(&doc.ui, env, file))
	}
	if settings, ok := tree["history"].(map[string]any); ok {
		r.walk([]string{"history"}, settings, historyKeys(&doc.history))
	}
	if wishes, ok := tree["keys"].(map[string]any); ok {
		r.keys(doc, wishes)
	}
	if profiles, ok := tree["profiles"].(map[string]any); ok {
		for _, name := range profileOrder(meta) {
			r.profile(doc, name, profiles[name])
		}
	}
	r.defaultExists(doc)
	if err := r.found.orNil(); err != nil {
		return nil, err
	}
	return doc, nil
}

// profileOrder lists the profiles as the file does; the tree is a map and has
// forgotten it.
func profileOrder(meta toml.MetaData) []string {
	var names []string
	seen := map[string]bool{}
	for _, key := range meta.Keys() {
		if len(key) >= 2 && key[0] == "profiles" && !seen[key[1]] {
			seen[key[1]] = true
			names = append(names, key[1])
		}
	}
	return names
}

func (r *reader) defaultExists(doc *document) {
	if doc.defaultProfile.IsZero() {
		return
	}
	c := Config{Paths: Paths{File: r.file}, profiles: doc.profiles}
	if c.index(doc.defaultProfile.Raw()) < 0 {
		r.found = append(r.found, c.unknownProfile(r.file, r.layout.Line("default_profile"), "default_profile", doc.defaultProfile))
	}
}

// syntaxMistake says where the file is no TOML. The library's messages may
// show pieces of the document, and a secret without its quotes could be such a
// piece: they are cut to the words that the library chose.
func syntaxMistake(file string, err error) Mistake {
	m := Mistake{
		Place: text.New(file), Problem: "not valid TOML",
		Allowed: `key = "text", key = true, key = ["a", "b"], and [profiles.NAME] before a profile's keys`,
	}
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return m
	}
	m.Line, m.Key = parse.Position.Line, text.New(parse.LastKey)
	if name, ok := strings.CutSuffix(parse.Message, "' has already been defined."); ok {
		m.Key = text.New(strings.TrimPrefix(name, "Key '"))
		m.Problem = "appears twice"
		m.Allowed = "use each key and table once"
		return m
	}
	if words := ownWords(parse.Message); words != "" {
		m.Problem = "not valid TOML: " + words
	}
	return m
}

// ownWords is the beginning of a message of the library up to the first piece
// that might be the document's.
func ownWords(message string) string {
	for _, cut := range []string{" but found", ", but got", ": '", `: "`, "out of range"} {
		message, _, _ = strings.Cut(message, cut)
	}
	// What is left quotes at most signs that TOML itself asks for.
	if regexp.MustCompile(`^[A-Za-z ,;:().'"=\[\]{}\\-]*$`).MatchString(message) && !regexp.MustCompile(`['"][^'"]{3,}['"]`).MatchString(message) {
		return strings.TrimRight(message, " ,;:")
	}
	return ""
}
