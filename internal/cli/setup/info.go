package setup

import (
	"bufio"
	"context"
	"errors"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/text"
)

func infoCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "info",
		Short: "show files, profile and settings in use",
		Args:  cobra.NoArgs,
		RunE:  r.Does(func(context.Context, []string) error { return info(r) }),
	}
}

// fact is one line of what info tells.
type fact struct{ key, title, value string }

// info tells what would be used; a configuration with mistakes in it is told
// as far as it can be read, then the mistakes.
func info(r *command.Run) error {
	cfg, fault := r.Settings()
	facts := []fact{
		{"version", "version", r.Env.Version},
		{"config_file", "configuration", cfg.Paths.File},
		{"cache_folder", "cache", cfg.Paths.Cache},
		{"state_folder", "state", cfg.Paths.State},
	}
	if fault == nil {
		var more []fact
		more, fault = profileFacts(cfg)
		facts = append(facts, more...)
	}
	var kept *kept
	if fault == nil {
		kept = historyOf(r, cfg)
	}
	var err error
	if r.Flags.Format() == output.JSON {
		err = factsJSON(r, facts, kept)
	} else {
		err = factsText(r, append(facts, fact{"history", "history", kept.text()}))
	}
	var none *config.NoneError
	if errors.As(fault, &none) {
		r.Say("%s", none)
		fault = nil
	}
	return errors.Join(err, fault)
}

func profileFacts(cfg config.Config) ([]fact, error) {
	p, err := cfg.Profile()
	if p.Name.IsZero() {
		return nil, err
	}
	mode := "changes ask first"
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

func factsText(r *command.Run, facts []fact) error {
	return output.WriteText(r.Text(), func(out *bufio.Writer) {
		table := output.Table{Columns: make([]output.Column, 2)}
		for _, f := range facts {
			if f.value != "" {
				table.Row(f.title, text.Escape(f.value))
			}
		}
		table.Write(out, r.Look())
	})
}

func factsJSON(r *command.Run, facts []fact, h *kept) error {
	return output.WriteObject(r.Env.Stdout, "info", func(j *output.JSONWriter) {
		for _, f := range facts {
			j.Key(f.key).Words(f.value)
		}
		if h != nil {
			j.Key("history").Line(func() { h.json(j) })
		}
	})
}
