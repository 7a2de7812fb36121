package wayout

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/exit"
	"authzx/internal/tenant"
	"authzx/internal/text"
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
	s := exit.Source{Graph: p.Graph, Directory: p.Directory, Switches: settings.Switches, Command: called(r)}
	s.BaseURL, s.TokenURL = session.Addresses(r, p.From.State(), p.From.Identity())
	return s, p, nil
}

// called is how authzx is called on the source of this run.
func called(r *command.Run) string {
	words := []string{"authzx"}
	for _, flag := range [][2]string{
		{"--config", r.Flags.Config().File}, {"--profile", r.Flags.Profile}, {"--snapshot", r.Flags.Snapshot}, {"--users", r.Flags.Users},
	} {
		if flag[1] != "" {
			words = append(words, flag[0], shellWord(flag[1]))
		}
	}
	return strings.Join(words, " ")
}

// shellWord is a word as a shell takes it, safe to show.
func shellWord(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,="
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return text.Escape("'" + strings.ReplaceAll(s, "'", `'\''`) + "'")
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
