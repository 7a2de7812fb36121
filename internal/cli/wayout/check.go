package wayout

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/exit"
	"authzx/internal/exit/node"
	"authzx/internal/exit/port"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

type checkFlags struct {
	action string
	accept []string
}

func check(ctx context.Context, r *command.Run, args []string, f checkFlags) error {
	if err := exit.CheckAccepted(f.accept); err != nil {
		return told(err)
	}
	var target exit.Target
	if len(args) > 0 {
		target = exit.Target(args[0])
	}
	if target != "" && !known(target) {
		return command.Usagef("exit check %s: the ways out are %s", output.Quoted(args[0]), strings.Join(targetNames(), ", "))
	}
	if f.action != "" {
		return checkAction(ctx, r, f.action)
	}
	s, p, err := source(ctx, r)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	survey := exit.Look(s, target)
	if r.Flags.Format() == output.JSON {
		err = printJSON(ctx, r, survey)
	} else {
		err = surveyText(r.Out(ctx), survey, s.Directory)
	}
	if err == nil && len(survey.Lost(f.accept)) > 0 {
		err = command.ErrNo
	}
	return err
}

func known(target exit.Target) bool {
	return slices.Contains(exit.Targets(), target)
}

// maxPeople is how many of those who lose something are named.
const maxPeople = 20

func surveyText(out io.Writer, s exit.Survey, d *rbac.Directory) error {
	w := bufio.NewWriter(out)
	_, _ = fmt.Fprintf(w, "Rule: %s.\n", s.Rule.Message)
	switch {
	case s.Switches == nil:
		_, _ = fmt.Fprintln(w, "Switches: unknown.")
	case len(s.Switches) == 0:
		_, _ = fmt.Fprintln(w, "Switches: all off, so tokens get nothing.")
	default:
		names := make([]string, len(s.Switches))
		for i, name := range s.Switches {
			names[i] = string(name)
		}
		_, _ = fmt.Fprintf(w, "Switches on: %s.\n", strings.Join(names, ", "))
	}
	_, _ = fmt.Fprintln(w, "\nWays out:")
	for _, way := range s.Ways {
		_, _ = fmt.Fprintf(w, "  %-7s %s\n", way.Target, way)
		lossLines(w, "          ", way.Losses, d)
		if way.Unknown != "" {
			_, _ = fmt.Fprintf(w, "          unknown: %s\n", way.Unknown)
		}
	}
	return w.Flush()
}

// lossLines tells each loss with the people whom it concerns.
func lossLines(w io.Writer, margin string, losses []exit.Loss, d *rbac.Directory) {
	for _, l := range losses {
		_, _ = fmt.Fprintf(w, "%s%s, %d: %s\n", margin, l.Kind, l.Count, l.Message)
		for i, id := range l.Users {
			if i == maxPeople {
				_, _ = fmt.Fprintf(w, "%s  and %d more\n", margin, len(l.Users)-i)
				break
			}
			line := id.String()
			if name := d.Name(id.Ref()); !name.IsZero() {
				line = name.String() + " (" + line + ")"
			}
			_, _ = fmt.Fprintf(w, "%s  %s\n", margin, line)
		}
	}
}

// maxAction bounds the code that is looked at, in bytes: Auth0 takes a tenth of it.
const maxAction = 1 << 20

func checkAction(ctx context.Context, r *command.Run, file string) error {
	code, err := readAction(r, file)
	if err != nil {
		return err
	}
	faults, remarks := []port.Fault{}, []port.Fault(nil)
	for _, f := range faultsOf(ctx, r, string(code)) {
		if f.AsTheRule() {
			remarks = append(remarks, f)
		} else {
			faults = append(faults, f)
		}
	}
	if r.Flags.Format() == output.JSON {
		err = printJSON(ctx, r, struct {
			Format  string       `json:"format"`
			Action  text.Text    `json:"action"`
			Faults  []port.Fault `json:"faults"`
			Remarks []port.Fault `json:"remarks,omitempty"`
		}{"authzx.exit.check/1", text.New(file), faults, remarks})
	} else {
		err = faultText(r.Out(ctx), file, faults, remarks)
	}
	if err == nil && len(faults) > 0 {
		err = command.ErrNo
	}
	return err
}

// faultsOf finds the faults of an Action's code. Whether it is JavaScript is for a node
// to say, where there is one.
func faultsOf(ctx context.Context, r *command.Run, code string) []port.Fault {
	file, err := node.Find(r.Env.Variable("PATH"))
	if err != nil {
		return port.Check(code)
	}
	switch line, err := node.Parse(ctx, file, code); {
	case err != nil:
		return port.Check(code)
	case line > 0:
		return []port.Fault{port.SyntaxError(line)}
	}
	return port.CheckParsed(code)
}

func readAction(r *command.Run, file string) ([]byte, error) {
	var code []byte
	var err error
	if file == "-" {
		code, err = private.AllOf(r.Env.Stdin, maxAction)
	} else {
		code, err = private.ReadAtMost(file, maxAction)
	}
	if err != nil {
		return nil, &command.UsageError{Cause: fmt.Errorf("--action: %w", err)}
	}
	return code, nil
}

func faultText(out io.Writer, file string, faults, remarks []port.Fault) error {
	w := bufio.NewWriter(out)
	for _, f := range slices.Concat(faults, remarks) {
		_, _ = fmt.Fprintf(w, "%s:%d: %s: %s\n    %s\n    instead: %s\n", text.Escape(file), f.Line, f.Kind, f.Message, f.Consequence, f.Fix)
	}
	if len(faults) == 0 {
		_, _ = fmt.Fprintln(w, "No known faults found; docs/way-out.md lists what is looked for. This doesn't verify it: authzx exit action writes code that can be.")
	}
	return w.Flush()
}
