package changes

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/history"
	"authzx/internal/state"
	"authzx/internal/text"
)

const minutes = "2006-01-02 15:04"

func historyCommand(r *command.Run) *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "list saved states, oldest first, with what changed", Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return listHistory(r) }),
	}
	show := &cobra.Command{
		Use: "show REF", Short: "what changed in a saved state", Args: cobra.ExactArgs(1),
		RunE: r.Does(func(_ context.Context, args []string) error { return showHistory(r, args[0]) }),
	}
	var all bool
	prune := &cobra.Command{
		Use: "prune", Short: "remove states beyond the limits", Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return pruneHistory(r, all) }),
	}
	prune.Flags().BoolVar(&all, "all", false, "remove all")
	cmd := &cobra.Command{
		Use: "history", Short: "the saved states of this tenant",
		Long: "history lists the states of this tenant that were read on this machine, one for each change. REF is " +
			"@ for the newest, @~2 for two before it, @2026-11-01 for the last one up to that day, or @ID. " +
			"--snapshot, diff and plan --to also accept it. Limits are set in [history] of the configuration: " +
			"keep, days, megabytes, off.",
		Args: cobra.NoArgs,
		RunE: r.Does(func(context.Context, []string) error { return listHistory(r) }),
	}
	cmd.AddCommand(list, show, prune)
	return cmd
}

func listHistory(r *command.Run) error {
	store, err := savedStates(r)
	if err != nil {
		return err
	}
	list, err := store.List()
	if err != nil {
		return err
	}
	if r.Flags.Format() == output.JSON {
		j := output.NewJSON(r.Env.Stdout)
		j.Object(func() {
			j.Key("format").Words("authzx.history/1")
			j.Key("states").Array(func() {
				for _, e := range list {
					j.Line(func() { entryJSON(j, e) })
				}
			})
		})
		return j.Finish()
	}
	if len(list) == 0 {
		r.Say("%v", history.ErrNone)
	}
	for i, e := range list {
		at := e.At.In(r.Env.Now().Location()).Format(minutes)
		if _, err := fmt.Fprintf(r.Text(), "@~%-3d %s  %-36s %s\n", len(list)-1-i, at, e.ID, e.What); err != nil {
			return err
		}
	}
	return nil
}

func entryJSON(j *output.JSONWriter, e history.Entry) {
	j.Key("id").Words(e.ID)
	j.Key("at").Words(e.At.Format("2006-01-02T15:04:05.000Z07:00"))
	j.Key("size").Number(int(e.Size))
	j.Key("what").Words(e.What)
}

// showHistory says what changed in a saved state.
func showHistory(r *command.Run, ref string) error {
	store, err := savedStates(r)
	if err != nil {
		return err
	}
	list, err := store.List()
	if err != nil {
		return err
	}
	e, err := history.Find(list, ref, r.Env.Now().Location())
	if err != nil {
		return &command.UsageError{Cause: err}
	}
	s, err := session.ReadPast(store, e)
	if err != nil {
		return err
	}
	now, before := session.Sourced(s), session.Sourced(s)
	for i := range list {
		if i > 0 && list[i].ID == e.ID {
			old, err := session.ReadPast(store, list[i-1])
			if err != nil {
				return err
			}
			before = session.Sourced(old)
		}
	}
	b := state.Compare(before, now, state.Options{Prune: true})
	n := namesOf(b.After, before.Graph, now.Directory, before.Directory)
	if r.Flags.Format() == output.JSON {
		return diffJSON(r.Env.Stdout, "history", b, b.Effect(before), n, func(j *output.JSONWriter) { entryJSON(j, e) })
	}
	if _, err := fmt.Fprintf(r.Text(), "%s\n%s, %s, %s\n", e.ID, text.Counted(len(s.Graph.Groups()), "group"),
		text.Counted(len(s.Graph.Roles()), "role"), text.Counted(len(s.Graph.Permissions()), "permission")); err != nil {
		return err
	}
	return diffText(r.Text(), b, b.Effect(before), n)
}

func pruneHistory(r *command.Run, all bool) error {
	store, err := savedStates(r)
	if err != nil {
		return err
	}
	var gone int
	if all {
		gone, err = store.Empty()
	} else {
		gone, err = store.Prune(r.Env.Now())
	}
	r.Say("removed %s", text.Counted(gone, "saved state"))
	if err != nil || r.Flags.Format() != output.JSON {
		return err
	}
	return output.WriteObject(r.Env.Stdout, "history", func(j *output.JSONWriter) { j.Key("removed").Number(gone) })
}

// savedStates are those of the profile's tenant.
func savedStates(r *command.Run) (history.Store, error) {
	if r.Flags.Snapshot != "" {
		return history.Store{}, command.Usagef("saved states are those of a profile: leave out --snapshot")
	}
	return session.Past(r)
}
