package cli

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
	"authzx/internal/config"
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
	cmd.Flags().StringVar(&f.size, "size", "small", "small, a company of 60 people, or large, one of 100,000")
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
		return nil, usagef("--users and --groups take numbers above 0")
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
	return nil, usagef("--size %s: there are small and large", text.Escape(f.size))
}

func (r *run) demoCommand() *cobra.Command {
	var size sampleFlags
	var look explorerFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "open the explorer on a sample tenant, without network or account",
		Args:  cobra.NoArgs,
		RunE:  r.does(func(ctx context.Context, _ []string) error { return r.demo(ctx, size, look) }),
	}
	size.define(cmd)
	look.define(cmd)
	r.flags.defineReadOnly(cmd)
	return cmd
}

// demo looks at no configuration file, and leaves nothing on the disk but what
// somebody exports.
func (r *run) demo(ctx context.Context, size sampleFlags, look explorerFlags) error {
	if err := r.needTerminal(); err != nil {
		return err
	}
	s, err := r.openDemo(size)
	if err != nil {
		return err
	}
	return r.show(ctx, config.Config{UI: r.plainUI()}, look, func(o views.Options) ui.Host {
		o.Source, o.Passing = s.Source, true
		return views.New(o)
	})
}

// openDemo starts a sandbox with a sample tenant and connects to it.
func (r *run) openDemo(size sampleFlags) (*session, error) {
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
	r.later(server.Close)
	folder, err := r.passing()
	if err != nil {
		return nil, err
	}
	return r.join(link{
		identity: tenant.Identity{
			Profile: text.New("demo"), Tenant: text.New("demo"), Region: text.New("sandbox"), ReadOnly: r.flags.readOnly,
		},
		network: api.Network{Proxy: http.ProxyURL(nil)}, // whatever the environment says
		client:  api.Options{BaseURL: server.BaseURL(), ReadOnly: r.flags.readOnly},
		credentials: api.CredentialsOptions{
			URLs: []string{server.TokenURL()}, ClientID: server.ClientID(), Audience: config.DefaultAudience,
			Secret: func(context.Context) (secret.Secret, error) { return server.ClientSecret(), nil },
		},
		state: folder,
	})
}

// passing is a folder for the journal of the demo, which is made when something
// is written first and is gone after the run.
func (r *run) passing() (string, error) {
	base := r.env.variable("TMPDIR")
	if base == "" {
		base = "/tmp"
	}
	// Nobody can have made a folder of that name beforehand.
	name := make([]byte, 16)
	if _, err := rand.Read(name); err != nil {
		return "", fmt.Errorf("naming a folder: %w", err)
	}
	path := filepath.Join(base, "authzx-demo-"+hex.EncodeToString(name))
	r.later(func() error { return os.RemoveAll(path) })
	return path, nil
}

// plainUI is the look without any configuration file.
func (r *run) plainUI() config.UI {
	onlyColour := func(name string) (string, bool) {
		if name != "NO_COLOR" {
			return "", false
		}
		return r.env.lookup(name)
	}
	cfg, _ := config.Load(config.Env{Lookup: onlyColour}, config.Flags{NoColour: r.flags.noColour})
	return cfg.UI
}
