package cli

import (
	"strconv"
	"strings"

	"authzx/internal/tenant"
)

// toldRuns is how many runs, or faults of their journals, are told one by one.
const toldRuns = 5

// tellUnfinished says, before anybody agrees to a change, which plans were begun
// and not finished: what they left may not be meant to stay.
func (r *run) tellUnfinished(s *session) {
	runs, err := s.tenant.Pending()
	for _, run := range runs[:min(len(runs), toldRuns)] {
		r.say("not finished: %s", r.runWords(run))
	}
	if more := len(runs) - toldRuns; more > 0 {
		r.say("not finished: %s", plural(more, "more plan"))
	}
	if len(runs) > 0 {
		r.say("the explorer (authzx) asks at its start whether to check, resume or undo that")
	}
	if err == nil {
		return
	}
	faults := strings.Split(err.Error(), "\n")
	for _, fault := range faults[:min(len(faults), toldRuns)] {
		r.say("there may be a plan that was not finished: %s", fault)
	}
	if more := len(faults) - toldRuns; more > 0 {
		r.say("%s can't be read", plural(more, "more journal"))
	}
}

func (r *run) runWords(run tenant.Run) string {
	when := "a plan of " + run.At.In(r.env.Now().Location()).Format("2006-01-02 15:04") + ", "
	if len(run.Sentences) == 0 {
		return when + "its journal is damaged"
	}
	what := run.Sentences[0]
	if more := len(run.Sentences) - 1; more > 0 {
		what += " and " + plural(more, "more change")
	}
	return when + strconv.Itoa(run.Done) + " of " + plural(run.Items, "change") + " done: " + what
}
