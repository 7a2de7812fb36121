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
		"a page":                 {faulty.HTML(http.StatusOK), "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04", "", 1, "no JSON"},
		"a page for an error":    {faulty.HTML(http.StatusNotFound), "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04", "", 1, "404"},
		"text where a key is":    {faulty.Answer(http.StatusOK, "text/plain", "key"), "/configuration", "", 1, "no JSON"},
		"nothing":                {faulty.Empty(), "/configuration", "", 1, "the answer is 200 and empty"},
		"a refusal of the API's": {faulty.Refusal(http.StatusNotFound, "gone"), "/configuration", "{\n  \"statusCode\": 404,\n  \"error\": \"Not Found\",\n  \"message\": \"gone\"\n}\n", 1, "gone"},
	} {
		t.Run(name, func(t *testing.T) {
			server := faulty.Start(nil)
			t.Cleanup(server.Close)
			server.Add(faulty.Rule{Fault: c.fault})
			w := newWorld(t)
			w.set("AUTHZX_BASE_URL", server.URL()+"/api")
			w.set("AUTHZX_TOKEN", "a.b.c")
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
	w.set("AUTHZX_BASE_URL", server.URL()+"/api")
	w.set("AUTHZX_TOKEN", "a.b.c")
	for content, want := range map[string]string{"": "", "{}": "application/json"} {
		w.ok("api", "PATCH", "/configuration", "--yes", "--body", w.file("body.json", content))
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
		"a secret":        {[]string{"POST", "/configuration/import"}, `{"configuration":[{"apikey":"k3y"}]}`, 0, "a secret is left out of the body", "k3y"},
		"an unsure body":  {[]string{"POST", "/configuration/import"}, `{"configuration":[{"apikey":"k3y"`, 2, "the body is not JSON", "***"},
		"nothing secret":  {[]string{"POST", "/configuration/import"}, `{"groups":[]}`, 0, "", "***"},
		"a body":          {[]string{"POST", "/groups"}, "", 0, `no body: POST /groups takes one, given by --body, such as {"name"`, "data"},
		"none to be sent": {[]string{"GET", "/groups"}, "", 0, "", "data"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			args := append([]string{"snippet", "--as", "curl"}, c.args...)
			if c.body != "" {
				args = append(args, "--body", w.file("body.json", c.body))
			}
			got := w.run(args...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) || c.says == "" && got.stderr != "" || strings.Contains(got.stdout, c.omit) {
				t.Errorf("code %d, said %q, printed %q", got.code, got.stderr, got.stdout)
			}
		})
	}
}
