package exit

import (
	"encoding/json"
	"fmt"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

const reportFormat = "authzx.exit/1"

// Report is report.json: what was decided, what is lost, and the proof.
type Report struct {
	Format      string        `json:"format"`
	Target      Target        `json:"target"`
	Parameters  Parameters    `json:"parameters"`
	Switches    []rbac.Switch `json:"switches"` // that are on
	Losses      []Loss        `json:"losses"`
	Unknown     string        `json:"unknown,omitempty"` // what of losses can't be told
	Deviations  []Deviation   `json:"deviations"`
	Proof       Proof         `json:"proof"`
	Equivalence Equivalence   `json:"equivalence"`
}

// report is the report of files that were just made: nothing is proved yet.
func (s Source) report(target Target, p Parameters) Report {
	return Report{
		Format: reportFormat, Target: target, Parameters: p, Switches: append([]rbac.Switch{}, s.On()...),
		Losses: s.Losses(target), Unknown: s.unknown(target), Deviations: s.Deviations(target, p),
		Proof: ProofNotRun, Equivalence: Equivalence{Differing: []json.RawMessage{}},
	}
}

// maxNamed is how many of the people whom a loss concerns report.md names.
const maxNamed = 200

// markdown is the report for people.
func (r Report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The way out: %s\n\n%s.\n", r.Target, upper(r.Target.Keeps()))
	if r.Parameters.OnFailure == FailureEmpty {
		b.WriteString("\n**When access can't be determined, everyone is let in with empty lists.** The rule denied such logins.\n")
	}
	b.WriteString("\n## Losses\n\n")
	if len(r.Losses) == 0 {
		b.WriteString("None known.\n")
	}
	if r.Unknown != "" {
		fmt.Fprintf(&b, "\nUnknown: %s.\n\n", r.Unknown)
	}
	for _, l := range r.Losses {
		fmt.Fprintf(&b, "- `%s`, %d: %s\n", l.Kind, l.Count, l.Message)
		for i, s := range l.Subjects {
			if i == maxNamed {
				fmt.Fprintf(&b, "  - and %d more, in report.json\n", len(l.Subjects)-i)
				break
			}
			fmt.Fprintf(&b, "  - %s %s %s\n", s.Kind, markdown(s.ID), markdown(s.Name))
		}
	}
	b.WriteString("\n## Where it differs from the rule\n\n")
	for _, d := range r.Deviations {
		fmt.Fprintf(&b, "- %s\n", d.Message)
	}
	b.WriteString("\n## Verification\n\nNot verified when this was written, and files are never changed afterwards: `authzx exit verify -o json` prints this\n" +
		"report with the outcome. Keep that as evidence; README.md has the command.\n")
	return b.String()
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// markdown is foreign text as Markdown that shows it and does nothing else.
func markdown(t text.Text) string {
	var b strings.Builder
	for _, r := range t.String() {
		if r < 0x80 && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}
