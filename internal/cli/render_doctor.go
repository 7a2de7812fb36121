package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// HasErrors reports whether any finding is of severity error.
func HasErrors(findings []rbac.Finding) bool {
	return slices.ContainsFunc(findings, func(f rbac.Finding) bool { return f.Severity == rbac.SeverityError })
}

// DoctorJSON writes findings, each with the requests that would mend it, as
// requests compiles them from its changes.
func DoctorJSON(ctx context.Context, w io.Writer, findings []rbac.Finding, requests func(rbac.Finding) []endpoint.Call) error {
	j := newJSONWriter(w)
	j.object(func() {
		j.key("findings").array(func() {
			for f := range until(ctx, slices.Values(findings)) {
				j.finding(f, requests(f))
			}
		})
	})
	return j.finish()
}

func (j *jsonWriter) finding(f rbac.Finding, mend []endpoint.Call) {
	j.object(func() {
		j.key("rule").words(string(f.Rule))
		j.key("severity").words(string(f.Severity))
		j.key("subject").line(func() {
			j.key("kind").words(string(f.Subject.Kind))
			j.key("id").text(f.Subject.ID)
			j.key("name").text(f.Name)
		})
		j.key("message").words(f.Message)
		j.key("changes").array(func() {
			for _, call := range mend {
				j.request(call)
			}
		})
	})
}

// request writes a call: its method, its path as it is sent, and the body, if
// it has one.
func (j *jsonWriter) request(c endpoint.Call) {
	j.line(func() {
		j.key("method").words(c.Method())
		j.key("path").words(c.Target())
		if body := displayable(c.Body); body != nil {
			j.key("body").raw(body)
		}
	})
}

// displayable is a JSON document on one line, with an escape for each character
// that a terminal should not be sent; nil when there is none.
func displayable(document []byte) []byte {
	var line bytes.Buffer
	if json.Compact(&line, document) != nil {
		return nil
	}
	var out []byte
	for _, r := range line.String() {
		if text.Printable(r) {
			out = append(out, string(r)...)
			continue
		}
		// What is not printable can only stand within a string.
		quoted := text.AppendJSON(nil, string(r))
		out = append(out, quoted[1:len(quoted)-1]...)
	}
	return out
}

// DoctorText writes findings for a person to read, each with what would mend it.
func DoctorText(w io.Writer, findings []rbac.Finding, g *rbac.Graph, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		fmt.Fprintln(out, look.bold(summary(findings)))
		for _, f := range findings {
			fmt.Fprintf(out, "\n%s %s\n", look.bold(string(f.Severity)), look.faint(string(f.Rule)))
			fmt.Fprintf(out, "  %s\n", sentence(f))
			for _, change := range f.Changes {
				fmt.Fprintf(out, "  mend: %s\n", change.Sentence(g, d))
			}
		}
	})
}

// sentence is the message with its subject in front, id and all.
func sentence(f rbac.Finding) string {
	if f.Subject.ID.IsZero() {
		return f.Message
	}
	name := ""
	if !f.Name.IsZero() {
		name = f.Name.String() + " "
	}
	return fmt.Sprintf("%s %s(%s) %s", f.Subject.Kind, name, f.Subject.ID, f.Message)
}

func summary(findings []rbac.Finding) string {
	count := make(map[rbac.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	var parts []string
	for _, s := range []struct {
		severity rbac.Severity
		noun     string
	}{{rbac.SeverityError, "error"}, {rbac.SeverityWarning, "warning"}, {rbac.SeverityInfo, "remark"}} {
		if n := count[s.severity]; n > 0 {
			parts = append(parts, plural(n, s.noun))
		}
	}
	if len(parts) == 0 {
		return "nothing found"
	}
	return strings.Join(parts, ", ")
}

// DoctorCSV writes a row for each finding.
func DoctorCSV(w io.Writer, findings []rbac.Finding) error {
	c := newCSVWriter(w, "severity", "rule", "kind", "id", "name", "message")
	for _, f := range findings {
		c.row(string(f.Severity), string(f.Rule), string(f.Subject.Kind), f.Subject.ID.String(), f.Name.String(), f.Message)
	}
	return c.finish()
}
