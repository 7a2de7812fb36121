package changes

import (
	"fmt"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// writePlan writes the plan, and tells the person what it would do.
func writePlan(r *command.Run, p *session.State, made *plan.Plan, f planFlags) error {
	file := made.File()
	id := p.From.Identity()
	file.Tenant, file.Made, file.Reason = id.Tenant, r.Env.Now(), text.New(f.reason)
	file.Overruled = f.overruled
	if p.From.Client != nil {
		file.BaseURL = p.From.Client.BaseURL()
	}
	doc, err := file.Named(namesOf(made.After, made.Before, p.Directory).find).Write()
	if err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	if f.out != "" {
		err = private.WriteFile(f.out, doc)
	}
	if err == nil && (f.out == "" || r.Flags.Format() == output.JSON) {
		_, err = r.Env.Stdout.Write(doc)
	}
	if err != nil {
		return err
	}
	tellPlan(r, p, made)
	return nil
}

// tellPlan says what a plan does, request by request, and whom it concerns.
func tellPlan(r *command.Run, p *session.State, made *plan.Plan) {
	told := map[rbac.Ref]bool{}
	for _, item := range made.Items {
		r.Say("%s", item.Sentence(p.Directory))
		for _, ref := range targets(item.Changes, told) {
			r.Say("    %s %s", ref.Kind, ref.ID)
		}
		for _, detail := range item.Details(p.Directory) {
			r.Say("    %s", detail)
		}
		for _, step := range item.Steps {
			r.Say("    %s", step.Line())
		}
		if item.Note != "" {
			r.Say("    %s", item.Note)
		}
	}
	for _, c := range made.Cautions() {
		r.Say("%s", c)
	}
	r.Say("%s; %s", made.Effect(), text.Counted(made.Requests(), "request"))
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
