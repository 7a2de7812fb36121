package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"

	"authzx/internal/rbac"
)

// CompareJSON writes what each of two users has that the other lacks, with the
// paths by which: {"first":{"user":…,"only":{"groups":[…],"roles":[…],"permissions":[…]}},"second":…,
// "both":{…}}, where both holds counts.
func CompareJSON(ctx context.Context, w io.Writer, c rbac.Comparison) error {
	j := newJSONWriter(w)
	j.object(func() {
		j.key("application").orNull(c.A.Query().Application.Text)
		j.login(c.A.Query().Login)
		j.key("first").side(ctx, c.A, c.OnlyA)
		j.key("second").side(ctx, c.B, c.OnlyB)
		j.key("both").line(func() {
			j.key("groups").number(len(c.Both.Groups))
			j.key("roles").number(len(c.Both.Roles))
			j.key("permissions").number(len(c.Both.Permissions))
		})
	})
	return j.finish()
}

func (j *jsonWriter) side(ctx context.Context, a *rbac.Access, only rbac.Share) {
	j.object(func() {
		j.key("user").text(a.Query().User.Text)
		j.key("only").object(func() { j.byKind(a.Graph(), onlyOf(only, explain(ctx, a, rbac.NewEffort()))) })
	})
}

// onlyOf yields what one user has alone, groups, then roles, then permissions,
// of all that he has.
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

// CompareText writes the same for a person to read.
func CompareText(ctx context.Context, w io.Writer, c rbac.Comparison, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		onlyText(ctx, out, c.A, c.OnlyA, d, look)
		_ = out.WriteByte('\n')
		onlyText(ctx, out, c.B, c.OnlyB, d, look)
		fmt.Fprintf(out, "\nboth have %s, %s, %s\n", plural(len(c.Both.Groups), "group"),
			plural(len(c.Both.Roles), "role"), plural(len(c.Both.Permissions), "permission"))
	})
}

func onlyText(ctx context.Context, out *bufio.Writer, a *rbac.Access, only rbac.Share, d *rbac.Directory, look Look) {
	if only.Empty() {
		fmt.Fprintf(out, "%s %s\n", look.bold("nothing only for"), personLine(d, a.Query().User))
		return
	}
	fmt.Fprintf(out, "%s %s\n", look.bold("only"), personLine(d, a.Query().User))
	table := textTable{columns: make([]column, 4), indent: "  "}
	for e := range onlyOf(only, explainShortly(ctx, a)) {
		app := ""
		if id := applicationOf(a.Graph(), e.ref); !id.IsZero() {
			app = applicationName(d, id)
		}
		by, _ := pathsText(e.paths, e.truncated)
		table.row(string(e.ref.Kind), label(a.Graph().Name(e.ref), e.ref.ID), app, by)
	}
	table.write(out, look)
}

// CompareCSV writes a row for each thing that one of the two has alone.
func CompareCSV(ctx context.Context, w io.Writer, c rbac.Comparison) error {
	out := newCSVWriter(w, "user", "kind", "id", "name", "application", "path")
	for _, side := range []struct {
		a    *rbac.Access
		only rbac.Share
	}{{c.A, c.OnlyA}, {c.B, c.OnlyB}} {
		g := side.a.Graph()
		for e := range onlyOf(side.only, explainShortly(ctx, side.a)) {
			by, _ := pathsText(e.paths, e.truncated)
			out.row(side.a.Query().User.String(), string(e.ref.Kind), e.ref.ID.String(), g.Name(e.ref).String(), applicationOf(g, e.ref).String(), by)
		}
	}
	return out.finish()
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
