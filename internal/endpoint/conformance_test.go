package endpoint

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// transcript is as much of a recorded scenario as is looked at here.
type transcript struct {
	Steps []struct {
		Name    string
		Auth    string
		Target  string
		Request struct {
			Method, Path, Query string
			Headers             map[string]string
			Body                json.RawMessage
			RawBody             *string `json:"raw_body"`
		}
		Response struct {
			Status int
			Body   json.RawMessage
		}
	}
}

type refusal struct {
	Message    string
	Validation *struct{ Source string }
}

// TestFaultsAreThoseOfTheRecordedServer holds Check against every recorded
// request: what the server accepted has no faults, what its schema refused has
// the same first fault.
func TestFaultsAreThoseOfTheRecordedServer(t *testing.T) {
	files, err := filepath.Glob("../../testdata/conformance/transcripts/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts: ", err)
	}
	accepted, refused := 0, 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var tr transcript
		if err := json.Unmarshal(raw, &tr); err != nil {
			t.Fatal(file, err)
		}
		for _, s := range tr.Steps {
			if s.Auth != "admin" || s.Target != "" || len(s.Request.Headers) > 0 {
				continue
			}
			route, values, ok := Match(s.Request.Method, filled(s.Request.Path))
			if !ok {
				continue
			}
			c := Call{Route: route, Path: values, Query: recordedQuery(t, filled(s.Request.Query)), Body: s.Request.Body}
			if s.Request.RawBody != nil {
				c.Body = []byte(*s.Request.RawBody)
			}
			c.Body = []byte(filled(string(c.Body)))
			faults := c.Faults()
			where := filepath.Base(file) + ": " + s.Name
			var answer refusal
			_ = json.Unmarshal(s.Response.Body, &answer)
			switch {
			case s.Response.Status < 300 || s.Response.Status == 404:
				accepted++
				if len(faults) > 0 {
					t.Errorf("%s: accepted by the server, not here: %v", where, faults)
				}
			case answer.Validation != nil:
				refused++
				if len(faults) == 0 || faults[0].String() != answer.Message || faults[0].Source != answer.Validation.Source {
					t.Errorf("%s: %v, the server says %s", where, faults, answer.Message)
				}
			case strings.HasPrefix(answer.Message, "Invalid request payload JSON"), s.Response.Status == 413:
				refused++
				if len(faults) == 0 {
					t.Errorf("%s: refused by the server, not here", where)
				}
			}
		}
	}
	if accepted < 500 || refused < 200 {
		t.Errorf("only %d accepted and %d refused requests were held against the schemas", accepted, refused)
	}
}

func recordedQuery(t *testing.T, query string) []Pair {
	t.Helper()
	var out []Pair
	for _, p := range pairs(query) {
		name, ok1 := decode(p.Name, true)
		value, ok2 := decode(p.Value, true)
		if !ok1 || !ok2 {
			t.Fatalf("query %q", query)
		}
		out = append(out, Pair{name, value})
	}
	return out
}

var placeholder = regexp.MustCompile(`\$\{(?:repeat:([^:}]*):(\d+)|[^}]*)\}`)

// filled puts values in the place of placeholders: ids are all the same here.
func filled(s string) string {
	return placeholder.ReplaceAllStringFunc(s, func(p string) string {
		m := placeholder.FindStringSubmatch(p)
		if m[2] == "" {
			return exampleGroup
		}
		n, _ := strconv.Atoi(m[2])
		return strings.Repeat(m[1], n)
	})
}
