package requests

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/endpoint"
)

func openAPICommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "openapi",
		Short: "write an OpenAPI 3.1 description of the API",
		Long:  "openapi writes the API's endpoints as an OpenAPI 3.1 document in JSON, including known pitfalls.",
		Args:  cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error {
			document, err := endpoint.OpenAPI(r.Env.Version)
			if err != nil {
				return fmt.Errorf("writing the description: %w", err)
			}
			_, err = r.Env.Stdout.Write(append(document, '\n'))
			return err
		}),
	}
}

func listEndpoints(r *command.Run) error {
	if r.Flags.Format() == output.JSON {
		j := output.NewJSON(r.Env.Stdout)
		j.Array(func() {
			for _, route := range endpoint.All() {
				j.Line(func() {
					j.Key("id").Words(string(route.ID))
					j.Key("method").Words(route.Method)
					j.Key("path").Words(route.Template)
					j.Key("scope").Words(route.Scope)
					j.Key("doc").Words(route.Doc)
				})
			}
		})
		return j.Finish()
	}
	table := output.Table{Columns: []output.Column{{Title: "METHOD"}, {Title: "PATH"}, {Title: "SCOPE"}, {Title: "DOES"}}}
	for _, route := range endpoint.All() {
		table.Row(route.Method, route.Template, route.Scope, route.Doc)
	}
	return output.WriteText(r.Text(), func(out *bufio.Writer) { table.Write(out, r.Look()) })
}

func tokenCommand(r *command.Run) *cobra.Command {
	var scopes bool
	cmd := &cobra.Command{
		Use:   "token",
		Short: "print an access token, or its scopes",
		Long: "token prints an access token for the API, cached while valid. Whoever has it can do everything the " +
			"profile can. --scopes lists the API's scopes instead, and which of them are granted.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return writeToken(ctx, r, scopes) }),
	}
	cmd.Flags().BoolVar(&scopes, "scopes", false, "list scopes and which are granted, instead of the token")
	return cmd
}

func writeToken(ctx context.Context, r *command.Run, scopes bool) error {
	if r.Flags.Snapshot != "" {
		return command.Usagef("--snapshot: a snapshot has no token")
	}
	s, err := session.Open(r, session.Reading)
	if err != nil {
		return err
	}
	t, err := s.Client.Token(ctx)
	switch {
	case err != nil:
		return err
	case r.Flags.Format() == output.JSON:
		return tokenJSON(r, t, scopes)
	case scopes:
		return scopesText(r, t)
	}
	_, err = fmt.Fprintln(r.Env.Stdout, t.Value.Reveal())
	return err
}

func tokenJSON(r *command.Run, t api.Token, scopes bool) error {
	j := output.NewJSON(r.Env.Stdout)
	j.Object(func() {
		j.Key("format").Words("authzx.token/1")
		if !scopes {
			j.Key("access_token").Words(t.Value.Reveal())
		}
		if j.Key("expires_at"); t.Life > 0 {
			j.Words(t.Got.Add(t.Life).UTC().Format(time.RFC3339))
		} else {
			j.Null()
		}
		j.Key("scopes").LineArray(func() {
			for _, s := range t.Scopes {
				j.Words(s)
			}
		})
	})
	return j.Finish()
}

func scopesText(r *command.Run, t api.Token) error {
	table := output.Table{Columns: []output.Column{{Title: "GRANTED"}, {Title: "SCOPE"}, {Title: "OPENS"}}}
	for _, s := range endpoint.Scopes() {
		granted := "no"
		switch {
		case t.Scopes == nil:
			granted = "unknown"
		case slices.Contains(t.Scopes, s.Name):
			granted = "yes"
		}
		table.Row(granted, s.Name, s.Doc)
	}
	return output.WriteText(r.Text(), func(out *bufio.Writer) { table.Write(out, r.Look()) })
}
