package cli

import (
	"github.com/spf13/cobra"

	"authzx/internal/config"
)

// group is a command that only holds others.
func group(name, short string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("there is no command %s %s", cmd.CommandPath(), quoted(args[0]))
			}
			return usagef("%s needs a command", cmd.CommandPath())
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
}

// completeProfiles offers the names of the profiles.
func (r *run) completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	cfg, _ := r.settings() // the names that could be read are of use all the same
	var names []string
	for _, p := range cfg.Profiles() {
		names = append(names, p.Name.String())
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (r *run) completeOneProfile(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return r.completeProfiles(cmd, args, word)
}

func completeRegions(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, region := range config.Regions() {
		names = append(names, region.Name+"\t"+region.Title)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
