package cli

import (
	"context"
	"fmt"
	"strings"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/ui"
)

func manCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "print the manual page",
		Args:  cobra.NoArgs,
		RunE:  r.Does(func(context.Context, []string) error { return manual(r) }),
	}
}

// manual prints the page for section 1, made of the commands themselves.
func manual(r *command.Run) error {
	root := root((&command.Run{Env: r.Env}))
	plainUsage(root)
	page, err := mcobra.NewManPage(1, root)
	if err != nil {
		return fmt.Errorf("making the manual page: %w", err)
	}
	for _, layer := range ui.NewKeymap(ui.Bindings()).Layers() {
		page = page.WithSection("Keys: "+string(layer), keysText(layer))
	}
	page = page.WithSection("Exit status", exitText())
	written := page.Build(roff.NewDocument())
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "man", func(j *output.JSONWriter) { j.Key("page").Words(written) })
	}
	_, err = fmt.Fprint(r.Env.Stdout, written)
	return err
}

// plainUsage takes the marks out of the sentences about flags by which help
// knows the names of values.
func plainUsage(cmd *cobra.Command) {
	plain := func(f *pflag.Flag) {
		_, f.Usage = pflag.UnquoteUsage(f)
		if f.Shorthand != "" { // the page would show it with two dashes
			f.Usage, f.Shorthand = f.Usage+" (-"+f.Shorthand+")", ""
		}
	}
	cmd.Flags().VisitAll(plain)
	cmd.PersistentFlags().VisitAll(plain)
	for _, below := range cmd.Commands() {
		plainUsage(below)
	}
}

func keysText(layer ui.Layer) string {
	var lines []string
	for _, b := range ui.NewKeymap(ui.Bindings()).Layer(layer) {
		shown := b.Shown()
		if strings.HasPrefix(shown, "*") { // would be an item of a list, and be gone
			shown = "asterisk (*)" + strings.TrimPrefix(shown, "*")
		}
		lines = append(lines, shown+": "+b.Help)
	}
	return strings.Join(lines, "\n")
}

func exitText() string {
	return fmt.Sprintf("%d done; %d failed; %d usage or configuration; %d the answer is no; %d authentication; %d interrupted",
		command.Done, command.Failed, command.Usage, command.No, command.Authentication, command.Interrupted)
}
