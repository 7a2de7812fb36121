package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/text"
)

func (r *run) secretCommand() *cobra.Command {
	cmd := group("secret", "put a client secret into the keyring, or take it out")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "set [PROFILE]",
			Short: "put the client secret into the keyring",
			Long: "set asks for the client secret without showing it and puts it into the keyring. Where\n" +
				"standard input is no terminal, the one line that it holds is taken.",
			Args:              cobra.MaximumNArgs(1),
			RunE:              r.does(func(ctx context.Context, args []string) error { return r.setSecret(ctx, args) }),
			ValidArgsFunction: r.completeOneProfile,
		},
		&cobra.Command{
			Use:               "clear [PROFILE]",
			Short:             "take the client secret out of the keyring, and forget the tokens",
			Args:              cobra.MaximumNArgs(1),
			RunE:              r.does(func(ctx context.Context, args []string) error { return r.clearSecret(ctx, args) }),
			ValidArgsFunction: r.completeOneProfile,
		},
	)
	return cmd
}

// named is the profile that an argument names, or the one in use. What else
// the profile lacks does not matter here.
func (r *run) named(args []string) (config.Config, config.Profile, error) {
	cfg, err := r.settings()
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

func (r *run) setSecret(ctx context.Context, args []string) error {
	_, profile, err := r.named(args)
	if err != nil {
		return err
	}
	value, err := r.readSecret(ctx, fmt.Sprintf("client secret of %s: ", profile.Name))
	if err != nil {
		return err
	}
	if err := profile.StoreSecret(ctx, value); err != nil {
		return err
	}
	r.say("the keyring holds the client secret of %s", profile.Name)
	if profile.Source() != config.SourceKeyring {
		r.say("the profile takes it from elsewhere (%s): client_secret_keyring = true makes it look there", profile.SourceName())
	}
	return nil
}

func (r *run) clearSecret(ctx context.Context, args []string) error {
	cfg, profile, err := r.named(args)
	if err != nil {
		return err
	}
	tokens := tokenCache(cfg.Paths, profile).Clear()
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
	r.say("neither the keyring nor the cache holds anything of %s", profile.Name)
	return nil
}
