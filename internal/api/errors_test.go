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

func TestWhatRunsTheExtensionIsToldFromTheExtension(t *testing.T) {
	const hint = "the fault is below the extension: upgrade or reinstall it"
	tests := map[string]struct {
		status     int
		body, says string
		kind       api.Kind
		hint       string
		tries      int
	}{
		"a recorded failure to compile":    {400, `{"code":400,"message":"Compilation failed: Cannot find module 'x'","error":"Error: Cannot find module 'x'","stack":"at canary"}`, "(400 Compilation failed: Cannot find module 'x'", api.KindServer, hint, 1},
		"details":                          {502, `{"code":502,"error":"Script returned an error.","details":"Data size exceeds limit 512000"}`, "(502 Data size exceeds limit 512000)", api.KindServer, hint, 4},
		"details in an object":             {400, `{"code":400,"error":"Script returned an error.","details":{"message":"no space","stack":"canary"}}`, "(400 no space)", api.KindServer, hint, 1},
		"an error alone":                   {500, `{"code":500,"error":"Blocked event loop"}`, "(500 Blocked event loop)", api.KindServer, hint, 4},
		"an error that adds to a message":  {400, `{"code":400,"message":"m","error":"e"}`, "(400 m: e)", api.KindServer, hint, 1},
		"a code alone":                     {400, `{"code":400}`, "(400)", api.KindServer, hint, 1},
		"not found below":                  {404, `{"code":404,"error":"No such container"}`, "(404 No such container)", api.KindServer, hint, 1},
		"forbidden below":                  {403, `{"code":403,"message":"Suspended"}`, "(403 Suspended)", api.KindServer, hint, 1},
		"throttled below":                  {429, `{"code":429,"message":"Too many"}`, "too many requests (429 Too many)", api.KindThrottled, "wait a moment", 4},
		"the API's own error":              {400, `{"statusCode":400,"error":"Bad Request","message":"m"}`, "the server rejects the request (400 m)", api.KindInvalid, "check base_url", 1},
		"the API's own error, with a code": {400, `{"statusCode":400,"code":"x","error":"Bad Request","message":"m"}`, "(400 m)", api.KindInvalid, "check base_url", 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, answering(tt.status, tt.body), nil)
			_, err := b.Do(t.Context(), read())
			e := failure(t, err)
			if e.Kind != tt.kind || !strings.Contains(e.Error(), tt.says) || strings.Contains(e.Error(), "canary") {
				t.Errorf("%q: %v", e.Kind, e)
			}
			if !strings.Contains(e.Hint(), tt.hint) || e.Attempts != tt.tries {
				t.Errorf("hint %q after %d tries", e.Hint(), e.Attempts)
			}
		})
	}
}

func TestWhatStandsBetweenIsToldFromTheExtension(t *testing.T) {
	const between, administrator = "it was not the extension that answered", "ask your network or tenant administrator"
	for name, tt := range map[string]struct {
		status     int
		body, says string
		kind       api.Kind
		hint       string
	}{
		"a page of a proxy":                {502, "<html><title>502 Bad Gateway</title></html>", "(502)", api.KindServer, between},
		"a gateway's JSON":                 {504, `{"message":"Endpoint request timed out"}`, "(504 Endpoint request timed out)", api.KindServer, between},
		"nothing":                          {503, "", "(503)", api.KindServer, between},
		"a problem document":               {500, `{"type":"about:blank","title":"Oops","status":500,"detail":"db down"}`, "(500 db down)", api.KindServer, between},
		"the extension's own":              {500, `{"statusCode":500,"error":"Internal Server Error","message":"An internal server error occurred"}`, "(500 An internal", api.KindServer, "another tenant"},
		"a list of errors":                 {400, `{"errors":[{"message":"bad thing"}]}`, "(400 bad thing)", api.KindInvalid, "check base_url"},
		"an error alone":                   {400, `{"error":"no such route"}`, "(400 no such route)", api.KindInvalid, "check base_url"},
		"a gateway's refusal":              {403, `{"message":"Forbidden"}`, "forbidden (403 Forbidden)", api.KindForbidden, administrator},
		"the extension's refusal":          {403, `{"statusCode":403,"error":"Forbidden","message":"Insufficient scope"}`, "lacks read:groups", api.KindForbidden, "grant read:groups"},
		"a proxy that wants a password":    {407, "<html>denied</html>", "requires a user name and password (407)", api.KindProxy, "HTTPS_PROXY"},
		"an error that was called success": {200, `{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}`, "it is an error: 401 Missing authentication (200)", api.KindBadAnswer, "check base_url"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, answering(tt.status, tt.body), nil)
			_, err := b.Groups(t.Context())
			e := failure(t, errors.Unwrap(err))
			if e.Kind != tt.kind || !strings.Contains(e.Error(), tt.says) || !strings.Contains(e.Hint(), tt.hint) {
				t.Errorf("%q: %v; %s", e.Kind, e, e.Hint())
			}
		})
	}
}

