package sandbox_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"authzx/internal/sandbox"
)

const message = `{"statusCode":%d,"error":%q,"message":%q}`

func TestChecksComeInTheOrderOfTheRealServer(t *testing.T) {
	s := start(t, sandbox.Options{})
	m := newMint(t, s)
	tests := map[string]struct {
		kind, method, path, contentType, body string
		status                                int
		message                               string
	}{
		"the route before the token":       {"expired", "POST", "/nothing", "", `{`, 404, "Not Found"},
		"the token before the body":        {"expired", "POST", "/groups", "", `{`, 401, "Invalid credentials"},
		"the body before the scope":        {"noscope", "POST", "/groups", "", `{`, 400, "Invalid request payload JSON format"},
		"its type before the scope":        {"noscope", "POST", "/groups", "application/xml", `<a/>`, 415, "Unsupported Media Type"},
		"its length before the scope":      {"noscope", "POST", "/groups", "", strings.Repeat(" ", 1<<20+1), 413, "Payload content length greater than maximum allowed: 1048576"},
		"the scope before the values":      {"noscope", "PUT", "/groups/x", "", `{}`, 403, "Insufficient scope"},
		"the path before the body's value": {"admin", "PUT", "/groups/x", "", `{}`, 400, `"id" must be a valid GUID`},
		"the path before the query":        {"admin", "GET", "/groups/x?page=1", "", ``, 400, `"id" must be a valid GUID`},
		"a body where none is looked at":   {"admin", "DELETE", "/groups/00000000-0000-4000-8000-000000000000", "", `{`, 400, "Invalid request payload JSON format"},
		"a body of another kind there":     {"admin", "DELETE", "/groups/00000000-0000-4000-8000-000000000000", "image/png", `x`, 415, "Unsupported Media Type"},
		"a content type that is none":      {"admin", "POST", "/groups", "nonsense", `{}`, 400, "Invalid content-type header"},
		"bytes":                            {"admin", "POST", "/groups", "application/octet-stream", `{}`, 400, `"name" is required`},
		"bytes where nothing is required":  {"admin", "PATCH", "/configuration", "application/octet-stream", `{}`, 400, `"0" is not allowed`},
		"bytes where a list is wanted":     {"admin", "PATCH", "/users/x/roles", "application/octet-stream", `[]`, 400, `"value" must be an array`},
		"dots in the path":                 {"admin", "GET", "/users/./x/../../groups/%2e%2E/groups/x", "", ``, 400, `"id" must be a valid GUID`},
		"dots that leave the API":          {"admin", "GET", "/../nothing", "", ``, 404, "Not Found"},
		"a path that is no text":           {"admin", "GET", "/users/%FF", "", ``, 400, "Bad Request"},
		"a body just short enough":         {"admin", "POST", "/groups", "", strings.Repeat(" ", 1<<20-2) + "{}", 400, `"name" is required`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), tt.method, s.BaseURL()+tt.path, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+m.token(tt.kind))
			if tt.contentType != "" {
				req.Header.Set("Content-Type", tt.contentType)
			}
			res, b := do(t, req)
			var got struct{ Message string }
			if err := json.Unmarshal(b, &got); err != nil || res.StatusCode != tt.status || got.Message != tt.message {
				t.Errorf("got %d %s, want %d %q", res.StatusCode, b, tt.status, tt.message)
			}
		})
	}
}

func TestPackedBodiesAreUnpacked(t *testing.T) {
	s := start(t, sandbox.Options{})
	c := newCaller(t, s)
	packed := func(pack func(io.Writer) io.WriteCloser, body string) string {
		var b bytes.Buffer
		w := pack(&b)
		_, _ = io.WriteString(w, body)
		_ = w.Close()
		return b.String()
	}
	zipped := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	deflated := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	for name, tt := range map[string]struct {
		encoding, body string
		status         int
		message        string
	}{
		"gzip":              {"gzip", packed(zipped, `{"name":"Zipped","description":"d"}`), 200, ""},
		"deflate":           {"deflate", packed(deflated, `{"name":"Deflated","description":"d"}`), 200, ""},
		"no gzip":           {"gzip", `{"name":"Plain","description":"d"}`, 400, "Invalid compressed payload"},
		"cut off":           {"gzip", packed(zipped, `{"name":"Cut","description":"d"}`)[:20], 400, "Invalid compressed payload"},
		"too long unpacked": {"gzip", packed(zipped, strings.Repeat(" ", 1<<20+1)), 413, "Payload content length greater than maximum allowed: 1048576"},
		"unknown":           {"br", `{"name":"Brotli","description":"d"}`, 200, ""},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.base+"/groups", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+c.token)
		req.Header.Set("Content-Encoding", tt.encoding)
		res, b := do(t, req)
		var got struct{ Message string }
		if err := json.Unmarshal(b, &got); err != nil || res.StatusCode != tt.status || got.Message != tt.message {
			t.Errorf("%s: %d %s", name, res.StatusCode, b)
		}
	}
}

func TestABodyOfUnknownLengthIsCutOffToo(t *testing.T) {
	s := start(t, sandbox.Options{})
	c := newCaller(t, s)
	// A reader of another kind than strings.Reader hides its length.
	body := struct{ *strings.Reader }{strings.NewReader(strings.Repeat(" ", 3<<20))}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.base+"/groups", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if res, b := do(t, req); res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d %s", res.StatusCode, b)
	}
}

