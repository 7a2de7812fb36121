package answers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// compareJSON writes what each of two users has that the other lacks, with the
// paths by which: {"first":{"user":…,"only":{"groups":[…],"roles":[…],"permissions":[…]}},"second":…,
// "both":{…}}, where both holds counts.
func compareJSON(ctx context.Context, w io.Writer, c rbac.Comparison) error {
	j := output.NewJSON(w)
	j.Object(func() {
		j.Format("compare")
		writeUnread(j, unread(c.A.Graph(), nil))
		j.Key("application").TextOrNull(c.A.Query().Application.Text)
		writeLogin(j, c.A.Query().Login)
		writeSide(ctx, j.Key("first"), c.A, c.OnlyA)
		writeSide(ctx, j.Key("second"), c.B, c.OnlyB)
		j.Key("both").Line(func() {
			j.Key("groups").Number(len(c.Both.Groups))
			j.Key("roles").Number(len(c.Both.Roles))
			j.Key("permissions").Number(len(c.Both.Permissions))
		})
	})
	return j.Finish()
}

func writeSide(ctx context.Context, j *output.JSONWriter, a *rbac.Access, only rbac.Share) {
	j.Object(func() {
		j.Key("user").Text(a.Query().User.Text)
		j.Key("only").Object(func() { writeByKind(j, a.Graph(), nil, onlyOf(only, explain(ctx, a, rbac.NewEffort()))) })
	})
}

// onlyOf yields what one user has alone, groups, then roles, then permissions,
// of all that the user has.
func onlyOf(only rbac.Share, all iter.Seq[explained]) iter.Seq[explained] {
	alone := make(map[rbac.Ref]bool)
	for _, ref := range refsOf(only) {
		alone[ref] = true
	}
	return func(yield func(explained) bool) {
		if len(alone) == 0 {
			return
		}
		for e := range all {
			if alone[e.ref] && !yield(e) {
				return
			}
		}
	}
}

// compareText writes the same for a person to read.
func compareText(ctx context.Context, w io.Writer, c rbac.Comparison, d *rbac.Directory, look output.Look) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		onlyText(ctx, out, c.A, c.OnlyA, d, look)
		_ = out.WriteByte('\n')
		onlyText(ctx, out, c.B, c.OnlyB, d, look)
		fmt.Fprintf(out, "\nboth have %s, %s, %s\n", text.Counted(len(c.Both.Groups), "group"),
			text.Counted(len(c.Both.Roles), "role"), text.Counted(len(c.Both.Permissions), "permission"))
	})
}

func onlyText(ctx context.Context, out *bufio.Writer, a *rbac.Access, only rbac.Share, d *rbac.Directory, look output.Look) {
	if only.Empty() {
		fmt.Fprintf(out, "%s %s\n", look.Bold("nothing only for"), output.PersonLine(d, a.Query().User))
		return
	}
	fmt.Fprintf(out, "%s %s\n", look.Bold("only"), output.PersonLine(d, a.Query().User))
	table := output.Table{Columns: make([]output.Column, 4), Indent: "  "}
	for e := range onlyOf(only, explainShortly(ctx, a)) {
		app := ""
		if id := output.ApplicationOf(a.Graph(), e.ref); !id.IsZero() {
			app = output.ApplicationName(d, id)
		}
		by, _ := pathsText(look, e.paths, e.truncated)
		table.Row(string(e.ref.Kind), output.Label(a.Graph().Name(e.ref), e.ref.ID), app, by)
	}
	table.Write(out, look)
}

// compareCSV writes a row for each thing that one of the two has alone.
func compareCSV(ctx context.Context, w io.Writer, c rbac.Comparison, d *rbac.Directory, look output.Look) error {
	out := output.NewCSV(w, "user", "user_name", "user_email", "kind", "id", "name", "application", "application_name", "path")
	for _, side := range []struct {
		a    *rbac.Access
		only rbac.Share
	}{{c.A, c.OnlyA}, {c.B, c.OnlyB}} {
		g, p := side.a.Graph(), output.PersonOf(d, side.a.Query().User)
		for e := range onlyOf(side.only, explainShortly(ctx, side.a)) {
			by, _ := pathsText(look, e.paths, e.truncated)
			app := output.ApplicationOf(g, e.ref)
			out.Row(p.ID.String(), p.Name.String(), p.Email.String(), string(e.ref.Kind), e.ref.ID.String(), g.Name(e.ref).String(),
				app.String(), d.Name(app.Ref()).String(), by)
		}
	}
	return out.Finish()
}

// refsOf are groups, then roles, then permissions.
func refsOf(s rbac.Share) []rbac.Ref {
	refs := make([]rbac.Ref, 0, len(s.Groups)+len(s.Roles)+len(s.Permissions))
	for _, id := range s.Groups {
		refs = append(refs, id.Ref())
	}
	for _, id := range s.Roles {
		refs = append(refs, id.Ref())
	}
	for _, id := range s.Permissions {
		refs = append(refs, id.Ref())
	}
	return refs
}
