package folder

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"authzx/internal/exit"
	"authzx/internal/exit/node"
)

// Verified is the report of a folder worked out anew, with the proof.
type Verified struct {
	exit.Report
	// AsWritten says that the code is what authzx would write now.
	AsWritten bool `json:"as_written"`
	// Thinned says that not every mapped group was tried alone with every user.
	Thinned bool `json:"thinned,omitempty"`
}

// Verify proves what was read against a source, in the node of a PATH; without one
// the proof is exit.ProofNotRun. progress, which may be nil, is told how many classes
// of users are through, from the goroutine that Verify runs in. An *exit.Problem says
// what has to change first, a *NotProvedError that the proof broke off.
func (w Written) Verify(ctx context.Context, s exit.Source, path string, progress func(done, total int)) (Verified, error) {
	prover, err := exit.Prove(s, w.report, w.code, w.plan)
	if err != nil {
		return Verified{}, err
	}
	v := Verified{AsWritten: prover.AsWritten()}
	e := exit.Equivalence{Differing: []json.RawMessage{}}
	if file, missing := node.Find(path); missing == nil {
		if e, v.Thinned, err = run(ctx, prover, file, progress); err != nil {
			return Verified{}, &NotProvedError{err}
		}
	}
	v.Report = prover.Verified(e.Proof(), e)
	return v, nil
}

// NotProvedError says why a proof could not be brought to its end.
type NotProvedError struct{ Cause error }

// Error is the cause.
func (e *NotProvedError) Error() string { return "not verified: " + e.Cause.Error() }

// Unwrap gives the cause.
func (e *NotProvedError) Unwrap() error { return e.Cause }

func run(ctx context.Context, p *exit.Prover, file string, progress func(done, total int)) (e exit.Equivalence, thinned bool, err error) {
	printed, err := node.Run(ctx, file, p.Script(), func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 1<<16)
		var err error
		if thinned, err = p.Write(buffered, progress); err != nil {
			return err
		}
		return buffered.Flush()
	})
	if err != nil {
		return e, thinned, err
	}
	e, err = exit.ReadResult(printed)
	return e, thinned, err
}
