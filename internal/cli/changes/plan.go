package changes

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// planFlags say what a plan is to bring about.
type planFlags struct {
	edits  []edit
	csv    string
	lines  string // a file of JSON Lines
	to     string // a state
	prune  bool
	target targetFlags
	like   string
	exact  bool
	out    string
	reason string
	// overruled are rows of a review that say keep, and that the plan takes all the same
	overruled []plan.Overruled
}

func (f *planFlags) define(cmd *cobra.Command) {
	for _, kind := range editKinds() {
		cmd.Flags().Var(editValue{kind, f}, kind.name, kind.help+"; repeatable")
	}
	cmd.Flags().StringVar(&f.csv, "csv", "", "take edits from a CSV `file`; - is standard input")
	cmd.Flags().StringVar(&f.lines, "edits", "", "take edits from a JSON Lines `file`; - is standard input; --edits --help lists the kinds")
	cmd.Flags().StringVar(&f.to, "to", "", "bring the tenant to a `state`: a state file, a snapshot, an export, profile:NAME, @REF")
	cmd.Flags().BoolVar(&f.prune, "prune", false, "with --to, also remove what the state lacks")
	f.target.define(cmd)
	cmd.Flags().StringVar(&f.like, "like", "", "give a user what another has, `USER=MODEL`")
	cmd.Flags().BoolVar(&f.exact, "exactly", false, "with --like, also remove what the model lacks")
	cmd.Flags().StringVar(&f.out, "out", "", "write the plan to a `file` instead of standard output")
	cmd.Flags().StringVar(&f.reason, "reason", "", "reason for the audit trail")
}

func planCommand(r *command.Run) *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "make a plan of changes to review and apply later",
		Long: "plan works out what edits would do and writes a plan. Nothing is sent. Groups, roles and permissions " +
			"are given by id or name, users by id or email. Edits keep their order; those of the CSV come last. " +
			"The CSV header names two of user, group, role, permission and nested, and optionally action (add or " +
			"remove; default add).\n\n" +
			"--to finds the fewest changes that bring the tenant to a state.",
		Example: "  authzx plan --add-member Finance=ann@acme.test --grant Finance=Approver --out plan.json\n" +
			"  authzx plan --csv memberships.csv > plan.json\n" +
			"  authzx plan --to tenant.toml --prune --out plan.json",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return makePlan(ctx, r, f) }),
	}
	f.define(cmd)
	for _, kind := range editKinds() {
		left, right := kind.of.Ends()
		session.CompletePair(r, cmd, kind.name, left.Kind, right.Kind)
	}
	session.CompletePair(r, cmd, "like", rbac.KindUser, rbac.KindUser)
	return cmd
}

func makePlan(ctx context.Context, r *command.Run, f planFlags) error {
	if askHelp(f.lines) {
		return editsHelp(r.Env.Stdout, r.HelpWidth())
	}
	for _, from := range []string{f.csv, f.lines, f.to} {
		if same(f.out, from) {
			return command.Usagef("--out would overwrite %s, from which the plan is made", text.Escape(from))
		}
	}
	lines, err := f.read(r)
	if err != nil {
		return err
	}
	p, err := session.Read(ctx, r, withoutUsers)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	made, err := f.make(ctx, p, lines)
	if err != nil {
		return err
	}
	if err := p.NameAll(ctx, targets(made.Changes, map[rbac.Ref]bool{})); err != nil {
		return err
	}
	return writePlan(r, p, made, f)
}

// withoutUsers is all but the list of users, which takes up to ten requests, one after
// another: those that are meant are read singly.
const withoutUsers = tenant.Everything &^ tenant.PartUsers

// read reads the files of edits, and finds flags that don't go together.
func (f *planFlags) read(r *command.Run) ([]state.Edit, error) {
	if f.csv != "" {
		edits, err := readEdits(r, f.csv)
		if err != nil {
			return nil, err
		}
		f.edits = append(f.edits, edits...)
	}
	var lines []state.Edit
	if f.lines != "" {
		var err error
		if lines, err = readLines(r, f.lines); err != nil {
			return nil, err
		}
	}
	edited := len(f.edits) > 0 || f.csv != "" || f.lines != "" || f.like != ""
	switch {
	case f.exact && f.like == "":
		return nil, command.Usagef("--exactly needs --like")
	case f.to != "" && edited:
		return nil, command.Usagef("--to can't be combined with edits")
	case f.to == "" && (f.prune || f.target.given()):
		return nil, command.Usagef("--prune, --only, --without-members and the --map flags need --to")
	case f.to == "" && !edited:
		return nil, command.Usagef("a plan needs edits (--add-member, --grant and so on, --csv, --edits or --like) or a state (--to)")
	}
	return lines, nil
}

func (f *planFlags) make(ctx context.Context, p *session.State, lines []state.Edit) (*plan.Plan, error) {
	if f.to != "" {
		o, err := f.target.options()
		if err != nil {
			return nil, err
		}
		o.Prune = f.prune
		return planTo(ctx, p, f.to, &f.target, o)
	}
	list, err := changes(ctx, p, f.edits)
	if err != nil {
		return nil, err
	}
	if f.like != "" {
		alike, err := likeChanges(ctx, p, f.like, f.exact)
		if err != nil {
			return nil, err
		}
		list = append(list, alike...)
	}
	more, at, err := lineChanges(ctx, p, f.lines, lines)
	if err != nil {
		return nil, err
	}
	all := append(list, more...)
	made, err := p.Compile(all)
	if err != nil {
		return nil, placed(err, f.lines, more, at)
	}
	tellRepeats(p.Run, len(all)-len(made.Changes), f.csv != "")
	return made, nil
}

// tellRepeats says how many edits were left out because others say the same.
func tellRepeats(r *command.Run, n int, rows bool) {
	what := "edit"
	if rows {
		what = "row"
	}
	switch {
	case n == 1:
		r.Note("1 " + what + " repeats another")
	case n > 1:
		r.Note(text.Counted(n, what) + " repeat others")
	}
}

// placed is the error of a change with the line that it comes from.
func placed(err error, path string, changes []rbac.Change, lines []int) error {
	failed, ok := errors.AsType[*plan.ChangeError](err)
	if !ok {
		return err
	}
	for i, c := range changes {
		if rbac.ChangeKey(c) == rbac.ChangeKey(failed.Change) {
			return command.Usagef("%s: line %d: %w", text.Escape(path), lines[i], failed.Err)
		}
	}
	return err
}
