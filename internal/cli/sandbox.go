package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
)

// sandboxFlags say what a sandbox begins with.
type sandboxFlags struct {
	address, tenant, credentials, data string
	empty                              bool
}

func (r *run) sandboxCommand() *cobra.Command {
	var f sandboxFlags
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "serve an Authorization Extension of one's own, to try things against",
		Long: "sandbox answers as the Authorization Extension does, on this machine alone unless --addr says\n" +
			"otherwise. When it listens it prints one line of JSON with base_url, token_url, client_id and\n" +
			"client_secret. It stops on SIGINT or SIGTERM.",
		Args: cobra.NoArgs,
		RunE: r.does(func(ctx context.Context, _ []string) error { return r.serve(ctx, f) }),
	}
	cmd.Flags().StringVar(&f.address, "addr", "127.0.0.1:0", "`host:port` to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&f.tenant, "tenant", "", "users, clients and connections, a JSON `file`")
	cmd.Flags().StringVar(&f.credentials, "credentials", "", "clients that may have tokens, a JSON `file`")
	cmd.Flags().StringVar(&f.data, "data", "", "keep groups, roles and permissions in a `file`")
	cmd.Flags().BoolVar(&f.empty, "empty", false, "begin without groups, roles and permissions")
	return cmd
}

// options reads what the flags name. Without a tenant of its own the sandbox
// begins with the sample company.
func (f *sandboxFlags) options() (sandbox.Options, error) {
	o := sandbox.Options{Data: f.data}
	company := sample.Company()
	o.Tenant = company.Directory()
	if !f.empty && f.tenant == "" {
		o.Document = company.Document
	}
	var err error
	if f.tenant != "" {
		if o.Tenant, err = os.ReadFile(f.tenant); err != nil {
			return o, fmt.Errorf("reading the tenant: %w", err)
		}
	}
	if f.credentials != "" {
		if o.Credentials, err = os.ReadFile(f.credentials); err != nil {
			return o, fmt.Errorf("reading the credentials: %w", err)
		}
	}
	return o, nil
}

// serve runs a sandbox until it is asked to stop.
func (r *run) serve(ctx context.Context, f sandboxFlags) error {
	o, err := f.options()
	if err != nil {
		return &usageError{cause: err}
	}
	o.Now = r.env.Now
	server, err := sandbox.New(o)
	if err != nil {
		return &usageError{cause: err}
	}
	if err := server.Load(); err != nil {
		return &usageError{cause: err}
	}
	if err := server.Start(f.address); err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return err
		}
		return &usageError{cause: fmt.Errorf("--addr: %w", err)}
	}
	r.later(server.Close)
	if err := r.announce(server); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// announce prints where the sandbox is. The secret opens nothing but the
// sandbox itself, and whoever started it needs it.
func (r *run) announce(server *sandbox.Server) error {
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
	_, err := r.env.Stdout.Write(append(line, "}\n"...))
	return err
}
