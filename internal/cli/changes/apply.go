package changes

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// applyFlags say how to apply a plan.
type applyFlags struct {
	session.Consent
	dryRun bool
	rebase bool
	goOn   bool
	reason string
}

func (f *applyFlags) define(cmd *cobra.Command) {
	f.Consent.Define(cmd)
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would be sent and who is affected; send nothing")
	cmd.Flags().BoolVar(&f.rebase, "rebase", false, "apply even though the tenant has changed since")
	cmd.Flags().BoolVar(&f.goOn, "go-on", false, "continue after a failed change")
	cmd.Flags().StringVar(&f.reason, "reason", "", "reason for the audit trail (default: the plan's)")
}

func applyCommand(r *command.Run) *cobra.Command {
	var f applyFlags
	cmd := &cobra.Command{
		Use:   "apply PLAN...",
		Short: "apply plans, one after another",
		Long: "apply sends a plan's requests one at a time, checks before and after each, and keeps a journal for " +
			"resume and undo. What has changed in the tenant since the plan was made is told; if the plan can't be " +
			"made on top of it, nothing is sent. Several plans are applied in order; the first of which not all is " +
			"done ends it.",
		Example: "  authzx apply plan.json --dry-run\n  authzx apply plan.json --yes",
		Args:    cobra.MinimumNArgs(1),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return applyAll(ctx, r, args, f) }),
	}
	f.define(cmd)
	return cmd
}

// applyAll applies plans in their order and stops at the first of which not all is done;
// all of them are read before anything is sent.
func applyAll(ctx context.Context, r *command.Run, paths []string, f applyFlags) error {
	files := make([]plan.File, len(paths))
	for i, path := range paths {
		var err error
		if files[i], err = readPlan(path); err != nil {
			return err
		}
	}
	for i, file := range files {
		if len(files) > 1 {
			r.Say("plan %d of %d: %s", i+1, len(files), text.Escape(paths[i]))
		}
		if err := apply(ctx, r, file, f); err != nil {
			for _, path := range paths[i+1:] {
				r.Say("not tried: %s", text.Escape(path))
			}
			return err
		}
	}
	return nil
}

func apply(ctx context.Context, r *command.Run, file plan.File, f applyFlags) error {
	if r.Flags.Snapshot != "" && !f.dryRun {
		return command.Usagef("--snapshot is read-only; --dry-run shows what the plan would do")
	}
	to := session.Writing
	if f.dryRun {
		to = session.Reading
	}
	p, naming, err := readBeside(ctx, r, to, file)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	if err := fits(r, p, file, f); err != nil {
		return err
	}
	made, err := p.Compile(file.Changes)
	if err != nil {
		return err
	}
	naming.Wait(ctx, p, patience(r, f))
	tellPlan(r, p, made)
	if f.dryRun || made.Requests() == 0 {
		return unsentJSON(r, p, made, f.dryRun)
	}
	p.From.TellUnfinished()
	what := "a plan of " + text.Counted(made.Requests(), "request")
	if err := p.From.Agree(ctx, what, made.Scale(made.Effect()).Large(), f.Consent, false); err != nil {
		return err
	}
	reason := file.Reason
	if f.reason != "" {
		reason = text.New(f.reason)
	}
	return carryOut(ctx, r, p, made, tenant.ApplyOptions{Reason: reason, GoOn: f.goOn})
}

// readBeside reads what a plan needs of the tenant, and beside it the names of the users
// that the plan is about: no write waits for the list of all.
func readBeside(ctx context.Context, r *command.Run, to session.Purpose, file plan.File) (*session.State, *session.Naming, error) {
	s, err := session.Open(r, to)
	if err != nil {
		return nil, nil, err
	}
	naming := s.StartNaming(ctx, targets(file.Changes, map[rbac.Ref]bool{}))
	parts := tenant.PartApplications | tenant.PartConnections
	if file.Configures() {
		parts |= tenant.PartSettings
	}
	p, err := s.Read(ctx, parts)
	return p, naming, err
}

// patience is how long names are waited for: where nobody reads them before the write,
// a moment.
func patience(r *command.Run, f applyFlags) time.Duration {
	if f.dryRun || !f.Yes && r.CanAsk(false) {
		return time.Minute
	}
	return time.Second
}

// maxPlan bounds a plan file, in bytes.
const maxPlan = 64 << 20

