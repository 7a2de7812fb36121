package requests

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/endpoint"
	"authzx/internal/private"
	"authzx/internal/text"
)

// requestFlags are those of a request by hand.
type requestFlags struct {
	body    string
	encoded bool
}

func (f *requestFlags) define(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.body, "body", "", "send the contents of a `file`; - is standard input")
	cmd.Flags().BoolVar(&f.encoded, "encoded", false, "PATH is already percent-encoded")
}

// maxBody bounds the body of a request, in bytes; the server takes no more than 1 MiB.
const maxBody = 16 << 20

// parseCall makes a call of what was given on the command line.
func parseCall(r *command.Run, method, path string, f requestFlags) (endpoint.Call, error) {
	call, err := endpoint.Parse(method, path, f.encoded)
	if hint := endpoint.Hint(method, path); errors.Is(err, endpoint.ErrNoRoute) && hint != "" {
		err = fmt.Errorf("%w; %s", err, hint)
	}
	if err != nil {
		return call, &command.UsageError{Cause: err}
	}
	if !f.encoded {
		tellEscapes(r, call)
	}
	switch f.body {
	case "":
	case "-":
		call.Body, err = private.AllOf(r.Env.Stdin, maxBody)
	default:
		call.Body, err = private.ReadAtMost(f.body, maxBody)
	}
	switch {
	case err != nil:
		return call, &command.UsageError{Cause: fmt.Errorf("reading the body: %w", err)}
	case len(call.Body) > 0 && call.Method() == "GET":
		return call, command.Usagef("GET %s takes no body", call.Route.Template)
	}
	return call, nil
}

// tellEscapes says where a path given literally holds what looks encoded, as paths in
// logs are.
func tellEscapes(r *command.Run, call endpoint.Call) {
	const more = "; --encoded if they are escapes"
	for _, id := range call.Path {
		r.NoteEscapes(id, more)
	}
	for _, q := range call.Query {
		r.NoteEscapes(q.Value, more)
	}
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
