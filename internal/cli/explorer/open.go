package explorer

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views"
	"authzx/internal/views/answers"
	"authzx/internal/views/desk"
)

// screens are those that are of nothing in particular, by the word that opens them.
func screens() map[string]string {
	return map[string]string{
		"users": "users", "groups": "groups", "roles": "roles", "permissions": "permissions",
		"applications": "applications", "connections": "connections",
		"changes": desk.RouteChanges, "api": desk.RouteExplorer, "activity": desk.RouteActivity,
		"doctor": desk.RouteDoctor, "matrix": desk.RouteMatrix, "configuration": desk.RouteConfig,
		"profiles": desk.RouteProfiles, "exit": desk.RouteWayOut, "tree": desk.RouteHierarchy, "history": desk.RouteHistory,
		"guide": desk.RouteGuide, "token": desk.RouteToken,
	}
}

// details are the kinds that have a screen for each thing.
func details() []rbac.Kind {
	return []rbac.Kind{
		rbac.KindUser, rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindApplication, rbac.KindConnection,
	}
}

// OpenCommand opens the explorer on the screen of something.
func OpenCommand(r *command.Run) *cobra.Command {
	var flags explorerFlags
	cmd := &cobra.Command{
		Use:   "open PATH",
		Short: "open the explorer on a screen, such as access/ann@acme.test",
		Long: "open starts the explorer on a screen:\n\n" +
			"  access/USER        what a user has, and why\n" +
			"  compare/USER/USER  two users side by side\n" +
			"  who-can/THING      who has a permission, role or group\n" +
			"  tree/GROUP         parents and children of a group; tree alone is all groups\n" +
			"  KIND/NAME          one " + strings.Join(kindNames(), ", ") + "\n" +
			"  SCREEN             " + strings.Join(slices.Sorted(maps.Keys(screens())), ", ") + "\n\n" +
			"Names, emails and ids work as in every command.",
		Args: cobra.ExactArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error { return open(ctx, r, args[0], flags) }),
	}
	flags.define(cmd)
	return cmd
}

func kindNames() []string {
	names := make([]string, len(details()))
	for i, k := range details() {
		names[i] = string(k)
	}
	return names
}

func open(ctx context.Context, r *command.Run, path string, flags explorerFlags) error {
	if err := needTerminal(r); err != nil {
		return err
	}
	if err := checkPath(path); err != nil {
		return err
	}
	s, err := session.Open(r, session.Exploring)
	if err != nil {
		return err
	}
	if s.Secret != nil {
		if _, err := s.Secret.Get(ctx); err != nil {
			return err
		}
	}
	p, err := s.Read(ctx, tenant.PartUsers|tenant.PartApplications|tenant.PartConnections)
	if err != nil {
		return err
	}
	begin, err := routeTo(ctx, p, path)
	if err != nil {
		return err
	}
	cfg, _ := r.Settings() // a fault was told above; a snapshot needs none
	return show(ctx, r, cfg, flags, func(o views.Options) ui.Host {
		o.Source, o.Profiles, o.Begin = sourceOf(r, s), newProfileBook(r), begin
		return views.New(o)
	})
}

// checkPath finds what is wrong with a path before anything is read.
func checkPath(path string) error {
	screen, rest, of := strings.Cut(path, "/")
	_, whole := screens()[screen]
	switch {
	case !of && whole:
		return nil
	case of && whole && screen != "tree":
		return command.Usagef("%s takes no name: use open %s", screen, screen)
	case screen == "compare":
		if a, b, two := strings.Cut(rest, "/"); !two || a == "" || b == "" {
			return command.Usagef("compare takes two users: compare/USER/USER")
		}
		return nil
	case screen != "access" && screen != "who-can" && screen != "tree" && !slices.Contains(details(), rbac.Kind(screen)):
		return command.Usagef("no screen %s: see authzx open --help", output.Quoted(screen))
	case rest == "":
		return command.Usagef("%s needs a name: %s/NAME", screen, screen)
	}
	return nil
}

// routeTo is the route that a path means, of which checkPath found no fault.
func routeTo(ctx context.Context, p *session.State, path string) (ui.Route, error) {
	screen, given, of := strings.Cut(path, "/")
	switch {
	case !of:
		return ui.Route{Kind: screens()[screen]}, nil
	case screen == "access":
		id, err := p.User(ctx, given)
		return desk.AccessRoute(rbac.Query{User: id}, rbac.Ref{}), err
	case screen == "compare":
		one, other, _ := strings.Cut(given, "/")
		a, err := p.User(ctx, one)
		if err != nil {
			return ui.Route{}, err
		}
		b, err := p.User(ctx, other)
		return answers.CompareRoute(a.Ref(), b.Ref()), err
	case screen == "who-can":
		ref, err := theOne(ctx, p, given)
		return answers.WhoCanRoute(ref), err
	case screen == "tree":
		id, err := p.Named(ctx, rbac.KindGroup, given)
		return answers.HierarchyRoute(rbac.GroupID{Text: id}), err
	}
	id, err := p.Named(ctx, rbac.Kind(screen), given)
	return ui.Route{Kind: screen, ID: id}, err
}

// theOne is the one permission, role or group that a name means, those first that are
// asked about most.
func theOne(ctx context.Context, p *session.State, given string) (rbac.Ref, error) {
	for _, kind := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
		if p.Knows(ctx, kind, given) {
			id, err := p.Named(ctx, kind, given)
			return rbac.Ref{Kind: kind, ID: id}, err
		}
	}
	_, err := p.Targets(ctx, given, rbac.ClientID{})
	return rbac.Ref{Kind: rbac.KindPermission, ID: text.New(given)}, err
}
