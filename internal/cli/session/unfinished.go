package session

import (
	"strconv"
	"strings"

	"authzx/internal/tenant"
	"authzx/internal/text"
)

// toldRuns is how many runs, or faults of their journals, are told one by one.
const toldRuns = 5

// TellUnfinished says, before anybody agrees to a change, which plans were begun
// and not finished: what they left may not be meant to stay.
func (s *Session) TellUnfinished() {
	runs, err := s.Tenant.Pending()
	for _, run := range runs[:min(len(runs), toldRuns)] {
		s.run.Say("unfinished: %s", s.runWords(run))
	}
	if more := len(runs) - toldRuns; more > 0 {
		s.run.Say("unfinished: %s", text.Counted(more, "more plan"))
	}
	if len(runs) > 0 {
		s.run.Say("authzx resume, authzx undo or authzx runs discard")
	}
	if err == nil {
		return
	}
	faults := strings.Split(err.Error(), "\n")
	for _, fault := range faults[:min(len(faults), toldRuns)] {
		s.run.Say("there may be an unfinished plan: %s", fault)
	}
	if more := len(faults) - toldRuns; more > 0 {
		s.run.Say("%s can't be read", text.Counted(more, "more journal"))
	}
}

func (s *Session) runWords(run tenant.Run) string {
	when := "a plan of " + run.At.In(s.run.Env.Now().Location()).Format("2006-01-02 15:04") + ", "
	if len(run.Sentences) == 0 {
		return when + "its journal is damaged"
	}
	what := run.Sentences[0]
	if more := len(run.Sentences) - 1; more > 0 {
		what += " and " + text.Counted(more, "more change")
	}
	return when + strconv.Itoa(run.Done) + " of " + text.Counted(run.Items, "change") + " done: " + what
}
