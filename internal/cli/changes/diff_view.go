package changes

import (
	"io"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/state"
)

// diffJSON writes what lies between two states, as the answer of a command.
func diffJSON(w io.Writer, command string, b state.Between, e rbac.Effect, n names, more func(*output.JSONWriter)) error {
	j := output.NewJSON(w)
	var failure error
	j.Object(func() {
		j.Key("format").Words("authzx." + command + "/1")
		more(j)
		j.Key("changes").Array(func() {
			for _, c := range b.Changes {
				doc, err := rbac.MarshalNamed(c, n.find)
				if err != nil {
					failure = err
					return
				}
				j.Raw(doc)
			}
		})
		j.Key("effect")
		effectJSON(j, e, n)
		if len(b.Unmatched) > 0 {
			j.Key("unmatched").Array(func() {
				for _, s := range b.Unmatched {
					j.Words(s)
				}
			})
		}
	})
	if failure != nil {
		return failure
	}
	return j.Finish()
}

// effectJSON writes who gains and who loses what, as an object.
func effectJSON(j *output.JSONWriter, e rbac.Effect, n names) {
	j.Object(func() { effectSides(j, e, n) })
}

// effectSides writes the inside of that object.
func effectSides(j *output.JSONWriter, e rbac.Effect, n names) {
	side := func(name string, of func(rbac.UserEffect) []rbac.PermissionID) {
		j.Key(name).Array(func() {
			for _, u := range e.Users {
				if ids := of(u); len(ids) > 0 {
					permissionsJSON(j, u.User, ids, n)
				}
			}
		})
	}
	side("gains", func(u rbac.UserEffect) []rbac.PermissionID { return u.Gained })
	side("losses", func(u rbac.UserEffect) []rbac.PermissionID { return u.Lost })
}

func permissionsJSON(j *output.JSONWriter, user rbac.UserID, ids []rbac.PermissionID, n names) {
	j.Object(func() {
		j.Key("user").Text(user.Text)
		if name := n.find(user.Ref()); !name.IsZero() {
			j.Key("name").Text(name)
		}
		j.Key("permissions").Array(func() {
			for _, id := range ids {
				j.Line(func() {
					j.Key("id").Text(id.Text)
					j.Key("name").Text(n.find(id.Ref()))
					j.Key("application").Text(n.owner(id.Ref()).Text)
				})
			}
		})
	})
}
