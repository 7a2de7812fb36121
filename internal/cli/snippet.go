package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/snippet"
)

func (r *run) snippetCommand() *cobra.Command {
	var f requestFlags
	var as string
	cmd := &cobra.Command{
		Use:   "snippet METHOD PATH",
		Short: "write a request as HTTP, curl or JavaScript",
		Long: "snippet writes the request that api would send, for another program to send. The token stays\n" +
			"a placeholder: snippet token writes the request that gets one. Without a profile the address is\n" +
			"a placeholder too.",
		Example: "  authzx snippet GET '/users/auth0|5f7c' --as curl\n" +
			"  authzx snippet token --as curl",
		Args: func(cmd *cobra.Command, args []string) error {
			if isToken(args) {
				return nil
			}
			return cobra.ExactArgs(2)(cmd, args)
		},
		RunE: r.does(func(_ context.Context, args []string) error {
			if isToken(args) {
				return r.tokenSnippet(as)
			}
			return r.snippet(args[0], args[1], as, f)
		}),
		ValidArgsFunction: completeSnippet,
	}
	f.define(cmd)
	cmd.Flags().StringVar(&as, "as", string(snippet.HTTP), "http, curl or javascript")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(
		[]string{string(snippet.HTTP), string(snippet.Curl), string(snippet.JavaScript)}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (r *run) snippet(method, path, as string, f requestFlags) error {
	format, err := snippet.ParseFormat(as)
	if err != nil {
		return &usageError{cause: err}
	}
	call, err := r.call(method, path, f)
	if err != nil {
		return err
	}
	if call.Route.Body != nil && len(call.Body) == 0 {
		r.say("no body: %s %s takes one, given by --body, such as %s", call.Method(), call.Route.Template, call.Route.Body.Example)
	}
	switch words, whole := call.Withheld(); {
	case whole:
		return usagef("no snippet: %s", words)
	case words != "":
		r.say("%s", words)
	}
	profile, err := r.addressed()
	if err != nil {
		return err
	}
	return r.write(format.Write(call, snippet.Options{BaseURL: profile.BaseURL}))
}

// isToken reports whether the arguments ask how to get a token.
func isToken(args []string) bool { return len(args) == 1 && args[0] == "token" }

// completeSnippet offers what there are snippets of.
func completeSnippet(cmd *cobra.Command, args []string, given string) ([]string, cobra.ShellCompDirective) {
	words, directive := completeRequest(cmd, args, given)
	if len(args) == 0 {
		words = append(words, "token\tthe request that gets a token")
	}
	return words, directive
}

// tokenSnippet writes the request that gets a token.
func (r *run) tokenSnippet(as string) error {
	format, err := snippet.ParseFormat(as)
	if err != nil {
		return &usageError{cause: err}
	}
	profile, err := r.addressed()
	if err != nil {
		return err
	}
	o := snippet.TokenOptions{ClientID: profile.ClientID.Raw(), Audience: profile.Audience.Raw()}
	if len(profile.TokenURLs) > 0 {
		o.URL = profile.TokenURLs[0]
	}
	return r.write(format.WriteToken(o))
}

func (r *run) write(s string) error {
	if !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	_, err := fmt.Fprint(r.env.Stdout, s)
	return err
}

// addressOnly is the environment for who wants an address alone: where it gives
// one, it need not say how to get a token.
func (r *run) addressOnly() config.Env {
	env := r.env.config()
	if r.env.variable("AUTHZX_BASE_URL") == "" {
		return env
	}
	whole := env.Lookup
	env.Lookup = func(name string) (string, bool) {
		if name == "AUTHZX_TOKEN" {
			return "of no use here", true
		}
		return whole(name)
	}
	return env
}

// addressed is the profile with the addresses that snippets name; the zero value
// where there is none.
func (r *run) addressed() (config.Profile, error) {
	cfg, err := config.Load(r.addressOnly(), r.flags.config())
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
	case r.flags.profile == "":
		return config.Profile{}, nil
	}
	return config.Profile{}, err
}
