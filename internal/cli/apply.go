package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"authzx/internal/plan"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// applyFlags say how to apply a plan.
type applyFlags struct {
	writeFlags
	dryRun bool
	rebase bool
	goOn   bool
	reason string
}

func (f *applyFlags) define(cmd *cobra.Command) {
	f.writeFlags.define(cmd)
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "only say what would be sent, and whom it would concern")
	cmd.Flags().BoolVar(&f.rebase, "rebase", false, "apply the plan to the tenant as it is now, though it has changed since")
	cmd.Flags().BoolVar(&f.goOn, "go-on", false, "go on after a change that failed")
	cmd.Flags().StringVar(&f.reason, "reason", "", "why, for the audit trail; the plan's own where it is left out")
}

func (r *run) applyCommand() *cobra.Command {
	var f applyFlags
	cmd := &cobra.Command{
		Use:   "apply PLAN.json",
		Short: "apply a plan",
		Long: "apply sends the requests of a plan one at a time, reads before and after each, and keeps a journal\n" +
			"from which the explorer resumes or undoes it. What has changed since the plan was made is told, and\n" +
			"nothing is sent then.",
		Example: "  authzx apply plan.json --dry-run\n  authzx apply plan.json --yes",
		Args:    cobra.ExactArgs(1),
		RunE:    r.does(func(ctx context.Context, args []string) error { return r.apply(ctx, args[0], f) }),
	}
	f.define(cmd)
	return cmd
}

func (r *run) apply(ctx context.Context, path string, f applyFlags) error {
	file, err := readPlan(path)
	if err != nil {
		return err
	}
	if r.flags.snapshot != "" && !f.dryRun {
		return usagef("--snapshot: a saved document can't be altered; --dry-run says what the plan would do")
	}
	to := writing
	if f.dryRun {
		to = reading
	}
	p, err := r.pictureFor(ctx, to, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.complete(); err != nil {
		return err
	}
	if err := r.fits(p, file, f); err != nil {
		return err
	}
	made, err := p.compile(file.Changes)
	if err != nil {
		return err
	}
	r.tellPlan(p, made)
	if f.dryRun || made.Requests() == 0 {
		return nil
	}
	r.tellUnfinished(p.from)
	what := "a plan of " + plural(made.Requests(), "request")
	if err := r.consent(ctx, p.from, what, f.writeFlags, false); err != nil {
		return err
	}
	reason := file.Reason
	if f.reason != "" {
		reason = text.New(f.reason)
	}
	return r.carryOut(ctx, p, made, tenant.ApplyOptions{Reason: reason, GoOn: f.goOn})
}

func readPlan(path string) (plan.File, error) {
	doc, err := os.ReadFile(path)
	if err != nil {
		return plan.File{}, &usageError{cause: fmt.Errorf("reading the plan: %w", err)}
	}
	file, err := plan.Parse(doc)
	if err != nil {
		return file, &usageError{cause: fmt.Errorf("%s: %w", text.Escape(path), err)}
	}
	return file, nil
}

// errDrifted is a plan that was made for another state of the tenant.
var errDrifted = errors.New("the tenant has changed since the plan was made; nothing was sent (--rebase applies it all the same)")

// fits tells whether the plan was made for this tenant as it is now.
func (r *run) fits(p *picture, file plan.File, f applyFlags) error {
	id := p.from.Identity()
	if file.BaseURL != "" && p.from.client != nil && file.BaseURL != p.from.client.BaseURL() {
		return usagef("the plan was made for %s at %s, not for %s", file.Tenant, text.Escape(file.BaseURL), id.Tenant)
	}
	settings, _ := p.directory.Settings()
	differences := file.Drift(p.graph, settings)
	for _, d := range differences {
		r.say("changed since: %s", d)
	}
	if len(differences) > 0 && !f.rebase {
		return errDrifted
	}
	return nil
}

// carryOut applies a plan and tells what became of each item.
func (r *run) carryOut(ctx context.Context, p *picture, made *plan.Plan, o tenant.ApplyOptions) error {
	report, err := p.from.tenant.Apply(ctx, made, o, func(tenant.Progress) {})
	for _, result := range report.Results {
		r.say("%s: %s", result.Outcome, made.Items[result.Item].Sentence(p.directory))
		if result.Note != "" {
			r.say("    %s", result.Note)
		}
		for _, d := range result.Differences {
			r.say("    %s", d)
		}
		if result.Err != nil {
			r.say("    %s", result.Err)
			r.sayMore(result.Err)
		}
	}
	if err != nil {
		return err
	}
	if !report.Complete() {
		return fmt.Errorf("%s of %d done; the explorer resumes or undoes the rest", plural(report.Count(tenant.Done), "item"), len(report.Results))
	}
	r.say("all is done")
	return nil
}
