package changes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/history"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/report"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func reviewCommand(r *command.Run) *cobra.Command {
	cmd := command.Group("review", "access reviews: what everyone has, to decide and apply")
	cmd.AddCommand(reviewNewCommand(r), reviewApplyCommand(r))
	return cmd
}

// reviewFlags say what a review is about, and where it goes.
type reviewFlags struct{ out, application, group string }

func reviewNewCommand(r *command.Run) *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "new --out FILE.csv|.html|.md|.json",
		Short: "write a review, one row per user and permission",
		Long: "review new writes one row per user and permission, in the format given by the file name: CSV to " +
			"record decisions in, HTML or Markdown to read, JSON for programs. In CSV, decision is keep or " +
			"revoke; a file in which anything was decided is not overwritten. Deleted and blocked users come first, " +
			"then those with the oldest login. In the other " +
			"formats, since says how long they have had it, as far back as saved states go. With -o json and no " +
			"--out, the review goes to standard output.",
		Example: "  authzx review new --out review.csv\n  authzx review apply review.csv --out plan.json",
		Args:    cobra.NoArgs,
		RunE:    r.Does(func(ctx context.Context, _ []string) error { return newReview(ctx, r, f) }),
	}
	cmd.Flags().StringVar(&f.out, "out", "", "the `file` to write")
	cmd.Flags().StringVar(&f.application, "application", "", "limit to one application, by `id or name`")
	cmd.Flags().StringVar(&f.group, "group", "", "limit to members of a group, by `id or name`")
	session.CompleteFlag(r, cmd, "application", rbac.KindApplication)
	session.CompleteFlag(r, cmd, "group", rbac.KindGroup)
	return cmd
}

func newReview(ctx context.Context, r *command.Run, f reviewFlags) error {
	kind := strings.ToLower(filepath.Ext(f.out))
	shown := f.out == "" && r.Flags.Format() == output.JSON
	if shown {
		kind = ".json"
	}
	if !slices.Contains([]string{".csv", ".html", ".htm", ".md", ".json"}, kind) {
		return command.Usagef("--out names a file that ends in .csv, .html, .md or .json")
	}
	if err := undecided(f.out); err != nil {
		return err
	}
	p, err := session.Read(ctx, r, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	if err := session.FindGone(ctx, p); err != nil {
		return err
	}
	var scope report.Scope
	if scope.Application, err = p.Application(ctx, f.application); err != nil {
		return err
	}
	if f.group != "" {
		id, err := p.Asked(ctx, rbac.KindGroup, f.group)
		if err != nil {
			return err
		}
		scope.Group = rbac.GroupID{Text: id}
	}
	made := report.NewReview(p.Graph, p.Directory, scope, catalog.SignsFor(true))
	made.Tenant, made.Made = p.From.Identity().Profile, r.Env.Now()
	if err := dateReview(ctx, r, p, &made); err != nil {
		return err
	}
	if shown {
		return writeReview(r.Env.Stdout, p, made, kind)
	}
	var content bytes.Buffer
	if err := writeReview(&content, p, made, kind); err != nil {
		return err
	}
	if err := private.WriteFile(f.out, content.Bytes()); err != nil {
		return err
	}
	r.Note(fmt.Sprintf("wrote %s to %s", text.Counted(len(made.Rows), "row"), text.Escape(f.out)))
	if r.Flags.Format() == output.JSON {
		return output.WriteObject(r.Env.Stdout, "review", func(j *output.JSONWriter) {
			j.Key("file").Words(f.out)
			j.Key("count").Number(len(made.Rows))
		})
	}
	return nil
}

// manySaved is from how many bytes of saved states on it is said that they are read.
const manySaved = 10 << 20

// dateReview says since when users have what they have, as far as the saved states of
// the tenant know.
func dateReview(ctx context.Context, r *command.Run, p *session.State, made *report.Review) error {
	if !p.Connected() || p.From.Tenant.Folder() == "" {
		return nil
	}
	store := p.From.History()
	list, err := p.From.Saved()
	if errors.Is(err, history.ErrOff) {
		return nil
	}
	if err != nil {
		return err
	}
	at, size := p.Graph.At(), int64(0)
	list = slices.DeleteFunc(list, func(e history.Entry) bool { return !e.At.Before(at.Truncate(time.Millisecond)) })
	for _, e := range list {
		size += e.Size
	}
	if size > manySaved {
		r.Note("reading " + text.Counted(len(list), "saved state"))
	}
	made.Date(p.Graph, at, func(yield func(time.Time, *rbac.Graph) bool) {
		for _, e := range slices.Backward(list) {
			var s tenant.State
			if err = context.Cause(ctx); err != nil {
				return
			}
			s, err = session.ReadPast(store, e)
			if errors.Is(err, fs.ErrNotExist) {
				err = nil // another run has put a fuller one in its place, or removed it
				continue
			}
			if err != nil || !yield(e.At, s.Graph) {
				return
			}
		}
	})
	return err
}

func writeReview(w io.Writer, p *session.State, made report.Review, kind string) error {
	switch kind {
	case ".csv":
		columns := report.ToDecide()
		c := output.NewCSV(w, columns...)
		for _, row := range made.Rows {
			c.Row(row.Cells(p.NameOf)[:len(columns)]...)
		}
		return c.Finish()
	case ".md":
		return made.Markdown(w, p.NameOf)
	case ".json":
		return reviewJSON(w, p, made)
	}
	return made.HTML(w)
}

func reviewJSON(w io.Writer, p *session.State, made report.Review) error {
	j := output.NewJSON(w)
	j.Object(func() {
		j.Key("format").Words("authzx.review/1")
		j.Key("rows").Array(func() {
			for _, row := range made.Rows {
				cells := row.Cells(p.NameOf)
				j.Object(func() {
					for i, column := range report.Columns() {
						if column == "cut" {
							j.Key(column).Raw(output.Displayable([]byte(cells[i])))
							continue
						}
						j.Key(column).Words(cells[i])
					}
				})
			}
		})
	})
	return j.Finish()
}

// undecided refuses to replace a review that somebody has filled in.
func undecided(path string) error {
	content, err := private.ReadAtMost(path, maxReview)
	if err != nil {
		return nil // nothing is there, or writing says what is wrong with it
	}
	sheet, err := catalog.SheetText(content)
	if err != nil {
		return nil
	}
	if n := report.Decided(sheet); n > 0 {
		return &command.HintError{
			Cause: command.Usagef("%s holds decisions or comments in %s: not overwritten", text.Escape(path), text.Counted(n, "row")),
			Hint:  "give another --out, or move the file away first",
		}
	}
	return nil
}
