package setup

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/text"
)

func secretCommand(r *command.Run) *cobra.Command {
	cmd := command.Group("secret", "store a client secret in the keyring, or clear it")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "set [PROFILE]",
			Short: "store the client secret in the keyring",
			Long: "set asks for the client secret without echo and stores it in the keyring. If standard input is not a " +
				"terminal, the secret is read from it, as one line.",
			Args:              cobra.MaximumNArgs(1),
			RunE:              r.Does(func(ctx context.Context, args []string) error { return setSecret(ctx, r, args) }),
			ValidArgsFunction: r.CompleteOneProfile,
		},
		&cobra.Command{
			Use:               "clear [PROFILE]",
			Short:             "clear the client secret and the cached tokens",
			Args:              cobra.MaximumNArgs(1),
			RunE:              r.Does(func(ctx context.Context, args []string) error { return clearSecret(ctx, r, args) }),
			ValidArgsFunction: r.CompleteOneProfile,
		},
	)
	return cmd
}

// namedProfile is the profile that an argument names, or the one in use. What else
// the profile lacks does not matter here.
func namedProfile(r *command.Run, args []string) (config.Config, config.Profile, error) {
	cfg, err := r.Settings()
	if err != nil {
		return cfg, config.Profile{}, err
	}
	profile, err := cfg.Profile()
	if len(args) > 0 {
		profile, err = cfg.Named(text.New(args[0]))
	}
	if !profile.Name.IsZero() {
		err = nil
	}
	return cfg, profile, err
}

func setSecret(ctx context.Context, r *command.Run, args []string) error {
	_, profile, err := namedProfile(r, args)
	if err != nil {
		return err
	}
	value, err := r.ReadSecret(ctx, fmt.Sprintf("client secret of %s: ", profile.Name))
	if err != nil {
		return err
	}
	if err := profile.StoreSecret(ctx, value); err != nil {
		return err
	}
	r.Say("the keyring holds the client secret of %s", profile.Name)
	if profile.Source() != config.SourceKeyring {
		r.Say("the profile takes it from elsewhere (%s): set client_secret_keyring = true", profile.SourceName())
	}
	return wroteSecret(r, profile, true)
}

// wroteSecret says under -o json what the keyring holds now.
func wroteSecret(r *command.Run, profile config.Profile, stored bool) error {
	if r.Flags.Format() != output.JSON {
		return nil
	}
	return output.WriteObject(r.Env.Stdout, "secret", func(j *output.JSONWriter) {
		j.Key("profile").Text(profile.Name)
		j.Key("stored").Flag(stored)
	})
}

func clearSecret(ctx context.Context, r *command.Run, args []string) error {
	cfg, profile, err := namedProfile(r, args)
	if err != nil {
		return err
	}
	tokens := session.TokenCache(cfg.Paths, profile).Clear()
	err = profile.ClearSecret(ctx)
	var absent *config.NotStoredError
	var noKeyring *config.NoKeyringError
	switch {
	case errors.As(err, &absent):
		err = nil
	case errors.As(err, &noKeyring) && profile.Source() != config.SourceKeyring:
		err = nil // there is none that could hold it
	}
	if err := errors.Join(err, tokens); err != nil {
		return err
	}
	r.Say("nothing stored for %s", profile.Name)
	return wroteSecret(r, profile, false)
}
