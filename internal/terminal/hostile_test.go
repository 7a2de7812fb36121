//go:build unix

package terminal

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/cli/clitest"
	"authzx/internal/racing"
	"authzx/internal/sandbox/sample"
)

// hostileNames are names that a stranger chose. What each would make a terminal do
// holds 7777, so that it is told from what the explorer does itself.
func hostileNames() []string {
	return []string{
		"t\x1b]0;7777\x07", "o\x1b]52;c;Nzc3Nw==\x07", "l\x1b]8;;http://7777\x1b\\x\x1b]8;;\x1b\\", "c\x1b[7777m\x1b[31;7777m\x1b[2J",
		"d\x1bPq7777\x1b\\", "a\x1b_G7777\x1b\\", "e\u009b7777m\u009d0;7777\u009c", "b\u202e7777\u2066", "z\u200b\u200d\ufeff7777", "g\U000e0041\u2028\u2029",
		"n\r\n\t7777\b\x00\x7f", "s\x0e\x0f\x05", "i\xff\xfe", strings.Repeat("m\u0301\u0302", 40),
	}
}

// hostile is a tenant with records of every kind for each of the names, in which every
// text is that name.
func hostile(t *testing.T) sample.Tenant {
	t.Helper()
	all := func(record string) []byte {
		var records []string
		for i, evil := range hostileNames() {
			name, err := json.Marshal(evil)
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, strings.NewReplacer("EVIL", string(name), "NN", fmt.Sprint(i)).Replace(record))
		}
		return []byte("[" + strings.Join(records, ",") + "]")
	}
	return sample.Tenant{
		Users:       all(`{"user_id": "auth0|NN", "name": EVIL, "email": EVIL, "nickname": EVIL, "identities": [{"connection": EVIL, "provider": EVIL}]}, {"user_id": EVIL, "name": EVIL}`),
		Clients:     all(`{"client_id": "aNN", "name": EVIL, "app_type": "spa", "callbacks": [EVIL]}`),
		Connections: all(`{"id": "cNN", "name": EVIL, "strategy": EVIL}`),
		Document: fmt.Appendf(nil, `{"groups": %s, "roles": %s, "permissions": %s}`,
			all(`{"_id": "gNN", "name": EVIL, "description": EVIL, "members": ["auth0|NN", EVIL], "roles": ["rNN"], "nested": ["hNN"],
				"mappings": [{"_id": "mNN", "groupName": EVIL, "connectionName": EVIL}]}, {"_id": "hNN", "name": EVIL, "description": EVIL}`),
			all(`{"_id": "rNN", "name": EVIL, "description": EVIL, "applicationId": "aNN", "applicationType": "client", "permissions": ["pNN"], "users": ["auth0|NN"]}`),
			all(`{"_id": "pNN", "name": EVIL, "description": EVIL, "applicationId": "aNN", "applicationType": "client"}`)),
	}
}

// safe reports what of the output of the explorer is neither printable text, nor a style
// or a movement of its own.
func safe(out []byte) error {
	p := ansi.NewParser()
	for state := byte(0); len(out) > 0; {
		seq, _, n, next := ansi.DecodeSequence(out, state, p)
		if err := safePart(string(seq)); err != nil {
			return err
		}
		state, out = next, out[n:]
	}
	return nil
}

func safePart(s string) error {
	switch {
	case strings.HasPrefix(s, "\x1b[") && len(s) < 40 && !strings.Contains(s, "7777"):
	case slices.Contains([]string{"\r", "\n", "\b", "\t", "\x1bM", "\x1b7", "\x1b8", "\x1b(B"}, s):
	case strings.HasPrefix(s, "\x1b]2;") && printable(strings.Trim(s, "\x1b]\a\\")):
	case printable(s):
	default:
		return fmt.Errorf("%q reaches the terminal", s)
	}
	return nil
}

func printable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsPrint(r) || unicode.Is(unicode.Cf, r)
	}) < 0
}

func TestNoNameOfAStrangerReachesTheTerminalAsAnythingButText(t *testing.T) {
	racing.Skip(t, unwatched)
	t.Parallel()
	w, _ := clitest.ConnectedTo(t, hostile(t))
	e := open(t, w.Env.Home, 160, 50)
	e.shows(" users")
	for _, keys := range []string{
		"\r", "]", "]", "]", "]", "]", "E", "j\r", "j\r", "1", "W", "2", "\r", "]", "]", "]", "]", "]", "e", "a", "n", "D", "3", "\r", "]", "]", "e", "4", "\r", "W", "D",
		"5", "\r", "6", "\r", "7", "8", "9", "\r", "@", "\r", "M", "C", "P", ":", "/t", "Y", "x", "?",
	} {
		e.types(keys)
		still(t, e)
		e.types("\x1b[27u")
	}
	out := e.Output()
	if err := safe(out); err != nil {
		t.Error(err)
	}
	if !strings.Contains(string(out), "⟨U+001B⟩") || safePart("\x1b]0;7777\a") == nil || safePart("\x1b[7777m") == nil {
		t.Error("no such name was drawn, or none would be found: the test proves nothing")
	}
}
