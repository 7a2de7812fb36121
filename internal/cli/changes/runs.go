package changes

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func runsCommand(r *command.Run) *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "list runs, oldest first", Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return listRuns(r) }),
	}
	show := &cobra.Command{
		Use: "show RUN", Short: "show a run with its changes and requests", Args: cobra.ExactArgs(1),
		RunE: r.Does(func(_ context.Context, args []string) error { return showRun(r, args[0]) }),
	}
	export := &cobra.Command{
		Use: "export", Short: "the audit trail as JSON Lines: who changed what, when, why, and the outcome", Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return exportAudit(r) }),
	}
	discard := &cobra.Command{
		Use: "discard RUN", Short: "leave an unfinished plan as it is", Args: cobra.ExactArgs(1),
		RunE: r.Does(func(_ context.Context, args []string) error { return discardRun(r, args[0]) }),
	}
	cmd := &cobra.Command{
		Use: "runs", Short: "applied plans and the audit trail",
		Long: "runs lists the plans applied to this tenant from this machine, and requests sent by hand. RUN is a " +
			"plan's number or id.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return listRuns(r) }),
	}
	cmd.AddCommand(list, show, export, discard)
	return cmd
}

// openTenant opens the tenant of the profile, of which nothing is read.
func openTenant(r *command.Run, to session.Purpose) (*session.Session, error) {
	s, err := session.Open(r, to)
	if err != nil {
		return nil, err
	}
	if s.Tenant == nil {
		return nil, command.Usagef("--snapshot: a snapshot has no runs")
	}
	return s, nil
}

// findRun is the run that a number or an id names.
func findRun(s *session.Session, given string) (tenant.Run, error) {
	runs, err := s.Tenant.Runs()
	if err != nil {
		return tenant.Run{}, err
	}
	for _, run := range runs {
		if run.ID == given || strconv.Itoa(run.Number()) == strings.TrimPrefix(given, "#") {
			return run, nil
		}
	}
	words := fmt.Sprintf("no run %s; authzx runs lists them", output.Quoted(given))
	return tenant.Run{}, &command.UsageError{Cause: &command.NotFoundError{Words: words}}
}

// runStatus is in one word what became of a run.
func runStatus(run tenant.Run) string {
	switch {
	case run.Unreadable != nil:
		return "unreadable"
	case run.Running:
		return "running"
	case run.Undone:
		return "undone"
	case run.Nothing:
		return "nothing"
	case run.Complete:
		return "done"
	case run.Dismissed:
		return "discarded"
	case run.Doubtful > 0:
		return "unknown"
	case run.ByHand:
		return "failed"
	}
	return "partial"
}

func listRuns(r *command.Run) error {
	s, err := openTenant(r, session.Reading)
	if err != nil {
		return err
	}
	runs, err := s.Tenant.History()
	if err != nil {
		return err
	}
	if r.Flags.Format() == output.JSON {
		return runsJSON(r, s, runs)
	}
	if len(runs) == 0 {
		r.Say("nothing has been applied to %s from this machine", s.Identity().Tenant)
	}
	for _, run := range runs {
		what := "its journal can't be read"
		if len(run.Sentences) > 0 {
			what = run.Sentences[0]
		}
		if more := len(run.Sentences) - 1; more > 0 {
			what += " and " + text.Counted(more, "more change")
		}
		at := run.At.In(r.Env.Now().Location()).Format("2006-01-02 15:04")
		number := strconv.Itoa(run.Number())
		if run.ByHand {
			number = "-"
		}
		if _, err := fmt.Fprintf(r.Text(), "%4s  %s  %-10s %d/%d  %s\n", number, at, runStatus(run), run.Done, run.Items, what); err != nil {
			return err
		}
	}
	return nil
}

func showRun(r *command.Run, given string) error {
	s, err := openTenant(r, session.Reading)
	if err != nil {
		return err
	}
	run, err := findRun(s, given)
	switch {
	case err != nil:
		return err
	case run.Unreadable != nil:
		return run.Unreadable
	case r.Flags.Format() == output.JSON:
		return runsJSON(r, s, []tenant.Run{run})
	}
	w := r.Text()
	_, _ = fmt.Fprintf(w, "%s\n%s, %d of %s done\n", run.ID, runStatus(run), run.Done, text.Counted(run.Items, "change"))
	for _, line := range []struct{ name, value string }{{"reason", run.Reason.String()}, {"profile", run.Profile.String()}, {"undoes", run.Undoes}} {
		if line.value != "" {
			_, _ = fmt.Fprintf(w, "%s: %s\n", line.name, line.value)
		}
	}
	for _, sentence := range run.Sentences {
		_, _ = fmt.Fprintf(w, "  %s\n", sentence)
	}
	return nil
}

func exportAudit(r *command.Run) error {
	s, err := openTenant(r, session.Reading)
	if err != nil {
		return err
	}
	return s.Tenant.ExportAudit(r.Env.Stdout)
}

func discardRun(r *command.Run, given string) error {
	s, err := openTenant(r, session.Reading)
	if err != nil {
		return err
	}
	run, err := findRun(s, given)
	if err != nil {
		return err
	}
	if !run.Pending() {
		return fmt.Errorf("run %s is %s: nothing to discard", run.ID, runStatus(run))
	}
	if err := s.Tenant.Dismiss(run.ID); err != nil {
		return err
	}
	r.Say("discarded: what was applied stays")
	return nil
}
