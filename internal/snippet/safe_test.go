package snippet

import (
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// unsafe is the first rune of a snippet that must not be displayed; -1 for none.
func unsafe(s string) rune {
	for _, r := range strings.ToValidUTF8(s, "\x00") {
		if r != '\n' && !text.Printable(r) {
			return r
		}
	}
	return -1
}

func TestSnippetsAreSafeToDisplay(t *testing.T) {
	calls := allCalls()
	for _, body := range oddBodies() {
		c := endpoint.New(endpoint.GroupsCreate)
		c.Body = []byte(body)
		calls = append(calls, c)
	}
	for _, c := range calls {
		for _, f := range Formats() {
			if r := unsafe(f.Write(c, Options{})); r >= 0 {
				t.Errorf("%s of %s holds %U", f, c.Route.ID, r)
			}
		}
	}
}

func TestACallThatIsNoneIsWrittenWithoutHarm(t *testing.T) {
	for _, f := range Formats() {
		if got := f.Write(endpoint.Call{Body: []byte("x\x1b")}, Options{BaseURL: "no url\x1b'`"}); unsafe(got) >= 0 {
			t.Errorf("%s: %q", f, got)
		}
	}
}

func FuzzSnippetsAreSafeToDisplay(f *testing.F) {
	for _, id := range nastyIDs() {
		f.Add(id, `{"name":"`+id+`"}`, "https://h/api", "token")
	}
	for _, body := range oddBodies() {
		f.Add(body, body, body, body)
	}
	f.Fuzz(func(t *testing.T, id, body, base, token string) {
		ask := endpoint.New(endpoint.PolicyAsk, id, id)
		ask.Query = []endpoint.Pair{{Name: id, Value: body}}
		ask.Body = []byte(body)
		raw := endpoint.New(endpoint.ConfigurationImport)
		raw.Body = []byte(body)
		for _, format := range Formats() {
			for _, s := range []string{
				format.Write(ask, Options{BaseURL: base, Token: secret.New(token)}),
				format.Write(raw, Options{}),
				format.WriteToken(TokenOptions{URL: base, ClientID: id, Audience: token}),
			} {
				if r := unsafe(s); r >= 0 {
					t.Fatalf("%s holds %U: %q", format, r, s)
				}
			}
		}
	})
}
