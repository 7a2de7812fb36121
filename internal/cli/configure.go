package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/text"
)

func (r *run) configCommand() *cobra.Command {
	cmd := group("config", "make and check the configuration")
	cmd.AddCommand(
		r.configInitCommand(),
		gives(&cobra.Command{
			Use:   "check",
			Short: "check the whole configuration",
			Args:  cobra.NoArgs,
			RunE:  r.does(func(context.Context, []string) error { return r.checkConfig() }),
		}),
		&cobra.Command{
			Use:   "path",
			Short: "print where the configuration file is",
			Args:  cobra.NoArgs,
			RunE:  r.does(func(context.Context, []string) error { return r.printPath() }),
		},
	)
	return cmd
}

func (r *run) printPath() error {
	path := config.ResolvePaths(r.env.config(), r.flags.config()).File
	if path == "" {
		return usagef("no folder for the configuration is known: set HOME or XDG_CONFIG_HOME")
	}
	_, err := fmt.Fprintln(r.env.Stdout, text.Escape(path))
	return err
}

func (r *run) checkConfig() error {
	cfg, err := r.settings()
	if err == nil {
		err = cfg.Check()
	}
	if err != nil {
		return err
	}
	if len(cfg.Profiles()) == 0 {
		_, err := cfg.Profile()
		return err
	}
	for _, p := range cfg.Profiles() {
		mark := " "
		if p.Name == cfg.Selected() {
			mark = "*"
		}
		if _, err := fmt.Fprintf(r.env.Stdout, "%s %s: %s, secret from %s\n", mark, p.Name, p.Label(), p.SourceName()); err != nil {
			return err
		}
	}
	return nil
}

// initFlags are the parts of a new profile. None of them takes a secret.
type initFlags struct {
	entry     config.Entry
	secretEnv string
	command   []string
	keyring   bool
	replace   bool
}

func (r *run) configInitCommand() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init [NAME]",
		Short: "write a profile into the configuration file",
		Long: "init writes a profile, and makes the file where there is none. On a terminal it asks for what the\n" +
			"flags don't say. The secret itself is never asked for here: say where it is to be found, or keep it in\n" +
			"the keyring with authzx secret set.",
		Example: "  authzx config init dev --tenant acme-dev --region eu --client-id ID --secret-keyring",
		Args:    cobra.MaximumNArgs(1),
		RunE: r.does(func(ctx context.Context, args []string) error {
			if len(args) > 0 {
				f.entry.Name = args[0]
			}
			return r.initConfig(ctx, f)
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
	flags.StringVar(&e.BaseURL, "base-url", "", "the API's `URL`, in place of tenant and region")
	flags.StringVar(&e.TokenURL, "token-url", "", "the token endpoint's `URL`, in place of tenant and region")
	flags.StringVar(&e.Audience, "audience", "", "the API's `identifier`, where it is another than usual")
	flags.StringVar(&e.CAFile, "ca-file", "", "PEM `file` of certificate authorities that are trusted as well")
	flags.StringVar(&e.ClientID, "client-id", "", "`id` of a machine-to-machine application")
	flags.StringVar(&f.secretEnv, "secret-env", "", "take the secret from the environment `variable`")
	flags.StringArrayVar(&f.command, "secret-command", nil, "take the secret from what a program prints; once for the program and each `word` behind it")
	flags.BoolVar(&f.keyring, "secret-keyring", false, "take the secret from the keyring")
	flags.BoolVar(&e.Production, "production", false, "mark the tenant as being in production")
	flags.BoolVar(&e.ReadOnly, "read-only", false, "never send what alters the tenant")
	flags.BoolVar(&e.MakeDefaultProfile, "default", false, "use this profile where none is named")
	flags.BoolVar(&f.replace, "replace", false, "replace a profile of the same name")
	cmd.MarkFlagsMutuallyExclusive("secret-env", "secret-command", "secret-keyring")
	_ = cmd.RegisterFlagCompletionFunc("region", completeRegions)
}

func (r *run) initConfig(ctx context.Context, f initFlags) error {
	e := f.entry
	e.Secret = config.EntrySecret{Variable: f.secretEnv, Command: f.command, Keyring: f.keyring}
	if err := r.complete(ctx, &e); err != nil {
		return err
	}
	flags := r.flags.config()
	path := config.ResolvePaths(r.env.config(), flags).File
	if err := r.unlessThere(path, e.Name, f.replace); err != nil {
		return err
	}
	if err := config.Save(r.env.config(), path, e); err != nil {
		return err
	}
	r.say("wrote the profile %s to %s", text.Escape(e.Name), text.Escape(path))
	if e.Secret.Keyring {
		r.say("authzx secret set %s puts its secret into the keyring", text.Escape(e.Name))
	}
	return nil
}

// unlessThere refuses to write over a profile.
func (r *run) unlessThere(path, name string, replace bool) error {
	// The environment is left out: only the file matters.
	env := config.Env{Home: r.env.Home}
	cfg, err := config.Load(env, config.Flags{File: path})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, p := range cfg.Profiles() {
		if p.Name.Raw() == name && !replace {
			return usagef("there is a profile %s in %s already; --replace writes over it", p.Name, text.Escape(path))
		}
	}
	return nil
}

// complete asks a person for what the flags don't say.
func (r *run) complete(ctx context.Context, e *config.Entry) error {
	whole := e.BaseURL != "" && e.TokenURL != ""
	var missing []string
	ask := func(into *string, flag, question string) error {
		if *into != "" {
			return nil
		}
		if !r.env.Terminal.In {
			missing = append(missing, flag)
			return nil
		}
		var err error
		*into, err = r.prompt(ctx, question)
		return err
	}
	err := ask(&e.Name, "NAME", "name of the profile: ")
	if err == nil && !whole {
		err = ask(&e.Tenant, "--tenant", "tenant, as the first part of acme.eu.auth0.com: ")
	}
	if err == nil && !whole {
		err = ask(&e.Region, "--region", "region (us, eu, au or another): ")
	}
	if err == nil {
		err = ask(&e.ClientID, "--client-id", "client id of a machine-to-machine application: ")
	}
	s := &e.Secret
	if err == nil && s.Variable == "" && len(s.Command) == 0 && !s.Keyring {
		missing, err = r.completeSecret(ctx, s, missing)
	}
	if err == nil && len(missing) > 0 {
		err = usagef("config init needs %s", join(missing))
	}
	return err
}

// completeSecret asks where the secret is; the keyring is the usual place.
func (r *run) completeSecret(ctx context.Context, s *config.EntrySecret, missing []string) ([]string, error) {
	if !r.env.Terminal.In {
		return append(missing, "one of --secret-keyring, --secret-env, --secret-command"), nil
	}
	answer, err := r.prompt(ctx, "environment variable that holds the secret; empty for the keyring: ")
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
