package cli

import (
	"bufio"
	"fmt"
	"io"

	"authzx/internal/rbac"
)

// CompareJSON writes what each of two users has that the other lacks, with the
// paths by which: {"first":{"user":…,"only":{"groups":[…],"roles":[…],"permissions":[…]}},"second":…,
// "both":{…}}, where both holds counts.
func CompareJSON(w io.Writer, c rbac.Comparison) error {
	j := newJSONWriter(w)
	j.object(func() {
		j.key("application").orNull(c.A.Query().Application.Text)
		j.login(c.A.Query().Login)
		j.key("first").side(c.A, c.OnlyA)
		j.key("second").side(c.B, c.OnlyB)
		j.key("both").line(func() {
			j.key("groups").number(len(c.Both.Groups))
			j.key("roles").number(len(c.Both.Roles))
			j.key("permissions").number(len(c.Both.Permissions))
		})
	})
	return j.finish()
}

func (j *jsonWriter) side(a *rbac.Access, only rbac.Share) {
	j.object(func() {
		j.key("user").text(a.Query().User.Text)
		j.key("only").object(func() {
			j.key("groups").array(func() { heldOf(j, a, only.Groups) })
			j.key("roles").array(func() { heldOf(j, a, only.Roles) })
			j.key("permissions").array(func() { heldOf(j, a, only.Permissions) })
		})
	})
}

func heldOf[ID interface{ Ref() rbac.Ref }](j *jsonWriter, a *rbac.Access, ids []ID) {
	for _, id := range ids {
		paths, truncated := a.Paths(id.Ref())
		j.held(a.Graph(), explained{id.Ref(), paths, truncated})
	}
}

// CompareText writes the same for a person to read.
func CompareText(w io.Writer, c rbac.Comparison, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		onlyText(out, c.A, c.OnlyA, d, look)
		_ = out.WriteByte('\n')
		onlyText(out, c.B, c.OnlyB, d, look)
		fmt.Fprintf(out, "\nboth have %s, %s, %s\n", plural(len(c.Both.Groups), "group"),
			plural(len(c.Both.Roles), "role"), plural(len(c.Both.Permissions), "permission"))
	})
}

func onlyText(out *bufio.Writer, a *rbac.Access, only rbac.Share, d *rbac.Directory, look Look) {
	if only.Empty() {
		fmt.Fprintf(out, "%s %s\n", look.bold("nothing only for"), personLine(d, a.Query().User))
		return
	}
	fmt.Fprintf(out, "%s %s\n", look.bold("only"), personLine(d, a.Query().User))
	table := textTable{columns: make([]column, 4), indent: "  "}
	for _, ref := range refsOf(only) {
		app := ""
		if id := applicationOf(a.Graph(), ref); !id.IsZero() {
			app = applicationName(d, id)
		}
		by, _ := shortest(a, ref)
		table.row(string(ref.Kind), label(a.Graph().Name(ref), ref.ID), app, by)
	}
	table.write(out, look)
}

// CompareCSV writes a row for each thing that one of the two has alone.
func CompareCSV(w io.Writer, c rbac.Comparison) error {
	out := newCSVWriter(w, "user", "kind", "id", "name", "application", "path")
	for _, side := range []struct {
		a    *rbac.Access
		only rbac.Share
	}{{c.A, c.OnlyA}, {c.B, c.OnlyB}} {
		g := side.a.Graph()
		for _, ref := range refsOf(side.only) {
			by, _ := shortest(side.a, ref)
			out.row(side.a.Query().User.String(), string(ref.Kind), ref.ID.String(), g.Name(ref).String(), applicationOf(g, ref).String(), by)
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
