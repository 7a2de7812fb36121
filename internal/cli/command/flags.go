package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/text"
)

// Flags are those that every command takes.
type Flags struct {
	Profile  string
	file     string
	Snapshot string
	Users    string
	output   string
	NoColour bool
	log      string
	ReadOnly bool
}

// formatsKey is the annotation of a command that says which formats it knows.
const formatsKey = "formats"

// Define gives the flags to the root, for all commands below it.
func (f *Flags) Define(cmd *cobra.Command) {
	flags := cmd.PersistentFlags()
	flags.SortFlags = false
	flags.StringVar(&f.Profile, "profile", "", "`name` of the profile to use")
	flags.StringVar(&f.file, "config", "", "configuration `file`")
	flags.StringVar(&f.Snapshot, "snapshot", "", "use a saved `state` instead of a tenant: a file (export, snapshot, state file), @REF of history, or profile:NAME, read now")
	flags.StringVar(&f.Users, "users", "", "names for a snapshot without users: a `file`, JSON Lines or CSV of user_id, name, email")
	flags.StringVarP(&f.output, "output", "o", string(output.Text), "`format`: text or json; also csv, jsonl, parquet for rows")
	flags.BoolVar(&f.NoColour, "no-color", false, "no colours or bold")
	flags.BoolVar(&f.ReadOnly, "read-only", false, "refuse anything that would change the tenant")
	flags.StringVar(&f.log, "log", "", "write a log of all requests to a `file`")
}

// check finds a format that the command doesn't know.
func (f *Flags) check(cmd *cobra.Command) error {
	known := []string{string(output.Text), string(output.JSON)}
	if more := cmd.Annotations[formatsKey]; more != "" {
		known = append(known, strings.Fields(more)...)
	}
	if slices.Contains(known, f.output) {
		return nil
	}
	return Usagef("--output %s: %s gives %s", text.Escape(f.output), cmd.CommandPath(), strings.Join(known, ", "))
}

// Gives declares the formats that a command knows beside text and JSON.
func Gives(cmd *cobra.Command, formats ...output.Format) *cobra.Command {
	words := make([]string, len(formats))
	for i, f := range formats {
		words[i] = string(f)
	}
	cmd.Annotations = map[string]string{formatsKey: strings.Join(words, " ")}
	return cmd
}

// Format is how the answer is to be written.
func (f *Flags) Format() output.Format { return output.Format(f.output) }

// Config is the configuration's share of the flags.
func (f *Flags) Config() config.Flags {
	return config.Flags{Profile: f.Profile, File: f.file, ReadOnly: f.ReadOnly, NoColour: f.NoColour}
}
