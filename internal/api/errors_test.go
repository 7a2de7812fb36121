package api_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/text"
)

func TestAThingInUseNamesWhoUsesIt(t *testing.T) {
	tests := []struct {
		message            string
		collection, by     string
		known, plain, with []string
	}{
		{
			"Unable to touch permissions while used in roles: Reader, Editor, chief",
			"permissions", "roles", nil,
			[]string{"Reader", "Editor", "chief"}, []string{"Reader", "Editor", "chief"},
		},
		{
			"Unable to touch nested while used in groups: Outer, Inc., Outer too",
			"nested", "groups", []string{"Outer, Inc.", "Outer too", "Outer"},
			[]string{"Outer", "Inc.", "Outer too"}, []string{"Outer, Inc.", "Outer too"},
		},
		{
			"Unable to touch roles while used in groups: Sales; East\n\x1b[31m",
			"roles", "groups", nil,
			[]string{"Sales; East\n\x1b[31m"}, []string{"Sales; East\n\x1b[31m"},
		},
	}
	for _, tt := range tests {
		b := newBench(t, examples(), nil)
		b.server.Add(faulty.Rule{Fault: faulty.JSON(400, `{"statusCode":400,"error":"ValidationError","message":`+string(text.AppendJSON(nil, tt.message))+`}`)})
		_, err := b.Do(t.Context(), endpoint.Lookup(endpoint.PermissionsDelete).Example())
		e := failure(t, err)
		if e.Kind != api.KindInUse || e.Code.Raw() != "ValidationError" || e.Unsettled {
			t.Fatalf("%v", e)
		}
		raw := func(texts []text.Text) (list []string) {
			for _, t := range texts {
				list = append(list, t.Raw())
			}
			return list
		}
		known := func(name string) bool { return slices.Contains(tt.known, name) }
		if e.InUse.Collection.Raw() != tt.collection || e.InUse.By.Raw() != tt.by ||
			!slices.Equal(raw(e.InUse.Names(nil)), tt.plain) || !slices.Equal(raw(e.InUse.Names(known)), tt.with) {
			t.Errorf("%+v: %v and %v", e.InUse, e.InUse.Names(nil), e.InUse.Names(known))
		}
		if strings.ContainsAny(e.Error(), "\n\x1b") {
			t.Errorf("unsafe: %q", e.Error())
		}
	}
}

func TestRefusalsOfTheServerAreToldApart(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		kind   api.Kind
		says   string
	}{
		{"a schema", 400, `{"statusCode":400,"error":"Bad Request","message":"\"name\" is required","validation":{"source":"payload","keys":["name"]}}`, api.KindInvalid, `(400 "name" is required)`},
		{"a schema of odd form", 400, `{"message":"m","validation":{"source":7,"keys":"x"}}`, api.KindInvalid, "(400 m)"},
		{"a message of odd form", 400, `{"message":{"a":1},"error":7}`, api.KindInvalid, "(400)"},
		{"a duplicate", 400, `{"error":"ValidationError","message":"Group with name \"A\" already exists"}`, api.KindInvalid, "already exists"},
		{"an expanded group that is gone", 400, `{"error":"Bad Request","message":"Current group not found"}`, api.KindNotFound, "not found"},
		{"another one", 400, `{"error":"Bad Request","message":"No groups found"}`, api.KindNotFound, "not found"},
		{"a body too large", 413, `{"message":"Payload content length greater than maximum allowed: 1048576"}`, api.KindInvalid, "1048576"},
		{"a wrong media type", 415, `{"message":"Unsupported Media Type"}`, api.KindInvalid, "(415"},
		{"something that is gone", 404, `{"error":"NotFoundError","message":"The record x in groups does not exist."}`, api.KindNotFound, "The record x"},
		{"an API key", 401, `{"error":"Unauthorized","message":"Invalid API Key"}`, api.KindUnauthorized, "Invalid API Key"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, answering(tt.status, tt.body), nil)
			answer, err := b.Do(t.Context(), write())
			e := failure(t, err)
			if e.Kind != tt.kind || e.Status != tt.status || !strings.Contains(e.Error(), tt.says) {
				t.Errorf("%q: %v", e.Kind, e)
			}
			if answer == nil || answer.Status != tt.status || string(answer.Body) != tt.body {
				t.Errorf("the answer is not there: %+v", answer)
			}
			if e.Authentication() != (tt.status == 401) || e.Hint() == "" {
				t.Errorf("authentication %v, hint %q", e.Authentication(), e.Hint())
			}
		})
	}
}

func TestAValidationErrorHasItsKeys(t *testing.T) {
	b := newBench(t, answering(400, `{"message":"m","validation":{"source":"payload","keys":["0.groupName"]}}`), nil)
	_, err := b.Do(t.Context(), write())
	e := failure(t, err)
	if e.Validation == nil || e.Validation.Source.Raw() != "payload" || e.Validation.Keys[0].Raw() != "0.groupName" {
		t.Errorf("%+v", e.Validation)
	}
}

func TestAForbiddenCallNamesTheScopeAndWhereToGrantIt(t *testing.T) {
	for _, route := range endpoint.All() {
		if route.Scope == "" {
			continue
		}
		b := newBench(t, answering(403, `{"statusCode":403,"error":"Forbidden","message":"Insufficient scope"}`), nil)
		_, err := b.Do(t.Context(), route.Example())
		e := failure(t, err)
		if e.MissingScope != route.Scope || !strings.Contains(e.Error(), "the token lacks "+route.Scope) ||
			!strings.Contains(api.Hint(fmt.Errorf("wrapped: %w", err)), "Dashboard > APIs > auth0-authorization-extension-api") {
			t.Errorf("%s: %v; %s", route.ID, e, e.Hint())
		}
	}
}

func TestAMessageIsSafeAndBounded(t *testing.T) {
	body := `{"message":"\u001b]0;owned\u0007\u202e\ud800<b>` + strings.Repeat("x", 100_000) + `"}`
	b := newBench(t, answering(400, body), nil)
	_, err := b.Do(t.Context(), read())
	if s := err.Error(); len(s) > 10_000 || strings.ContainsAny(s, "\x1b\x07\u202e") || !strings.Contains(s, "⟨U+001B⟩") {
		t.Errorf("%d bytes: %.200q", len(s), s)
	}
}

func TestKindsOfOtherErrorsAreEmpty(t *testing.T) {
	if api.KindOf(errors.New("x")) != "" || api.Hint(nil) != "" || api.KindOf(nil) != "" {
		t.Error("an error that is none of ours has a kind")
	}
}