const odd = `{"groups":[
	{"_id":"11111111-1111-4111-8111-111111111111","name":"Nulls","members":null,"mappings":null,"roles":null,"nested":null},
	{"_id":"22222222-2222-4222-8222-222222222222","name":"Texts","members":"auth0|alice","description":7},
	{"_id":"33333333-3333-4333-8333-333333333333","name":"Numbers","members":["10","b","9","a"],"nested":["11111111-1111-4111-8111-111111111111"]}
]}`

func TestOddRecordsAreTreatedAsTheRealServerTreatsThem(t *testing.T) {
	const nulls, texts, numbers = "/groups/11111111-1111-4111-8111-111111111111", "/groups/22222222-2222-4222-8222-222222222222", "/groups/33333333-3333-4333-8333-333333333333"
	internal := fmt.Sprintf(message, 500, "Internal Server Error", "An internal server error occurred")
	tests := map[string]struct {
		method, path, body string
		status             int
		want               string // part of the answer
	}{
		"lists that are null are shown empty":     {"GET", "/groups?q=null&field=name", "", 200, `"members":[],"mappings":[],"roles":null,"nested":null}`},
		"a description that is no text is shown":  {"GET", texts, "", 200, `"description":7`},
		"nor can it be searched":                  {"GET", "/groups?q=7&field=description", "", 500, internal},
		"members of null are none":                {"GET", nulls + "/members", "", 200, `{"total":0,"users":[]}`},
		"nested of null are none":                 {"GET", nulls + "/nested", "", 200, `[]`},
		"roles of null are none":                  {"GET", nulls + "/roles", "", 200, `[]`},
		"mappings of null are none":               {"GET", nulls + "/mappings", "", 200, `[]`},
		"taking from null trips":                  {"DELETE", nulls + "/members", `["a"]`, 500, internal},
		"adding to null begins a list":            {"PATCH", nulls + "/members", `["a"]`, 204, ``},
		"a text in a list's place trips adding":   {"PATCH", texts + "/members", `["a"]`, 500, internal},
		"but whom it names is a member":           {"GET", "/users/auth0%7Calice/groups", "", 200, `"name":"Texts"`},
		"as is whoever is part of it":             {"GET", "/users/alice/groups", "", 200, `"name":"Texts"`},
		"members with numbers for ids come first": {"GET", numbers + "/members/nested?per_page=2", "", 200, `"user_id":"10"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := newCaller(t, start(t, sandbox.Options{Document: []byte(odd)}))
			if got := string(c.send(tt.method, tt.path, tt.body, tt.status)); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEveryChangeOfAGroupChecksItsNameAgain(t *testing.T) {
	const twins = `{"groups":[{"_id":"11111111-1111-4111-8111-111111111111","name":"Twin"},{"_id":"22222222-2222-4222-8222-222222222222","name":"TWIN"}]}`
	c := newCaller(t, start(t, sandbox.Options{Document: []byte(twins)}))
	got := string(c.send(http.MethodPatch, "/groups/11111111-1111-4111-8111-111111111111/members", `["a"]`, http.StatusBadRequest))
	if !strings.Contains(got, `Group with name \"Twin\" already exists`) {
		t.Errorf("got %s", got)
	}
}

func TestAnEmptyImportMakesTheSandboxNew(t *testing.T) {
	c := newCaller(t, start(t, sandbox.Options{}))
	c.send(http.MethodPatch, "/configuration", `{}`, http.StatusOK)
	if got := string(c.send(http.MethodGet, "/configuration/status", "", http.StatusOK)); !strings.Contains(got, `"exists":true`) {
		t.Errorf("after publishing: %s", got)
	}
	c.send(http.MethodPost, "/configuration/import", `{"groups":[]}`, http.StatusNoContent)
	if got := string(c.send(http.MethodGet, "/configuration/status", "", http.StatusOK)); !strings.Contains(got, `"exists":true`) {
		t.Errorf("the rule lives at the tenant: %s", got)
	}
	c.send(http.MethodPost, "/configuration/import", `{}`, http.StatusNoContent)
	if got := string(c.send(http.MethodGet, "/configuration/status", "", http.StatusOK)); !strings.Contains(got, `"exists":false`) {
		t.Errorf("after the empty import: %s", got)
	}
}

func TestAConfigurationOfAnotherIDGetsItsKeyBesideIt(t *testing.T) {
	c := newCaller(t, start(t, sandbox.Options{Document: []byte(`{"configuration":[{"_id":"v2","groupsInToken":true}]}`)}))
	c.send(http.MethodPatch, "/configuration/rotate-apikey", "", http.StatusOK)
	var export struct{ Configuration []map[string]any }
	if err := json.Unmarshal(c.send(http.MethodGet, "/configuration/export", "", http.StatusOK), &export); err != nil {
		t.Fatal(err)
	}
	if n := len(export.Configuration); n != 2 || export.Configuration[0]["apikey"] != nil || export.Configuration[1]["_id"] != "v2" {
		t.Errorf("got %v", export.Configuration)
	}
}

func TestFilteredListsHaveTheWholeTotal(t *testing.T) {
	c := newCaller(t, start(t, sandbox.Options{}))
	c.create("Finance")
	c.create("Sales")
	first := string(c.send(http.MethodGet, "/groups", "", http.StatusOK))
	found := string(c.send(http.MethodGet, "/groups?q=SAL&field=name", "", http.StatusOK))
	if !strings.HasSuffix(found, `"total":2}`) || strings.Contains(found, "Finance") {
		t.Errorf("got %s", found)
	}
	c.create("Support")
	if again := string(c.send(http.MethodGet, "/groups", "", http.StatusOK)); again == first || !strings.Contains(again, "Support") {
		t.Errorf("the list was remembered too long: %s", again)
	}
}
