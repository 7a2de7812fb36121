package changes

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/history"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func whenCommand(r *command.Run) *cobra.Command {
	var application string
	cmd := &cobra.Command{
		Use:   "when USER PERMISSION",
		Short: "since when and until when a user had a permission",
		Long: "when searches the saved states of this tenant. What happened between two of them, or before the " +
			"first, is unknown. Exit code 3 if no saved state has it.",
		Args: cobra.ExactArgs(2),
		RunE: r.Does(func(ctx context.Context, args []string) error { return when(ctx, r, args[0], args[1], application) }),
	}
	cmd.ValidArgsFunction = session.Complete(r, session.Users(), session.Permissions())
	cmd.Flags().StringVar(&application, "application", "", "the permission's application, by `name` or id")
	session.CompleteFlag(r, cmd, "application", rbac.KindApplication)
	return cmd
}

// span is a time in which a user had a permission.
type span struct {
	since, until time.Time // until is zero while it lasts
	first        bool      // it may have begun before
}

func when(ctx context.Context, r *command.Run, user, permission, application string) error {
	store, err := savedStates(r)
	if err != nil {
		return err
	}
	list, err := store.List()
	if err == nil && len(list) == 0 {
		err = history.ErrNone
	}
	if err != nil {
		return err
	}
	id, app, err := meant(ctx, r, store, list, user, application)
	if err != nil {
		return err
	}
	var spans []span
	var s tenant.State
	known, had := false, false
	for i, e := range list {
		if s, err = session.ReadPast(store, e); err != nil {
			return err
		}
		targets := permissionsIn(s, permission, app)
		known = known || len(targets) > 0
		has := hasAny(s, id, targets)
		switch {
		case has && !had:
			spans = append(spans, span{since: e.At, first: i == 0})
		case !has && had:
			spans[len(spans)-1].until = e.At
		}
		had = has
	}
	if !known {
		newest, err := session.Recalled(r, s)
		if err == nil {
			err = newest.Nothing(ctx, permission, rbac.KindPermission)
		}
		if err != nil {
			return err
		}
	}
	if err := tellSpans(r, user, permission, spans); err != nil {
		return err
	}
	if len(spans) == 0 {
		return command.ErrNo
	}
	return nil
}

// meant are the user and the application that are meant, each in the newest state that
// knows it.
func meant(ctx context.Context, r *command.Run, store history.Store, list []history.Entry, user, application string) (id rbac.UserID, app rbac.ClientID, err error) {
	var newest *session.State
	somebody, owned := false, application == ""
	for _, e := range slices.Backward(list) {
		s, err := session.ReadPast(store, e)
		if err != nil {
			return id, app, err
		}
		at, err := session.Recalled(r, s)
		if err != nil {
			return id, app, err
		}
		if newest == nil {
			newest = at
		}
		if !somebody {
			id, somebody, err = at.LookUp(ctx, user)
		}
		if !owned {
			app, owned = applicationIn(s, application)
		}
		if err != nil || somebody && owned {
			return id, app, err
		}
	}
	if !somebody {
		id, err = newest.User(ctx, user)
	}
	if err == nil && !owned {
		app, err = newest.Application(ctx, application)
	}
	return id, app, err
}

// applicationIn is the application that a name or an id means in a state, where it is known.
func applicationIn(s tenant.State, given string) (app rbac.ClientID, known bool) {
	if found := s.Directory.ApplicationsNamed(text.New(given)); len(found) == 1 {
		return found[0], true
	}
	app = rbac.Client(given)
	return app, slices.Contains(s.Graph.Applications(), app)
}

// permissionsIn are those that an id or a name means in a state.
func permissionsIn(s tenant.State, given string, app rbac.ClientID) []rbac.PermissionID {
	if _, ok := s.Graph.Permission(rbac.PermissionOf(given)); ok {
		return []rbac.PermissionID{rbac.PermissionOf(given)}
	}
	var list []rbac.PermissionID
	for _, id := range s.Graph.PermissionsNamed(text.New(given)) {
		p, _ := s.Graph.Permission(id)
		if app.IsZero() || p.Application == app {
			list = append(list, id)
		}
	}
	return list
}

func hasAny(s tenant.State, user rbac.UserID, permissions []rbac.PermissionID) bool {
	access := s.Graph.Access(rbac.Query{User: user})
	for _, id := range permissions {
		if paths, _ := access.Paths(id.Ref()); len(paths) > 0 {
			return true
		}
	}
	return false
}

func tellSpans(r *command.Run, user, permission string, spans []span) error {
	if r.Flags.Format() == output.JSON {
		j := output.NewJSON(r.Env.Stdout)
		j.Object(func() {
			j.Key("format").Words("authzx.when/1")
			j.Key("user").Words(user)
			j.Key("permission").Words(permission)
			j.Key("spans").Array(func() {
				for _, s := range spans {
					j.Line(func() { spanJSON(j, s) })
				}
			})
		})
		return j.Finish()
	}
	if len(spans) == 0 {
		_, err := fmt.Fprintln(r.Env.Stdout, "in no saved state")
		return err
	}
	for _, s := range spans {
		words := "since " + s.since.In(r.Env.Now().Location()).Format(minutes)
		if s.first {
			words += " or before"
		}
		if !s.until.IsZero() {
			words += ", until " + s.until.In(r.Env.Now().Location()).Format(minutes)
		}
		if _, err := fmt.Fprintln(r.Env.Stdout, words); err != nil {
			return err
		}
	}
	return nil
}

func spanJSON(j *output.JSONWriter, s span) {
	j.Key("since").Words(s.since.Format(time.RFC3339))
	j.Key("or_before").Flag(s.first)
	if s.until.IsZero() {
		j.Key("until").Null()
	} else {
		j.Key("until").Words(s.until.Format(time.RFC3339))
	}
}
