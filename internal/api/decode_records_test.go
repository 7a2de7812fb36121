package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestAbsentEmptyAndNullListsAreToldApart(t *testing.T) {
	const doc = `{"groups":[
		{"_id":"absent"},
		{"_id":"empty","members":[],"nested":[],"roles":[],"mappings":[]},
		{"_id":"null","members":null,"nested":null,"roles":null,"mappings":null,"name":null},
		{"_id":"full","members":["auth0|a",null,"auth0|b"],"mappings":[null,{"_id":"m"}]},
		null, {}]}`
	got := must[rbac.Document](t)(api.ReadDocument([]byte(doc))).Groups
	want := []rbac.Group{
		{ID: rbac.GroupOf("absent")},
		{ID: rbac.GroupOf("empty"), Members: []rbac.UserID{}, Nested: []rbac.GroupID{}, Roles: []rbac.RoleID{}, Mappings: []rbac.Mapping{}},
		{ID: rbac.GroupOf("null")},
		{ID: rbac.GroupOf("full"), Members: []rbac.UserID{rbac.User("auth0|a"), rbac.User("auth0|b")}, Mappings: []rbac.Mapping{{ID: rbac.MappingOf("m")}}},
		{},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b text.Text) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestTextIsKeptWhateverItHolds(t *testing.T) {
	for name, tt := range map[string]struct{ quoted, raw string }{
		"a lone surrogate":       {`"a\ud800b"`, "a\xED\xA0\x80b"},
		"a pair":                 {`"\ud83d\ude00"`, "😀"},
		"a backward pair":        {`"\ude00\ud83d"`, "\xED\xB8\x80\xED\xA0\xBD"},
		"NUL and ESC":            {`"\u0000\u001b[31m"`, "\x00\x1b[31m"},
		"no UTF-8":               {"\"a\xffb\"", "a\xffb"},
		"escapes":                {`"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		"a bidirectional mark":   {"\"\u202e\"", "\u202e"},
		"nothing":                {`""`, ""},
		"half of a UTF-8 rune":   {"\"\xe2\x80\"", "\xe2\x80"},
		"a surrogate as WTF-8":   {"\"\xED\xA0\x80\"", "\xED\xA0\x80"},
		"the replacement itself": {`"\ufffd"`, "\ufffd"},
	} {
		doc := []byte(`{"groups":[{"_id":` + tt.quoted + `,"name":` + tt.quoted + `,"members":["x",` + tt.quoted + `]}]}`)
		d, err := api.ReadDocument(doc)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		g := d.Groups[0]
		if g.ID.Raw() != tt.raw || g.Name.Raw() != tt.raw || g.Members[1].Raw() != tt.raw {
			t.Errorf("%s: id %q, name %q, member %q", name, g.ID.Raw(), g.Name.Raw(), g.Members[1].Raw())
		}
		b := newBench(t, answering(200, `[{"client_id":`+tt.quoted+`,"name":`+tt.quoted+`}]`), nil)
		if list := must[[]rbac.Application](t)(b.Applications(t.Context())); list[0].Name.Raw() != tt.raw {
			t.Errorf("%s in a small answer: %q", name, list[0].Name.Raw())
		}
	}
}

func TestABrokenDocumentIsSaidWithItsPlaceAndWithoutItsContent(t *testing.T) {
	tests := []struct{ name, doc, says string }{
		{"empty", "", "nothing instead of JSON"},
		{"blank", " \n", "nothing instead of JSON"},
		{"cut in a list", `{"groups":[{"members":["canary`, "the JSON ends in the middle"},
		{"cut behind a value", `{"groups":[{"_id":"canary"}`, "the JSON ends in the middle"},
		{"no JSON", `{"groups":[{canary}]}`, "broken JSON at byte"},
		{"a control character", "{\"groups\":[{\"_id\":\"canary\x01\"}]}", "broken JSON at byte"},
		{"a bad escape", `{"groups":[{"_id":"\q"}]}`, "broken JSON at byte"},
		{"more behind", `{"groups":[]} canary`, "broken JSON at byte 13"},
		{"more JSON behind", `{"groups":[]}{}`, "trailing data after the JSON"},
		{"an array", `["canary"]`, "at the top there is an array instead of an object"},
		{"null", `null`, "at the top there is null instead of an object"},
		{"groups as an object", `{"groups":{"canary":1}}`, "at /groups there is an object instead of an array"},
		{"a group as a string", `{"groups":[{},"canary"]}`, "at /groups/1 there is a string instead of an object"},
		{"an id as a number", `{"groups":[{"_id":4711}]}`, "at /groups/0/_id there is a number instead of a string"},
		{"members as an object", `{"groups":[{},{},{"members":{"a":1}}]}`, "at /groups/2/members there is an object instead of an array"},
		{"a member as a boolean", `{"groups":[{"members":["a",true]}]}`, "at /groups/0/members/1 there is a boolean instead of a string"},
		{"mappings as a string", `{"groups":[{"mappings":"canary"}]}`, "at /groups/0/mappings there is a string instead of an array"},
		{"a role's permission", `{"roles":[{"permissions":[{}]}]}`, "at /roles/0/permissions/0 there is an object instead of a string"},
		{"a permission's name", `{"permissions":[{"name":[]}]}`, "at /permissions/0/name there is an array instead of a string"},
	}
	for _, tt := range tests {
		_, err := api.ReadDocument([]byte(tt.doc))
		if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestAListOfAnotherShapeIsABadAnswerWithTheRequest(t *testing.T) {
	tests := []struct{ body, says string }{
		{`{"total":0}`, "at /groups there is nothing instead of an array"},
		{`{"groups":null}`, "at /groups there is null instead of an array"},
		{`null`, "at the top there is null instead of an object"},
		{`{"groups":[{"members":"x"}]}`, "at /groups/0/members"},
		{`{"groups":[`, "ends in the middle"},
	}
	for _, tt := range tests {
		b := newBench(t, answering(200, tt.body), nil)
		_, err := b.Groups(t.Context())
		if api.KindOf(err) != api.KindBadAnswer || !strings.HasPrefix(fmt.Sprint(err), "listing groups: GET /groups: bad response: ") ||
			!strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", tt.body, err)
		}
		if len(b.exchanges) != 1 || b.exchanges[0].Err == nil {
			t.Errorf("%s: the log shows no failure", tt.body)
		}
	}
}

func TestASmallAnswerOfTheWrongTypeNamesThePlace(t *testing.T) {
	b := newBench(t, examples(), nil)
	b.server.Add(faulty.Rule{Path: "/api/connections", Fault: faulty.JSON(200, `[{"name":"ok"},{"name":7}]`)})
	_, err := b.Connections(t.Context())
	if api.KindOf(err) != api.KindBadAnswer || !strings.Contains(err.Error(), "at /1/name there is a number") {
		t.Error(err)
	}
	if _, err := b.Applications(t.Context()); err != nil {
		t.Errorf("the rest no longer works: %v", err)
	}
}

func TestTheConformanceTenantsDecodeAsTheStandardLibraryDoes(t *testing.T) {
	files := must[[]string](t)(filepath.Glob("../../testdata/conformance/access/*.json"))
	if len(files) == 0 {
		t.Fatal("there are none")
	}
	for _, file := range files {
		data := must[[]byte](t)(os.ReadFile(file))
		var tenant struct{ Document json.RawMessage }
		if err := json.Unmarshal(data, &tenant); err != nil {
			t.Fatal(err)
		}
		same(t, tenant.Document)
	}
}

// same compares our decoder with the plain one on a document that both take.
func same(t *testing.T, doc []byte) {
	t.Helper()
	var want rbac.Document
	if err := json.Unmarshal(doc, &want); err != nil {
		return
	}
	got, err := api.ReadDocument(doc)
	if err != nil {
		t.Errorf("%v in %s", err, doc)
		return
	}
	a, b := must[[]byte](t)(json.Marshal(want)), must[[]byte](t)(json.Marshal(got))
	if !bytes.Equal(a, b) {
		t.Errorf("document %s\n got %s\nwant %s", doc, b, a)
	}
}

func FuzzReadDocument(f *testing.F) {
	f.Add([]byte(`{"groups":[{"_id":"a","members":["\ud800"],"mappings":[{"groupName":"x"}]}],"roles":[],"permissions":null}`))
	f.Add([]byte(`{"groups":[null,{"members":[null]}],"x":[[{}]]}`))
	f.Add([]byte(`{"groups":[{"_id":"a"}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		_, err := api.ReadDocument(doc)
		if err != nil {
			// What the error says must be safe by itself.
			wrapped := &api.Error{Kind: api.KindBadAnswer, Detail: text.New(err.Error()), Cause: err}
			for _, r := range wrapped.Error() {
				if !text.Printable(r) {
					t.Errorf("unsafe: %q", wrapped.Error())
				}
			}
			return
		}
		if !json.Valid(doc) {
			t.Errorf("took what is no JSON: %q", doc)
		}
	})
}

func TestADecoderErrorIsFoundInTheTree(t *testing.T) {
	b := newBench(t, answering(200, `{"groups":7}`), nil)
	_, err := b.Groups(t.Context())
	if e, ok := errors.AsType[*api.Error](err); !ok || e.Cause == nil || e.Status != 200 {
		t.Errorf("%#v", err)
	}
}
