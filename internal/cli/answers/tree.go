package answers

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/drawing"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func treeCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "tree [GROUP]",
		Short: "the group hierarchy, with member counts",
		Long: "tree shows the groups nested in a group, with their members and roles; without a name, all groups, " +
			"with those that are only in cycles last. A group nested in several places is expanded only once.",
		Args:              cobra.MaximumNArgs(1),
		RunE:              r.Does(func(ctx context.Context, args []string) error { return tree(ctx, r, args) }),
		ValidArgsFunction: session.Complete(r, session.AnyOf(rbac.KindGroup)),
	}
}

// hierarchy is what is shown: trees and, of a group that was named, what is above it.
type hierarchy struct {
	roots []*drawing.Branch
	above []rbac.Relative
}

func tree(ctx context.Context, r *command.Run, args []string) error {
	p, err := session.Read(ctx, r, 0)
	if err != nil {
		return err
	}
	shown := hierarchy{}
	if len(args) == 0 {
		shown.roots = drawing.Forest(p.Graph)
	} else {
		id, err := p.Asked(ctx, rbac.KindGroup, args[0])
		if err != nil {
			return err
		}
		group := rbac.GroupID{Text: id}
		shown = hierarchy{[]*drawing.Branch{drawing.Tree(p.Graph, group)}, p.Graph.Above(group)}
	}
	if r.Flags.Format() == output.JSON {
		err = output.WriteObject(r.Out(ctx), "tree", func(j *output.JSONWriter) { shown.json(j, p.Graph) })
	} else {
		err = output.WriteText(r.Out(ctx), func(w *bufio.Writer) { shown.text(w, p.Graph, r.Look()) })
	}
	return p.Answered(err)
}

// deepest is the depth from which on branches are drawn no further to the right.
const deepest = 40

func (s hierarchy) text(w *bufio.Writer, g *rbac.Graph, look output.Look) {
	if len(s.above) > 0 {
		var names []string
		for _, relative := range s.above {
			names = append(names, output.Label(g.Name(relative.Group.Ref()), relative.Group.Text))
		}
		fmt.Fprintln(w, look.Faint("within "+strings.Join(names, ", ")))
	}
	for _, root := range s.roots {
		writeBranch(w, look, root, "", "", 0)
	}
}

// writeBranch writes a group behind first, and those that it nests behind rest.
func writeBranch(w *bufio.Writer, look output.Look, b *drawing.Branch, first, rest string, depth int) {
	fmt.Fprintf(w, "%s%s  %s\n", first, output.Label(b.Name, b.Group.Text), look.Faint(counts(b)))
	for i, child := range b.Nested {
		fork, on := "├─ ", "│  "
		if i == len(b.Nested)-1 {
			fork, on = "└─ ", "   "
		}
		if !look.UTF8 {
			fork, on = strings.NewReplacer("├─", "|-", "└─", "`-").Replace(fork), strings.ReplaceAll(on, "│", "|")
		}
		next := rest + on
		if depth >= deepest {
			fork, next = fmt.Sprintf("(%d) ", depth+1), rest
		}
		writeBranch(w, look, child, rest+fork, next, depth+1)
	}
}

// counts is what is said of a group beside its name.
func counts(b *drawing.Branch) string {
	if b.Missing {
		return "(missing)"
	}
	words := text.Counted(b.Direct, "member")
	if b.All != b.Direct {
		words += fmt.Sprintf(", %d with nested groups", b.All)
	}
	if b.Roles > 0 {
		words += ", " + text.Counted(b.Roles, "role")
	}
	switch {
	case b.Cycle:
		words += " (cycle)"
	case b.Repeated:
		words += " (shown above)"
	}
	return words
}

func (s hierarchy) json(j *output.JSONWriter, g *rbac.Graph) {
	if s.above != nil {
		j.Key("above").Array(func() {
			for _, relative := range s.above {
				j.Line(func() {
					j.Key("id").Text(relative.Group.Text)
					j.Key("name").Text(g.Name(relative.Group.Ref()))
				})
			}
		})
	}
	j.Key("groups").Array(func() {
		for _, root := range s.roots {
			branchJSON(j, root, 0)
		}
	})
}

func branchJSON(j *output.JSONWriter, b *drawing.Branch, depth int) {
	// Beyond that depth lines would be mostly blanks.
	j.Nest('{', '}', depth > deepest, func() {
		j.Key("id").Text(b.Group.Text)
		j.Key("name").TextOrNull(b.Name)
		j.Key("members").Number(b.Direct)
		j.Key("all_members").Number(b.All)
		j.Key("roles").Number(b.Roles)
		flagged(j, "cycle", b.Cycle)
		flagged(j, "repeated", b.Repeated)
		flagged(j, "missing", b.Missing)
		j.Key("nested").Array(func() {
			for _, child := range b.Nested {
				branchJSON(j, child, depth+1)
			}
		})
	})
}
