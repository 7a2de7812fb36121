package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
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
	what := call.Method() + " " + text.Escape(call.Target())
	id := s.Identity()
	switch {
	case !call.Grave() || id.ReadOnly || id.Production && !f.write:
		return r.consent(ctx, s, what, f, inputTaken)
	case f.confirm == "" && !r.canAsk(inputTaken):
		return usagef("%s can't be taken back (%s): it needs the tenant's name, as --confirm %s",
			what, strings.TrimSuffix(call.Route.Doc, "."), id.Tenant)
	case f.confirm != "" && f.confirm != id.Tenant.Raw():
		return usagef("--confirm: this is the tenant %s, not %s", id.Tenant, text.Escape(f.confirm))
	case call.Route.ID == endpoint.ConfigurationImport:
		if err := r.prepareImport(ctx, s, call); err != nil {
			return err
		}
	}
	if f.confirm != "" {
		return nil
	}
	r.say("%s", text.Escape(call.Route.Doc))
	return r.askName(ctx, what, id)
}

// prepareImport keeps what is stored now in a file, and tells how an import
// differs from it.
func (r *run) prepareImport(ctx context.Context, s *session, call endpoint.Call) error {
	r.say("keeping what is stored now, and comparing")
	replacement, err := s.tenant.Replace(ctx, call.Body)
	if err != nil {
		return fmt.Errorf("an import needs a backup first: %w", err)
	}
	for _, list := range []struct {
		name string
		n    tenant.Turnover
	}{{"groups", replacement.Groups}, {"roles", replacement.Roles}, {"permissions", replacement.Permissions}} {
		r.say("%s: %d come, %d go, %d change", list.name, list.n.Added, list.n.Removed, list.n.Altered)
	}
	r.say("%s", replacement.Effect)
	r.say("the backup is %s", text.Escape(replacement.Backup))
	return nil
}

// canAsk reports whether there is a person to be asked.
func (r *run) canAsk(inputTaken bool) bool {
	return r.env.Terminal.In && r.env.Terminal.Err && !inputTaken
}

// consent is what a change of a tenant needs. On one in production that is
// --write and the tenant's name; a profile that is read_only never gets it.
func (r *run) consent(ctx context.Context, s *session, what string, f writeFlags, inputTaken bool) error {
	id := s.Identity()
	canAsk := r.canAsk(inputTaken)
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
		return r.askName(ctx, what, id)
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

func (r *run) askName(ctx context.Context, what string, id tenant.Identity) error {
	where := id.Tenant.String()
	if id.Production {
		where += ", which is in production"
	}
	answer, err := r.prompt(ctx, fmt.Sprintf("%s on %s. Type its name to send it: ", what, where))
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != id.Tenant.Raw() {
		return errDeclined
	}
	return nil
}
