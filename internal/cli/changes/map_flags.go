package changes

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/text"
)

// mapFlag is one of the flags that say what is what in another state.
type mapFlag struct {
	flag  string
	kind  rbac.Kind
	given *[]string
	to    func(*state.Options) *map[text.Text]text.Text
}

func (f *targetFlags) maps() []mapFlag {
	return []mapFlag{
		{"map-application", rbac.KindApplication, &f.applications, func(o *state.Options) *map[text.Text]text.Text { return &o.Applications }},
		{"map-connection", rbac.KindConnection, &f.connections, func(o *state.Options) *map[text.Text]text.Text { return &o.Connections }},
		{"map-user", rbac.KindUser, &f.users, func(o *state.Options) *map[text.Text]text.Text { return &o.Users }},
	}
}

// mapped are the options with the maps: each FROM=TO is cut where the one side is in
// the one state and the other in the other.
func (f *targetFlags) mapped(r *command.Run, o state.Options, from, to state.Source) (state.Options, error) {
	for _, m := range f.maps() {
		pairs := make(map[text.Text]text.Text, len(*m.given))
		for _, given := range *m.given {
			one, err := parted(given, "from", "to", mentionedIn(from, m.kind), mentionedIn(to, m.kind))
			switch {
			case errors.As(err, new(*command.NotFoundError)):
				one = cuts(given)[len(cuts(given))-1] // what does not come up needs no map
			case err != nil:
				return o, command.Usagef("--%s: %w", m.flag, err)
			}
			if m.kind != rbac.KindUser && mentionedIn(from, m.kind)(one.left) == 0 {
				tellUnused(r, m.flag, given, one.left)
			}
			pairs[text.New(one.left)] = text.New(one.right)
		}
		*m.to(&o) = pairs
	}
	return o, nil
}

// mentionedIn tells what a state mentions, by id, name or email address.
func mentionedIn(s state.Source, kind rbac.Kind) func(string) int {
	return func(given string) int {
		name := text.New(given)
		var known bool
		switch kind {
		case rbac.KindUser:
			_, known = s.Directory.User(rbac.User(given))
			known = known || s.Graph.HasUser(rbac.User(given)) || len(s.Directory.UsersWithEmail(name)) > 0
		case rbac.KindApplication:
			_, known = s.Directory.Application(rbac.Client(given))
			known = known || slices.Contains(s.Graph.Applications(), rbac.Client(given)) || len(s.Directory.ApplicationsNamed(name)) > 0
		case rbac.KindConnection:
			_, known = s.Directory.Connection(name)
			known = known || slices.Contains(s.Graph.Mappings().Connections(), name)
		}
		if known {
			return 1
		}
		return 0
	}
}

// withDefaults are the maps that were given, and those of the profile beside them.
func withDefaults(given map[text.Text]text.Text, profile map[string]string) map[text.Text]text.Text {
	for from, to := range profile {
		if _, ok := given[text.New(from)]; !ok {
			given[text.New(from)] = text.New(to)
		}
	}
	return given
}

// tellUnused says that a map has nothing to map.
func tellUnused(r *command.Run, flag, given, from string) {
	r.Note(fmt.Sprintf("--%s %s: the state doesn't mention %s", flag, output.ShellWord(given), output.Quoted(from)))
}

// mappedUsers are those that the maps name: their ids there, and what they are here.
func mappedUsers(ctx context.Context, p *session.State, there state.Source, given map[text.Text]text.Text) (ids map[text.Text]text.Text, faults []string) {
	ids = make(map[text.Text]text.Text, len(given))
	for _, from := range inOrder(given) {
		to := given[from]
		id, err := p.Named(ctx, rbac.KindUser, to.Raw())
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		found, err := userThere(ctx, p, there, from)
		switch {
		case err != nil:
			faults = append(faults, err.Error())
		case found.IsZero():
			tellUnused(p.Run, "map-user", from.Raw()+"="+to.Raw(), from.Raw())
		default:
			ids[found] = id
		}
	}
	return ids, faults
}

// inOrder are what maps begin with, so that remarks come in the same order each time.
func inOrder(given map[text.Text]text.Text) []text.Text {
	return slices.SortedFunc(maps.Keys(given), func(a, b text.Text) int { return strings.Compare(a.Raw(), b.Raw()) })
}

// userThere is the id by which a state mentions a user, who is given by id or email: by
// the state's own directory, else by that of this tenant. Zero where it doesn't.
func userThere(ctx context.Context, p *session.State, there state.Source, given text.Text) (text.Text, error) {
	if there.Graph.HasUser(rbac.UserID{Text: given}) {
		return given, nil
	}
	var found []rbac.UserID
	for _, id := range there.Directory.UsersWithEmail(given) {
		if there.Graph.HasUser(id) {
			found = append(found, id)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Text, nil
	case len(found) > 1:
		return text.Text{}, fmt.Errorf("--map-user: several users of the state have the email address %s; give an id", rbac.Quoted(given))
	case p == nil:
		return text.Text{}, nil
	}
	id, err := p.Named(ctx, rbac.KindUser, given.Raw())
	if err != nil || !there.Graph.HasUser(rbac.UserID{Text: id}) {
		return text.Text{}, nil // nobody here either
	}
	return id, nil
}

// mappable is an error with the flags that would mend it, as they are typed.
func mappable(cause error, unmapped []rbac.Ref) error {
	if len(unmapped) == 0 {
		return cause
	}
	flags := make([]string, len(unmapped))
	for i, ref := range unmapped {
		flags[i] = mapTo(ref.Kind, ref.ID)
	}
	return &command.HintError{Cause: cause, Hint: "add " + strings.Join(flags, " ")}
}

// mapTo is the flag that maps an application or a connection, as it is typed.
func mapTo(kind rbac.Kind, name text.Text) string {
	return fmt.Sprintf("--map-%s %s", kind, output.ShellWord(name.Raw()+"=NAME"))
}
