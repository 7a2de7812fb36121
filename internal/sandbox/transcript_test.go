package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const conformance = "../../testdata/conformance"

// transcript is one recorded scenario.
type transcript struct {
	Scenario string
	Steps    []step
}

type step struct {
	Name, Auth, Target string
	Request            struct {
		Method, Path, Query string
		Headers             map[string]string
		Body                json.RawMessage
		RawBody             *string `json:"raw_body"`
	}
	Response struct {
		Status  int
		Headers map[string]string
		Body    json.RawMessage
		Text    *string
	}
	Binds map[string]string
	Only  []string
}

func readTranscripts(t *testing.T) []transcript {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(conformance, "transcripts", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	var out []transcript
	for _, f := range files {
		var tr transcript
		readJSON(t, f, &tr)
		out = append(out, tr)
	}
	return out
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// names are the values that placeholders have so far.
type names map[string]string

var (
	placeholder = regexp.MustCompile(`\$\{([^{}]+)\}`)
	repeated    = regexp.MustCompile(`\$\{repeat:([^:}]+):(\d+)\}`)
)

// fill writes the values into a text that is to be sent.
func (n names) fill(t *testing.T, s string, token func(kind string) string) string {
	t.Helper()
	s = repeated.ReplaceAllStringFunc(s, func(m string) string {
		parts := repeated.FindStringSubmatch(m)
		count, err := strconv.Atoi(parts[2])
		if err != nil {
			t.Fatal(err)
		}
		return strings.Repeat(parts[1], count)
	})
	return placeholder.ReplaceAllStringFunc(s, func(m string) string {
		name := strings.Trim(m, "${}")
		if kind, ok := strings.CutPrefix(name, "token:"); ok {
			return token(kind)
		}
		v, ok := n[name]
		if !ok {
			t.Fatalf("%s has no value yet", m)
		}
		return v
	})
}

// same reports whether got is the recorded text; a placeholder without a value
// takes the one that it meets.
func (n names) same(recorded, got string) bool {
	if !strings.Contains(recorded, "${") {
		return recorded == got
	}
	var expression strings.Builder
	var open []string
	rest := recorded
	for {
		at := placeholder.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		expression.WriteString(regexp.QuoteMeta(rest[:at[0]]))
		if v, ok := n[rest[at[2]:at[3]]]; ok {
			expression.WriteString(regexp.QuoteMeta(v))
		} else {
			open = append(open, rest[at[2]:at[3]])
			expression.WriteString("(.+?)")
		}
		rest = rest[at[1]:]
	}
	found := regexp.MustCompile(`(?s)^` + expression.String() + regexp.QuoteMeta(rest) + `$`).FindStringSubmatch(got)
	if found == nil {
		return false
	}
	for i, name := range open {
		n[name] = found[i+1]
	}
	return true
}

// difference is the first place where got is not what was recorded; empty when
// there is none.
func (n names) difference(at string, recorded, got any) string {
	switch want := recorded.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: got %v, want an object", at, got)
		}
		for _, k := range slices.Sorted(maps.Keys(want)) {
			v, there := have[k]
			if !there {
				return fmt.Sprintf("%s: no %q", at, k)
			}
			if d := n.difference(at+"."+k, want[k], v); d != "" {
				return d
			}
		}
		for k := range have {
			if _, there := want[k]; !there {
				return fmt.Sprintf("%s: unexpected %q", at, k)
			}
		}
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			return fmt.Sprintf("%s: got %v, want %v", at, got, want)
		}
		for i := range want {
			if d := n.difference(fmt.Sprintf("%s[%d]", at, i), want[i], have[i]); d != "" {
				return d
			}
		}
	case string:
		if have, ok := got.(string); !ok || !n.same(want, have) {
			return fmt.Sprintf("%s: got %v, want %q", at, got, want)
		}
	default:
		if recorded != got {
			return fmt.Sprintf("%s: got %v, want %v", at, got, recorded)
		}
	}
	return ""
}

// bind gives names to values of an answer.
func (n names) bind(t *testing.T, binds map[string]string, answer any) {
	t.Helper()
	for name, path := range binds {
		v := answer
		for part := range strings.SplitSeq(path, ".") {
			switch x := v.(type) {
			case map[string]any:
				v = x[part]
			case []any:
				v = element(t, x, part)
			default:
				t.Fatalf("nothing at %s", path)
			}
		}
		n[name] = fmt.Sprint(v)
	}
}

// element is one of an array by its index, or by [key=value].
func element(t *testing.T, list []any, part string) any {
	t.Helper()
	if key, want, ok := strings.Cut(strings.Trim(part, "[]"), "="); ok {
		for _, e := range list {
			if m, ok := e.(map[string]any); ok && fmt.Sprint(m[key]) == want {
				return e
			}
		}
	} else if i, err := strconv.Atoi(part); err == nil && i < len(list) {
		return list[i]
	}
	t.Fatalf("no element %s", part)
	return nil
}

func decodeJSON(t *testing.T, b []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("no JSON: %v: %.200q", err, b)
	}
	return v
}
