package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

func (r *run) doctorCommand() *cobra.Command {
	return gives(&cobra.Command{
		Use:   "doctor",
		Short: "what is wrong with the tenant, and what would mend it",
		Long: "doctor looks for what is broken, surprising or needless: users who are gone and still members,\n" +
			"circles, ids of nothing, unused roles and more. It ends with exit code 3 when anything is broken.",
		Args: cobra.NoArgs,
		RunE: r.does(func(ctx context.Context, _ []string) error { return r.doctor(ctx) }),
	}, asJSON, asCSV)
}

func (r *run) doctor(ctx context.Context) error {
	p, err := r.picture(ctx, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.findGone(ctx); err != nil {
		return err
	}
	findings := rbac.Lint(p.graph, p.directory)
	switch r.flags.format() {
	case asJSON:
		err = DoctorJSON(ctx, r.out(ctx), findings, p.mending)
	case asCSV:
		err = DoctorCSV(r.out(ctx), findings)
	default:
		err = DoctorText(r.out(ctx), findings, p.graph, p.directory, r.look())
	}
	if err == nil && HasErrors(findings) {
		err = errNo
	}
	return p.answered(err)
}

// maxSingly is how many users are read one by one to see whether they are
// gone: beyond that the tenant's limit on requests would be in danger.
const maxSingly = 500

// findGone reads the users whom groups and roles mention and the list of users
// lacks: only an answer about that very user says that he is gone.
func (p *picture) findGone(ctx context.Context) error {
	if !p.connected() || p.directory.UsersExtent().Err != nil {
		return nil
	}
	var unknown []rbac.UserID
	for _, id := range p.graph.Users() {
		if _, known := p.directory.User(id); !known {
			unknown = append(unknown, id)
		}
	}
	if over := len(unknown) - maxSingly; over > 0 {
		p.run.note(fmt.Sprintf("%s beyond the list of users were not looked at: whether they are gone is not known", plural(over, "user")))
		unknown = unknown[:maxSingly]
	}
	// What could not be read stays unknown, and no rule finds anything in it.
	_ = p.from.tenant.ReadUsers(ctx, unknown)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.directory = p.from.State().Directory
	return nil
}

// mending is the requests that bring the changes of a finding about; none where
// they can't be brought about just now.
func (p *picture) mending(f rbac.Finding) []endpoint.Call {
	settings, _ := p.directory.Settings()
	compiled, err := plan.Compile(p.graph, settings, f.Changes)
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
