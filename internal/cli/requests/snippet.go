package requests

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/snippet"
)

func snippetCommand(r *command.Run) *cobra.Command {
	var f requestFlags
	var as string
	cmd := &cobra.Command{
		Use:   "snippet METHOD PATH",
		Short: "write a request as HTTP, curl or JavaScript",
		Long: "snippet writes the request that api would send. The token stays a placeholder; snippet token writes " +
			"the request that gets one. Without a profile the base URL is a placeholder too: {extension_url} is " +
			"{extension_host}/{extension_path}, as in acme.eu12.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api. " +
			"Without --body the body is an example.",
		Example: "  authzx snippet GET '/users/auth0|5f7c' --as curl\n" +
			"  authzx snippet token --as curl",
		Args: func(cmd *cobra.Command, args []string) error {
			if isToken(args) {
				return nil
			}
			return cobra.ExactArgs(2)(cmd, args)
		},
		RunE: r.Does(func(_ context.Context, args []string) error {
			if isToken(args) {
				return tokenSnippet(r, as)
			}
			return writeSnippet(r, args[0], args[1], as, f)
		}),
		ValidArgsFunction: completeSnippet,
	}
	f.define(cmd)
	cmd.Flags().StringVar(&as, "as", string(snippet.HTTP), "http, curl, javascript (Node.js) or browser")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(
		[]string{string(snippet.HTTP), string(snippet.Curl), string(snippet.JavaScript), string(snippet.Browser)}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func writeSnippet(r *command.Run, method, path, as string, f requestFlags) error {
	format, err := snippet.ParseFormat(as)
	if err != nil {
		return &command.UsageError{Cause: err}
	}
	call, err := parseCall(r, method, path, f)
	if err != nil {
		return err
	}
	if call.Route.Body != nil && len(call.Body) == 0 {
		call.Body = []byte(call.Route.Body.Example)
		r.Say("the body is an example: set yours with --body")
	}
	switch words, whole := call.Withheld(); {
	case whole:
		return command.Usagef("no snippet: %s", words)
	case words != "":
		r.Say("%s", words)
	}
	profile, err := addressed(r)
	if err != nil {
		return err
	}
	return write(r, format.Write(call, snippet.Options{BaseURL: profile.BaseURL}))
}

// isToken reports whether the arguments ask how to get a token.
func isToken(args []string) bool { return len(args) == 1 && args[0] == "token" }

func completeSnippet(cmd *cobra.Command, args []string, given string) ([]string, cobra.ShellCompDirective) {
	words, directive := completeRequest(cmd, args, given)
	if len(args) == 0 {
		words = append(words, "token\tthe request that gets a token")
	}
	return words, directive
}

// tokenSnippet writes the request that gets a token.
func tokenSnippet(r *command.Run, as string) error {
	format, err := snippet.ParseFormat(as)
	if err != nil {
		return &command.UsageError{Cause: err}
	}
	profile, err := addressed(r)
	if err != nil {
		return err
	}
	o := snippet.TokenOptions{ClientID: profile.ClientID.Raw(), Audience: profile.Audience.Raw()}
	if len(profile.TokenURLs) > 0 {
		o.URL = profile.TokenURLs[0]
	}
	return write(r, format.WriteToken(o))
}

func write(r *command.Run, s string) error {
	if r.Flags.Format() == output.JSON {
		j := output.NewJSON(r.Env.Stdout)
		j.Object(func() { j.Key("snippet").Words(s) })
		return j.Finish()
	}
	if !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	_, err := fmt.Fprint(r.Env.Stdout, s)
	return err
}

// addressOnly is the environment for who wants an address alone: where it gives
// one, it need not say how to get a token.
func addressOnly(r *command.Run) config.Env {
	env := r.Env.Config()
	if r.Env.Variable("AUTHZX_BASE_URL") == "" {
		return env
	}
	whole := env.Lookup
	env.Lookup = func(name string) (string, bool) {
		if name == "AUTHZX_TOKEN" {
			return "not applicable", true
		}
		return whole(name)
	}
	return env
}

// addressed is the profile with the addresses that snippets name; the zero value
// where there is none.
func addressed(r *command.Run) (config.Profile, error) {
	cfg, err := config.Load(addressOnly(r), r.Flags.Config())
	if err != nil {
		return config.Profile{}, err
	}
	profile, err := cfg.Profile()
	var none *config.NoneError
	switch {
	case errors.As(err, &none):
		return config.Profile{}, nil
	case profile.BaseURL != "":
		return profile, nil // a secret that is missing is missed by nobody
	case r.Flags.Profile == "":
		return config.Profile{}, nil
	}
	return config.Profile{}, err
}
