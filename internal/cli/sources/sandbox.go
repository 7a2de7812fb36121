package sources

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/private"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
)

// sandboxFlags say what a sandbox begins with.
type sandboxFlags struct {
	address, tenant, credentials, data string
	empty                              bool
}

func sandboxCommand(r *command.Run) *cobra.Command {
	var f sandboxFlags
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "run a local Authorization Extension to test against",
		Long: "sandbox behaves like the Authorization Extension. It listens on loopback unless --addr says " +
			"otherwise; once ready, it prints one line of JSON with base_url, token_url, client_id and " +
			"client_secret. It stops on SIGINT or SIGTERM.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return serve(ctx, r, f) }),
	}
	cmd.Flags().StringVar(&f.address, "addr", "127.0.0.1:0", "`host:port` to listen on; port 0 picks a free one")
	cmd.Flags().StringVar(&f.tenant, "tenant", "", "users, clients and connections, a JSON `file`")
	cmd.Flags().StringVar(&f.credentials, "credentials", "", "clients that can get tokens, a JSON `file`")
	cmd.Flags().StringVar(&f.data, "data", "", "keep groups, roles and permissions in a `file`")
	cmd.Flags().BoolVar(&f.empty, "empty", false, "start without groups, roles and permissions")
	return cmd
}

// maxTenant bounds each file that a sandbox is made of, in bytes.
const maxTenant = 1 << 30

// options reads what the flags name. Without a tenant of its own the sandbox
// begins with the sample company.
func (f *sandboxFlags) options(r *command.Run) (sandbox.Options, error) {
	o := sandbox.Options{Data: f.data}
	company := sample.Company()
	o.Tenant = company.Directory()
	if !f.empty && f.tenant == "" {
		o.Document = company.Document
	}
	var err error
	if f.tenant != "" {
		if o.Tenant, err = private.ReadAtMost(f.tenant, maxTenant); err != nil {
			return o, fmt.Errorf("reading the tenant: %w", err)
		}
		tellUnknown(r, o.Tenant)
	}
	if f.credentials != "" {
		if o.Credentials, err = private.ReadAtMost(f.credentials, maxTenant); err != nil {
			return o, fmt.Errorf("reading the credentials: %w", err)
		}
	}
	return o, nil
}

// writtenByHand is up to how many bytes a file is taken as one that a person wrote.
const writtenByHand = 4 << 20

// tellUnknown says which keys of a tenant mean nothing. The server finds what is wrong
// with the rest.
func tellUnknown(r *command.Run, doc []byte) {
	var keys map[string]json.RawMessage
	if len(doc) > writtenByHand || json.Unmarshal(doc, &keys) != nil {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !slices.Contains([]string{"users", "clients", "connections"}, key) {
			r.Note("the tenant's key " + output.Quoted(key) + " is ignored: known are users, clients and connections")
		}
	}
}

// wsaAddrInUse is what Windows says of an address that another program has.
const wsaAddrInUse syscall.Errno = 10048

// serve runs a sandbox until it is asked to stop.
func serve(ctx context.Context, r *command.Run, f sandboxFlags) error {
	o, err := f.options(r)
	if err != nil {
		return &command.UsageError{Cause: err}
	}
	o.Now = r.Env.Now
	server, err := sandbox.New(o)
	if err != nil {
		return &command.UsageError{Cause: err}
	}
	if err := server.Load(); err != nil {
		return &command.UsageError{Cause: err}
	}
	if err := server.Start(f.address); err != nil {
		if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddrInUse) {
			return err
		}
		return &command.UsageError{Cause: fmt.Errorf("--addr: %w", err)}
	}
	r.Later(server.Close)
	if err := announce(r, server); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// announce prints where the sandbox is. The secret opens nothing but the
// sandbox itself, and whoever started it needs it.
func announce(r *command.Run, server *sandbox.Server) error {
	line := []byte("{")
	for i, field := range [][2]string{
		{"base_url", server.BaseURL()}, {"token_url", server.TokenURL()},
		{"client_id", server.ClientID()}, {"client_secret", server.ClientSecret().Reveal()},
	} {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(text.AppendJSON(line, field[0]), ':')
		line = text.AppendJSON(line, field[1])
	}
	_, err := r.Env.Stdout.Write(append(line, "}\n"...))
	return err
}
