package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// requestFlags are those of a request by hand.
type requestFlags struct {
	body    string
	encoded bool
}

func (f *requestFlags) define(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.body, "body", "", "send the content of a `file`; - is standard input")
	cmd.Flags().BoolVar(&f.encoded, "encoded", false, "PATH is percent-encoded already")
}

// call makes a call of what was given on the command line.
func (r *run) call(method, path string, f requestFlags) (endpoint.Call, error) {
	call, err := endpoint.Parse(method, path, f.encoded)
	if hint := endpoint.Hint(method, path); errors.Is(err, endpoint.ErrNoRoute) && hint != "" {
		err = fmt.Errorf("%w; %s", err, hint)
	}
	if err != nil {
		return call, &usageError{cause: err}
	}
	switch f.body {
	case "":
	case "-":
		call.Body, err = io.ReadAll(r.env.Stdin)
	default:
		call.Body, err = os.ReadFile(f.body)
	}
	switch {
	case err != nil:
		return call, &usageError{cause: fmt.Errorf("reading the body: %w", err)}
	case len(call.Body) > 0 && call.Method() == "GET":
		return call, usagef("GET %s takes no body", call.Route.Template)
	}
	return call, nil
}

func (r *run) apiCommand() *cobra.Command {
	var f requestFlags
	var w writeFlags
	cmd := gives(&cobra.Command{
		Use:   "api METHOD PATH",
		Short: "send one request by hand",
		Long: "api sends one request and prints the answer. PATH is relative to the API's base URL and literal,\n" +
			"as in '/users/auth0|5f7c'; what has to be escaped is escaped. Secrets in the answer are masked.\n" +
			"What alters the tenant asks first.",
		Example: "  authzx api GET /groups\n" +
			"  authzx api GET '/users/auth0|5f7c/roles/calculate'\n" +
			"  authzx api POST /groups --body group.json",
		Args:              cobra.ExactArgs(2),
		RunE:              r.does(func(ctx context.Context, args []string) error { return r.request(ctx, args[0], args[1], f, w) }),
		ValidArgsFunction: completeRequest,
	}, asJSON)
	f.define(cmd)
	w.define(cmd)
	return cmd
}

func (r *run) request(ctx context.Context, method, path string, f requestFlags, w writeFlags) error {
	call, err := r.call(method, path, f)
	if err != nil {
		return err
	}
	if r.flags.snapshot != "" {
		return usagef("--snapshot: a saved document answers no requests")
	}
	writes := !call.Route.Reads()
	to := reading
	if writes {
		to = writing
	}
	s, err := r.open(to)
	if err != nil {
		return err
	}
	if writes {
		r.tellUnfinished(s)
		if err := r.mayWrite(ctx, s, call, w, f.body == "-"); err != nil {
			return err
		}
	}
	send := s.tenant.Send
	if writes {
		send = s.tenant.SendWrite
	}
	answer, err := send(ctx, call, "api")
	return errors.Join(r.printAnswer(answer), err)
}

// printAnswer prints the body of an answer, secrets masked, and nothing else: of
// one that is no JSON it only tells.
func (r *run) printAnswer(a *tenant.Answer) error {
	switch {
	case a == nil:
		return nil
	case len(bytes.TrimSpace(a.Body)) == 0:
		r.say("the answer is %d and empty", a.Status)
		return nil
	case !a.IsJSON():
		r.say("the answer is %d with %d bytes that are no JSON: they are not shown", a.Status, len(a.Body))
		return nil
	}
	document := displayable(a.Masked())
	if document == nil {
		return errors.New("the answer can't be printed: it is nested too deeply")
	}
	_, err := r.env.Stdout.Write(append(indented(document), '\n'))
	return err
}

// completeRequest offers methods, then the templates of the API's routes.
func completeRequest(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	switch len(args) {
	case 0:
		words = []string{"GET", "POST", "PUT", "PATCH", "DELETE"}
	case 1:
		for _, route := range endpoint.All() {
			if strings.EqualFold(route.Method, args[0]) {
				words = append(words, route.Template+"\t"+text.Escape(route.Doc))
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}
