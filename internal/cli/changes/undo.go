package changes

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// againFlags say how a run is taken up again.
type againFlags struct {
	session.Consent
	dryRun, goOn bool
	reason       string
}

func (f *againFlags) define(cmd *cobra.Command) {
	f.Consent.Define(cmd)
	cmd.Flags().BoolVar(&f.goOn, "go-on", false, "continue after a failed change")
}

func undoCommand(r *command.Run) *cobra.Command {
	var f againFlags
	cmd := &cobra.Command{
		Use:   "undo [RUN]",
		Short: "undo a plan",
		Long: "undo reverses a plan, last change first. RUN defaults to the newest. What somebody else has changed " +
			"since is reported and left alone.",
		Example: "  authzx undo --dry-run\n  authzx undo 12 --yes",
		Args:    cobra.MaximumNArgs(1),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return undo(ctx, r, args, f) }),
	}
	f.define(cmd)
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would be sent and who is affected; send nothing")
	cmd.Flags().StringVar(&f.reason, "reason", "", "reason for the audit trail")
	return cmd
}

func undo(ctx context.Context, r *command.Run, args []string, f againFlags) error {
	to := session.Writing
	if f.dryRun {
		to = session.Reading
	}
	p, err := readTenant(ctx, r, to)
	if err != nil {
		return err
	}
	run, err := lastOr(p.From, args)
	if err != nil {
		return err
	}
	u, err := p.From.Tenant.PlanUndo(ctx, run.ID)
	if err != nil {
		return err
	}
	for _, b := range u.Blocked {
		r.Say("stays: %s: %s", b.Sentence, b.Reason)
	}
	for _, note := range u.Notes {
		r.Say("%s", note)
	}
	if u.Plan.Requests() == 0 {
		return fmt.Errorf("nothing left to undo in run %s", run.ID)
	}
	if err := p.NameAll(ctx, targets(u.Plan.Changes, map[rbac.Ref]bool{})); err != nil {
		return err
	}
	tellPlan(r, p, u.Plan)
	if f.dryRun {
		return unsentJSON(r, p, u.Plan, true)
	}
	what := "undoing a plan by " + text.Counted(u.Plan.Requests(), "request")
	if err := p.From.Agree(ctx, what, u.Plan.Scale(u.Plan.Effect()).Large(), f.Consent, false); err != nil {
		return err
	}
	report, err := p.From.Tenant.ApplyUndo(ctx, u, tenant.ApplyOptions{Reason: text.New(f.reason), GoOn: f.goOn}, progress(r, sentences(p, u.Plan)))
	written := reportJSON(r, p, u.Plan, report, err)
	if failure := told(r, p, sentences(p, u.Plan), report, err); failure != nil {
		return failure
	}
	return written
}

// readTenant reads the tenant of the profile, of which a plan is taken up again.
func readTenant(ctx context.Context, r *command.Run, to session.Purpose) (*session.State, error) {
	if r.Flags.Snapshot != "" {
		return nil, command.Usagef("--snapshot: a snapshot has no runs")
	}
	p, err := session.ReadFor(ctx, r, to, withoutUsers)
	if err != nil {
		return nil, err
	}
	return p, p.Complete()
}

// lastOr is the run that is named, or the newest that can be taken back.
func lastOr(s *session.Session, args []string) (tenant.Run, error) {
	if len(args) > 0 {
		return findRun(s, args[0])
	}
	run, ok, err := s.Tenant.LastRun()
	if err == nil && !ok {
		err = errors.New("nothing to undo")
	}
	return run, err
}

func resumeCommand(r *command.Run) *cobra.Command {
	var f againFlags
	cmd := &cobra.Command{
		Use:   "resume [RUN]",
		Short: "resume an unfinished plan",
		Long: "resume continues a plan that was interrupted or failed. RUN defaults to the newest of these. What " +
			"was applied stays, unknown outcomes are checked, the rest is retried.",
		Args: cobra.MaximumNArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error { return resume(ctx, r, args, f) }),
	}
	f.define(cmd)
	return cmd
}

func resume(ctx context.Context, r *command.Run, args []string, f againFlags) error {
	p, err := readTenant(ctx, r, session.Writing)
	if err != nil {
		return err
	}
	run, err := pendingOr(p.From, args)
	if err != nil {
		return err
	}
	for _, sentence := range run.Sentences {
		r.Say("%s", sentence)
	}
	what := fmt.Sprintf("resuming a plan, %d of %s done,", run.Done, text.Counted(run.Items, "change"))
	if err := p.From.Agree(ctx, what, false, f.Consent, false); err != nil {
		return err
	}
	report, err := p.From.Tenant.Resume(ctx, run.ID, tenant.ApplyOptions{GoOn: f.goOn}, progress(r, run.Sentences))
	written := resumedJSON(r, p, run, report)
	if failure := told(r, p, run.Sentences, report, err); failure != nil {
		return failure
	}
	return written
}

// resumedJSON writes under -o json what became of the whole plan, and whom what was
// done now concerns.
func resumedJSON(r *command.Run, p *session.State, run tenant.Run, report tenant.Report) error {
	if len(report.Results) == 0 || run.Plan == nil {
		return nil // it did not even begin
	}
	now := p.From.State().Graph
	if now == nil {
		now = p.Graph
	}
	return reportJSON(r, p, &plan.Plan{Before: p.Graph, After: now, Items: run.Plan.Items}, report, nil)
}

// pendingOr is the run that is named, or the newest that did not come to its end.
func pendingOr(s *session.Session, args []string) (tenant.Run, error) {
	if len(args) > 0 {
		run, err := findRun(s, args[0])
		if err == nil && !run.Pending() {
			err = fmt.Errorf("run %s is %s: nothing to resume", run.ID, runStatus(run))
		}
		return run, err
	}
	runs, err := s.Tenant.Pending()
	switch {
	case err != nil:
		return tenant.Run{}, err
	case len(runs) == 0:
		return tenant.Run{}, errors.New("no unfinished plan")
	}
	return runs[len(runs)-1], nil
}
