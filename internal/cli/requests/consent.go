package requests

import (
	"context"
	"fmt"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// mayWrite asks for what it takes before call may be sent, and gives an error
// when it may not. Where standard input is the body nobody can be asked.
func mayWrite(ctx context.Context, r *command.Run, s *session.Session, call endpoint.Call, f session.Consent, inputTaken bool) error {
	what := call.Method() + " " + text.Escape(call.Target())
	id := s.Identity()
	switch {
	case !call.Destructive() || id.ReadOnly || id.Production && !f.Write:
		return s.Agree(ctx, what, call.Destructive(), f, inputTaken)
	case f.Confirm == "" && !r.CanAsk(inputTaken):
		return command.Usagef("%s can't be undone (%s): it needs --confirm %s, the tenant's name",
			what, strings.TrimSuffix(call.Route.Doc, "."), id.Tenant)
	case f.Confirm != "" && f.Confirm != id.Tenant.Raw():
		return command.Usagef("--confirm: this is the tenant %s, not %s", id.Tenant, text.Escape(f.Confirm))
	case call.Route.ID == endpoint.ConfigurationImport:
		if err := prepareImport(ctx, r, s, call); err != nil {
			return err
		}
	}
	if f.Confirm != "" {
		return nil
	}
	r.Say("%s", text.Escape(call.Route.Doc))
	return s.AskName(ctx, what)
}

// prepareImport keeps what is stored now in a file, and tells how an import
// differs from it.
func prepareImport(ctx context.Context, r *command.Run, s *session.Session, call endpoint.Call) error {
	r.Say("backing up and comparing")
	replacement, err := s.Tenant.Replace(ctx, call.Body)
	if err != nil {
		return fmt.Errorf("an import needs a backup first: %w", err)
	}
	for _, list := range []struct {
		name string
		n    tenant.Turnover
	}{{"groups", replacement.Groups}, {"roles", replacement.Roles}, {"permissions", replacement.Permissions}} {
		r.Say("%s: %d added, %d removed, %d changed", list.name, list.n.Added, list.n.Removed, list.n.Altered)
	}
	r.Say("%s", replacement.Effect)
	r.Say("the backup is %s", text.Escape(replacement.Backup))
	return nil
}
