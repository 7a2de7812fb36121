package endpoint

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestASyntaxErrorIsSaidInPlainWords(t *testing.T) {
	for doc, want := range map[string]string{
		`{"a":`:                     "line 1, character 6: it ends too soon",
		"{\n \"é\" 1}":              "line 2, character 6: a colon is missing before 1",
		`{"a": 1 "b": 2}`:           `line 1, character 9: a comma or } is missing before "`,
		`[1 2]`:                     "line 1, character 4: a comma or ] is missing before 2",
		`{a: 1}`:                    "line 1, character 2: a key in double quotes is missing before a",
		`{} {}`:                     "line 1, character 4: the value has ended before {",
		`n{`:                        "line 1, character 2: a value can't contain { here: null was begun",
		`trze`:                      "line 1, character 3: a value can't contain z here: true was begun",
		`fals3`:                     "line 1, character 5: a value can't contain 3 here: false was begun",
		`'a'`:                       "line 1, character 1: a value can't begin with '",
		`1.x`:                       "line 1, character 3: a number can't contain x here",
		`1ex`:                       "line 1, character 3: a number can't contain x here",
		`-x`:                        "line 1, character 2: a number can't contain x here",
		`"\x"`:                      "line 1, character 3: x can't follow a backslash",
		`"\u12g4"`:                  `line 1, character 6: four hexadecimal digits must follow \u, not g`,
		"\"\x1b[31m\"":              `line 1, character 2: U+001B must be escaped in a string`,
		"\xff":                      "line 1, character 1: a value can't begin with a byte that is not UTF-8",
		strings.Repeat("[", 20_000): "line 1, character 10001: nested too deeply",
	} {
		var v json.RawMessage
		got := JSONError([]byte(doc), json.Unmarshal([]byte(doc), &v))
		if got != want {
			t.Errorf("%.20q: %s, want %s", doc, got, want)
		}
	}
	for want, err := range map[string]error{"another": errors.New("another"), "line 2, character 2: it ends too soon": io.ErrUnexpectedEOF} {
		if got := JSONError([]byte("{\n "), err); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