func TestTheHintIsAboutWhatWasGiven(t *testing.T) {
	const refused, shared = `{"statusCode":400,"error":"Bad Request","message":"\"page\" is not allowed"}`, `{"statusCode":400,"error":"ValidationError","message":"Group with name \"Leads\" already exists"}`
	for name, tt := range map[string]struct {
		route      endpoint.ID
		body, hint string
		query      []endpoint.Pair
	}{
		"a list, of which nothing was asked": {endpoint.GroupsList, refused, "check base_url", nil},
		"a list that was searched":           {endpoint.GroupsList, refused, "correct the value", []endpoint.Pair{{Name: "q", Value: "x"}}},
		"one thing":                          {endpoint.GroupsRead, refused, "correct the value", nil},
		"members of a group":                 {endpoint.GroupsMembersAdd, shared, "another group has the same name", nil},
		"a new group of the same name":       {endpoint.GroupsCreate, shared, "correct the value", nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, answering(400, tt.body), nil)
			call := endpoint.Lookup(tt.route).Example()
			call.Query = tt.query
			_, err := b.Do(t.Context(), call)
			if e := failure(t, err); e.Kind != api.KindInvalid || !strings.Contains(e.Hint(), tt.hint) {
				t.Errorf("%v: %q", e, e.Hint())
			}
		})
	}
}

func TestA404OfTheAddressIsNotTakenForADeletion(t *testing.T) {
	const nobody, gone = `{"statusCode":404,"error":"Not Found","message":"Not Found"}`, `{"statusCode":404,"error":"NotFoundError","message":"The record x in groups does not exist."}`
	tests := map[string]struct {
		route endpoint.ID
		body  string
		hint  string
	}{
		"a list":                      {endpoint.GroupsList, nobody, "check base_url"},
		"a list, in words":            {endpoint.RolesList, gone, "check base_url"},
		"one group, no such route":    {endpoint.GroupsRead, nobody, "check base_url"},
		"one group, without a reason": {endpoint.GroupsRead, `{}`, "check base_url"},
		"one group":                   {endpoint.GroupsRead, gone, "may have been deleted"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, answering(404, tt.body), nil)
			_, err := b.Do(t.Context(), endpoint.Lookup(tt.route).Example())
			if e := failure(t, err); !strings.Contains(e.Hint(), tt.hint) {
				t.Errorf("%v: %q", e, e.Hint())
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

func TestTheWayOutNamesAllScopesThatTheTokenLacks(t *testing.T) {
	lacking := func(id endpoint.ID) error {
		b := newBench(t, examples(), nil)
		b.server.Add(faulty.Rule{Fault: faulty.Forbidden()})
		_, err := b.Do(t.Context(), endpoint.New(id))
		return fmt.Errorf("reading: %w", err)
	}
	roles, groups := lacking(endpoint.RolesList), lacking(endpoint.GroupsList)
	const where = " to the client under Dashboard > APIs > auth0-authorization-extension-api, then get a new token"
	tests := map[string]struct {
		err  error
		want string
	}{
		"one":                   {roles, "grant read:roles" + where},
		"two, in the API's own": {errors.Join(roles, groups), "grant read:groups and read:roles" + where},
		"one twice":             {errors.Join(roles, lacking(endpoint.RolesList)), "grant read:roles" + where},
		"beside another fault":  {errors.Join(errors.New("x"), fmt.Errorf("wrapped: %w", errors.Join(roles, groups))), "grant read:groups and read:roles" + where},
	}
	for name, test := range tests {
		if got := api.Hint(test.err); got != test.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
