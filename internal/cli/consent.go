package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// writeFlags are those of every command that alters a tenant.
type writeFlags struct {
	yes     bool
	write   bool
	confirm string
}

func (f *writeFlags) define(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.yes, "yes", false, "don't ask before a change of a tenant that is not in production")
	cmd.Flags().BoolVar(&f.write, "write", false, "allow changes of a tenant in production")
	cmd.Flags().StringVar(&f.confirm, "confirm", "", "the tenant's `name`, typed to allow a change in production")
}

// mayWrite asks for what it takes before call may be sent, and gives an error
// when it may not. Where standard input is the body nobody can be asked.
func (r *run) mayWrite(ctx context.Context, s *session, call endpoint.Call, f writeFlags, inputTaken bool) error {
	if call.Route.ID == endpoint.ConfigurationImport {
		return usagef("an import replaces everything that is stored, and is not sent by hand")
	}
	what := call.Method() + " " + text.Escape(call.Target())
	return r.consent(ctx, s, what, f, inputTaken)
}

// consent is what a change of a tenant needs. On one in production that is
// --write and the tenant's name; a profile that is read_only never gets it.
func (r *run) consent(ctx context.Context, s *session, what string, f writeFlags, inputTaken bool) error {
	id := s.Identity()
	canAsk := r.env.Terminal.In && r.env.Terminal.Err && !inputTaken
	switch {
	case id.ReadOnly:
		return usagef("the profile %s is read_only: nothing is sent that alters the tenant", id.Profile)
	case !id.Production && f.confirm != "" && f.confirm != id.Tenant.Raw():
		return usagef("--confirm: this is the tenant %s, not %s", id.Tenant, text.Escape(f.confirm))
	case !id.Production && f.yes:
		return nil
	case !id.Production && canAsk:
		return r.askYes(ctx, fmt.Sprintf("%s on %s: send it? [y/N] ", what, id.Tenant))
	case !id.Production:
		return usagef("%s alters the tenant %s: say --yes", what, id.Tenant)
	case !f.write:
		return usagef("%s is in production: a change needs --write and the tenant's name, as --confirm %s", id.Tenant, id.Tenant)
	case f.confirm == "" && canAsk:
		return r.askName(ctx, what, id.Tenant)
	case f.confirm == "":
		return usagef("%s is in production: a change needs the tenant's name, as --confirm %s", id.Tenant, id.Tenant)
	case f.confirm != id.Tenant.Raw():
		return usagef("--confirm: this is the tenant %s, not %s", id.Tenant, text.Escape(f.confirm))
	}
	return nil
}

// errDeclined is the answer no to a question before a change.
var errDeclined = errors.New("nothing was sent")

func (r *run) askYes(ctx context.Context, question string) error {
	answer, err := r.prompt(ctx, question)
	if err != nil {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return errDeclined
}

func (r *run) askName(ctx context.Context, what string, name text.Text) error {
	answer, err := r.prompt(ctx, fmt.Sprintf("%s on %s, which is in production. Type its name to send it: ", what, name))
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != name.Raw() {
		return errDeclined
	}
	return nil
}
