package wayout

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/exit"
	"authzx/internal/tenant"
)

// source reads the tenant, or the snapshot, that is to be left.
func source(ctx context.Context, r *command.Run) (exit.Source, *session.State, error) {
	p, err := session.Read(ctx, r, tenant.Everything)
	if err != nil {
		return exit.Source{}, nil, err
	}
	// Who is deleted can't be written: on a live tenant that is a loss which only asking finds.
	if err := session.FindGone(ctx, p); err != nil {
		return exit.Source{}, nil, err
	}
	settings, _ := p.Directory.Settings()
	s := exit.Source{Graph: p.Graph, Directory: p.Directory, Switches: settings.Switches}
	s.BaseURL, s.TokenURL = session.Addresses(r, p.From.State(), p.From.Identity())
	return s, p, nil
}

// told makes an error of usage of what a flag or the source has to change for.
func told(err error) error {
	var p *exit.Problem
	switch {
	case !errors.As(err, &p):
		return err
	case p.Hint == "":
		return &command.UsageError{Cause: err}
	}
	return &command.UsageError{Cause: fmt.Errorf("%w: %s", err, p.Hint)}
}

// printJSON prints a value in a form that is safe to show.
func printJSON(ctx context.Context, r *command.Run, v any) error {
	doc, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	_, err = r.Out(ctx).Write(append(output.Indented(output.Displayable(doc)), '\n'))
	return err
}
