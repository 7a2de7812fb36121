package tenant

import (
	"cmp"
	"slices"
)

// History are the plans that were applied, or begun to be, and what was sent by hand, the
// oldest first.
func (s *records) History() ([]Run, error) {
	runs, err := s.Runs()
	if err != nil {
		return nil, err
	}
	hand, err := s.byHand()
	all := slices.Concat(runs, hand)
	slices.SortStableFunc(all, func(a, b Run) int { return cmp.Compare(a.At.UnixNano(), b.At.UnixNano()) })
	return all, err
}

// byHand are the calls that the audit trail tells of and no plan sent.
func (s *records) byHand() ([]Run, error) {
	entries, _, err := s.Audit()
	if err != nil {
		return nil, err
	}
	var runs []Run
	var sent []AuditEntry
	for _, e := range entries {
		if e.Run != "" || e.Request == "" {
			continue
		}
		// Before a call stands a line that it is about to be sent.
		if n := len(sent); n > 0 && sent[n-1].Outcome == Unknown && sent[n-1].Error == "" && sent[n-1].Request == e.Request && sent[n-1].Body == e.Body {
			sent[n-1] = e
			continue
		}
		sent = append(sent, e)
	}
	for _, e := range sent {
		run := Run{
			At: e.At, Profile: e.Profile, Reason: e.Reason, Sentences: []string{e.Request + ", " + e.What},
			Items: 1, Outcomes: []Outcome{e.Outcome}, Begun: true, ByHand: true,
		}
		switch e.Outcome {
		case Done:
			run.Done, run.Complete = 1, true
		case Unknown:
			run.Doubtful = 1
		}
		runs = append(runs, run)
	}
	return runs, nil
}
