package answers

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/endpoint"
	"authzx/internal/exit"
	"authzx/internal/plan"
	"authzx/internal/rbac/lint"
	"authzx/internal/rulebook"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func doctorCommand(r *command.Run) *cobra.Command {
	var rules string
	cmd := command.Gives(&cobra.Command{
		Use:   "doctor",
		Short: "what is wrong with the tenant, and the fixes",
		Long: "doctor finds what is broken, risky or unused: deleted users who are still members, nesting cycles, " +
			"dangling ids, unused roles and more. Exit code 3 if there are errors. --rules takes a file of the " +
			"same format as authzx test: a broken [[rule]] is reported as a finding, and [[accepted]] findings " +
			"are only counted.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return doctor(ctx, r, rules) }),
	}, output.CSV)
	cmd.Flags().StringVar(&rules, "rules", "", "a `file` of rules and accepted findings (default: the profile's)")
	return cmd
}

func doctor(ctx context.Context, r *command.Run, rules string) error {
	s, err := session.Open(r, session.Reading)
	if err != nil {
		return err
	}
	books, err := readBooks(slices.DeleteFunc([]string{cmp.Or(rules, s.Rules())}, func(file string) bool { return file == "" }))
	if err != nil {
		return err
	}
	p, err := s.Read(ctx, tenant.Everything)
	if err != nil {
		return err
	}
	if err := session.FindGone(ctx, p); err != nil {
		return err
	}
	verdicts, err := runBooks(ctx, p, books)
	if err != nil {
		return err
	}
	findings, accepted := rulebook.Weigh(exit.Diagnose(p.Graph, p.Directory), verdicts, books, p.Directory, r.Env.Now())
	if accepted > 0 {
		r.Note(text.Counted(accepted, "finding") + " accepted by the rules file")
	}
	switch r.Flags.Format() {
	case output.JSON:
		err = doctorJSON(ctx, r.Out(ctx), findings, p.Graph, p.Directory, func(f lint.Finding) []endpoint.Call { return fixRequests(p, f) })
	case output.CSV:
		err = doctorCSV(r.Out(ctx), findings)
	default:
		err = doctorText(r.Out(ctx), findings, p.Graph, p.Directory, r.Look())
	}
	if err == nil && hasErrors(findings) {
		err = command.ErrNo
	}
	return p.Answered(err)
}

// fixRequests are the requests that bring the changes of a finding about; none where
// they can't be brought about just now.
func fixRequests(p *session.State, f lint.Finding) []endpoint.Call {
	settings, _ := p.Directory.Settings()
	compiled, err := plan.Compile(p.Graph, settings, f.Changes)
	if err != nil {
		return nil
	}
	var calls []endpoint.Call
	for _, item := range compiled.Items {
		for _, step := range item.Steps {
			calls = append(calls, step.Shown())
		}
	}
	return calls
}
