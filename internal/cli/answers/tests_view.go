package answers

import (
	"bufio"
	"fmt"
	"io"

	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rulebook"
	"authzx/internal/text"
)

// tested is what became of files of tests, ready to be written.
type tested struct {
	p        *session.State
	look     output.Look
	outcomes []rulebook.Outcome
	coverage *rulebook.Coverage // nil where nobody asked
}

func (t *tested) failed() (n int) {
	for _, o := range t.outcomes {
		if !o.Held() {
			n++
		}
	}
	return n
}

func (t *tested) report(w io.Writer, kind string) error {
	switch kind {
	case "junit":
		return rulebook.JUnit(w, t.outcomes, t.say)
	case "github":
		return rulebook.GitHub(w, t.outcomes, t.say)
	}
	return t.json(w)
}

// say is a failure in a line: who, what, and the path.
func (t *tested) say(f rulebook.Failure) string {
	who, id := output.PersonCells(t.p.Directory, f.User)
	if who == "" {
		who = id
	}
	line := who + " " + f.Says
	if f.Path != nil {
		line += ": " + t.look.Path(f.Path)
	}
	return line
}

func (t *tested) text(w io.Writer) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		for _, o := range t.outcomes {
			if o.Held() {
				continue
			}
			fmt.Fprintf(out, "%s %s %s\n", t.look.Bold("failed:"), o.Name, t.look.Faint(output.Place(o.File, o.Line)))
			for _, f := range o.Failures {
				fmt.Fprintf(out, "    %s\n", t.say(f))
			}
		}
		fmt.Fprintf(out, "%s, %d failed\n", text.Counted(len(t.outcomes), "test"), t.failed())
		t.coverageText(out)
	})
}

func (t *tested) coverageText(out *bufio.Writer) {
	if t.coverage == nil {
		return
	}
	fmt.Fprintf(out, "%d of %s covered\n", t.coverage.Covered(), text.Counted(t.coverage.Grants, "grant"))
	for _, tie := range t.coverage.Missing {
		left, right := tie.Ends()
		role := output.Label(t.p.NameOf(right), right.ID)
		if app, several := t.p.Graph.Apart(right); several {
			role += " of " + output.Label(t.p.NameOf(app.Ref()), app.Text)
		}
		fmt.Fprintf(out, "    not covered: %s %s, role %s\n", left.Kind, output.Label(t.p.NameOf(left), left.ID), role)
	}
}

func (t *tested) json(w io.Writer) error {
	j := output.NewJSON(w)
	j.Object(func() {
		j.Key("format").Words("authzx.test/1")
		j.Key("passed").Number(len(t.outcomes) - t.failed())
		j.Key("failed").Number(t.failed())
		j.Key("tests").Array(func() {
			for _, o := range t.outcomes {
				j.Object(func() { t.outcome(j, o) })
			}
		})
		t.coverageJSON(j)
	})
	return j.Finish()
}

func (t *tested) outcome(j *output.JSONWriter, o rulebook.Outcome) {
	j.Key("name").Text(o.Name)
	j.Key("kind").Words(o.Kind)
	j.Key("file").Words(o.File)
	j.Key("line").Number(o.Line)
	j.Key("passed").Flag(o.Held())
	j.Key("failures").Array(func() {
		for _, f := range o.Failures {
			j.Object(func() {
				j.Key("user").Text(f.User.Text)
				j.Key("message").Words(t.say(f))
				if f.Path != nil {
					j.Key("path").Path(f.Path)
				}
			})
		}
	})
}

func (t *tested) coverageJSON(j *output.JSONWriter) {
	if t.coverage == nil {
		return
	}
	j.Key("coverage").Object(func() {
		j.Key("grants").Number(t.coverage.Grants)
		j.Key("covered").Number(t.coverage.Covered())
		j.Key("missing").Array(func() {
			for _, tie := range t.coverage.Missing {
				left, right := tie.Ends()
				j.Line(func() {
					j.Key(string(left.Kind)).Text(left.ID)
					j.Key("role").Text(right.ID)
				})
			}
		})
	})
}
