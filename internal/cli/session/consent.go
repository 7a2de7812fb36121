package session

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/plan"
	"authzx/internal/text"
)

// Consent holds the flags of every command that alters a tenant: what was agreed to
// beforehand.
type Consent struct {
	Yes     bool   // asks nothing on a tenant that is not in production
	Write   bool   // allows changes of one in production
	Confirm string // the tenant's name
}

// Define gives the flags to a command.
func (f *Consent) Define(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.Yes, "yes", false, "don't ask before changing a tenant that is not production")
	cmd.Flags().BoolVar(&f.Write, "write", false, "allow changes to a production tenant")
	cmd.Flags().StringVar(&f.Confirm, "confirm", "", "the tenant's `name`, to confirm a production change")
}

// Agree is nil where a change of the tenant is agreed to. On one in production that
// takes --write and the tenant's name; a profile that is read_only never gets it.
// What was said on the command line comes first, then a person is asked, unless
// standard input is taken by something else: for the tenant's name where the change is
// grave. What it takes is what the explorer asks for, see plan.ConsentFor.
func (s *Session) Agree(ctx context.Context, what string, grave bool, f Consent, inputTaken bool) error {
	id := s.Identity()
	need := plan.ConsentFor(id.Production, id.ReadOnly, grave)
	canAsk := s.run.CanAsk(inputTaken)
	switch {
	case need == plan.ConsentNever:
		return &command.UsageError{Cause: readOnly(id.Profile)}
	case !id.Production && f.Confirm != "" && f.Confirm != id.Tenant.Raw():
		return command.Usagef("--confirm takes the tenant's name: this is the tenant %s, not %s", id.Tenant, text.Escape(f.Confirm))
	case !id.Production && f.Yes:
		return nil
	case !id.Production && canAsk && need == plan.ConsentName:
		return s.AskName(ctx, what)
	case !id.Production && canAsk:
		return s.askYes(ctx, fmt.Sprintf("%s on %s: apply? [y/N] ", what, id.Tenant))
	case !id.Production:
		return command.Usagef("%s changes the tenant %s: add --yes", what, id.Tenant)
	case !f.Write:
		return command.Usagef("%s is production: add --write and --confirm %s, the tenant's name", id.Tenant, id.Tenant)
	case f.Confirm == "" && canAsk:
		return s.AskName(ctx, what)
	case f.Confirm == "":
		return command.Usagef("%s is production: add --confirm %s, the tenant's name", id.Tenant, id.Tenant)
	case f.Confirm != id.Tenant.Raw():
		return command.Usagef("--confirm takes the tenant's name: this is the tenant %s, not %s", id.Tenant, text.Escape(f.Confirm))
	}
	return nil
}

func readOnly(profile text.Text) error {
	return &command.ReadOnlyError{Words: fmt.Sprintf("the profile %s is read_only: nothing that changes the tenant is sent", profile)}
}

// errDeclined is the answer no to a question before a change.
var errDeclined = errors.New("nothing was sent")

func (s *Session) askYes(ctx context.Context, question string) error {
	answer, err := s.run.Prompt(ctx, question)
	if err != nil {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return errDeclined
}

// AskName asks for the tenant's name, which only who means this tenant types.
func (s *Session) AskName(ctx context.Context, what string) error {
	id := s.Identity()
	where := id.Tenant.String()
	if id.Production {
		where += ", which is production"
	}
	answer, err := s.run.Prompt(ctx, fmt.Sprintf("%s on %s. Type its name to apply: ", what, where))
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != id.Tenant.Raw() {
		return errDeclined
	}
	return nil
}
