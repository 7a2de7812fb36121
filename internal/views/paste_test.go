package views

import (
	"encoding/json"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
	"authzx/internal/views/desk"
)

func TestNamesThatWouldActArePastedEscaped(t *testing.T) {
	const evil = "\x1b[201~rm -rf\n\u202eevil\u009b"
	company := sample.Company()
	var doc map[string][]map[string]any
	if err := json.Unmarshal(company.Document, &doc); err != nil {
		t.Fatal(err)
	}
	doc["groups"][0]["name"] = evil
	var err error
	if company.Document, err = json.Marshal(doc); err != nil {
		t.Fatal(err)
	}
	e := exploreTenant(t, company, 120, 30)
	e.press("2", "/", "evil", "<enter>", "Y", "name", "<enter>")
	e.shows("copied name of", "(escaped)")
	e.press("Y", "json", "<enter>")
	e.hides("(escaped)")
	e.press("y")
	e.hides("(escaped)")
	if len(e.copied) != 3 {
		t.Fatalf("copied %q", e.copied)
	}
	if want := text.Escape(evil); e.copied[0] != want {
		t.Errorf("copied %q, want %q", e.copied[0], want)
	}
	var group struct{ Name string }
	if err := json.Unmarshal([]byte(e.copied[1]), &group); err != nil || group.Name != evil || strings.ContainsAny(e.copied[1], "\x1b\u202e\u009b") {
		t.Errorf("copied %q (%v)", e.copied[1], err)
	}
}

func TestAnIDCannotForgeAnotherOne(t *testing.T) {
	refs := []rbac.Ref{rbac.User("auth0|a").Ref(), rbac.User("auth0|b\nauth0|admin").Ref()}
	got := desk.Lined(refs, func(r rbac.Ref) text.Text { return r.ID })
	if got.Value != "auth0|a\nauth0|b⟨U+000A⟩auth0|admin\n" || !got.Escaped {
		t.Errorf("%+v", got)
	}
	if c := got.Copy("2 ids"); c.What != "2 ids (escaped)" || c.Value != got.Value {
		t.Errorf("%+v", c)
	}
	body := desk.CopiedBody([]byte("no JSON\x1b[201~\r\nat all"))
	if body.Value != "no JSON⟨U+001B⟩[201~\nat all" || !body.Escaped {
		t.Errorf("%+v", body)
	}
	if body := desk.CopiedBody([]byte("{\"a\":\"\u202e\"}")); body.Value != `{"a":"\u202e"}` || body.Escaped {
		t.Errorf("%+v", body)
	}
}
