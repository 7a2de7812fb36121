package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// planFlags say what a plan is to bring about.
type planFlags struct {
	edits  []edit
	csv    string
	out    string
	reason string
}

// edit is one change as the command line, or a line of CSV, names it.
type edit struct {
	kind        editKind
	left, right string
	at          string // where it stands, for messages
}

// editKind is what an edit does to the two things that it names.
type editKind struct {
	name, help  string // of its flag
	left, right rbac.Kind
	change      func(left, right text.Text) rbac.Change
}

// editKinds are the edits that a plan can be made of, each with its opposite
// behind it.
func editKinds() []editKind {
	group := func(t text.Text) rbac.GroupID { return rbac.GroupID{Text: t} }
	role := func(t text.Text) rbac.RoleID { return rbac.RoleID{Text: t} }
	user := func(t text.Text) rbac.UserID { return rbac.UserID{Text: t} }
	permission := func(t text.Text) rbac.PermissionID { return rbac.PermissionID{Text: t} }
	g, r, u, p := rbac.KindGroup, rbac.KindRole, rbac.KindUser, rbac.KindPermission
	return []editKind{
		{"add-member", "make a user a member of a group", g, u, func(a, b text.Text) rbac.Change { return rbac.AddMember{Group: group(a), User: user(b)} }},
		{"remove-member", "end a membership", g, u, func(a, b text.Text) rbac.Change { return rbac.RemoveMember{Group: group(a), User: user(b)} }},
		{"nest", "nest a group in another", g, g, func(a, b text.Text) rbac.Change { return rbac.AddNested{Group: group(a), Child: group(b)} }},
		{"unnest", "take a nested group out", g, g, func(a, b text.Text) rbac.Change { return rbac.RemoveNested{Group: group(a), Child: group(b)} }},
		{"grant", "have a group grant a role", g, r, func(a, b text.Text) rbac.Change { return rbac.GrantRole{Group: group(a), Role: role(b)} }},
		{"revoke", "have a group grant a role no longer", g, r, func(a, b text.Text) rbac.Change { return rbac.RevokeRole{Group: group(a), Role: role(b)} }},
		{"assign", "give a role to a user", u, r, func(a, b text.Text) rbac.Change { return rbac.AssignRole{User: user(a), Role: role(b)} }},
		{"unassign", "take a role from a user", u, r, func(a, b text.Text) rbac.Change { return rbac.UnassignRole{User: user(a), Role: role(b)} }},
		{"add-permission", "put a permission into a role", r, p, func(a, b text.Text) rbac.Change {
			return rbac.AddPermission{Role: role(a), Permission: permission(b)}
		}},
		{"remove-permission", "take a permission out of a role", r, p, func(a, b text.Text) rbac.Change {
			return rbac.RemovePermission{Role: role(a), Permission: permission(b)}
		}},
	}
}

// editValue is the value of a flag that adds an edit: LEFT=RIGHT.
type editValue struct {
	kind editKind
	to   *planFlags
}

func (v editValue) String() string { return "" }
func (v editValue) Type() string {
	return strings.ToUpper(string(v.kind.left) + "=" + string(v.kind.right))
}

// Set splits at the last sign of equality: names may hold one, ids don't.
func (v editValue) Set(given string) error {
	at := strings.LastIndexByte(given, '=')
	if at <= 0 || at == len(given)-1 {
		return fmt.Errorf("give %s", v.Type())
	}
	v.to.edits = append(v.to.edits, edit{v.kind, given[:at], given[at+1:], "--" + v.kind.name})
	return nil
}

func (f *planFlags) define(cmd *cobra.Command) {
	for _, kind := range editKinds() {
		cmd.Flags().Var(editValue{kind, f}, kind.name, kind.help+"; may be repeated")
	}
	cmd.Flags().StringVar(&f.csv, "csv", "", "take edits from a CSV `file`; - is standard input")
	cmd.Flags().StringVar(&f.out, "out", "", "write the plan to a `file` instead of standard output")
	cmd.Flags().StringVar(&f.reason, "reason", "", "why, for the audit trail")
}

func (r *run) planCommand() *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "make a plan of changes, to be looked at and applied later",
		Long: "plan works out what edits would do and writes them as a plan. Nothing is sent. Groups, roles and\n" +
			"permissions are named by id or name, users by id or email. The edits stand in the order given,\n" +
			"those of the CSV last. Its first line names the columns: two of user, group, role, permission and\n" +
			"nested, and action (add or remove; add where the column is missing).",
		Example: "  authzx plan --add-member Finance=ann@acme.test --grant Finance=Approver --out plan.json\n" +
			"  authzx plan --csv memberships.csv > plan.json",
		Args: cobra.NoArgs,
		RunE: r.does(func(ctx context.Context, _ []string) error { return r.plan(ctx, f) }),
	}
	f.define(cmd)
	return cmd
}

