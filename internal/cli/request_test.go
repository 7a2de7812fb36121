package cli

import (
	"net/http"
	"strings"
	"testing"

	"authzx/internal/faulty"
)

func TestOnlyTheAnswerGoesToStandardOutput(t *testing.T) {
	for name, c := range map[string]struct {
		fault  faulty.Fault
		path   string
		stdout string
		code   int
		says   string
	}{
		"JSON":                   {faulty.JSON(http.StatusOK, `{"name":"n"}`), "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04", "{\n  \"name\": \"n\"\n}\n", 0, ""},
		"a page":                 {faulty.HTML(http.StatusOK), "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04", "", 1, "non-JSON"},
		"a page for an error":    {faulty.HTML(http.StatusNotFound), "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04", "", 1, "404"},
		"text where a key is":    {faulty.Answer(http.StatusOK, "text/plain", "key"), "/configuration", "", 1, "non-JSON"},
		"nothing":                {faulty.Empty(), "/configuration", "", 1, "200, no body"},
		"a refusal of the API's": {faulty.Refusal(http.StatusNotFound, "gone"), "/configuration", "{\n  \"statusCode\": 404,\n  \"error\": \"Not Found\",\n  \"message\": \"gone\"\n}\n", 1, "gone"},
	} {
		t.Run(name, func(t *testing.T) {
			server := faulty.Start(nil)
			t.Cleanup(server.Close)
			server.Add(faulty.Rule{Fault: c.fault})
			w := newWorld(t)
			w.Set("AUTHZX_BASE_URL", server.URL()+"/api")
			w.Set("AUTHZX_TOKEN", "a.b.c")
			got := w.run("api", "GET", c.path)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d, want %d; said %q", got.code, c.code, got.stderr)
			}
			if got.stdout != c.stdout {
				t.Errorf("printed %q, want %q", got.stdout, c.stdout)
			}
		})
	}
}

func TestAnEmptyBodyIsNone(t *testing.T) {
	kinds := make(chan string, 2)
	server := faulty.Start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kinds <- r.Header.Get("Content-Type")
		_, _ = w.Write([]byte("{}"))
	}))
	t.Cleanup(server.Close)
	w := newWorld(t)
	w.Set("AUTHZX_BASE_URL", server.URL()+"/api")
	w.Set("AUTHZX_TOKEN", "a.b.c")
	for content, want := range map[string]string{"": "", "{}": "application/json"} {
		w.ok("api", "PATCH", "/configuration", "--yes", "--body", w.File("body.json", content))
		if got := <-kinds; got != want {
			t.Errorf("the body %q is called %q", content, got)
		}
	}
}

func TestASnippetSaysWhatIsNotInIt(t *testing.T) {
	for name, c := range map[string]struct {
		args       []string
		body       string
		code       int
		says, omit string
	}{
		"a secret":        {[]string{"POST", "/configuration/import"}, `{"configuration":[{"apikey":"k3y"}]}`, 0, "a secret in the body is replaced", "k3y"},
		"an unsure body":  {[]string{"POST", "/configuration/import"}, `{"configuration":[{"apikey":"k3y"`, 2, "the body is not JSON", "***"},
		"nothing secret":  {[]string{"POST", "/configuration/import"}, `{"groups":[]}`, 0, "", "***"},
		"a body":          {[]string{"POST", "/groups"}, "", 0, `the body is an example`, "Content-Length: 0"},
		"none to be sent": {[]string{"GET", "/groups"}, "", 0, "", "data"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			args := append([]string{"snippet", "--as", "curl"}, c.args...)
			if c.body != "" {
				args = append(args, "--body", w.File("body.json", c.body))
			}
			got := w.run(args...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) || c.says == "" && got.stderr != "" || strings.Contains(got.stdout, c.omit) {
				t.Errorf("code %d, said %q, printed %q", got.code, got.stderr, got.stdout)
			}
		})
	}
}

func TestPercentEscapesThatAreTakenLiterallyAreTold(t *testing.T) {
	w, _ := connected(t)
	const remark = `the id "auth0%7Cann" holds percent escapes and is used as is`
	tests := map[string]struct {
		args []string
		told string // empty for nothing
	}{
		"a path out of a log":    {[]string{"api", "GET", "/users/auth0%7Cann/roles"}, remark + "; --encoded if they are escapes"},
		"a snippet of it":        {[]string{"snippet", "GET", "/users/auth0%7Cann/groups"}, remark},
		"an encoded path":        {[]string{"api", "GET", "/users/auth0%7Cann/roles", "--encoded"}, ""},
		"a query":                {[]string{"api", "GET", "/users?q=a%20b"}, `"a%20b" holds percent escapes`},
		"a literal path":         {[]string{"api", "GET", "/users/auth0|ann/roles"}, ""},
		"a sign without digits":  {[]string{"api", "GET", "/users/auth0|100%/roles"}, ""},
		"the user of access":     {[]string{"access", "auth0%7Cann"}, remark + `; write "auth0|ann" if they are escapes`},
		"the user of why":        {[]string{"why", "auth0%7Cann", "x"}, remark},
		"what who-can is asked":  {[]string{"who-can", "read%3Ax"}, `"read%3Ax" holds percent escapes`},
		"a user of compare":      {[]string{"compare", "auth0|ann", "auth0%7Cann"}, remark},
		"a user of another name": {[]string{"access", "auth0|nobody"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := w.run(tt.args...)
			if told := strings.Contains(got.stderr, "percent escapes"); told != (tt.told != "") || !strings.Contains(got.stderr, tt.told) {
				t.Errorf("exit %d, stderr %q", got.code, got.stderr)
			}
		})
	}
}
