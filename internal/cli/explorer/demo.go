package explorer

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/private"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views"
)

// sampleFlags say how large a sample tenant is.
type sampleFlags struct {
	size          string
	users, groups int
}

func (f *sampleFlags) define(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.size, "size", "small", "small, 60 people, or large, 100,000")
	cmd.Flags().IntVar(&f.users, "users", 0, "generate a tenant of `n` users")
	cmd.Flags().IntVar(&f.groups, "groups", 0, "generate a tenant of `n` groups")
}

// maker gives what makes the sample. Given only one of users and groups, the
// other one suits it.
func (f *sampleFlags) maker() (func() sample.Tenant, error) {
	large := sample.Large()
	perGroup := large.Users / large.Groups
	generated := func(o sample.Options) func() sample.Tenant {
		return func() sample.Tenant { return sample.Generate(o) }
	}
	switch {
	case f.users < 0 || f.groups < 0:
		return nil, command.Usagef("--users and --groups must be above 0")
	case f.users > 0 && f.groups > 0:
		return generated(sample.Options{Users: f.users, Groups: f.groups}), nil
	case f.users > 0:
		return generated(sample.Options{Users: f.users, Groups: max(1, f.users/perGroup)}), nil
	case f.groups > 0:
		return generated(sample.Options{Users: f.groups * perGroup, Groups: f.groups}), nil
	case f.size == "large":
		return generated(large), nil
	case f.size == "small":
		return sample.Company, nil
	}
	return nil, command.Usagef("--size %s: use small or large", text.Escape(f.size))
}

// DemoCommand opens the explorer on a sample tenant.
func DemoCommand(r *command.Run) *cobra.Command {
	var size sampleFlags
	var look explorerFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "open the explorer on a sample tenant; no network, no account",
		Args:  cobra.NoArgs,
		RunE:  r.Does(func(ctx context.Context, _ []string) error { return demo(ctx, r, size, look) }),
	}
	size.define(cmd)
	look.define(cmd)
	return cmd
}

// demo takes look and keys from the configuration file and never a profile, and leaves
// nothing on the disk but what somebody exports.
func demo(ctx context.Context, r *command.Run, size sampleFlags, look explorerFlags) error {
	if err := needTerminal(r); err != nil {
		return err
	}
	s, err := openDemo(r, size)
	if err != nil {
		return err
	}
	return show(ctx, r, demoLook(r), look, func(o views.Options) ui.Host {
		o.Source, o.Passing = sourceOf(r, s), true
		return views.New(o)
	})
}

// openDemo starts a sandbox with a sample tenant and connects to it.
func openDemo(r *command.Run, size sampleFlags) (*session.Session, error) {
	sampled, err := size.maker()
	if err != nil {
		return nil, err
	}
	// A large tenant takes a moment to make: the explorer draws meanwhile.
	server, err := sandbox.New(sandbox.Options{Fill: func() ([]byte, []byte, error) {
		t := sampled()
		return t.Directory(), t.Document, nil
	}})
	if err != nil {
		return nil, err
	}
	if err := server.Start(""); err != nil {
		return nil, err
	}
	r.Later(server.Close)
	folder, err := passing(r)
	if err != nil {
		return nil, err
	}
	return session.Join(r, session.Link{
		Identity: tenant.Identity{
			Profile: text.New("demo"), Tenant: text.New("demo"), Region: text.New("sandbox"), ReadOnly: r.Flags.ReadOnly,
			Credentials: "the sandbox of this run",
		},
		Network: api.Network{Proxy: http.ProxyURL(nil)}, // whatever the environment says
		Client:  api.Options{BaseURL: server.BaseURL(), ReadOnly: r.Flags.ReadOnly},
		Credentials: api.CredentialsOptions{
			URLs: []string{server.TokenURL()}, ClientID: server.ClientID(), Audience: config.DefaultAudience,
			Secret: func(context.Context) (secret.Secret, error) { return server.ClientSecret(), nil },
		},
		State: folder, History: config.DefaultHistory(),
	})
}

// passing is a folder for the journal of the demo, which is made when something
// is written first and is gone after the run.
func passing(r *command.Run) (string, error) {
	base := r.Env.Variable("TMPDIR")
	if base == "" {
		base = "/tmp"
	}
	// Nobody can have made a folder of that name beforehand.
	name := make([]byte, 16)
	if _, err := rand.Read(name); err != nil {
		return "", fmt.Errorf("naming a folder: %w", err)
	}
	path := filepath.Join(base, private.Passing("demo", os.Getpid())+hex.EncodeToString(name))
	r.Later(func() error { return os.RemoveAll(path) })
	return path, nil
}

// demoLook is look and keys of the configuration. What is wrong with the file is told, and
// keeps nobody from the demo.
func demoLook(r *command.Run) config.Config {
	cfg, err := config.Look(r.Env.Config(), r.Flags.Config())
	if err != nil {
		r.Note(fmt.Sprintf("the demo ignores the configuration: %v", err))
	}
	return cfg
}
