package command

import (
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/text"
)

// unquotable is what a shell could take for more than a letter of a name.
const unquotable = " \t\n'\"`$\\!*?[](){}<>|&;#~^"

// CompleteProfiles offers the names of the profiles.
func (r *Run) CompleteProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	cfg, _ := r.Settings() // the names that could be read are of use all the same
	var names []string
	for _, p := range cfg.Profiles() {
		if name := p.Name.Raw(); text.Escape(name) == name && !strings.ContainsAny(name, unquotable) {
			names = append(names, name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// CompleteOneProfile offers them for the first argument only.
func (r *Run) CompleteOneProfile(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return r.CompleteProfiles(cmd, args, word)
}

// Settings is the configuration as file, environment and flags give it.
func (r *Run) Settings() (config.Config, error) {
	return config.Load(r.Env.Config(), r.Flags.Config())
}
