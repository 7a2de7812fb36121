package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
)

func configCheckCommand(r *command.Run) *cobra.Command {
	var offline bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "check the configuration and the connection",
		Long: "check reads the configuration, then tests the profile: whether an Authorization Extension answers, " +
			"whether a token is issued, and which scopes it lacks. A new token is asked for even where one is kept, so " +
			"that the secret is checked; without a secret, the kept token is, and that is said.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return checkConfig(ctx, r, offline) }),
	}
	cmd.Flags().BoolVar(&offline, "offline", false, "check the file only; send nothing")
	return cmd
}

func checkConfig(ctx context.Context, r *command.Run, offline bool) error {
	cfg, err := r.Settings()
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
	var found *reached
	var fault error
	if !offline && !cfg.Selected().IsZero() {
		found, fault = reach(ctx, r)
	}
	if r.Flags.Format() == output.JSON {
		return errors.Join(fault, checkedJSON(r, cfg, found))
	}
	for _, p := range cfg.Profiles() {
		mark := " "
		if p.Name == cfg.Selected() {
			mark = "*"
		}
		if _, err := fmt.Fprintf(r.Text(), "%s %s: %s, secret from %s\n", mark, p.Name, p.Label(), p.SourceName()); err != nil {
			return err
		}
	}
	if found != nil {
		_, err = fmt.Fprintln(r.Text(), "  "+found.words())
	}
	return errors.Join(fault, err)
}

// checkedJSON writes the profiles of a configuration in which nothing is wrong.
func checkedJSON(r *command.Run, cfg config.Config, found *reached) error {
	return output.WriteObject(r.Env.Stdout, "config-check", func(j *output.JSONWriter) {
		j.Key("config_file").Words(cfg.Paths.File)
		j.Key("profiles").Array(func() {
			for _, p := range cfg.Profiles() {
				j.Line(func() {
					j.Key("name").Text(p.Name)
					j.Key("selected").Flag(p.Name == cfg.Selected())
					j.Key("tenant").Text(p.Label())
					j.Key("base_url").Words(p.BaseURL)
					j.Key("secret_source").Words(p.SourceName())
					j.Key("production").Flag(p.Production)
					j.Key("read_only").Flag(p.ReadOnly)
				})
			}
		})
		if found == nil {
			j.Key("reached").Null()
			return
		}
		j.Key("reached").Line(func() {
			j.Key("version").Text(found.version)
			j.Key("token").Words(string(found.token))
			j.Key("scopes_known").Flag(found.known)
			j.Key("scopes_lacking").LineArray(func() {
				for _, scope := range found.lacking {
					j.Words(scope)
				}
			})
		})
	})
}

// reached is what the tenant of a profile answers.
type reached struct {
	version text.Text // of the extension
	token   session.TokenOrigin
	untried error    // why the secret was not checked
	known   bool     // the token says its scopes
	lacking []string // of the API's scopes
}

// reach asks for the manifest, which takes no token, gets a token, and reads one short
// list, so that an address beside the API is found out.
func reach(ctx context.Context, r *command.Run) (*reached, error) {
	cfg, err := r.Settings()
	if err != nil {
		return nil, err
	}
	s, err := session.OpenProfile(r, cfg.Selected().Raw())
	if err != nil {
		return nil, err
	}
	manifest, err := s.Client.Meta(ctx)
	if err != nil {
		return nil, err
	}
	if !manifest.IsAuthorization() {
		return nil, &command.HintError{
			Cause: fmt.Errorf("not an Authorization Extension: \"%s\" answers", manifest.Name),
			Hint:  "check base_url: it ends in /api, and an Authorization Extension answers at …/meta beside it",
		}
	}
	scopes, err := s.Client.Scopes(ctx)
	if err != nil {
		return nil, err
	}
	found := &reached{version: manifest.Version, known: scopes != nil}
	for _, scope := range endpoint.Scopes() {
		if found.known && !slices.Contains(scopes, scope.Name) {
			found.lacking = append(found.lacking, scope.Name)
		}
	}
	if !slices.Contains(found.lacking, "read:connections") {
		if _, err := s.Client.Connections(ctx); err != nil {
			return nil, err
		}
	}
	// Last, since a kept token is of no more use then.
	found.token, found.untried, err = s.TrySecret(ctx)
	if err != nil {
		return nil, err
	}
	return found, nil
}

// words say what was found.
func (f *reached) words() string {
	said := "the extension " + f.version.String() + " answers"
	switch f.token {
	case session.TokenGiven:
		said += " and the given token is accepted"
	case session.TokenKept:
		said += " and a kept token is accepted"
	case session.TokenIssued:
		said += " and a token is issued"
	}
	switch {
	case !f.known:
		said += ", which doesn't say its scopes"
	case len(f.lacking) > 0:
		said += ", which lacks " + strings.Join(f.lacking, ", ")
	default:
		said += fmt.Sprintf(", with all %d scopes", len(endpoint.Scopes()))
	}
	if f.untried != nil {
		said += "\n  the secret was not checked: " + f.untried.Error()
	}
	return said
}
