package tenant

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"authzx/internal/rbac"
)

func savedFile(t *testing.T, name string) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("testdata", "saved", name))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// inUTF16 is a document as some editors save it.
func inUTF16(doc string, mark bool) []byte {
	var b []byte
	if mark {
		b = append(b, 0xFF, 0xFE)
	}
	for _, u := range utf16.Encode([]rune(doc)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestListsWithinTheirAnswersAreRead(t *testing.T) {
	s, err := ReadState([]byte(`{"groups":{"groups":[{"_id":"g","name":"G","members":["a\ud800"]}],"total":1},"roles":{"roles":[],"total":0},"permissions":[]}`), time.Time{})
	if err != nil || len(s.Graph.Groups()) != 1 || s.Graph.Missing().Any() {
		t.Fatalf("%v", err)
	}
	if got := s.Graph.Groups()[0].Members[0].Raw(); got != "a\xed\xa0\x80" {
		t.Errorf("the member is %q", got)
	}
}

func TestAFileWithoutListsIsRefusedAndItIsSaidWhatItSeemsToBe(t *testing.T) {
	const none = "holds no groups, roles or permissions: "
	tests := map[string]struct {
		doc  []byte
		says string
	}{
		"a recorded error answer":        {savedFile(t, "export.json"), none + "it looks like an error response: 401 Missing authentication"},
		"a recorded document one down":   {savedFile(t, "wrapped.json"), none + "they are nested, at /data; extract them first"},
		"an error with a code only":      {[]byte(`{"code":502,"error":"Script returned an error.","details":"Data size exceeds limit 512000"}`), "an error response: 502 Data size exceeds limit 512000"},
		"an error of a token endpoint":   {[]byte(`{"error":"access_denied","error_description":"Unauthorized"}`), "an error response: Unauthorized"},
		"an error that hides an escape":  {[]byte(`{"statusCode":400,"error":"a\u001b[31m"}`), "an error response: 400 a⟨"},
		"two down":                       {[]byte(`{"a":{"b":{"roles":[{"_id":"r"}]}}}`), "at /a/b;"},
		"an array around it":             {[]byte(`[{"groups":[]}]`), "at /0;"},
		"an answer of GET /users":        {[]byte(`{"users":[{"user_id":"a","app_metadata":{"authorization":{"groups":["A"]}}}],"total":1}`), "a list of users"},
		"lines of users":                 {[]byte("{\"user_id\":\"a\"}\n{\"user_id\":\"b\"}\n"), "one user, followed by more, perhaps JSON Lines"},
		"an answer of a token":           {[]byte(`{"access_token":"canary","token_type":"Bearer"}`), "a token endpoint's response"},
		"an answer of applications":      {[]byte(`{"clients":[]}`), "about applications"},
		"an array":                       {[]byte(` ["canary"]`), "it is a list"},
		"an empty array":                 {[]byte(`[]`), "it is a list"},
		"a string":                       {[]byte(`"{\"groups\":[]}"`), "it is a string"},
		"null":                           {[]byte(`null`), "neither an object nor a list"},
		"nulls":                          {[]byte(`{"groups":null,"roles":null}`), "the keys groups, roles"},
		"an export of an empty tenant":   {[]byte(`{}`), "which is also what an export of an empty tenant looks like"},
		"a configuration without lists":  {[]byte(`{"configuration":[{"_id":"v1"}]}`), "a configuration without lists"},
		"an answer of authzx":            {[]byte(`{"format":"authzx.who-can/1","users":[]}`), "authzx output of the format authzx.who-can/1"},
		"access, which has three lists":  {[]byte(`{"format":"authzx.access/1","groups":[],"roles":[],"permissions":[]}`), "not a saved tenant but the output of authzx access/1"},
		"another object":                 {[]byte(`{"z":1,"a":2}`), "an object with the keys a, z"},
		"HTML":                           {[]byte("\n<!doctype html><title>Sign in</title>"), "it looks like HTML"},
		"text":                           {[]byte("Missing authentication"), "not JSON"},
		"nothing":                        {nil, "the file is empty"},
		"blanks":                         {[]byte(" \n"), "the file is empty"},
		"a mark and nothing":             {[]byte("\uFEFF"), "the file is empty"},
		"UTF-16":                         {inUTF16(`{"groups":[]}`, true), "is UTF-16: save it as UTF-8"},
		"UTF-16 without a mark":          {inUTF16(`{"groups":[]}`, false), "is UTF-16: save it as UTF-8"},
		"packed":                         {[]byte("\x1F\x8B\x08\x00"), "unpack it first"},
		"an error in place of groups":    {[]byte(`{"groups":{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"},"roles":[]}`), "at /groups there is an error response: 401 Missing authentication"},
		"an error in place of users":     {[]byte(`{"groups":[],"users":{"statusCode":403,"error":"Forbidden","message":"Insufficient scope"}}`), "at /users there is an error response: 403 Insufficient scope"},
		"groups in another object":       {[]byte(`{"groups":{"list":[],"total":0}}`), "at /groups there is an object instead of an array"},
		"users as groups":                {[]byte(`{"groups":[{"user_id":"auth0|u1","name":"U One"}],"roles":[],"permissions":[]}`), "at /groups/0 there is a record of a user instead of a group"},
		"a page of users as groups":      {[]byte(`{"groups":{"start":0,"users":[{"user_id":"a"}]},"roles":[],"permissions":[]}`), "at /groups there is an object instead of an array"},
		"groups as roles":                {[]byte(`{"groups":[],"roles":[{"_id":"g","name":"G","members":["a"]}],"permissions":[]}`), "at /roles/0 there is a record of a group instead of a role"},
		"roles as groups":                {[]byte(`{"groups":[{"_id":"r","name":"R","applicationId":"a","permissions":[]}],"roles":[],"permissions":[]}`), "at /groups/0 there is a record of a role instead of a group"},
		"roles as permissions":           {[]byte(`{"groups":[],"roles":[],"permissions":[{"_id":"r","applicationId":"","permissions":[]}]}`), "at /permissions/0 there is a record of a role instead of a permission"},
		"applications as permissions":    {[]byte(`{"groups":[],"roles":[],"permissions":[{"client_id":"a","name":"A"}]}`), "at /permissions/0 there is a record of a client instead of a permission"},
		"a user without an id":           {[]byte(`{"groups":[],"users":[{"name":"A"}]}`), "at /users/0 there is no user_id"},
		"groups as a string":             {[]byte(`{"groups":"canary"}`), "at /groups there is a string instead of an array"},
		"names in place of groups":       {[]byte(`{"groups":["A"],"roles":[],"permissions":[]}`), "at /groups/0 there is a string instead of an object"},
		"broken":                         {[]byte(`{"groups":[{canary}]}`), "broken JSON at byte"},
		"users of another shape":         {[]byte(`{"groups":[],"users":"canary"}`), "at /users there is a string"},
		"users in an object of no use":   {[]byte(`{"groups":[],"users":{"total":0}}`), "at /users there is an object"},
		"a user of another shape":        {[]byte(`{"groups":[],"users":[{},"canary"]}`), "at /users/1 there is a string"},
		"a user's name of another shape": {[]byte(`{"groups":[],"users":{"users":[{"user_id":"a"},{"name":7}]}}`), "at /users/users/1/name there is a number"},
		"applications of another shape":  {[]byte(`{"groups":[],"applications":7}`), "at /applications there is a number"},
		"connections of another shape":   {[]byte(`{"groups":[],"connections":[[]]}`), "at /connections/0 there is an array"},
		"a time that is none":            {[]byte(`{"groups":[],"taken":"canary"}`), "at /taken there is a string"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadState(tt.doc, time.Now())
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("%v, want %q", err, tt.says)
			}
			for _, inside := range []string{"canary", "struct", "tenant.", "unmarshal", "\x1b"} {
				if strings.Contains(err.Error(), inside) {
					t.Errorf("%q is in the message: %v", inside, err)
				}
			}
		})
	}
}

