package answers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/rulebook"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// testFlags say where to the outcomes go beside standard output.
type testFlags struct {
	reports  []string
	coverage bool
}

func testCommand(r *command.Run) *cobra.Command {
	var f testFlags
	cmd := &cobra.Command{
		Use:   "test FILE...",
		Short: "test assertions and rules about access",
		Long: "test checks assertions about users ([[test]]) and rules that nobody may break ([[rule]]), read from " +
			"files. Exit code 3 if any fail, 2 if a file is invalid.",
		Example: "  authzx test access.toml\n  authzx test access.toml --report junit=report.xml --report github",
		Args:    cobra.MinimumNArgs(1),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return test(ctx, r, args, &f) }),
	}
	cmd.Flags().StringArrayVar(&f.reports, "report", nil, "write a report, `KIND=FILE`: junit, github or json; without =FILE to standard output; repeatable")
	cmd.Flags().BoolVar(&f.coverage, "coverage", false, "list the grants that no test or rule covers")
	return cmd
}

// report is one kind of report and where it goes.
type report struct {
	kind, file string // no file: standard output
}

func (f *testFlags) parse() ([]report, error) {
	var list []report
	for _, given := range f.reports {
		kind, file, named := strings.Cut(given, "=")
		switch {
		case !slices.Contains([]string{"junit", "github", "json"}, kind):
			return nil, command.Usagef("--report %s: allowed are junit, github and json", output.Quoted(given))
		case named && file == "":
			return nil, command.Usagef("--report %s: a file name must follow the equals sign", output.Quoted(given))
		}
		list = append(list, report{kind, file})
	}
	return list, nil
}

func test(ctx context.Context, r *command.Run, files []string, f *testFlags) error {
	reports, err := f.parse()
	if err != nil {
		return err
	}
	books, err := readBooks(files)
	if err != nil {
		return err
	}
	p, err := session.Read(ctx, r, tenant.PartUsers|tenant.PartApplications)
	if err != nil {
		return err
	}
	verdicts, err := runBooks(ctx, p, books)
	if err != nil {
		return err
	}
	t := tested{p: p, look: r.Look()}
	for _, v := range verdicts {
		t.outcomes = append(t.outcomes, v.Outcomes...)
	}
	if f.coverage {
		cover := rulebook.Cover(p.Graph, verdicts)
		t.coverage = &cover
	}
	if err := t.write(r, reports); err != nil {
		return err
	}
	if t.failed() == 0 && len(reports) > 0 && r.Flags.Format() == output.Text {
		r.Note(fmt.Sprintf("%s, 0 failed", text.Counted(len(t.outcomes), "test")))
	}
	if t.failed() > 0 {
		err = command.ErrNo
	}
	return p.Answered(err)
}

// maxTests bounds a file of tests, in bytes.
const maxTests = 16 << 20

// readBooks reads all files before anything is asked of a tenant.
func readBooks(files []string) ([]rulebook.Book, error) {
	var books []rulebook.Book
	var wrong rulebook.Mistakes
	for _, file := range files {
		content, err := private.ReadAtMost(file, maxTests)
		if err != nil {
			return nil, command.Usagef("reading the tests: %w", err)
		}
		book, err := rulebook.Parse(file, content)
		if mistakes, ok := errors.AsType[rulebook.Mistakes](err); ok {
			wrong = append(wrong, mistakes...)
		}
		books = append(books, book)
	}
	if len(wrong) > 0 {
		return nil, &command.UsageError{Cause: wrong}
	}
	return books, nil
}

func runBooks(ctx context.Context, p *session.State, books []rulebook.Book) ([]rulebook.Verdict, error) {
	people := func(given text.Text) (rbac.UserID, bool, error) { return p.LookUp(ctx, given.Raw()) }
	var verdicts []rulebook.Verdict
	var wrong rulebook.Mistakes
	for _, book := range books {
		v, err := book.Run(p.Graph, p.Directory, people)
		mistakes, ok := errors.AsType[rulebook.Mistakes](err)
		switch {
		case ok:
			wrong = append(wrong, mistakes...)
		case err != nil:
			return nil, err
		}
		verdicts = append(verdicts, v)
	}
	if len(wrong) == 0 {
		return verdicts, nil
	}
	// What could not be read may hold what the file names.
	if err := p.Complete(); err != nil {
		return nil, err
	}
	return nil, &command.UsageError{Cause: wrong}
}

// write writes the answer, unless a report takes standard output, and the reports.
func (t *tested) write(r *command.Run, reports []report) error {
	taken := slices.ContainsFunc(reports, func(one report) bool { return one.file == "" })
	for _, one := range reports {
		var content strings.Builder
		if err := t.report(&content, one.kind); err != nil {
			return err
		}
		if one.file == "" {
			if _, err := io.WriteString(r.Env.Stdout, content.String()); err != nil {
				return fmt.Errorf("writing the report: %w", err)
			}
			continue
		}
		if err := private.WriteFile(one.file, []byte(content.String())); err != nil {
			return err
		}
	}
	switch {
	case taken:
		return nil
	case r.Flags.Format() == output.JSON:
		return t.json(r.Env.Stdout)
	}
	return t.text(r.Text())
}
