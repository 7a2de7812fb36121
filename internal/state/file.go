package state

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// file is a state file as TOML has it.
type file struct {
	Format         string            `toml:"format"`
	WithoutMembers bool              `toml:"without_members"`
	Applications   []applicationTOML `toml:"application"`
	Permissions    []permissionTOML  `toml:"permission"`
	Roles          []roleTOML        `toml:"role"`
	Groups         []groupTOML       `toml:"group"`
	Configuration  map[string]bool   `toml:"configuration"`
}

type applicationTOML struct {
	Name     value `toml:"name"`
	ClientID value `toml:"client_id"`
}

type recordTOML struct {
	Name        value `toml:"name"`
	ID          value `toml:"id"`
	Description value `toml:"description"`
}

type ownedTOML struct {
	Application value `toml:"application"`
	Type        value `toml:"application_type"`
}

type permissionTOML struct {
	recordTOML
	ownedTOML
}

type roleTOML struct {
	recordTOML
	ownedTOML
	Permissions []reference `toml:"permissions"`
	Users       []value     `toml:"users"`
}

type groupTOML struct {
	recordTOML
	Members  []value     `toml:"members"`
	Nested   []reference `toml:"nested"`
	Roles    []reference `toml:"roles"`
	Mappings []struct {
		Connection value `toml:"connection"`
		Group      value `toml:"group"`
		Unlisted   bool  `toml:"unlisted"`
	} `toml:"mappings"`
}

// value is one string, which TOML may have to say in the words of JSON. An
// application is one too, by name or by { client_id }.
type value struct {
	text     text.Text
	said     bool
	byClient bool
}

// UnmarshalTOML implements toml.Unmarshaler.
func (v *value) UnmarshalTOML(in any) error {
	v.said = true
	switch in := in.(type) {
	case string:
		v.text = text.New(in)
		return nil
	case map[string]any:
		if id, ok := in["client_id"]; ok && len(in) == 1 {
			v.byClient = true
			return v.UnmarshalTOML(id)
		}
		doc, ok := in["json"].(string)
		if !ok || len(in) != 1 {
			return errors.New(`a string is needed, or { json = "…" }`)
		}
		raw, err := text.Unquote([]byte(doc))
		v.text = text.New(raw)
		return err
	}
	return errors.New("a string is needed")
}

// reference names a group, role or permission: by name, by name and application,
// or by id.
type reference struct {
	name, application, id value
}

// UnmarshalTOML implements toml.Unmarshaler.
func (r *reference) UnmarshalTOML(in any) error {
	table, ok := in.(map[string]any)
	if _, json := table["json"]; !ok || json {
		return r.name.UnmarshalTOML(in)
	}
	for key, v := range table {
		to, ok := map[string]*value{"name": &r.name, "application": &r.application, "id": &r.id}[key]
		if !ok {
			return fmt.Errorf("unknown key %q; take name and application, or id", text.Escape(key))
		}
		if err := to.UnmarshalTOML(v); err != nil {
			return err
		}
	}
	if r.id.said == r.name.said {
		return errors.New("take name and application, or id")
	}
	return nil
}

// Is reports whether a document looks like a state file: TOML rather than JSON.
func Is(doc []byte) bool {
	doc = bytes.TrimLeft(bytes.TrimPrefix(doc, []byte("\uFEFF")), " \t\r\n")
	if bytes.HasPrefix(doc, []byte("{")) { // its first line may be all of it
		return false
	}
	for line := range bytes.Lines(doc) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '#':
			continue
		case bytes.HasPrefix(line, []byte("{")):
			return false
		case bytes.HasPrefix(line, []byte("[")):
			return bytes.HasSuffix(line, []byte("]")) && beginsWord(bytes.TrimLeft(line, "[")) && !bytes.ContainsAny(line, `{"`)
		}
		key, _, found := bytes.Cut(line, []byte("="))
		return found && !bytes.ContainsAny(key, "{<")
	}
	return false
}

func beginsWord(b []byte) bool {
	return len(b) > 0 && (b[0] >= 'a' && b[0] <= 'z' || b[0] >= 'A' && b[0] <= 'Z')
}

func decode(doc []byte) (file, error) {
	var f file
	meta, err := toml.Decode(string(doc), &f)
	if err != nil {
		return f, safely(err)
	}
	switch f.Format {
	case Format:
	case "":
		return f, fmt.Errorf("no format: a state file begins with format = %q", Format)
	default:
		return f, fmt.Errorf("format is %q; this authzx reads %q", text.Escape(f.Format), Format)
	}
	if left := tomllines.Unknown(string(doc), meta, reflect.TypeFor[file]()); len(left) > 0 {
		return f, fmt.Errorf("line %d: %s", left[0].Line, left[0].Problem)
	}
	for name := range f.Configuration {
		if !isSwitch(name) {
			return f, fmt.Errorf("configuration: unknown switch %s", text.Escape(name))
		}
	}
	return f, nil
}

func isSwitch(name string) bool {
	for _, s := range rbac.Switches() {
		if string(s) == name {
			return true
		}
	}
	return false
}

// safely is the error of the TOML library with its place and without what it
// quotes of the file unescaped.
func safely(err error) error {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("line %d: %s", parse.Position.Line, text.Escape(parse.Message))
	}
	return errors.New(text.Escape(strings.TrimPrefix(err.Error(), "toml: ")))
}
