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
			"a placeholder. Without a profile the address does too.",
		Example: "  authzx snippet GET '/users/auth0|5f7c' --as curl",
		Args:    cobra.ExactArgs(2),
		RunE: r.does(func(_ context.Context, args []string) error {
			return r.snippet(args[0], args[1], as, f)
		}),
		ValidArgsFunction: completeRequest,
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
	base, err := r.baseURL()
	if err != nil {
		return err
	}
	written := format.Write(call, snippet.Options{BaseURL: base})
	if !strings.HasSuffix(written, "\n") {
		written += "\n"
	}
	_, err = fmt.Fprint(r.env.Stdout, written)
	return err
}

// baseURL is that of the profile; empty where there is none.
func (r *run) baseURL() (string, error) {
	cfg, err := r.settings()
	if err != nil {
		return "", err
	}
	profile, err := cfg.Profile()
	var none *config.NoneError
	switch {
	case errors.As(err, &none):
		return "", nil
	case profile.BaseURL != "":
		return profile.BaseURL, nil // a secret that is missing is missed by nobody
	case r.flags.profile == "":
		return "", nil
	}
	return "", err
}
