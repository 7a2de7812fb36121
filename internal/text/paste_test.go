package text

import (
	"encoding/json"
	"testing"
)

func TestWhatActsIsPastedEscaped(t *testing.T) {
	for raw, want := range map[string]string{
		"auth0|1":           "auth0|1",
		"Zoë ‹日本› 👩🏽‍💻":     "Zoë ‹日本› 👩🏽‍💻",
		"⟨U+0041⟩":          "⟨U+0041⟩",
		"a\nb":              "a⟨U+000A⟩b",
		"a\x1b[201~rm":      "a⟨U+001B⟩[201~rm",
		"a\u009b31m":        "a⟨U+009B⟩31m",
		"a\x9b31m":          "a⟨0x9B⟩31m",
		"a\u202eb":          "a⟨U+202E⟩b",
		"a\u2066b":          "a⟨U+2066⟩b",
		"a\u2028b":          "a⟨U+2028⟩b",
		"a\x7f":             "a⟨U+007F⟩",
		"a\xed\xa0\x80":     "a⟨U+D800⟩",
		"⟨U+000A⟩ and a\tb": "⟨U+27E8⟩U+000A⟩ and a⟨U+0009⟩b",
	} {
		got, escaped := New(raw).Pasted()
		if got != want || escaped != (got != raw) {
			t.Errorf("%q: %q, escaped %v, want %q", raw, got, escaped, want)
		}
	}
}

func TestPastedJSONIsTheSameValueAndSafe(t *testing.T) {
	doc := []byte("{\r\n  \"a\u202e\": [\"\u009b31m\", \"\x7f\", \"é日👩\u200d💻\", \"\\u001b\", 1]\r\n}")
	got := PastedJSON(doc)
	want := "{\n  \"a\\u202e\": [\"\\u009b31m\", \"\\u007f\", \"é日👩\\u200d💻\", \"\\u001b\", 1]\n}"
	if string(got) != want {
		t.Errorf("%s", got)
	}
	var before, after any
	if err := json.Unmarshal(doc, &before); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &after); err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(before)
	a, _ := json.Marshal(after)
	if string(a) != string(b) {
		t.Errorf("%s is another value than %s", a, b)
	}
}
