package requests

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/endpoint"
	"authzx/internal/tenant"
)

func apiCommand(r *command.Run) *cobra.Command {
	var f requestFlags
	var w session.Consent
	var secretTo string
	var list bool
	cmd := &cobra.Command{
		Use:   "api METHOD PATH | --list",
		Short: "send one request by hand",
		Long: "api sends one request and prints the response. PATH is relative to the API's base URL and literal, " +
			"such as '/users/auth0|5f7c'; it is escaped as needed. Secrets in the response are masked. Writes ask " +
			"first. PATCH /configuration/rotate-apikey needs --secret-to FILE, a new file for the key.",
		Example: "  authzx api GET /groups\n" +
			"  authzx api GET '/users/auth0|5f7c/roles/calculate'\n" +
			"  authzx api POST /groups --body group.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if list {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(2)(cmd, args)
		},
		RunE: r.Does(func(ctx context.Context, args []string) error {
			if list {
				return listEndpoints(r)
			}
			return sendRequest(ctx, r, args[0], args[1], secretTo, f, w)
		}),
		ValidArgsFunction: completeRequest,
	}
	f.define(cmd)
	w.Define(cmd)
	cmd.Flags().StringVar(&secretTo, "secret-to", "", "write the key that rotate-apikey returns to a new `file`")
	cmd.Flags().BoolVar(&list, "list", false, "list the endpoints; send nothing")
	return cmd
}

func sendRequest(ctx context.Context, r *command.Run, method, path, secretTo string, f requestFlags, w session.Consent) error {
	call, err := parseCall(r, method, path, f)
	if err != nil {
		return err
	}
	if r.Flags.Snapshot != "" {
		return command.Usagef("--snapshot: a snapshot answers no requests")
	}
	if err := checkSecretTo(call, secretTo); err != nil {
		return err
	}
	writes := !call.Route.Reads()
	to := session.Reading
	if writes {
		to = session.Writing
	}
	s, err := session.Open(r, to)
	if err != nil {
		return err
	}
	if writes {
		s.TellUnfinished()
		if err := mayWrite(ctx, r, s, call, w, f.body == "-"); err != nil {
			return err
		}
	}
	if secretTo != "" {
		return rotate(ctx, r, s, secretTo)
	}
	send := s.Tenant.Send
	if writes {
		send = s.Tenant.SendWrite
	}
	answer, err := send(ctx, call, "api")
	return errors.Join(printAnswer(r, answer), mistyped(call, err))
}

// mistyped is the error of an id that may have been meant as more of the path.
func mistyped(call endpoint.Call, err error) error {
	if api.KindOf(err) != api.KindNotFound {
		return err
	}
	for _, id := range call.Path {
		if strings.Contains(id, "/") {
			return &command.HintError{Cause: err, Hint: output.Quoted(id) + " was sent as one id; authzx api --list shows the endpoints"}
		}
	}
	return err
}

// printAnswer prints the body of an answer, secrets masked, and nothing else: of
// one that is no JSON it only tells.
func printAnswer(r *command.Run, a *tenant.Answer) error {
	switch {
	case a == nil:
		return nil
	case len(bytes.TrimSpace(a.Body)) == 0:
		r.Say("%d, no body", a.Status)
		return nil
	case !a.IsJSON():
		r.Say("%d with %d bytes of non-JSON, not shown", a.Status, len(a.Body))
		return nil
	}
	document := output.Displayable(a.Masked())
	if document == nil {
		return errors.New("the response can't be printed: nested too deeply")
	}
	_, err := r.Env.Stdout.Write(append(output.Indented(document), '\n'))
	return err
}
