package config

import (
	"strings"
	"testing"
)

func FuzzNoDocumentMakesAMessageThatCannotBeDrawn(f *testing.F) {
	f.Add(twoProfiles)
	f.Add("[profiles.\"\\u001b\"]\nx = 1")
	f.Add("a = \x1b")
	f.Fuzz(func(t *testing.T, data string) {
		_, err := parseDocument("f.toml", data, world("/h", nil))
		if err == nil {
			return
		}
		for _, r := range err.Error() {
			if r != '\n' && (r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x202E || r == 0x200B) {
				t.Fatalf("%q gives %q", data, err)
			}
		}
	})
}

func TestNoSyntaxErrorShowsAPieceOfAValue(t *testing.T) {
	// A secret can end up in any of these places when a quote was forgotten.
	for _, pattern := range []string{
		"k = S", "k = \"x\" S", "k = \"S\n", "k = 'S\n", "k = \"\"\"S", "k = [S]", "k = [\"a\" S]", "k = {S}", "k = {a = S}", "k = 1S", "k = +S", "k = 0xS",
		"k = 1.S", "k = 1e-S", "S", "[S", "k = \"\\S\"", "k = \"\\uS\"", "k = \"\\xS\"", "k = 1979-05-27TS", "S = ", "k = _S",
	} {
		for _, value := range []string{canary, "hunter2", "99999999999999999999", "0123456", "true-hunter2", "infhunter2", "zzzz"} {
			data := strings.ReplaceAll(pattern, "S", value)
			_, err := parseDocument("f.toml", data, world("/h", nil))
			if err == nil {
				continue
			}
			m := err.(Mistakes)[0]
			if strings.Contains(m.Problem, value) {
				t.Errorf("%q gives the problem %q", data, m.Problem)
			}
		}
	}
}
