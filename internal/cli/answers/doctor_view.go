package answers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/cli/output"
	"authzx/internal/endpoint"
	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/rulebook"
	"authzx/internal/text"
)

// hasErrors reports whether any finding is of severity error.
func hasErrors(findings []lint.Finding) bool {
	return slices.ContainsFunc(findings, func(f lint.Finding) bool { return f.Severity == lint.SeverityError })
}

// doctorJSON writes findings, each with the requests that would fix it, as
// requests compiles them from its changes.
func doctorJSON(ctx context.Context, w io.Writer, findings []lint.Finding, g *rbac.Graph, d *rbac.Directory, requests func(lint.Finding) []endpoint.Call) error {
	j := output.NewJSON(w)
	j.Object(func() {
		j.Format("doctor")
		writeUnread(j, unread(g, d))
		j.Key("findings").Array(func() {
			for f := range until(ctx, slices.Values(findings)) {
				writeFinding(j, f, requests(f))
			}
		})
	})
	return j.Finish()
}

// writeUnread names the lists that an answer would need and does not have; it writes
// nothing where there are none.
func writeUnread(j *output.JSONWriter, lists []text.Text) {
	if len(lists) > 0 {
		j.Key("incomplete")
		output.Texts(j, lists)
	}
}

func writeFinding(j *output.JSONWriter, f lint.Finding, fix []endpoint.Call) {
	j.Object(func() {
		j.Key("rule").Words(string(f.Rule))
		j.Key("severity").Words(string(f.Severity))
		j.Key("subject").Line(func() {
			j.Key("kind").Words(string(f.Subject.Kind))
			j.Key("id").Text(f.Subject.ID)
			j.Key("name").Text(f.Name)
		})
		j.Key("message").Words(f.Message)
		j.Key("why").Words(whyOf(f.Rule))
		j.Key("changes").Array(func() {
			for _, call := range fix {
				writeRequest(j, call)
			}
		})
	})
}

// whyOf is what comes of leaving a finding as it is.
func whyOf(rule lint.Rule) string {
	if rule == rulebook.RuleBroken {
		return "The rules file forbids this."
	}
	return exit.Why(rule)
}

// writeRequest writes a call: its method, its path as it is sent, and the body, if
// it has one.
func writeRequest(j *output.JSONWriter, c endpoint.Call) {
	j.Line(func() {
		j.Key("method").Words(c.Method())
		j.Key("path").Words(c.Target())
		if body := output.Displayable(c.Body); body != nil {
			j.Key("body").Raw(body)
		}
	})
}

// doctorText writes findings for a person to read, each with what would fix it.
func doctorText(w io.Writer, findings []lint.Finding, g *rbac.Graph, d *rbac.Directory, look output.Look) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		fmt.Fprintln(out, look.Bold(summary(findings, len(unread(g, d)) > 0)))
		for _, f := range findings {
			fmt.Fprintf(out, "\n%s %s\n", look.Bold(string(f.Severity)), look.Faint(string(f.Rule)))
			fmt.Fprintf(out, "  %s\n", sentence(f))
			if why := whyOf(f.Rule); why != "" {
				fmt.Fprintf(out, "  %s\n", look.Faint("why: "+why))
			}
			for _, change := range f.Changes {
				fmt.Fprintf(out, "  fix: %s\n", change.Sentence(g, d))
			}
		}
	})
}

// sentence is the message with its subject in front, id and all.
func sentence(f lint.Finding) string {
	if f.Subject.ID.IsZero() {
		return "the extension: " + f.Message
	}
	name := ""
	if !f.Name.IsZero() {
		name = f.Name.String() + " "
	}
	return fmt.Sprintf("%s %s(%s) %s", f.Subject.Kind, name, f.Subject.ID, f.Message)
}

func summary(findings []lint.Finding, part bool) string {
	count := make(map[lint.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	var parts []string
	for _, s := range []lint.Severity{lint.SeverityError, lint.SeverityWarning} {
		if n := count[s]; n > 0 {
			parts = append(parts, text.Counted(n, string(s)))
		}
	}
	if n := count[lint.SeverityInfo]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d info", n))
	}
	if len(parts) == 0 {
		if part {
			return "nothing found in what could be read"
		}
		return "nothing found"
	}
	return strings.Join(parts, ", ")
}

// unread are the lists that could not be read, in which more may be to be found.
func unread(g *rbac.Graph, d *rbac.Directory) []text.Text {
	var names []text.Text
	for _, l := range append(g.Missing().Lacks(), d.Lacks()...) {
		names = append(names, text.New(string(l.Of)+"s"))
	}
	return names
}

// doctorCSV writes a row for each finding.
func doctorCSV(w io.Writer, findings []lint.Finding) error {
	c := output.NewCSV(w, "severity", "rule", "kind", "id", "name", "message")
	for _, f := range findings {
		c.Row(string(f.Severity), string(f.Rule), string(f.Subject.Kind), f.Subject.ID.String(), f.Name.String(), f.Message)
	}
	return c.Finish()
}
