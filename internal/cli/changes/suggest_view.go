package changes

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/text"
)

func writeWays(w io.Writer, r *command.Run, p *session.State, wish suggest.Goal, ways []suggest.Way) error {
	if r.Flags.Format() == output.JSON {
		return waysJSON(w, p, ways)
	}
	return waysText(w, p, wish, ways, r.Look())
}

func waysJSON(w io.Writer, p *session.State, ways []suggest.Way) error {
	j := output.NewJSON(w)
	var failure error
	j.Object(func() {
		j.Key("format").Words("authzx.suggest/1")
		j.Key("ways").Array(func() {
			for _, way := range ways {
				j.Object(func() { failure = errors.Join(failure, wayJSON(j, p, way)) })
			}
		})
	})
	return errors.Join(failure, j.Finish())
}

func wayJSON(j *output.JSONWriter, p *session.State, way suggest.Way) (failure error) {
	n := namesOf(rbac.WithMade(p.Graph, way.Changes...), p.Graph, p.Directory)
	j.Key("changes").Array(func() {
		for _, c := range way.Changes {
			doc, err := rbac.MarshalNamed(c, n.find)
			if err != nil {
				failure = err
				return
			}
			j.Raw(output.Displayable(doc))
		}
	})
	effectSides(j, way.Effect, n)
	j.Key("score").Line(func() {
		j.Key("users").Number(way.Score.Users)
		j.Key("permissions").Number(way.Score.Permissions)
	})
	return failure
}

func waysText(w io.Writer, p *session.State, wish suggest.Goal, ways []suggest.Way, look output.Look) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		verb, towards := "give", "to"
		if wish.Take {
			verb, towards = "take", "from"
		}
		permission, _ := p.Graph.Permission(rbac.PermissionID{Text: wish.Thing.ID})
		what := output.Label(permission.Name, permission.ID.Text) + " in " + output.ApplicationName(p.Directory, permission.Application)
		fmt.Fprintln(out, look.Bold(fmt.Sprintf("%s to %s %s %s %s", text.Counted(len(ways), "way"), verb, what, towards, output.PersonLine(p.Directory, wish.User))))
		for i, way := range ways {
			fmt.Fprintln(out)
			after := rbac.WithMade(p.Graph, way.Changes...)
			for n, c := range way.Changes {
				lead := "    "
				if n == 0 {
					lead = fmt.Sprintf("%2d  ", i+1)
				}
				fmt.Fprintf(out, "%s%s\n", lead, c.Sentence(after, p.Directory))
			}
			fmt.Fprintf(out, "    %s\n", look.Faint(way.Effect.String()))
			for _, line := range alsoHit(p, wish, way) {
				fmt.Fprintf(out, "    %s\n", look.Faint(line))
			}
		}
	})
}

// maxHit is how many people a way names beside the one it is for.
const maxHit = 3

// alsoHit says what a way brings about beside what was wished for.
func alsoHit(p *session.State, wish suggest.Goal, way suggest.Way) []string {
	var others, own []string
	more := 0
	for _, u := range way.Effect.Users {
		switch {
		case u.User == wish.User:
			for _, id := range append(u.Gained, u.Lost...) {
				if id.Ref() != wish.Thing {
					own = append(own, p.Graph.Name(id.Ref()).String())
				}
			}
		case len(others) < maxHit:
			name, id := output.PersonCells(p.Directory, u.User)
			if name == "" {
				name = id
			}
			others = append(others, name)
		default:
			more++
		}
	}
	var lines []string
	if len(own) > 0 {
		lines = append(lines, "also: "+shortList(own))
	}
	if len(others) > 0 {
		line := "also for " + strings.Join(others, ", ")
		if more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, line)
	}
	return lines
}

func shortList(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
