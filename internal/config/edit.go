package config

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"authzx/internal/private"
	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// Save writes a profile into the file at path: a new one goes to the end, one
// of the same name is replaced where it stands, and everything else, comments
// included, stays. The file is made if it is not there. Nothing is written
// unless the result is right: the error is Mistakes, with the lines as they
// would be, a *ByHandError, or what hindered the writing.
func Save(env Env, path string, e Entry) error {
	return edit(env, path, func(d *draft) error {
		body := append([]string{header(e.Name)}, e.lines()...)
		at, err := d.table(e.Name)
		switch {
		case err != nil:
			return err
		case at != nil:
			d.replace(*at, append(body, d.comments(*at)...))
		default:
			d.add(body)
		}
		if e.MakeDefaultProfile || !d.has("default_profile") && d.profiles == 0 {
			d.setDefault(e.Name)
		}
		return nil
	})
}

// Remove takes a profile out of the file at path; everything else, comments of other
// tables included, stays. A default_profile that names it goes too.
func Remove(env Env, path, name string) error {
	return edit(env, path, func(d *draft) error {
		at, err := d.table(name)
		switch {
		case err != nil:
			return err
		case at == nil:
			return fmt.Errorf("there is no profile %s in %s", text.New(name), text.New(path))
		}
		d.blank(*at)
		if s, ok := d.layout.Keys["default_profile"]; ok && d.standard == name {
			d.blank(s)
		}
		return nil
	})
}

// ByHandError says that a profile stands in a form that is not edited here,
// such as an inline table.
type ByHandError struct {
	Path, Profile text.Text
	Line          int
}

// Error says where to look.
func (e *ByHandError) Error() string {
	return fmt.Sprintf("%s:%d: profile %s is not written as a table of its own ([profiles.NAME]) and must be edited by hand",
		e.Path, e.Line, e.Profile)
}

func edit(env Env, path string, change func(*draft) error) error {
	if path == "" {
		return errors.New("no configuration folder: set HOME or XDG_CONFIG_HOME")
	}
	data, access, err := private.Read(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	d := &draft{path: path, layout: tomllines.Scan("")}
	if err == nil {
		doc, err := parseDocument(path, string(data), env)
		if err != nil {
			return err
		}
		// Made private by the writing, the file would pass a secret off as unseen.
		if err := doc.exposed(access); err != nil {
			return err
		}
		d.layout, d.profiles, d.standard = doc.layout, len(doc.profiles), doc.defaultProfile.Raw()
		d.lines = strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		if len(data) == 0 {
			d.lines = nil
		}
	}
	if err := change(d); err != nil {
		return err
	}
	after := d.String()
	doc, err := parseDocument(path, after, env)
	if err != nil {
		return unwritten(err)
	}
	var found Mistakes
	for i := range doc.profiles {
		found = append(found, doc.profiles[i].finish()...)
	}
	if err := found.orNil(); err != nil {
		return unwritten(err)
	}
	if err := private.WriteFile(path, []byte(after)); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return nil
}

// unwritten says that a mistake is in what would have been written: its line is not in
// the file as it is.
func unwritten(err error) error {
	return fmt.Errorf("not written; in the file with this profile: %w", err)
}

// draft is a file under change. Each change is told in the lines of the
// original; String puts them together.
type draft struct {
	path     string
	layout   *tomllines.Layout
	profiles int
	standard string // the default profile
	lines    []string
	gone     []tomllines.Span
	added    []addition
}

// addition is lines that come behind a line of the original, 0 being the top.
type addition struct {
	after int
	lines []string
}

func (d *draft) has(key string) bool {
	_, ok := d.layout.Keys[key]
	return ok
}

// table is where the profile's own table stands; nil when there is no such
// profile.
func (d *draft) table(name string) (*tomllines.Span, error) {
	own := tomllines.Path("profiles", name)
	var at *tomllines.Span
	pieces := 0
	for i, t := range d.layout.Tables {
		if t.Path == own {
			at, pieces = &d.layout.Tables[i].Span, pieces+1
		} else if strings.HasPrefix(t.Path, own+"\x00") {
			pieces++
		}
	}
	if pieces == 1 && at != nil {
		return at, nil
	}
	if !d.has(own) {
		return nil, nil
	}
	return nil, &ByHandError{Path: text.New(d.path), Profile: text.New(name), Line: d.layout.Line("profiles", name)}
}

// comments are the lines of a table that hold nothing else.
func (d *draft) comments(at tomllines.Span) []string {
	held := map[int]bool{}
	for _, s := range d.layout.Keys {
		for n := s.First; n <= s.Last; n++ {
			held[n] = true
		}
	}
	var kept []string
	for n := at.First; n <= at.Last; n++ {
		if line := strings.TrimSpace(d.lines[n-1]); !held[n] && strings.HasPrefix(line, "#") {
			kept = append(kept, d.lines[n-1])
		}
	}
	return kept
}

func (d *draft) blank(s tomllines.Span) { d.gone = append(d.gone, s) }

func (d *draft) insert(after int, lines []string) {
	d.added = append(d.added, addition{after, lines})
}

func (d *draft) replace(s tomllines.Span, lines []string) {
	d.blank(s)
	d.insert(s.Last, lines)
}

// add puts a table at the end, an empty line before it.
func (d *draft) add(lines []string) {
	if n := len(d.lines); n > 0 && strings.TrimSpace(d.lines[n-1]) != "" {
		lines = append([]string{""}, lines...)
	}
	d.insert(len(d.lines), lines)
}

func (d *draft) setDefault(name string) {
	line := "default_profile = " + tomllines.Quoted(name)
	if s, ok := d.layout.Keys["default_profile"]; ok {
		d.replace(s, []string{line})
		return
	}
	// Above every table, new ones included, or it would be a key of one.
	d.added = slices.Insert(d.added, 0, addition{0, []string{line, ""}})
}

// String is the file as it will be.
func (d *draft) String() string {
	var out []string
	put := func(after int) {
		for _, a := range d.added {
			if a.after == after {
				out = append(out, a.lines...)
			}
		}
	}
	put(0)
	for i, line := range d.lines {
		n := i + 1
		if !slices.ContainsFunc(d.gone, func(s tomllines.Span) bool { return s.First <= n && n <= s.Last }) {
			out = append(out, line)
		}
		put(n)
	}
	return strings.Join(out, "\n") + "\n"
}
