package config

import (
	"fmt"
	"strings"

	"authzx/internal/secret"
	"authzx/internal/tomllines"
)

// Entry is a profile to be written, as a person gives it. Empty values are left
// out of the file.
type Entry struct {
	Name               string
	Tenant, Region     string
	BaseURL, TokenURL  string
	Audience, CAFile   string
	ClientID           string
	Secret             EntrySecret
	Production         bool
	ReadOnly           bool
	MaxListMiB         int
	MaxAnswerMiB       int
	MakeDefaultProfile bool // else only the first profile of a file becomes it
}

// EntrySecret is where a written profile finds its secret: at most one of the
// four.
type EntrySecret struct {
	Inline   secret.Secret // written to the file in clear
	Variable string
	Command  []string
	Keyring  bool
}

// lines is the entry as lines of TOML below its header.
func (e Entry) lines() []string {
	var b tomlLines
	b.text("tenant", e.Tenant)
	b.text("region", e.Region)
	b.text("base_url", e.BaseURL)
	b.text("token_url", e.TokenURL)
	b.text("audience", e.Audience)
	b.text("ca_file", e.CAFile)
	b.flag("production", e.Production)
	b.flag("read_only", e.ReadOnly)
	b.number("max_list_mib", e.MaxListMiB)
	b.number("max_answer_mib", e.MaxAnswerMiB)
	b.text("client_id", e.ClientID)
	return append(b, e.Secret.lines()...)
}

func (s EntrySecret) lines() []string {
	var b tomlLines
	b.text("client_secret", s.Inline.Reveal())
	b.text("client_secret_env", s.Variable)
	if len(s.Command) > 0 {
		words := make([]string, len(s.Command))
		for i, word := range s.Command {
			words[i] = tomllines.Quoted(word)
		}
		b = append(b, "client_secret_command = ["+strings.Join(words, ", ")+"]")
	}
	b.flag("client_secret_keyring", s.Keyring)
	return b
}

// tomlLines collects lines of TOML, leaving out zero values.
type tomlLines []string

func (b *tomlLines) text(name, value string) {
	if value != "" {
		*b = append(*b, name+" = "+tomllines.Quoted(value))
	}
}

func (b *tomlLines) flag(name string, on bool) {
	if on {
		*b = append(*b, name+" = true")
	}
}

func (b *tomlLines) number(name string, n int) {
	if n != 0 {
		*b = append(*b, fmt.Sprintf("%s = %d", name, n))
	}
}

// header is the line that begins the profile.
func header(name string) string {
	bare := name != ""
	for _, r := range name {
		bare = bare && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}
	if !bare {
		name = tomllines.Quoted(name)
	}
	return "[profiles." + name + "]"
}
