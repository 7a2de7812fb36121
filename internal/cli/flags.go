package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/text"
)

// format is how an answer is written.
type format string

const (
	asText format = "text"
	asJSON format = "json"
	asCSV  format = "csv"
)

// sharedFlags are those that every command takes.
type sharedFlags struct {
	profile  string
	file     string
	snapshot string
	output   string
	noColour bool
	log      string
	readOnly bool
}

// formatsKey is the annotation of a command that says which formats it knows.
const formatsKey = "formats"

func (f *sharedFlags) define(cmd *cobra.Command) {
	flags := cmd.PersistentFlags()
	flags.SortFlags = false
	flags.StringVar(&f.profile, "profile", "", "`name` of the profile to use")
	flags.StringVar(&f.file, "config", "", "configuration `file`")
	flags.StringVar(&f.snapshot, "snapshot", "", "work offline on a saved document, a `file`, instead of a tenant")
	flags.StringVarP(&f.output, "output", "o", string(asText), "`format`: text, json, or csv where rows are the answer")
	flags.BoolVar(&f.noColour, "no-color", false, "no colours and no bold")
	flags.StringVar(&f.log, "log", "", "write a log of all requests to a `file`")
}

// defineReadOnly is for the commands that open the explorer.
func (f *sharedFlags) defineReadOnly(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.readOnly, "read-only", false, "send nothing that could alter the tenant")
}

// check finds a format that the command doesn't know.
func (f *sharedFlags) check(cmd *cobra.Command) error {
	known := []string{string(asText)}
	if more := cmd.Annotations[formatsKey]; more != "" {
		known = append(known, strings.Fields(more)...)
	}
	if slices.Contains(known, f.output) {
		return nil
	}
	return usagef("--output %s: %s gives %s", text.Escape(f.output), cmd.CommandPath(), strings.Join(known, ", "))
}

// gives declares the formats that a command knows beside text.
func gives(cmd *cobra.Command, formats ...format) *cobra.Command {
	words := make([]string, len(formats))
	for i, f := range formats {
		words[i] = string(f)
	}
	cmd.Annotations = map[string]string{formatsKey: strings.Join(words, " ")}
	return cmd
}

func (f *sharedFlags) format() format { return format(f.output) }

// config is the configuration's share of the flags.
func (f *sharedFlags) config() config.Flags {
	return config.Flags{Profile: f.profile, File: f.file, ReadOnly: f.readOnly, NoColour: f.noColour}
}
