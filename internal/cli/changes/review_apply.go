package changes

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/report"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func reviewApplyCommand(r *command.Run) *cobra.Command {
	var f reviewApplyFlags
	cmd := &cobra.Command{
		Use:   "apply FILE.csv --out PLAN",
		Short: "make a plan of the revocations",
		Long: "review apply reads the decisions and writes a plan of the revocations: for each row with revoke, its " +
			"cut. A cut can take more than its row: rows marked keep that are lost with it are listed one by one, and " +
			"in the plan under overruled; --respect-keep leaves out the revocations that would take them. Rows whose " +
			"path no longer exists are reported. Nothing is sent.",
		Args: cobra.ExactArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error { return applyReview(ctx, r, args[0], f) }),
	}
	cmd.Flags().StringVar(&f.out, "out", "", "write the plan to a `file` instead of standard output")
	cmd.Flags().StringVar(&f.reason, "reason", "", "reason for the audit trail")
	cmd.Flags().BoolVar(&f.respect, "respect-keep", false, "leave out revocations that would also take what a row marks keep")
	return cmd
}

// reviewApplyFlags say what becomes of the decisions.
type reviewApplyFlags struct {
	out, reason string
	respect     bool
}

// maxReview bounds a review that is read, in bytes: a million rows or so.
const maxReview = 512 << 20

func applyReview(ctx context.Context, r *command.Run, path string, f reviewApplyFlags) error {
	if same(f.out, path) {
		return command.Usagef("--out would overwrite the review %s", text.Escape(path))
	}
	content, err := private.ReadAtMost(path, maxReview)
	if err != nil {
		return command.Usagef("reading the review: %w", err)
	}
	sheet, err := catalog.SheetText(content)
	if err != nil {
		return command.Usagef("%s: %w", text.Escape(path), err)
	}
	d, err := report.ReadDecisions(sheet, catalog.BareCell)
	if wrong, ok := errors.AsType[*report.LineError](err); ok {
		return command.Usagef("%s: %s", output.Place(path, wrong.Line), wrong.Problem)
	}
	p, err := session.Read(ctx, r, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	if d.Blank > 0 {
		r.Note(text.Counted(d.Blank, "row") + " without a decision: kept")
	}
	revoked, err := report.Revoke(p.Graph, d, f.respect)
	if err != nil {
		return err
	}
	tellRevocations(r, p, path, d, revoked)
	made, err := p.Compile(revoked.Changes)
	if err != nil {
		return err
	}
	if err := writePlan(r, p, made, planFlags{out: f.out, reason: f.reason, overruled: overruledRows(p, revoked)}); err != nil {
		return err
	}
	tellOverruled(r, p, path, revoked)
	return nil
}

// same reports whether two paths lead to one file.
func same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// overruledRows are the rows as a plan keeps them.
func overruledRows(p *session.State, revoked report.Revocations) []plan.Overruled {
	var list []plan.Overruled
	for _, row := range revoked.Overruled {
		list = append(list, plan.Overruled{
			Line: row.Line, User: row.User, UserName: output.PersonOf(p.Directory, row.User).Name,
			Permission: row.Permission, PermissionName: p.NameOf(row.Permission.Ref()),
		})
	}
	return list
}

// tellOverruled says, last and row by row, what a plan takes against a decision.
func tellOverruled(r *command.Run, p *session.State, path string, revoked report.Revocations) {
	if len(revoked.Overruled) == 0 {
		return
	}
	r.Note(fmt.Sprintf("warning: the plan takes %s marked keep; --respect-keep leaves out the revocations that do:", text.Counted(len(revoked.Overruled), "row")))
	n := namesOf(p.Graph, p.Graph, p.Directory)
	for _, row := range revoked.Overruled {
		r.Note(fmt.Sprintf("    %s: %s loses %s", output.Place(path, row.Line), output.PersonLine(p.Directory, row.User), n.apart(row.Permission.Ref())))
	}
}

// tellRevocations says what becomes of the rows otherwise than their readers may think.
func tellRevocations(r *command.Run, p *session.State, path string, d report.Decisions, revoked report.Revocations) {
	for _, gone := range revoked.Gone {
		r.Note(fmt.Sprintf("%s: the path is gone: %s, %s; nothing is revoked", output.Place(path, gone.Line), gone.User, rowName(p, gone)))
	}
	for _, kept := range revoked.Kept {
		r.Note(fmt.Sprintf("%s: %s still has %s via another path; authzx suggest take lists the ways to end all", output.Place(path, kept.Line), kept.User, rowName(p, kept)))
	}
	for _, left := range revoked.Spared {
		r.Note(fmt.Sprintf("%s: %s keeps %s: revoking it would take rows marked keep", output.Place(path, left.Line), left.User, rowName(p, left)))
	}
	asked := make(map[rbac.UserID]map[rbac.PermissionID]bool)
	for _, one := range d.Revoke {
		if asked[one.User] == nil {
			asked[one.User] = make(map[rbac.PermissionID]bool)
		}
		asked[one.User][one.Permission] = true
	}
	for _, row := range revoked.Overruled { // these are told apart
		if asked[row.User] == nil {
			asked[row.User] = make(map[rbac.PermissionID]bool)
		}
		asked[row.User][row.Permission] = true
	}
	for _, u := range revoked.Effect.Users {
		var beside []string
		for _, id := range u.Lost {
			if !asked[u.User][id] {
				beside = append(beside, output.Label(p.NameOf(id.Ref()), id.Text))
			}
		}
		if len(beside) > 0 {
			r.Note(fmt.Sprintf("%s also loses %s", output.PersonLine(p.Directory, u.User), shortList(beside)))
		}
	}
}

func rowName(p *session.State, d report.Decision) string {
	return output.Label(p.NameOf(d.Permission.Ref()), d.Permission.Text)
}
