package setup

import (
	"context"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/text"
)

func versionCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		RunE:  r.Does(func(context.Context, []string) error { return writeVersion(r) }),
	}
}

// VersionFlag lets a command without arguments answer --version as the command version does.
func VersionFlag(r *command.Run, root *cobra.Command) {
	var asked bool
	root.Flags().BoolVar(&asked, "version", false, "print the version")
	otherwise := root.RunE
	answer := r.Does(func(context.Context, []string) error { return writeVersion(r) })
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if asked {
			return answer(cmd, args)
		}
		return otherwise(cmd, args)
	}
}

func writeVersion(r *command.Run) error {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "version", func(j *output.JSONWriter) {
			j.Key("version").Words(r.Env.Version)
			j.Key("commit").TextOrNull(text.New(r.Env.Commit))
			j.Key("date").TextOrNull(text.New(r.Env.Built))
			j.Key("go").Words(runtime.Version())
			j.Key("platform").Words(platform)
		})
	}
	line := "authzx " + text.Escape(r.Env.Version)
	if r.Env.Commit != "" {
		line += fmt.Sprintf(" (commit %s, %s)", text.Escape(r.Env.Commit), text.Escape(r.Env.Built))
	}
	_, err := fmt.Fprintf(r.Env.Stdout, "%s %s %s\n", line, runtime.Version(), platform)
	return err
}
