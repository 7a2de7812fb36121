package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/text"
)

func (r *run) infoCommand() *cobra.Command {
	return gives(&cobra.Command{
		Use:   "info",
		Short: "where authzx keeps what, and which profile it would use",
		Args:  cobra.NoArgs,
		RunE:  r.does(func(context.Context, []string) error { return r.info() }),
	}, asJSON)
}

func (r *run) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		RunE: r.does(func(context.Context, []string) error {
			_, err := fmt.Fprintf(r.env.Stdout, "authzx %s %s %s/%s\n", text.Escape(r.env.Version), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}),
	}
}

// fact is one line of what info tells.
type fact struct{ key, title, value string }

// info tells what would be used; a configuration with mistakes in it is told
// as far as it can be read, then the mistakes.
func (r *run) info() error {
	cfg, fault := r.settings()
	facts := []fact{
		{"version", "version", r.env.Version},
		{"config_file", "configuration", cfg.Paths.File},
		{"cache_folder", "cache", cfg.Paths.Cache},
		{"state_folder", "state", cfg.Paths.State},
	}
	if fault == nil {
		var more []fact
		more, fault = profileFacts(cfg)
		facts = append(facts, more...)
	}
	var err error
	if r.flags.format() == asJSON {
		err = r.factsJSON(facts)
	} else {
		err = r.factsText(facts)
	}
	var none *config.NoneError
	if errors.As(fault, &none) {
		r.say("%s", none)
		fault = nil
	}
	return errors.Join(err, fault)
}

func profileFacts(cfg config.Config) ([]fact, error) {
	p, err := cfg.Profile()
	if p.Name.IsZero() {
		return nil, err
	}
	mode := "changes are asked about"
	switch {
	case p.ReadOnly:
		mode = "read-only"
	case p.Production:
		mode = "production"
	}
	facts := []fact{
		{"profile", "profile", p.Name.Raw()},
		{"tenant", "tenant", p.Label().Raw()},
		{"region", "region", p.Region.Name},
		{"base_url", "API", p.BaseURL},
	}
	if len(p.TokenURLs) > 0 {
		facts = append(facts, fact{"token_url", "tokens", p.TokenURLs[0]})
	}
	return append(facts,
		fact{"audience", "audience", p.Audience.Raw()},
		fact{"client_id", "client id", p.ClientID.Raw()},
		fact{"secret_source", "secret from", p.SourceName()},
		fact{"mode", "mode", mode}), err
}

func (r *run) factsText(facts []fact) error {
	return textOutput(r.env.Stdout, func(out *bufio.Writer) {
		table := textTable{columns: make([]column, 2)}
		for _, f := range facts {
			if f.value != "" {
				table.row(f.title, text.Escape(f.value))
			}
		}
		table.write(out, r.look())
	})
}

func (r *run) factsJSON(facts []fact) error {
	j := newJSONWriter(r.env.Stdout)
	j.object(func() {
		for _, f := range facts {
			j.key(f.key).words(f.value)
		}
	})
	return j.finish()
}
