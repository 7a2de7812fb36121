package setup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/text"
)

func configCommand(r *command.Run) *cobra.Command {
	cmd := command.Group("config", "make and check the configuration")
	cmd.AddCommand(
		configInitCommand(r),
		configCheckCommand(r),
		configGuideCommand(r),
		&cobra.Command{
			Use:   "path",
			Short: "print the path of the configuration file",
			Args:  cobra.NoArgs,
			RunE:  r.Does(func(context.Context, []string) error { return printPath(r) }),
		},
	)
	return cmd
}

func configGuideCommand(r *command.Run) *cobra.Command {
	var tenant string
	cmd := &cobra.Command{
		Use:   "guide",
		Short: "how to set up a tenant: client, API, scopes, profile, URLs by region",
		Args:  cobra.NoArgs,
		RunE:  r.Does(func(context.Context, []string) error { return guide(r, tenant) }),
	}
	cmd.Flags().StringVar(&tenant, "tenant", "TENANT", "tenant `name`, for its URLs")
	return cmd
}

func printPath(r *command.Run) error {
	path := config.ResolvePaths(r.Env.Config(), r.Flags.Config()).File
	if path == "" {
		return command.Usagef("no configuration folder: set HOME or XDG_CONFIG_HOME")
	}
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "config-path", func(j *output.JSONWriter) { j.Key("config_file").Words(path) })
	}
	_, err := fmt.Fprintln(r.Env.Stdout, text.Escape(path))
	return err
}

// initFlags are the parts of a new profile. None of them takes a secret.
type initFlags struct {
	entry     config.Entry
	secretEnv string
	command   []string
	keyring   bool
	replace   bool
}

func configInitCommand(r *command.Run) *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init [NAME]",
		Short: "add a profile to the configuration file",
		Long: "init adds a profile, creating the file if needed. On a terminal it asks for whatever the flags leave " +
			"out. It never asks for the secret itself: say where to find it, or store it in the keyring with " +
			"authzx secret set.",
		Example: "  authzx config init dev --tenant acme-dev --region eu --client-id ID --secret-keyring",
		Args:    cobra.MaximumNArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				f.entry.Name = args[0]
			}
			return initConfig(ctx, r, f)
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f.define(cmd)
	return cmd
}

func (f *initFlags) define(cmd *cobra.Command) {
	e, flags := &f.entry, cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&e.Tenant, "tenant", "", "the tenant's `name`")
	flags.StringVar(&e.Region, "region", "", "`region` of the tenant: us, eu, au or another")
	flags.StringVar(&e.BaseURL, "base-url", "", "the API's `URL`, instead of tenant and region")
	flags.StringVar(&e.TokenURL, "token-url", "", "the token endpoint's `URL`, instead of tenant and region")
	flags.StringVar(&e.Audience, "audience", "", "the API's `identifier`, if not the default")
	flags.StringVar(&e.CAFile, "ca-file", "", "PEM `file` of additional certificate authorities")
	flags.StringVar(&e.ClientID, "client-id", "", "`id` of a machine-to-machine application")
	flags.StringVar(&f.secretEnv, "secret-env", "", "take the secret from the environment `variable`")
	flags.StringArrayVar(&f.command, "secret-command", nil, "take the secret from a command's output; once for the program and once per `argument`")
	flags.BoolVar(&f.keyring, "secret-keyring", false, "take the secret from the keyring")
	flags.BoolVar(&e.Production, "production", false, "mark the tenant as production")
	flags.BoolVar(&e.ReadOnly, "read-only", false, "never change the tenant")
	flags.BoolVar(&e.MakeDefaultProfile, "default", false, "make this the default profile")
	flags.BoolVar(&f.replace, "replace", false, "replace a profile of the same name")
	cmd.MarkFlagsMutuallyExclusive("secret-env", "secret-command", "secret-keyring")
	_ = cmd.RegisterFlagCompletionFunc("region", completeRegions)
}

func initConfig(ctx context.Context, r *command.Run, f initFlags) error {
	e := f.entry
	e.Secret = config.EntrySecret{Variable: f.secretEnv, Command: f.command, Keyring: f.keyring}
	if err := complete(ctx, r, &e); err != nil {
		return err
	}
	flags := r.Flags.Config()
	path := config.ResolvePaths(r.Env.Config(), flags).File
	if err := unlessThere(r, path, e.Name, f.replace); err != nil {
		return err
	}
	if err := config.Save(r.Env.Config(), path, e); err != nil {
		return err
	}
	r.Say("wrote the profile %s to %s", text.Escape(e.Name), text.Escape(path))
	if e.Secret.Keyring {
		r.Say("authzx secret set %s stores its secret in the keyring", text.Escape(e.Name))
	}
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "config-init", func(j *output.JSONWriter) {
			j.Key("profile").Words(e.Name)
			j.Key("config_file").Words(path)
		})
	}
	return nil
}

// unlessThere refuses to write over a profile.
func unlessThere(r *command.Run, path, name string, replace bool) error {
	// The environment is left out: only the file matters.
	env := config.Env{Home: r.Env.Home}
	cfg, err := config.Load(env, config.Flags{File: path})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, p := range cfg.Profiles() {
		if p.Name.Raw() == name && !replace {
			return command.Usagef("profile %s already exists in %s; --replace overwrites it", p.Name, text.Escape(path))
		}
	}
	return nil
}

// complete asks a person for what the flags don't say.
func complete(ctx context.Context, r *command.Run, e *config.Entry) error {
	whole := e.BaseURL != "" && e.TokenURL != ""
	var missing []string
	ask := func(into *string, flag, question string) error {
		if *into != "" {
			return nil
		}
		if !r.Env.Terminal.In {
			missing = append(missing, flag)
			return nil
		}
		var err error
		*into, err = r.Prompt(ctx, question)
		return err
	}
	err := ask(&e.Name, "NAME", "name of the profile: ")
	if err == nil && !whole {
		err = ask(&e.Tenant, "--tenant", "tenant, the first part of acme.eu.auth0.com: ")
	}
	if err == nil && !whole {
		err = ask(&e.Region, "--region", "region (us, eu, au or another): ")
	}
	if err == nil {
		err = ask(&e.ClientID, "--client-id", "client id of a machine-to-machine application: ")
	}
	s := &e.Secret
	if err == nil && s.Variable == "" && len(s.Command) == 0 && !s.Keyring {
		missing, err = completeSecret(ctx, r, s, missing)
	}
	if err == nil && len(missing) > 0 {
		err = command.Usagef("config init needs %s", join(missing))
	}
	return err
}

// completeSecret asks where the secret is; the keyring is the usual place.
func completeSecret(ctx context.Context, r *command.Run, s *config.EntrySecret, missing []string) ([]string, error) {
	if !r.Env.Terminal.In {
		return append(missing, "one of --secret-keyring, --secret-env, --secret-command"), nil
	}
	answer, err := r.Prompt(ctx, "environment variable that holds the secret; empty for the keyring: ")
	s.Variable, s.Keyring = answer, answer == ""
	return missing, err
}

func join(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		list := words[0]
		for _, w := range words[1 : n-1] {
			list += ", " + w
		}
		return list + " and " + words[n-1]
	}
}

func completeRegions(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, region := range config.Regions() {
		names = append(names, region.Name+"\t"+region.Title)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
