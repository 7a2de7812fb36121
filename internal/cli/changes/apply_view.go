package changes

import (
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// The words for what became of a change, as scripts read them.
const (
	applied  = "applied"
	failed   = "failed"
	skipped  = "skipped"
	unknown  = "unknown"
	notTried = "not_tried"
)

// itemResult is what became of an item, and why.
type itemResult struct{ status, why string }

// unsentJSON writes under -o json what a plan would do, of which nothing was sent.
func unsentJSON(r *command.Run, p *session.State, made *plan.Plan, dryRun bool) error {
	fates := make([]itemResult, len(made.Items))
	for i, item := range made.Items {
		fates[i] = itemResult{notTried, item.Note}
		if len(item.Steps) == 0 {
			fates[i].status = skipped
		}
	}
	status := "done"
	if dryRun {
		status = "dry-run"
	}
	return applyJSON(r, p, made, applying{status: status, items: fates, requests: made.Requests()})
}

// reportJSON writes under -o json what became of a plan; err is why it did not even begin.
func reportJSON(r *command.Run, p *session.State, made *plan.Plan, report tenant.Report, err error) error {
	a := applying{status: overall(report), items: make([]itemResult, len(made.Items)), lost: report.Lost, otherwise: report.Foreign}
	if report.Unread != nil {
		a.unread = report.Unread.Error()
	}
	for i := range a.items {
		a.items[i].status = notTried
	}
	for _, result := range report.Results {
		a.items[result.Item] = resultOf(made.Items[result.Item], result)
		if result.Outcome != tenant.NotTried && result.Outcome != tenant.Changed {
			a.requests += len(made.Items[result.Item].Steps)
		}
	}
	switch {
	case err != nil && len(report.Results) == 0:
		a.status, a.stopped = "failed", err.Error()
	case report.Stopped != nil:
		a.stopped = report.Stopped.Error()
	case report.Count(tenant.NotTried) > 0:
		a.stopped = "an earlier change was not applied"
	}
	return applyJSON(r, p, made, a)
}

// overall is the word for a whole plan.
func overall(report tenant.Report) string {
	switch {
	case report.Complete():
		return "done"
	case report.Count(tenant.Unknown) > 0, report.Count(tenant.Done) == len(report.Results) && report.Unread != nil:
		return "unknown"
	case report.Count(tenant.Done) > 0:
		return "partial"
	}
	return "failed"
}

func resultOf(item plan.Item, result tenant.Result) itemResult {
	why := []string{}
	if result.Err != nil {
		why = append(why, result.Err.Error())
	}
	for _, d := range result.Differences {
		why = append(why, d.String())
	}
	if result.Note != "" {
		why = append(why, result.Note)
	}
	f := itemResult{failed, strings.Join(why, "; ")}
	switch result.Outcome {
	case tenant.Done:
		f.status = applied
		if len(item.Steps) == 0 {
			f.status = skipped
		}
	case tenant.NotTried:
		f.status = notTried
	case tenant.Changed:
		f.status = skipped
	case tenant.Unknown:
		f.status = unknown
	}
	return f
}

// applying is what is told of a plan on its way.
type applying struct {
	status, stopped string
	items           []itemResult // of the items
	requests        int

	// What the last read shows: what was made and is gone, what else is otherwise than the
	// plan left it; or why it could not be read.
	lost, otherwise []plan.Difference
	unread          string
}

func applyJSON(r *command.Run, p *session.State, made *plan.Plan, a applying) error {
	if r.Flags.Format() != output.JSON {
		return nil
	}
	n := namesOf(made.After, made.Before, p.Directory)
	var failure error
	written := output.WriteObject(r.Env.Stdout, "apply", func(j *output.JSONWriter) {
		j.Key("status").Words(a.status)
		j.Key("stopped").WordsOrNull(a.stopped)
		j.Key("changes").Array(func() {
			for i, item := range made.Items {
				for _, c := range item.Changes {
					if err := changeJSON(j, n, c, a.items[i]); err != nil {
						failure = err
					}
				}
			}
		})
		j.Key("lost")
		differencesJSON(j, a.lost)
		j.Key("otherwise")
		differencesJSON(j, a.otherwise)
		j.Key("unread").WordsOrNull(a.unread)
		j.Key("requests").Number(a.requests)
		j.Key("effect")
		effectJSON(j, made.Effect(), n)
	})
	if failure != nil {
		return failure
	}
	return written
}

func differencesJSON(j *output.JSONWriter, list []plan.Difference) {
	j.Array(func() {
		for _, d := range list {
			j.Line(func() {
				j.Key("kind").Words(string(d.Of.Kind))
				j.Key("id").Text(d.Of.ID)
				j.Key("what").Words(d.String())
			})
		}
	})
}

// changeJSON writes a change as plans have it, with what became of it.
func changeJSON(j *output.JSONWriter, n names, c rbac.Change, f itemResult) error {
	object, err := rbac.MarshalNamed(c, n.find)
	if err != nil {
		return err
	}
	j.Extended(object, func() {
		j.Key("status").Words(f.status)
		j.Key("why").WordsOrNull(f.why)
	})
	return nil
}