func TestAFileThatLacksAListSaysSo(t *testing.T) {
	tests := map[string]struct{ doc, lacks string }{
		"a recorded answer of one list": {string(savedFile(t, "groups-answer.json")), "roles and permissions are not in the file"},
		"roles alone":                   {`{"roles":[],"total":0}`, "groups and permissions are not in the file"},
		"permissions are null":          {`{"groups":[],"roles":[],"permissions":null}`, "permissions are not in the file"},
		"all are there":                 {`{"groups":[],"roles":[],"permissions":[]}`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			state, err := ReadState([]byte(tt.doc), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			m := state.Graph.Missing()
			if !m.Any() {
				if tt.lacks != "" {
					t.Error("nothing is said to be missing")
				}
				return
			}
			if got := m.Words(); got != tt.lacks {
				t.Errorf("%q, want %q", got, tt.lacks)
			}
			if err := Save(filepath.Join(t.TempDir(), "again.json"), state); err == nil {
				t.Error("it was saved as if it were whole")
			}
			if _, ok := errors.AsType[rbac.LeftOut](errors.Join(m.Groups, m.Roles, m.Permissions)); !ok {
				t.Errorf("the reason is %v", errors.Join(m.Groups, m.Roles, m.Permissions))
			}
		})
	}
}

func TestListsBesideTheGraphAreTakenInTheAnswerTheyCameIn(t *testing.T) {
	for name, doc := range map[string]string{
		"a recorded file joined by hand": string(savedFile(t, "joined.json")),
		"arrays":                         `{"groups":[],"users":[{"user_id":"auth0|u1","name":"U One"}]}`,
		"the number first":               `{"groups":[],"users":{"total":1,"of":{"x":[]},"users":[{"user_id":"auth0|u1","name":"U One"}]}}`,
		"a mark of the byte order":       "\uFEFF" + `{"groups":[],"users":{"users":[{"user_id":"auth0|u1","name":"U One"}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			state, err := ReadState([]byte(doc), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			users := state.Directory.Users()
			if len(users) != 1 || users[0].Name.Raw() != "U One" {
				t.Errorf("the users are %v", users)
			}
		})
	}
}

func FuzzReadState(f *testing.F) {
	for _, doc := range []string{`{"groups":[],"users":{"users":[]}}`, `{"a":{"groups":[{}]}}`, `{"error":1,"message":"x"}`, "\xFF\xFE", `[[[[[]]]]]`} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		state, err := ReadState(doc, time.Unix(0, 0))
		if err == nil && state.Graph == nil {
			t.Error("neither a state nor an error")
		}
		if err != nil && strings.ContainsRune(err.Error(), 0x1b) {
			t.Errorf("an escape is in %q", err)
		}
	})
}
