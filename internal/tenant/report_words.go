package tenant

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Told is a report in words, the same on every surface. All of it is safe to draw.
type Told struct {
	Verdict string // the whole in a line, such as "not all was done: 7 of 60"
	Why     string // why it ended before its end; empty when it didn't
	Items   []ToldItem
	Ends    []ToldEnd // what is to be known of the end; none where all is as it should be
}

// ToldEnd is a group of lines about what is there at the end.
type ToldEnd struct {
	Title string
	Lines []string
}

// ToldItem is what became of one item.
type ToldItem struct {
	Outcome  Outcome
	Sentence string
	// Lines say what stood in the way, or what else is to be known.
	Lines []string
}

// Tell puts the report into words. Sentences are those of the items, and name says
// what a thing is called, such as group "Finance".
func (r Report) Tell(sentences []string, name func(rbac.Ref) string) Told {
	told := Told{Verdict: r.verdict(), Why: r.why(sentences)}
	for _, result := range r.Results {
		told.Items = append(told.Items, ToldItem{result.Outcome, sentenceOf(sentences, result.Item), result.tell(name)})
	}
	told.end("applied, but no longer so:", describe(r.Lost))
	told.end("the tenant differs from what the plan left:", describe(r.untold(r.Foreign)))
	if r.Unread != nil {
		told.end("the current state could not be read:", []string{inLine(r.Unread)})
	}
	return told
}

// untold leaves out what an item says of its own.
func (r Report) untold(differences []plan.Difference) []plan.Difference {
	told := map[rbac.Ref]bool{}
	for _, result := range r.Results {
		for _, d := range result.Differences {
			told[d.Of] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(differences), func(d plan.Difference) bool { return told[d.Of] })
}

func (t *Told) end(title string, lines []string) {
	if len(lines) > 0 {
		t.Ends = append(t.Ends, ToldEnd{title, lines})
	}
}

func (r Report) verdict() string {
	done, all := r.Count(Done), len(r.Results)
	switch {
	case r.Run == "" && all == 0:
		return "nothing was sent"
	case errors.Is(r.Stopped, context.Canceled):
		return fmt.Sprintf("stopped: %d of %d done", done, all)
	case !r.made():
		return fmt.Sprintf("incomplete: %d of %d done", done, all)
	case len(r.Lost) > 0:
		return fmt.Sprintf("%d of %d applied, but some no longer hold", done, all)
	case r.Unread != nil:
		return fmt.Sprintf("%d of %d applied; the current state could not be read", done, all)
	}
	return "all done"
}

// why says what ended the run: the journal, the caller, or the first item that is
// not done.
func (r Report) why(sentences []string) string {
	if r.Stopped != nil {
		var journal *JournalError
		switch {
		case errors.Is(r.Stopped, context.DeadlineExceeded):
			return "out of time"
		case errors.As(r.Stopped, &journal):
			return "nothing is sent without a journal: " + inLine(r.Stopped)
		case errors.Is(r.Stopped, context.Canceled):
			return "cancelled"
		}
		return inLine(r.Stopped)
	}
	for _, result := range r.Results {
		if result.Outcome != Done && result.Outcome != NotTried {
			return sentenceOf(sentences, result.Item) + ": " + result.reason()
		}
	}
	return ""
}

// reason is what stood in the way of an item, in a line.
func (r Result) reason() string {
	switch {
	case r.Outcome == Changed:
		return r.Note
	case r.Outcome == NotSaved || r.Err == nil:
		return r.sentence()
	}
	return inLine(r.Err)
}

// sentence is the outcome for people; the answer is called lost only where none came.
func (r Result) sentence() string {
	if answered, ok := errors.AsType[*api.Error](r.Err); ok && r.Outcome == Unknown && answered.Status == 0 {
		return "outcome unknown: no response"
	}
	return r.Outcome.sentence()
}

// sentence is an outcome for people; empty for Done.
func (o Outcome) sentence() string {
	switch o {
	case Done:
		return ""
	case Failed:
		return "failed"
	case NotSaved:
		return "not saved: the server accepted it, but the data differs"
	case Changed:
		return "changed by somebody else since you saw it: nothing was sent"
	case Unknown:
		return "outcome unknown"
	}
	return "not tried"
}

func (r Result) tell(name func(rbac.Ref) string) []string {
	var lines []string
	add := func(line string) {
		if line != "" {
			lines = append(lines, line)
		}
	}
	add(r.sentence())
	if len(r.Blockers)+len(r.Differences) == 0 {
		add(inLine(r.Err))
	}
	if len(r.Blockers) > 0 {
		names := make([]string, len(r.Blockers))
		for i, ref := range r.Blockers {
			names[i] = name(ref)
		}
		add("it is used in " + strings.Join(names, ", "))
	}
	lines = append(lines, describe(r.Differences)...)
	if r.Outcome != Changed {
		add(r.Note)
	}
	return lines
}

// describe says each difference; what a thing had that is gone goes with it.
func describe(differences []plan.Difference) []string {
	gone := map[rbac.Ref]bool{}
	for _, d := range differences {
		gone[d.Of] = gone[d.Of] || d.Field == plan.FieldExistence
	}
	var lines []string
	for _, d := range differences {
		if !gone[d.Of] || d.Field == plan.FieldExistence {
			lines = append(lines, d.String())
		}
	}
	return lines
}

func sentenceOf(sentences []string, item int) string {
	if item < 0 || item >= len(sentences) {
		return fmt.Sprintf("change %d", item+1)
	}
	return sentences[item]
}

// inLine is an error in one line; errors that were joined stand on lines of their
// own.
func inLine(err error) string {
	if err == nil {
		return ""
	}
	return text.Escape(strings.ReplaceAll(err.Error(), "\n", "; "))
}
