package wayout

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// errNotProved ends a verification that could not be brought to its end.
var errNotProved = errors.New("not verified: node is not installed; install Node.js 18 or later")

func verify(ctx context.Context, r *command.Run, dir string) error {
	files, err := folder.Read(dir)
	if err != nil {
		return told(err)
	}
	s, p, err := source(ctx, r)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	answer, err := files.Verify(ctx, s, r.Env.Variable("PATH"), nil)
	if err != nil {
		return told(err)
	}
	if r.Flags.Format() == output.JSON {
		err = printJSON(ctx, r, answer)
	} else {
		err = proofText(r.Out(ctx), answer, s.Directory)
	}
	switch {
	case err != nil:
		return err
	case answer.Proof == exit.ProofNotRun:
		return errNotProved
	case answer.Proof == exit.ProofDiffering:
		return command.ErrNo
	}
	return nil
}

// maxDiffering is how many differing logins are told in words.
const maxDiffering = 10

func proofText(out io.Writer, v folder.Verified, d *rbac.Directory) error {
	w := bufio.NewWriter(out)
	e := v.Equivalence
	switch v.Proof {
	case exit.ProofNotRun: // errNotProved says it
	case exit.ProofEqual:
		_, _ = fmt.Fprintf(w, "Equal: %s of this tenant match the graph.\n", text.Counted(e.Checked, "login"))
	default:
		_, _ = fmt.Fprintf(w, "Different: %d of %s do not match the graph.\n", e.Checked-e.Equal, text.Counted(e.Checked, "login"))
	}
	for i, doc := range e.Differing {
		if i == maxDiffering {
			_, _ = fmt.Fprintln(w, "  and more; -o json names them")
			break
		}
		differingText(w, doc)
	}
	lossLines(w, "", v.Losses, d)
	if v.Unknown != "" {
		_, _ = fmt.Fprintf(w, "Unknown: %s.\n", v.Unknown)
	}
	if v.NeedsPlan() && v.Proof != exit.ProofNotRun {
		_, _ = fmt.Fprintf(w, "Not seen: what app_metadata.authz holds now. This holds once %s is sent, and nobody else has authz left from an\n"+
			"earlier plan: exit engine --previous removes that.\n", exit.FilePlan)
	}
	if !v.AsWritten {
		_, _ = fmt.Fprintln(w, "The code differs from what authzx would write now: it or the tenant was edited.")
	}
	if v.Thinned {
		_, _ = fmt.Fprintln(w, "The tenant is large: single mapped groups were tried only with users in no group, all of them together with everyone.")
	}
	return w.Flush()
}

func differingText(w io.Writer, doc json.RawMessage) {
	d, err := exit.ReadDiffering(doc)
	if err != nil {
		return
	}
	_, _ = fmt.Fprintf(w, "  %s in %s by %s, groups of the identity provider %s\n    expected %s\n    got      %s\n",
		d.User, d.Application, d.Connection, d.Groups, d.Expected, d.Got)
}