func (r *run) plan(ctx context.Context, f planFlags) error {
	if f.csv != "" {
		edits, err := r.readEdits(f.csv)
		if err != nil {
			return err
		}
		f.edits = append(f.edits, edits...)
	}
	if len(f.edits) == 0 {
		return usagef("a plan needs edits: --add-member, --grant and the others, or --csv")
	}
	p, err := r.picture(ctx, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.complete(); err != nil {
		return err
	}
	changes, err := p.changes(ctx, f.edits)
	if err != nil {
		return err
	}
	made, err := p.compile(changes)
	if err != nil {
		return err
	}
	return r.writePlan(p, made, f)
}

// changes are the edits with the things that they name found. All that can't be
// found are told at once.
func (p *picture) changes(ctx context.Context, edits []edit) ([]rbac.Change, error) {
	var changes []rbac.Change
	var faults []string
	for _, e := range edits {
		left, leftErr := p.named(ctx, e.kind.left, e.left)
		right, rightErr := p.named(ctx, e.kind.right, e.right)
		for _, err := range []error{leftErr, rightErr} {
			if err != nil {
				faults = append(faults, fmt.Sprintf("%s: %v", e.at, err))
			}
		}
		if leftErr == nil && rightErr == nil {
			changes = append(changes, e.kind.change(left, right))
		}
	}
	if len(faults) > 0 {
		return nil, usagef("%s", strings.Join(faults, "\n"))
	}
	return changes, nil
}

// errNoSuchThing is in the errors that say that there is nothing of a name.
var errNoSuchThing = errors.New("there is no")

// named finds the one thing of a kind that an id or a name means. Blanks around a
// name count, unless only the name without them is there.
func (p *picture) named(ctx context.Context, kind rbac.Kind, given string) (text.Text, error) {
	id, err := p.exactly(ctx, kind, given)
	if bare := strings.TrimSpace(given); bare != given && errors.Is(err, errNoSuchThing) {
		return p.exactly(ctx, kind, bare)
	}
	return id, err
}

func (p *picture) exactly(ctx context.Context, kind rbac.Kind, given string) (text.Text, error) {
	asked := text.New(given)
	var found []text.Text
	switch kind {
	case rbac.KindUser:
		return p.member(ctx, given)
	case rbac.KindGroup:
		if _, ok := p.graph.Group(rbac.GroupID{Text: asked}); ok {
			return asked, nil
		}
		found = textsOf(refsTo(p.graph.GroupsNamed(asked)))
	case rbac.KindRole:
		if _, ok := p.graph.Role(rbac.RoleID{Text: asked}); ok {
			return asked, nil
		}
		found = textsOf(refsTo(p.graph.RolesNamed(asked)))
	case rbac.KindPermission:
		if _, ok := p.graph.Permission(rbac.PermissionID{Text: asked}); ok {
			return asked, nil
		}
		found = textsOf(refsTo(p.graph.PermissionsNamed(asked)))
	}
	switch len(found) {
	case 0:
		return text.Text{}, fmt.Errorf("%w %s %s", errNoSuchThing, kind, quoted(given))
	case 1:
		return found[0], nil
	}
	return text.Text{}, fmt.Errorf("several %ss are called %s; give one of the ids %s", kind, quoted(given), joinIDs(found))
}

// member finds a user for an edit. An email address that nobody has is a slip: it
// must not become an id.
func (p *picture) member(ctx context.Context, given string) (text.Text, error) {
	id, found, err := p.lookUp(ctx, given)
	switch {
	case err != nil || found:
		return id.Text, err
	case isEmail(given):
		return text.Text{}, fmt.Errorf("%w user with the email address %s", errNoSuchThing, quoted(given))
	case given != strings.TrimSpace(given):
		return text.Text{}, fmt.Errorf("%w user %s", errNoSuchThing, quoted(given))
	}
	p.run.note("nothing mentions the user " + quoted(given))
	return id.Text, nil
}

func textsOf(refs []rbac.Ref) []text.Text {
	ids := make([]text.Text, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	return ids
}

// compile works out what changes take, against what was read just now.
func (p *picture) compile(changes []rbac.Change) (*plan.Plan, error) {
	settings, _ := p.directory.Settings()
	return plan.Compile(p.graph, settings, changes)
}

// writePlan writes the plan, and tells the person what it would do.
func (r *run) writePlan(p *picture, made *plan.Plan, f planFlags) error {
	file := made.File()
	id := p.from.Identity()
	file.Tenant, file.Made, file.Reason = id.Tenant, r.env.Now(), text.New(f.reason)
	if p.from.client != nil {
		file.BaseURL = p.from.client.BaseURL()
	}
	doc, err := file.Write()
	if err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	if f.out == "" {
		_, err = r.env.Stdout.Write(doc)
	} else {
		err = private.WriteFile(f.out, doc)
	}
	if err != nil {
		return err
	}
	r.tellPlan(p, made)
	return nil
}

// tellPlan says what a plan does, request by request, and whom it concerns.
func (r *run) tellPlan(p *picture, made *plan.Plan) {
	told := map[rbac.Ref]bool{}
	for _, item := range made.Items {
		r.say("%s", item.Sentence(p.directory))
		for _, ref := range targets(item.Changes, told) {
			r.say("    %s %s", ref.Kind, ref.ID)
		}
		for _, step := range item.Steps {
			r.say("    %s", step.Line())
		}
		if item.Note != "" {
			r.say("    %s", item.Note)
		}
	}
	for _, c := range made.Cautions() {
		r.say("%s", c.Text)
	}
	r.say("%s; %s", made.Effect(), plural(made.Requests(), "request"))
}

// targets are the things whose ids are not told yet: names and addresses can be
// alike.
func targets(changes []rbac.Change, told map[rbac.Ref]bool) []rbac.Ref {
	var refs []rbac.Ref
	for _, c := range changes {
		for _, ref := range c.Targets() {
			if !told[ref] && !rbac.IsNew(ref.ID) && ref.Kind != rbac.KindConnection {
				told[ref] = true
				refs = append(refs, ref)
			}
		}
	}
	return refs
}
