package explorer

import (
	"bufio"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/ui"
)

// KeyFaults says what is wrong with the keys that a configuration wants.
func KeyFaults(wishes []config.KeyChoice) []config.KeyFault {
	_, found := ui.Rebind(ui.Bindings(), rebindings(wishes))
	faults := make([]config.KeyFault, len(found))
	for i, f := range found {
		faults[i] = config.KeyFault{Of: f.Of, Problem: f.Problem, Allowed: f.Allowed}
	}
	return faults
}

// keysOf is the table of keys as a configuration wants it, in which nothing was wrong.
func keysOf(cfg config.Config) *ui.Keymap {
	table, _ := ui.Rebind(ui.Bindings(), rebindings(cfg.Keys))
	return ui.NewKeymap(table)
}

func rebindings(wishes []config.KeyChoice) []ui.Rebinding {
	out := make([]ui.Rebinding, len(wishes))
	for i, w := range wishes {
		out[i] = ui.Rebinding{Place: w.Place, Action: w.Action, Keys: w.Keys}
	}
	return out
}

// KeysCommand prints the keys of the explorer.
func KeysCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "keys",
		Short: "print the explorer's keys, as configured",
		Long: "keys lists what every key does, and the action's name for [keys] in the configuration: stage = " +
			"\"ctrl+g\" applies everywhere, list.mark = [\"space\", \"m\"] only in lists.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return printKeys(r) }),
	}
}

func printKeys(r *command.Run) error {
	cfg, err := r.Settings()
	if err != nil {
		return err
	}
	keys := keysOf(cfg)
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "keys", func(j *output.JSONWriter) { keysJSON(j, keys) })
	}
	table := output.Table{Columns: []output.Column{{Title: "NAME"}, {Title: "KEYS"}, {Title: "DOES"}}}
	for _, l := range keys.Layers() {
		for _, b := range keys.Layer(l) {
			row := []string{b.Name(), b.Shown(), b.Help}
			if !slices.ContainsFunc(table.Rows, func(r []string) bool { return slices.Equal(r, row) }) {
				table.Row(row...)
			}
		}
	}
	w := bufio.NewWriter(r.Text())
	table.Write(w, r.Look())
	return w.Flush()
}

func keysJSON(j *output.JSONWriter, keys *ui.Keymap) {
	j.Key("keys").Array(func() {
		for _, l := range keys.Layers() {
			for _, b := range keys.Layer(l) {
				j.Line(func() {
					j.Key("name").Words(b.Name())
					j.Key("layer").Words(string(l))
					j.Key("keys").LineArray(func() {
						for _, k := range b.Keys {
							j.Words(k)
						}
					})
					j.Key("does").Words(b.Help)
				})
			}
		}
	})
}