func readPlan(path string) (plan.File, error) {
	doc, err := private.ReadAtMost(path, maxPlan)
	if err != nil {
		return plan.File{}, &command.UsageError{Cause: fmt.Errorf("reading the plan: %w", err)}
	}
	if doc, err = text.UTF8(doc, path); err != nil {
		return plan.File{}, &command.UsageError{Cause: err}
	}
	if state.Is(doc) {
		return plan.File{}, &command.HintError{
			Cause: command.Usagef("%s: a state file, not a plan", text.Escape(path)),
			Hint:  "authzx plan --to " + output.ShellWord(path) + " --out plan.json makes the plan",
		}
	}
	file, err := plan.Parse(doc)
	if err != nil {
		return file, &command.UsageError{Cause: fmt.Errorf("%s: %w", text.Escape(path), err)}
	}
	return file, nil
}

// errDrifted is a plan that was made for another state of the tenant.
var errDrifted = errors.New("the tenant has changed since the plan was made; nothing was sent (--rebase applies it anyway)")

// errMade is a plan all of whose changes are there, as one that was applied before.
var errMade = errors.New("the tenant already has every change of this plan: nothing was sent")

// fits tells whether the plan was made for this tenant as it is now.
func fits(r *command.Run, p *session.State, file plan.File, f applyFlags) error {
	id := p.From.Identity()
	if file.BaseURL != "" && p.From.Client != nil && file.BaseURL != p.From.Client.BaseURL() {
		return command.Usagef("the plan is for %s at %s, not for %s", file.Tenant, text.Escape(file.BaseURL), id.Tenant)
	}
	settings, _ := p.Directory.Settings()
	differences := file.Drift(p.Graph, settings)
	for _, d := range differences {
		r.Say("changed since: %s", d)
	}
	if len(differences) == 0 || f.rebase || file.Commutes(differences) {
		return nil
	}
	if made, err := p.Compile(file.Changes); err == nil && made.Requests() == 0 {
		return errMade
	}
	return errDrifted
}

// carryOut applies a plan and tells what became of each item.
func carryOut(ctx context.Context, r *command.Run, p *session.State, made *plan.Plan, o tenant.ApplyOptions) error {
	report, err := p.From.Tenant.Apply(ctx, made, o, progress(r, sentences(p, made)))
	written := reportJSON(r, p, made, report, err)
	if failure := told(r, p, sentences(p, made), report, err); failure != nil {
		return failure
	}
	return written
}

func sentences(p *session.State, made *plan.Plan) []string {
	list := make([]string, len(made.Items))
	for i, item := range made.Items {
		list[i] = item.Sentence(p.Directory)
	}
	return list
}

// told tells what became of each item of a plan, which sentences say, how it came to
// its end, and why it stopped.
func told(r *command.Run, p *session.State, sentences []string, report tenant.Report, err error) error {
	told := report.Tell(sentences, func(ref rbac.Ref) string { return string(ref.Kind) + " " + rbac.Quoted(p.Graph.Name(ref)) })
	for i, item := range told.Items {
		r.Say("%s: %s", item.Outcome, item.Sentence)
		sayLines(r, item.Lines)
		if fault := report.Results[i].Err; fault != nil {
			r.SayMore(fault)
		}
	}
	if err != nil {
		return err
	}
	for _, end := range told.Ends {
		r.Say("%s", end.Title)
		sayLines(r, end.Lines)
	}
	switch {
	case report.Complete():
		r.Say("%s", told.Verdict)
		return nil
	case told.Why == "":
		return &unfinishedError{words: told.Verdict}
	}
	words := told.Verdict + ": " + told.Why + "; authzx resume applies the rest, authzx undo undoes what was applied"
	return &unfinishedError{words, report.Count(tenant.Unknown) > 0}
}

// unfinishedError is a plan of which not all was done.
type unfinishedError struct {
	words   string
	unknown bool // of something it is not known whether it was made
}

// Error says how far it came, and why no further.
func (e *unfinishedError) Error() string { return e.words }

// Is makes it an outcome that is unknown where it is one.
func (e *unfinishedError) Is(target error) bool { return target == api.ErrOutcomeUnknown && e.unknown }

func sayLines(r *command.Run, lines []string) {
	for _, line := range lines {
		r.Say("    %s", line)
	}
}
